import fc from 'fast-check'
import { copyStates } from '../../designer/editor/clipboard.ts'
import type { Draft } from '../../designer/editor/draft.ts'
import type { Edit } from '../../designer/editor/edit.ts'
import { listTransitions } from '../../designer/editor/transitions.ts'
import { indexStates } from '../../engine/paths.ts'

/** An edit before it is known what is there: the numbers choose among what the draft has. */
export type Wish = { kind: Edit['kind']; a: number; b: number; c: number; word: string }

const kinds: Edit['kind'][] = [
  'add-state',
  'remove-states',
  'rename-state',
  'change-state',
  'set-state-type',
  'move-into',
  'place',
  'add-transition',
  'change-transition',
  'move-transition',
  'remove-transitions',
  'add-event',
  'rename-event',
  'remove-event',
  'add-rule',
  'rename-rule',
  'remove-rule',
  'paste',
]

export const arbitraryWish = (): fc.Arbitrary<Wish> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    a: fc.nat(1_000),
    b: fc.nat(1_000),
    c: fc.nat(1_000),
    word: fc.constantFrom('sent', 'x/y', '~', 'über uns', 'open', 'end', 'a'),
  })

/** The edit that the wish means here; undefined where there is nothing to choose from. */
export function toEdit(draft: Draft, { kind, a, b, c, word }: Wish): Edit | undefined {
  const { definition } = draft
  const paths = [...indexStates(definition).byPath.keys()]
  const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]
  const path = pick(paths, a)!
  const other = pick(paths, b)!
  const transition = pick(listTransitions(definition), a)
  const event = pick(Object.keys(definition.events ?? {}), a)
  const rule = pick(Object.keys(definition.rules ?? {}), a)
  const place = { x: b, y: c }
  switch (kind) {
    case 'add-state':
      return { kind, parent: path, key: word, state: {}, place }
    case 'remove-states':
      return { kind, paths: [path, other].filter(one => one !== '') }
    case 'rename-state':
      return { kind, path, key: word }
    case 'change-state':
      return { kind, path, change: { title: c % 2 === 0 ? word : undefined } }
    case 'set-state-type':
      return { kind, path, type: pick(['atomic', 'compound', 'parallel', 'final', 'history'] as const, c)! }
    case 'move-into':
      return { kind, paths: [path], parent: other, places: { [path]: place } }
    case 'place':
      return { kind, places: { [path]: place } }
    case 'add-transition':
      return {
        kind,
        to: { state: path, list: 'on', key: word },
        transition: other ? { target: `#${other}` } : {},
      }
    case 'change-transition':
      return (
        transition && {
          kind,
          at: transition.at,
          change: { title: word, guard: c % 2 === 0 ? 'true' : undefined },
        }
      )
    case 'move-transition':
      return (
        transition && { kind, at: transition.at, to: { state: other, list: 'on', key: word, index: c % 3 } }
      )
    case 'remove-transitions':
      return transition && { kind, at: [transition.at] }
    case 'add-event':
      return { kind, name: word, event: { title: word } }
    case 'rename-event':
      return event === undefined ? undefined : { kind, name: event, to: word }
    case 'remove-event':
      return event === undefined ? undefined : { kind, name: event }
    case 'add-rule':
      return { kind, name: word, rule: { title: word, when: "active('s0')" } }
    case 'rename-rule':
      return rule === undefined ? undefined : { kind, name: rule, to: word }
    case 'remove-rule':
      return rule === undefined ? undefined : { kind, name: rule }
    case 'paste':
      return { kind, fragment: copyStates(draft, [path]), into: other, at: place }
    default:
      return undefined
  }
}
