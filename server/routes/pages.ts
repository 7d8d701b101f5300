import { z } from '@hono/zod-openapi'
import type { Limits } from '../limits.ts'

/** `limit` of a page: a whole number up to the server's own limit. */
export const pageLimit = ({ pageSize }: Limits) => atMost(pageSize)
export const historyPageLimit = ({ historyPageSize }: Limits) => atMost(historyPageSize)

const atMost = (most: number) =>
  z.coerce.number().int().min(1).max(most).default(50).describe(`At most ${most}`)

/** Any JSON: what arrives has been through a JSON parser already. */
export const json = z.unknown().openapi({ description: 'Any JSON' })
export const requiredJson = json.refine(value => value !== undefined, 'is required')
export const jsonObject = z.record(z.string(), z.unknown())
