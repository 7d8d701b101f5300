// Which event of a process a name in a foreign log means: its type, its title, or either written otherwise.

import type { Definition } from '../../../../engine/definition.ts'

/** What stands for a name of the log: an event type, one that the process does not have, or nothing at all. */
export type Meaning = { kind: 'event'; type: string } | { kind: 'unknown' } | { kind: 'left-out' }

/** `Fit_Confirmed`, `fit confirmed` and `FitConfirmed` are one name, and so is `Fit bestätigt` without its dots. */
export const plainName = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The event type that each name means, by the closest way of saying it; names that mean none are not in it. */
export function matchNames(
  names: Iterable<string>,
  { events = {} }: Pick<Definition, 'events'>,
): Map<string, string> {
  const types = new Set(Object.keys(events))
  const byTitle = new Map<string, string>()
  const byPlain = new Map<string, string | null>()
  for (const [type, { title }] of Object.entries(events)) {
    if (title !== undefined && !byTitle.has(title)) byTitle.set(title, type)
    for (const said of new Set([plainName(type), plainName(title ?? '')])) {
      // Said of two events it is a name of neither.
      if (said !== '') byPlain.set(said, byPlain.has(said) && byPlain.get(said) !== type ? null : type)
    }
  }
  const matched = new Map<string, string>()
  for (const name of names) {
    const type = types.has(name) ? name : (byTitle.get(name) ?? byPlain.get(plainName(name)))
    if (type) matched.set(name, type)
  }
  return matched
}
