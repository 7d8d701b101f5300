// How large labels are and what stands in them, alike on the screen and in exported pictures.

import type { TransitionSaid } from './listing.ts'
import type { SignName } from './signs.ts'
import { widthOf, wrap } from './text.ts'

export const labelText = { size: 11, line: 14, width: 134, lines: 2 }
export const labelPad = { x: 8, y: 4 }
export const signSize = 12
const signGap = 4

/** The signs around the words: what sets it off and whether it stays; what it asks for and does. */
export function signsOf({
  trigger,
  stays,
  isFeedback,
  rules,
  roles,
  effects,
}: Omit<TransitionSaid, 'title' | 'pointer'>): {
  before: SignName[]
  after: SignName[]
} {
  return {
    before: [
      ...(trigger === 'after' ? ['timer' as const] : []),
      ...(trigger === 'onDone' ? ['done' as const] : []),
      ...(stays ? ['stay' as const] : isFeedback ? ['back' as const] : []),
    ],
    after: [
      ...(rules > 0 ? ['rule' as const] : []),
      ...(roles.length > 0 ? ['role' as const] : []),
      ...(effects > 0 ? ['effect' as const] : []),
    ],
  }
}

/** Words of the guard chip: how many rules, if there are several. */
export const ruleCount = (rules: number): string => (rules > 1 ? String(rules) : '')

export function labelSize(said: TransitionSaid): { w: number; h: number; lines: string[] } {
  const { before, after } = signsOf(said)
  const lines = wrap(said.title, labelText.width, labelText.size, labelText.lines)
  const text = Math.max(...lines.map(line => widthOf(line, labelText.size)))
  const count = widthOf(ruleCount(said.rules), 10)
  const around = (before.length + after.length) * (signSize + signGap) + (count > 0 ? count + 2 : 0)
  return {
    w: Math.ceil(text + around + 2 * labelPad.x),
    h: lines.length * labelText.line + 2 * labelPad.y,
    lines,
  }
}
