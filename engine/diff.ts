// What changed between two definitions, as data. A state under another key is one change: what only follows from it,
// in targets and conditions, is none. Names are what things are called now; what is gone has the name that it had.

import type { Definition, StateDefinition, Transition } from './definition.ts'
import { indexStates, pointerParts, type StateNode, toPointer } from './paths.ts'
import { findRenamed, withKeys } from './renamed-states.ts'
import { canonical } from './seal.ts'

export type Change = {
  kind: 'added' | 'removed' | 'changed' | 'renamed'
  what: 'process' | 'state' | 'transition' | 'event' | 'rule' | 'data'
  /** dotted path of a state, JSON Pointer of a transition, name of an event or rule; '' for the process */
  name: string
  /** what of it changed */
  fields: string[]
  /** its name in the earlier definition, where it had another: a state's path, a transition's pointer */
  was?: string
}

/** Empty exactly when both say the same, in whatever order their fields stand. */
export function diff(before: Definition, after: Definition): Change[] {
  const found = findRenamed(before, after)
  if (found.renamed.size === 0) return compare(before, after)
  const origins = new Map([...indexStates(before).byPath.keys()].map(path => [found.moved(path), path]))
  return [
    ...[...found.renamed].map(
      ([was, name]): Change => ({ kind: 'renamed', what: 'state', name, fields: [], was }),
    ),
    ...compare(withKeys(before, found), after).map(change => withOrigin(change, origins)),
  ]
}

/** A change in a renamed state, with the name that the thing had before that. */
function withOrigin(change: Change, origins: ReadonlyMap<string, string>): Change {
  const { kind, what, name, was = name } = change
  if (kind === 'added' || (what !== 'state' && what !== 'transition')) return change
  const origin = what === 'state' ? (origins.get(was) ?? was) : pointerBefore(was, origins)
  if (kind === 'removed') return { ...change, name: origin }
  return origin === name ? change : { ...change, was: origin }
}

function pointerBefore(pointer: string, origins: ReadonlyMap<string, string>): string {
  const parts = pointerParts(pointer)
  let n = 0
  while (parts[n] === 'states') n += 2
  const path = parts.filter((_, i) => i < n && i % 2 === 1).join('.')
  const keys = (origins.get(path) ?? path).split('.').filter(key => key !== '')
  return toPointer([...keys.flatMap(key => ['states', key]), ...parts.slice(n)])
}

function compare(before: Definition, after: Definition): Change[] {
  const [was, is] = [indexStates(before).byPath, indexStates(after).byPath]
  const paths = [...new Set([...was.keys(), ...is.keys()])]
  return [
    ...paths.flatMap(path => diffState(path, was.get(path), is.get(path))),
    ...paths.flatMap(path => diffLists(was.get(path), is.get(path))),
    ...diffNamed('event', before.events, after.events),
    ...diffNamed('rule', before.rules, after.rules),
    ...diffFields('data', '', { data: before.data }, { data: after.data }),
  ]
}

const transitionLists = ['on', 'after', 'always', 'onDone'] as const
const elsewhere: ReadonlySet<string> = new Set([...transitionLists, 'states', 'events', 'rules', 'data'])

function diffState(path: string, before: StateNode | undefined, after: StateNode | undefined): Change[] {
  if (!before) return [{ kind: 'added', what: 'state', name: path, fields: [] }]
  if (!after) return [{ kind: 'removed', what: 'state', name: path, fields: [] }]
  const own = (node: StateNode) =>
    Object.fromEntries(Object.entries(node.definition).filter(([field]) => !elsewhere.has(field)))
  return diffFields(path === '' ? 'process' : 'state', path, own(before), own(after))
}

function diffFields(what: Change['what'], name: string, before: object, after: object): Change[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    field => !same(before[field as keyof typeof before], after[field as keyof typeof after]),
  )
  return fields.length > 0 ? [{ kind: 'changed', what, name, fields }] : []
}

const same = (a: unknown, b: unknown) => a === b || canonical([a]) === canonical([b])

function diffNamed(
  what: 'event' | 'rule',
  before: Record<string, object> = {},
  after: Record<string, object> = {},
): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name): Change[] => {
    if (!Object.hasOwn(before, name)) return [{ kind: 'added', what, name, fields: [] }]
    if (!Object.hasOwn(after, name)) return [{ kind: 'removed', what, name, fields: [] }]
    return diffFields(what, name, before[name]!, after[name]!)
  })
}

function diffLists(before: StateNode | undefined, after: StateNode | undefined): Change[] {
  const [was, is] = [listsOf(before), listsOf(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap(pointer =>
    diffList(pointer, was.get(pointer) ?? [], is.get(pointer) ?? []),
  )
}

/** Pointer of a list → its transitions. */
function listsOf(node: StateNode | undefined): Map<string, Transition[]> {
  const lists = new Map<string, Transition[]>()
  if (!node) return lists
  const state = node.definition as StateDefinition
  for (const field of ['on', 'after'] as const)
    for (const [key, list] of Object.entries(state[field] ?? {}))
      lists.set(`${node.pointer}${toPointer([field, key])}`, list)
  for (const field of ['always', 'onDone'] as const)
    if (state[field]) lists.set(`${node.pointer}/${field}`, state[field])
  return lists
}

/** The same transitions first, wherever they stand now; then those that say something the same; the rest in order. */
function diffList(pointer: string, before: Transition[], after: Transition[]): Change[] {
  const oldOnes = before.map((transition, n) => ({ transition, n }))
  const newOnes = after.map((transition, n) => ({ transition, n }))
  const texts = before.map(transition => canonical(transition))
  const moved: Change[] = []
  for (const one of [...newOnes]) {
    const at = oldOnes.findIndex(({ n }) => texts[n] === canonical(one.transition))
    if (at < 0) continue
    const [old] = oldOnes.splice(at, 1)
    newOnes.splice(newOnes.indexOf(one), 1)
    if (old!.n !== one.n && before.length === after.length)
      moved.push({
        kind: 'changed',
        what: 'transition',
        name: `${pointer}/${one.n}`,
        fields: ['order'],
        was: `${pointer}/${old!.n}`,
      })
  }
  const alike = new Map(
    newOnes.flatMap(one => {
      const at = oldOnes.findIndex(({ transition }) => isAlike(transition, one.transition))
      return at < 0 ? [] : [[one, oldOnes.splice(at, 1)[0]!] as const]
    }),
  )
  const paired = newOnes.flatMap((one): Change[] => {
    const { transition, n } = one
    const old = alike.get(one) ?? oldOnes.shift()
    const name = `${pointer}/${n}`
    if (!old) return [{ kind: 'added', what: 'transition', name, fields: [] }]
    const changes = diffFields('transition', name, old.transition, transition)
    return old.n === n ? changes : changes.map(change => ({ ...change, was: `${pointer}/${old.n}` }))
  })
  const gone = oldOnes.map(
    ({ n }): Change => ({ kind: 'removed', what: 'transition', name: `${pointer}/${n}`, fields: [] }),
  )
  return [...moved, ...paired, ...gone]
}

const isAlike = (one: Transition, other: Transition): boolean =>
  Object.entries(one).some(([field, value]) => same(value, other[field as keyof Transition]))
