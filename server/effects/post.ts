// One POST to a stranger's server. Not `fetch`: only node:http lets us look at the address that is connected to
// (see addresses.ts). Redirects are not followed, as they would lead past that check.

import type { IncomingMessage } from 'node:http'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { AddressNotAllowedError, isPublicAddress, lookupPublic } from './addresses.ts'

export type Posting = {
  url: URL
  headers: Record<string, string>
  body: string
  timeoutMs: number
  /** Also inside the server's own network. */
  anywhere: boolean
}

/** `excerpt`: how the answer begins. */
export type PostAnswer = { status: number; retryAfter: string | undefined; excerpt: string }

export async function post({ url, headers, body, timeoutMs, anywhere }: Posting): Promise<PostAnswer> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // No lookup happens for an address written as such.
  if (!anywhere && isIP(host) && !isPublicAddress(host)) throw new AddressNotAllowedError(host, host)

  const signal = AbortSignal.timeout(timeoutMs)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp
    request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal,
      agent: false,
      ...(!anywhere && { lookup: lookupPublic }),
    })
      .on('response', resolve)
      .on('error', error => reject(signal.aborted ? new Error(`no answer within ${timeoutMs} ms`) : error))
      .end(body)
  })
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers['retry-after'],
    excerpt: await excerptOf(response),
  }
}

/** The answer's first kilobyte or so; a stranger's server may go on without end. */
async function excerptOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= 1_000) break
    }
  } catch {
    // The status has arrived, which is the answer; what the body would have said is a courtesy.
  }
  return Buffer.concat(chunks).toString('utf8').slice(0, 1_000)
}
