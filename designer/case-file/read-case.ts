// The case that the file has in it, or why there is none.

import type { CaseFile } from '../../engine/case-file.ts'
import { isObject } from '../../engine/json.ts'
import { words } from './texts.ts'

/** A sentence where the text is no case. What is in the case is looked at where it is shown and checked. */
export function readCase(text: string | null | undefined): CaseFile | string {
  if (text == null || text.trim() === '') return words.empty
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return words.damaged((error as Error).message)
  }
  if (!isObject(value) || value.kind !== 'throughline-case-file') return words.other
  if (value.format !== 1) return words.newer
  const { entries, version, registers, keys, caseId } = value
  const isWhole =
    typeof caseId === 'string' &&
    Array.isArray(entries) &&
    isObject(version) &&
    Array.isArray(registers) &&
    isObject(keys) &&
    Array.isArray(keys.keys)
  return isWhole ? (value as unknown as CaseFile) : words.damaged(words.parts)
}
