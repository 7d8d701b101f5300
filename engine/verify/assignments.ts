// Where assignments write to: paths of case data.

import type { EffectDefinition } from '../definition.ts'
import { isReservedKey } from '../parse/bounds.ts'
import { toPointer } from '../paths.ts'
import { quote } from '../problems.ts'
import { effectsOf } from './effects.ts'
import { fieldsOf, isUnknownField, propertyOf } from './fields.ts'
import type { Survey } from './survey.ts'

export function checkAssignments(survey: Survey): void {
  for (const { transition, pointer } of survey.transitions)
    for (const path of Object.keys(transition.assign ?? {}))
      checkPath(survey, path, `${pointer}${toPointer(['assign', path])}`)
  for (const { effect, pointer } of effectsOf(survey))
    for (const path of assignedBy(effect)) checkPath(survey, path, `${pointer}${toPointer(['with', path])}`)
}

const assignedBy = ({ type, with: values }: EffectDefinition) =>
  type === 'assign' ? Object.keys(values ?? {}) : []

function checkPath({ definition, report }: Survey, path: string, at: string): void {
  const parts = path.split('.')
  const reserved = parts.find(isReservedKey)
  if (parts.some(part => part.trim() === '')) report('bad-data-path', at, path, 'a name is missing')
  else if (reserved !== undefined) report('reserved-key', at, reserved)
  else if (parts[0] === 'data' && parts[1] !== undefined && !propertyOf(definition.data, 'data'))
    report(
      'bad-data-path',
      at,
      path,
      `it begins inside the case data: write ${quote(parts.slice(1).join('.'))}`,
    )
  else checkFields(parts)

  function checkFields(parts: string[]): void {
    let [schema, owner]: [unknown, string] = [definition.data, 'data']
    for (const part of parts) {
      if (isUnknownField(schema, part)) {
        report('unknown-data', at, part, owner, fieldsOf(schema) ?? [])
        return
      }
      schema = propertyOf(schema, part)
      owner += `.${part}`
    }
  }
}
