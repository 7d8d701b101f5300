// Scenarios: stories about a process, kept as data beside its definition, so that an owner can read them, run
// them and add to them without code.
//
//   { "people": { "ana": ["marketing"] },
//     "scenarios": [
//       { "scenario": "A lead that is silent for 90 days falls dormant",
//         "at": "2026-03-02T09:00:00Z", "data": { … },
//         "steps": [ { "send": "CONFIRM_FIT", "as": "stella", "data": { … }, "then": "marketing" },
//                    { "wait": "P90D", "then": "marketing.dormant" } ] },
//       { "scenario": "…", "given": "A lead that is silent for 90 days falls dormant", "steps": [ … ] } ] }
//
// 1. Time is the scenario's own. Each event comes an hour after the one before, unless it says `at` or `after`.
// 2. Timers that fall due on the way fire first, in order, as on the server; `late: true` leaves them waiting,
//    as when the server was down.
// 3. What the people may do is their roles; `as` of a scenario is who begins the case.
// 4. `then` names states that must be active afterwards, inner or outer. `refused` and `rule` say that the
//    event must not move the case, and why. A step without either must be taken.

import { z } from 'zod'
import { registerNames } from './case.ts'
import { parseDuration } from './duration.ts'
import type { Json } from './json.ts'
import { refusalReasons } from './refusal.ts'

const duration = z.string().refine(text => parseDuration(text), 'write a duration, such as P90D or PT4H')
const names = z.union([z.string(), z.array(z.string())])
const json: z.ZodType<Json> = z.json()
const values = z.record(z.string(), json)
const registers = z
  .partialRecord(z.enum(registerNames), values)
  .describe('Fields that replace those of the register, from here on')

const expectations = {
  // biome-ignore lint/suspicious/noThenProperty: a word of the format, never a function
  then: names
    .optional()
    .describe('States that are active afterwards, dotted; an outer one stands for any inner'),
  effects: z.array(z.string()).optional().describe('Types of effects that the step has, among others'),
  expect: values.optional().describe('Dotted path of case data → its value afterwards'),
  registers: registers.optional(),
}

const sendSchema = z.strictObject({
  send: z.string().describe('The event'),
  as: z.string().describe('Who sends it: one of the people'),
  data: values.optional().describe('The data of the event'),
  at: z.iso.datetime().optional(),
  after: duration.optional().describe('How long after the step before; an hour, unless said'),
  late: z.boolean().optional().describe('Timers that are due by now have not fired'),
  refused: z.enum(refusalReasons).optional(),
  rule: names.optional().describe('Rules that do not hold'),
  ...expectations,
})

const waitSchema = z.strictObject({
  wait: duration.describe('Time passes, and timers fire when they are due'),
  ...expectations,
})

const scenarioSchema = z.strictObject({
  scenario: z.string().min(1).max(200).describe('What it shows, as a sentence'),
  description: z.string().max(2_000).optional().describe('More about it, for whoever reads it'),
  given: z.string().optional().describe('The scenario that it goes on from'),
  at: z.iso.datetime().optional().describe('When the case begins'),
  as: z
    .string()
    .optional()
    .describe('Who begins the case: one of the people; nobody in particular, unless said'),
  data: values.optional().describe('The data that the case begins with'),
  registers: registers.optional(),
  steps: z.array(z.union([sendSchema, waitSchema])),
})

const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  people: z.record(z.string(), z.array(z.string())).describe('Who acts → their roles'),
  scenarios: z.array(scenarioSchema),
})

export type ScenarioFile = z.infer<typeof fileSchema>
export type Scenario = z.infer<typeof scenarioSchema>
export type ScenarioStep = Scenario['steps'][number]
export type SendStep = z.infer<typeof sendSchema>

/** Reads a file of scenarios. Problems are sentences with the place in front. */
export function parseScenarios(input: unknown): { file?: ScenarioFile; problems: string[] } {
  const parsed = fileSchema.safeParse(input)
  if (!parsed.success)
    return { problems: parsed.error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`) }
  const file = parsed.data
  const problems: string[] = []
  const titles = new Set<string>()
  for (const [n, { scenario, given, at, as, data, steps }] of file.scenarios.entries()) {
    const place = `/scenarios/${n}`
    if (titles.has(scenario)) problems.push(`${place}: there are two scenarios "${scenario}".`)
    if (given !== undefined && !titles.has(given))
      problems.push(`${place}/given: no scenario before this one is called "${given}".`)
    if (given !== undefined && (at !== undefined || as !== undefined || data !== undefined))
      problems.push(`${place}: begins where another ends, so it cannot have "at", "as" or "data" of its own.`)
    if (given === undefined && at === undefined) problems.push(`${place}: says neither "at" nor "given".`)
    if (as !== undefined && !Object.hasOwn(file.people, as))
      problems.push(`${place}/as: nobody among the people is called "${as}".`)
    for (const [m, step] of steps.entries())
      if ('send' in step && !Object.hasOwn(file.people, step.as))
        problems.push(`${place}/steps/${m}/as: nobody among the people is called "${step.as}".`)
    titles.add(scenario)
  }
  return problems.length > 0 ? { problems } : { file, problems }
}
