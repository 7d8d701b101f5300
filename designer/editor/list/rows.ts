// The draft as rows of a tree: each state with its transitions and then the states inside it.

import type { Definition } from '../../../engine/definition.ts'
import type { StateNode } from '../../../engine/paths.ts'
import type { Problem } from '../../../engine/problems.ts'
import { titleOf as transitionTitle } from '../../diagram/project.ts'
import { indexStates } from '../../indexed.ts'
import { stageName } from '../../ui/department.ts'
import { humanise } from '../../ui/format.ts'
import { isolated } from '../../ui/isolated.ts'
import { statePlace } from '../problems/place.ts'
import { asList, type Listed, listTransitions, pointerOf, transitionAt } from '../transitions.ts'
import { words } from './texts.ts'

type Shown = {
  /** a state's path, or a transition's pointer */
  id: string
  /** of the state around it; null for the process */
  parent: string | null
  /** from 1 */
  level: number
  /** from 1, among the rows of the same parent */
  place: number
  siblings: number
  title: string
  what: string
  stage: string
  roles: string
  rules: string
  errors: number
  warnings: number
}
export type StateRow = Shown & { kind: 'state'; isOpen: boolean | null; type: StateNode['type'] }
export type TransitionRow = Shown & { kind: 'transition' }
export type Row = StateRow | TransitionRow

/** The rows that are not inside a closed state, in order. */
export function rowsOf(
  definition: Definition,
  problems: readonly Problem[],
  closed: ReadonlySet<string>,
): Row[] {
  const index = indexStates(definition)
  const transitions = Map.groupBy(listTransitions(definition), ({ source }) => source.path)
  const counts = countProblems(problems, definition)
  const rows: Row[] = []
  add(index.root, 1, 1, 1)
  return rows

  function add(node: StateNode, level: number, place: number, siblings: number): void {
    const own = transitions.get(node.path) ?? []
    const inside = own.length + node.children.length
    const isOpen = inside === 0 ? null : !closed.has(node.path)
    rows.push({ ...stateRow(node), ...counts(node.path), level, place, siblings, isOpen })
    if (!isOpen) return
    own.forEach((listed, n) => {
      const row = transitionRow(definition, listed)
      rows.push({ ...row, ...counts(row.id), level: level + 1, place: n + 1, siblings: inside })
    })
    node.children.forEach((child, n) => void add(child, level + 1, own.length + n + 1, inside))
  }
}

function stateRow({ path, key, definition, parent, type, stage, assign }: StateNode) {
  const isRoot = parent === null
  const isInitial = parent?.type === 'compound' && parent.definition.initial === key
  const what = words.types[type]
  return {
    kind: 'state' as const,
    id: path,
    parent: isRoot ? null : parent.path,
    type,
    title: isRoot ? (definition as Definition).name : (definition.title ?? key),
    what: isRoot ? words.process : isInitial ? words.startsHere(what) : what,
    stage: stage === null ? '' : stageName(stage),
    roles: assign === null ? '' : humanise(assign),
    rules: '',
  }
}

function transitionRow(definition: Definition, listed: Listed) {
  const { at, pointer, transition, source, targets } = listed
  const to = targets.map(({ key, definition: { title } }) => isolated(title ?? key)).join(', ')
  const wanted = to || asList(transition.target).join(', ')
  const ruleTitle = (text: string) => definition.rules?.[text]?.title ?? text
  return {
    kind: 'transition' as const,
    id: pointer,
    parent: source.path,
    title: transition.title ? transition.title : nameOf(definition, listed),
    what:
      wanted === ''
        ? words.stays
        : transition.kind === 'feedback'
          ? words.back(wanted)
          : words.leadsTo(wanted),
    stage: '',
    roles:
      at.list !== 'on' ? '' : transition.allow ? transition.allow.map(humanise).join(', ') : words.everyone,
    rules: asList(transition.guard).map(ruleTitle).join('; '),
  }
}

function nameOf(definition: Definition, listed: Listed): string {
  const { at } = listed
  if (at.list === 'on') return transitionTitle(definition, listed)
  return at.list === 'after' ? words.after(at.key) : words[at.list]
}

/** How many problems a row has of its own: what is inside has rows of its own. */
function countProblems(problems: readonly Problem[], definition: Definition) {
  const counts = new Map<string, { errors: number; warnings: number }>()
  for (const { at, severity } of problems) {
    const transition = transitionAt(definition, at)
    const id = transition ? pointerOf(transition) : (statePlace(definition, at)?.path ?? '')
    const count = counts.get(id) ?? { errors: 0, warnings: 0 }
    count[severity === 'error' ? 'errors' : 'warnings'] += 1
    counts.set(id, count)
  }
  return (id: string) => counts.get(id) ?? { errors: 0, warnings: 0 }
}

/** Where a key of the tree leads from a row, and which row it opens or closes. */
export type Move = { to?: string; open?: string; close?: string }

export function moveBy(rows: readonly Row[], id: string, key: string): Move | null {
  const at = rows.findIndex(row => row.id === id)
  const row = rows[at]
  if (!row) return null
  const to = (n: number): Move => ({ to: rows[Math.min(rows.length - 1, Math.max(0, n))]!.id })
  switch (key) {
    case 'ArrowDown':
      return to(at + 1)
    case 'ArrowUp':
      return to(at - 1)
    case 'PageDown':
      return to(at + 10)
    case 'PageUp':
      return to(at - 10)
    case 'Home':
      return to(0)
    case 'End':
      return to(rows.length - 1)
    case 'ArrowRight':
      if (row.kind !== 'state' || row.isOpen === null) return {}
      return row.isOpen ? to(at + 1) : { open: row.id }
    case 'ArrowLeft':
      if (row.kind === 'state' && row.isOpen) return { close: row.id }
      return row.parent === null ? {} : { to: row.parent }
    default:
      return null
  }
}

/** The states that have to be open for a row to be seen. */
export function around(definition: Definition, id: string): string[] {
  const isTransition = id.startsWith('/')
  const path = isTransition ? (transitionAt(definition, id)?.state ?? '') : id
  const parts = path === '' ? [] : path.split('.')
  const outer = parts.map((_, n) => parts.slice(0, n).join('.'))
  return isTransition ? [...outer, path] : outer
}
