import { z } from 'zod'
import { definitionSchema } from './definition.ts'
import type { JsonSchema } from './json.ts'

const { always, entry, rules, states } = definitionSchema.shape

/** The parts that are written out once, under these names, and referred to from everywhere else. */
const parts = new Map<z.core.$ZodType, string>([
  [states.valueType, 'state'],
  [always.unwrap().element, 'transition'],
  [entry.unwrap().element, 'effect'],
  [rules.unwrap().valueType, 'rule'],
])

/** A definition's own JSON Schema, for editors that complete and check while somebody writes one by hand. */
export function definitionJsonSchema(): JsonSchema {
  const named = z.registry<z.core.GlobalMeta>()
  // Descriptions are kept by zod itself; only the names are ours, and not for the rest of the program.
  named.get = schema => ({
    ...z.globalRegistry.get(schema),
    ...(parts.has(schema) && { id: parts.get(schema)! }),
  })
  const schema = z.toJSONSchema(definitionSchema, { metadata: named, io: 'input' })
  return { ...schema, title: 'Process', description: 'What a process of Throughline is, as data' }
}
