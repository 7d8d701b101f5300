import type { MiddlewareHandler } from 'hono'
import { RequestError } from './problem.ts'

/**
 * Keeps other sites from sending requests with somebody's cookie.
 *
 * Browsers say where a request comes from: all of today's with Sec-Fetch-Site, older ones with Origin on
 * everything that changes something. A request with neither does not come from a browser, and has no cookie
 * that its sender did not put there. Cookies are SameSite=Lax besides.
 */
export function refuseCrossSite(ownOrigin: string): MiddlewareHandler {
  return async (c, next) => {
    if (isSafe(c.req.method)) return next()
    const origin = c.req.header('origin')
    if (origin === ownOrigin) return next()
    const site = c.req.header('sec-fetch-site')
    const isOwn = site === undefined ? origin === undefined || hostOf(origin) === c.req.header('host') : null
    if (isOwn ?? (site === 'same-origin' || site === 'none')) return next()
    throw new RequestError(
      'cross-site',
      `The request comes from ${origin ?? 'another site'}. If that is this server's own address, start it with THROUGHLINE_URL set to it.`,
    )
  }
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host
}
