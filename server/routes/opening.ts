import { z } from '@hono/zod-openapi'
import { json } from './pages.ts'

const operators = [
  ...['==', '!=', '<', '<=', '>', '>=', 'in', 'not in'],
  ...['includes', 'excludes', 'present', 'absent'],
] as const

const wanted = z.array(
  z.object({
    op: z.enum(operators),
    value: json,
    measure: z
      .enum(['size', 'date'])
      .optional()
      .describe('What is compared: the size of the list or text, or the instant that a date names'),
  }),
)

const mender = z.object({
  type: z.string(),
  title: z.string(),
  allow: z.array(z.string()).nullable().describe('Roles that may send it; null: everyone'),
  isEnabledNow: z.boolean().describe('Whether somebody with one of these roles could send it now'),
  isYours: z.boolean().describe('Whether the reader could'),
  states: z.array(z.string()).describe('Dotted paths of the states where it is accepted'),
})

const need = z.object({
  clause: z.string().describe('The part of the rule that asks for it; empty for a role'),
  path: z.string().describe('data.score, promises[1].state, strategy.qualification.threshold, now'),
  now: json.describe('What is there; null: nothing'),
  wanted: wanted.describe('What it has to be, all of these at once; empty: not known as a comparison'),
  also: z
    .array(z.object({ path: z.string(), about: z.string(), wanted }))
    .optional()
    .describe('What the same event sets besides'),
  about: z.string().describe('What people call it'),
  element: z.string().optional().describe('The element of a list that it is about, such as one promise'),
  kind: z.enum(['data', 'promise', 'register', 'role', 'time', 'state', 'other']),
  by: z.array(mender).describe('Events that could bring it about, those first that can be sent now'),
  allow: z.array(z.string()).optional().describe('For a role: those that may send the event'),
  owner: z.string().optional().describe('The role that can mend the rule'),
  fix: z.string().optional().describe('What to do, in the rule’s own words'),
})

export const opening = z
  .object({
    transition: z.string().describe('JSON Pointer of the transition that needs least'),
    needs: z.array(need),
    more: z.number().describe('How many needs are not listed'),
  })
  .openapi('Opening', { description: 'The fewest things that would open an event that is blocked' })
