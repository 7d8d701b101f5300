// A way back that asks nobody why gets a field for it.

import { isObject, type Json, type JsonSchema } from '../../../engine/json.ts'
import { transitionAt } from '../transitions.ts'
import { type Fixer, fix } from './fix.ts'
import { fixWords as words } from './texts.ts'

const reason = { type: 'string', title: words.reasonTitle, minLength: 1, maxLength: 2_000 }

/** A required text in the form of its event; a field of that name that is there already becomes required. */
export const askWhy: Fixer = ({ at }, { draft }) => {
  const transition = transitionAt(draft.definition, at)
  if (transition?.list !== 'on') return []
  const { events = {} } = draft.definition
  const name = transition.key
  const event = Object.hasOwn(events, name) ? events[name] : undefined
  const schema = asking(event?.schema)
  return fix(
    words.askWhy,
    event
      ? { kind: 'change-event', name, change: { schema } }
      : { kind: 'add-event', name, event: { schema } },
  )
}

function asking(schema: JsonSchema | undefined): JsonSchema {
  const { properties, required, ...others } = isObject(schema as Json) ? (schema as Record<string, Json>) : {}
  const fields = isObject(properties) ? properties : {}
  const before = isObject(fields.reason) && fields.reason.type === 'string' ? fields.reason : {}
  return {
    additionalProperties: false,
    ...others,
    type: 'object',
    properties: { ...fields, reason: { ...reason, ...before } },
    required: [...new Set([...(Array.isArray(required) ? required : []), 'reason'])],
  } as JsonSchema
}
