// What react-jsonschema-form asks of a validator, answered by the checker that the server uses too. It interprets a
// schema, so that nothing here generates code.

import type { ErrorSchema, RJSFSchema, RJSFValidationError, ValidatorType } from '@rjsf/utils'
import { compileForm } from '../../../engine/form.ts'
import type { Json, JsonObject, JsonSchema } from '../../../engine/json.ts'
import { pointerParts } from '../../../engine/paths.ts'
import type { Violation } from '../../../engine/refusal.ts'

/** What stands in the fields. Numbers may be half typed, groups half filled in. */
export type Draft = JsonObject

export const validator: ValidatorType = {
  validateFormData(draft, schema) {
    const violations = violationsOf(schema, draft)
    return { errors: violations.map(toError), errorSchema: toErrorSchema(violations) }
  },
  isValid: (schema, draft, root) => fits(schema, draft, root),
  rawValidation<Result>(schema: RJSFSchema, draft?: unknown) {
    return { errors: violationsOf(schema, draft) as Result[] }
  },
}

/** A condition is part of a form, and may refer to definitions that stand at its root. */
function fits(condition: RJSFSchema, draft: unknown, root: RJSFSchema): boolean {
  const { $defs, definitions } = root
  const whole = { ...($defs && { $defs }), ...(definitions && { definitions }), ...condition }
  try {
    return compileForm(whole)(withoutGaps(draft)).length === 0
  } catch {
    return false
  }
}

const violationsOf = (schema: JsonSchema, draft: unknown): Violation[] =>
  compileForm(schema)(withoutGaps(draft) ?? {})

/** A field that nobody has filled in is absent. */
function withoutGaps(draft: unknown): Json | undefined {
  return draft === undefined ? undefined : (JSON.parse(JSON.stringify(draft)) as Json)
}

function toError({ field, message }: Violation): RJSFValidationError {
  const property = pointerParts(field)
    .map(part => `.${part}`)
    .join('')
  return { property, message, stack: `${field} ${message}` }
}

/** Violations as a tree along the fields, as the form hands them down to each. */
export function toErrorSchema(violations: readonly Violation[]): ErrorSchema {
  const root: Tree = {}
  for (const { field, message } of violations) {
    let at = root
    for (const part of pointerParts(field)) {
      const within = Object.hasOwn(at, part) ? at[part] : undefined
      const next: Tree = within && !Array.isArray(within) ? within : Object.create(null)
      at[part] = next
      at = next
    }
    at.__errors = [...(Array.isArray(at.__errors) ? at.__errors : []), message]
  }
  return root as ErrorSchema
}

type Tree = { [part: string]: Tree | string[] }
