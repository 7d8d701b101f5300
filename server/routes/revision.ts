import { MalformedError } from '../problem.ts'
import type { AppContext } from './route.ts'

export const etag = (revision: number) => `"${revision}"`

/** The revision in If-Match; without one, a document that must not exist yet. */
export function revisionAsked(c: AppContext): number {
  const header = c.req.header('if-match')
  if (header === undefined) return 0
  const revision = /^(?:W\/)?"(\d+)"$/.exec(header.trim())?.[1]
  if (revision === undefined)
    throw new MalformedError(`If-Match is ${header}, but has to be one revision in quotes, such as "3".`)
  return Number(revision)
}
