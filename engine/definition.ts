// What a process is, as data. Nothing here runs it: `compile.ts` does.
//
// The names follow XState's machine configuration, so that one converts into the other
// (see interchange/xstate-json.ts); what XState has no word for (rules, forms, roles,
// stages) is added beside. The reasons for the less obvious choices:
//
// 1. A target is written as in XState (`sibling`, `sibling.child`, `.child`), or as `#path`
//    from the root, or `#id` of a state that has one. Without XState's machine id in front,
//    so that a definition can be copied under another id.
// 2. `guard` is the name of a rule, or CEL, or a list of these that must all hold: a hand-over
//    usually has several rules, and each must be able to say its own why and fix.
// 3. A state's key has no dot and no `#`: both have a meaning in targets and in paths.

import { z } from 'zod'
import type { JsonSchema } from './json.ts'

const jsonSchema: z.ZodType<JsonSchema> = z
  .record(z.string(), z.unknown())
  .describe('A JSON Schema (2020-12)')

const cel = z.string().max(4_000).describe('An expression in CEL')

const ruleSchema = z
  .strictObject({
    title: z.string().min(1).describe('What staff read: "The campaign serves a current target market"'),
    when: cel.describe('CEL that is true when the rule holds'),
    why: z.string().optional().describe('Why the rule exists, shown to whoever it stops'),
    fix: z.string().optional().describe('What to do when it stops somebody'),
    owner: z.string().optional().describe('The role that can mend it'),
  })
  .describe('A named condition with its reason')

const effectSchema = z
  .strictObject({
    type: z
      .string()
      .min(1)
      .describe('notify, webhook, start-case, send-event; or raise and assign, which the engine does itself'),
    params: z.record(z.string(), z.unknown()).optional().describe('Values given literally'),
    with: z.record(z.string(), cel).optional().describe('Values computed in CEL when the step is taken'),
    if: cel.optional().describe('CEL; the effect is left out unless it is true'),
  })
  .describe('Something to be done because of a step')

const guardSchema = z
  .union([z.string().max(4_000), z.array(z.string().max(4_000)).min(1)])
  .describe('A rule, a CEL expression, or a list of these that must all hold')

const transitionSchema = z
  .strictObject({
    target: z
      .union([z.string(), z.array(z.string()).min(1)])
      .optional()
      .describe('Where to go: sibling, sibling.child, .child, #path.from.root. None: stay'),
    guard: guardSchema.optional(),
    assign: z.record(z.string(), cel).optional().describe('Data path → CEL for its new value'),
    effects: z.array(effectSchema).optional(),
    allow: z
      .array(z.string())
      .optional()
      .describe('Roles that may send the event here; none given: everyone'),
    title: z.string().optional().describe('What the button says, where it differs from the event'),
    description: z.string().optional(),
    kind: z.enum(['forward', 'feedback']).optional().describe('feedback: a way back'),
    reenter: z.boolean().optional().describe('Leave and enter again, even when already inside the target'),
  })
  .describe('An arrow: where an event leads, when, and what it changes')

const transitions = z.array(transitionSchema)

const stateFields = {
  id: z.string().min(1).optional().describe('A name that targets can use as #id, wherever the state is'),
  title: z.string().optional(),
  description: z.string().optional(),
  stage: z.string().optional().describe('The department, as on boards and bands; inherited by inner states'),
  assign: z.string().optional().describe('The role that works here; inherited by inner states'),
  type: z.enum(['atomic', 'compound', 'parallel', 'final', 'history']).optional(),
  initial: z.string().optional().describe('The inner state to start in (compound states)'),
  history: z.enum(['shallow', 'deep']).optional().describe('For type history: how much is remembered'),
  target: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe('For type history: where to go the first time'),
  on: z.record(z.string(), transitions).optional(),
  always: transitions.optional().describe('Taken without an event, as soon as the guard holds'),
  after: z
    .record(z.string(), transitions)
    .optional()
    .describe('ISO 8601 duration (P1D, PT4H), or CEL that gives a date → transitions'),
  entry: z.array(effectSchema).optional(),
  exit: z.array(effectSchema).optional(),
  onDone: transitions.optional().describe('Taken when the inner states have finished'),
}

/** A node of the statechart. */
export interface StateDefinition extends z.infer<z.ZodObject<typeof stateFields, z.core.$strict>> {
  states?: Record<string, StateDefinition> | undefined
}

const stateSchema: z.ZodType<StateDefinition> = z.lazy(() =>
  z.strictObject({ ...stateFields, states: z.record(z.string(), stateSchema).optional() }),
)

const { id: _noId, target: _noTarget, history: _noHistory, ...rootFields } = stateFields

export const definitionSchema = z.strictObject({
  $schema: z.string().optional(),
  ...rootFields,
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'use small letters, digits and hyphens, 80 at the most'),
  name: z.string().min(1),
  data: jsonSchema.optional().describe('JSON Schema of the case data'),
  events: z
    .record(
      z.string(),
      z.strictObject({
        title: z.string().optional(),
        description: z.string().optional(),
        schema: jsonSchema.optional().describe('The form: JSON Schema of the event data'),
      }),
    )
    .optional(),
  rules: z.record(z.string(), ruleSchema).optional(),
  type: z.enum(['compound', 'parallel']).optional(),
  states: z.record(z.string(), stateSchema),
})

export type Definition = z.infer<typeof definitionSchema>
export type Transition = z.infer<typeof transitionSchema>
export type EffectDefinition = z.infer<typeof effectSchema>
export type Rule = z.infer<typeof ruleSchema>
export type EventDefinition = NonNullable<Definition['events']>[string]

/** How large a definition may be. Far above what people draw; low enough that no file can hang the engine. */
export const limits = {
  /** characters of JSON */
  size: 5_000_000,
  /** states inside states */
  depth: 20,
  states: 5_000,
  transitions: 20_000,
  /** characters of one expression */
  expression: 4_000,
  /** eventless transitions in one step */
  iterations: 1_000,
} as const
