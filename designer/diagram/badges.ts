// What the second line of a card says, as signs with a word or a number each.

import { humanise } from '../ui/format.ts'
import type { StateSaid } from './listing.ts'
import type { SignName } from './signs.ts'
import { spokenSpan, words } from './texts.ts'

/** `about` is the whole of it, for who cannot see the sign. */
export type Badge = { sign: SignName; text: string; about: string }

export function badgesOf({ role, timers, rules, forms, effects }: StateSaid, isFrame: boolean): Badge[] {
  return [
    ...(role !== null && !isFrame
      ? [{ sign: 'role' as const, text: humanise(role), about: humanise(role) }]
      : []),
    ...(timers.length > 0
      ? [
          {
            sign: 'timer' as const,
            text: shortTime(timers),
            about: words.after(timers.map(timeOf).join(', ')),
          },
        ]
      : []),
    ...(rules > 0 ? [{ sign: 'rule' as const, text: String(rules), about: words.guarded(rules) }] : []),
    ...(forms > 0 ? [{ sign: 'form' as const, text: String(forms), about: words.forms(forms) }] : []),
    ...(effects > 0
      ? [{ sign: 'effect' as const, text: String(effects), about: words.effects(effects) }]
      : []),
  ]
}

const timeOf = (delay: string) => spokenSpan(delay) ?? words.atDate

/** P3D → 3 d; of an expression, or of several, only how many. */
function shortTime(delays: string[]): string {
  const [, amount, unit] = /^PT?(\d+)([YMWDHS])$/.exec(delays[0]!) ?? []
  if (delays.length > 1) return String(delays.length)
  return amount && unit ? `${amount} ${unit.toLowerCase()}` : ''
}
