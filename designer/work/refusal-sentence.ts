import type { Refused } from '../answers.ts'
import { texts } from '../texts.ts'
import { formatAlternatives, humanise } from '../ui/format.ts'

/** Why nothing came of it, for whoever tried; the rules in the way are told beside it, each with its reasons. */
export function refusalSentence({ reason, allow }: Pick<Refused, 'reason' | 'allow'>): string {
  if (reason === 'stale') return texts.events.moved
  const sentence = texts.refusal[reason]
  if (reason !== 'not-permitted' || !allow || allow.length === 0) return sentence
  return `${sentence} ${texts.why.roles(formatAlternatives(allow.map(humanise)))}`
}
