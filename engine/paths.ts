// Where things are in a definition: state paths, targets, JSON Pointers.
//
// A state's path is its keys from the root, joined by dots: `sales.check.open`; the root's
// path is ''. A target is written against that:
//
//   sibling, sibling.child   from the parent of the state that has the transition (from the root: its children)
//   .child, .child.inner     from the state itself
//   #id, #id.child           from the state with that id, wherever it is
//   #path.from.root          from the root; an id of the same name goes first

import type { Definition, StateDefinition } from './definition.ts'

export type StateType = 'atomic' | 'compound' | 'parallel' | 'final' | 'history'

/** A state in its place. */
export type StateNode = {
  /** keys from the root, dotted; '' for the root */
  path: string
  key: string
  /** JSON Pointer into the definition; '' for the root */
  pointer: string
  definition: StateDefinition | Definition
  parent: StateNode | null
  children: StateNode[]
  type: StateType
  /** the state's own, or the nearest ancestor's */
  stage: string | null
  assign: string | null
  /** 0 for the root */
  depth: number
  /** document order: a state comes before its inner states and before its later siblings */
  order: number
}

/** All states of a definition, in document order. */
export type StateIndex = {
  root: StateNode
  byPath: Map<string, StateNode>
  byId: Map<string, StateNode>
}

/**
 * Every state of a definition, with its place. Of two states with one path or one id the first is kept:
 * `verify` reports the other.
 *
 * Walks with a stack of its own, so that no depth of nesting can exhaust the call stack.
 */
export function indexStates(definition: Definition): StateIndex {
  const root = toNode('', definition, null)
  const index: StateIndex = { root, byPath: new Map(), byId: new Map() }
  const waiting = [root]
  let order = 0
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    node.order = order++
    if (!index.byPath.has(node.path)) index.byPath.set(node.path, node)
    const id = node.parent ? (node.definition as StateDefinition).id : undefined
    if (id !== undefined && !index.byId.has(id)) index.byId.set(id, node)
    const parent = node
    node.children = Object.entries(node.definition.states ?? {}).map(([key, state]) =>
      toNode(key, state, parent),
    )
    for (let i = node.children.length - 1; i >= 0; i--) waiting.push(node.children[i]!)
  }
  return index
}

/** The state that a target means, seen from the state that has the transition; undefined when there is none. */
export function resolveTarget(index: StateIndex, from: StateNode, target: string): StateNode | undefined {
  if (target.startsWith('#')) return resolveAbsolute(index, target.slice(1))
  if (target.startsWith('.')) return descend(index, from, target.slice(1))
  return descend(index, from.parent ?? index.root, target)
}

export const keyOf = (path: string) => path.slice(path.lastIndexOf('.') + 1)
export const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('.')))

/** `['states', 'a/b']` → `/states/a~1b` (RFC 6901). */
export function toPointer(parts: readonly (string | number)[]): string {
  let pointer = ''
  for (const part of parts) pointer += `/${typeof part === 'string' ? escaped(part) : part}`
  return pointer
}

const escaped = (part: string): string =>
  part.includes('~') || part.includes('/') ? part.replaceAll('~', '~0').replaceAll('/', '~1') : part

/** The way back from `toPointer`: `/states/a~1b` → `['states', 'a/b']`. */
export function pointerParts(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function resolveAbsolute(index: StateIndex, name: string): StateNode | undefined {
  const whole = index.byId.get(name)
  if (whole) return whole
  const dot = name.indexOf('.')
  const owner = dot > 0 ? index.byId.get(name.slice(0, dot)) : undefined
  const inner = owner && descend(index, owner, name.slice(dot + 1))
  return inner ?? descend(index, index.root, name)
}

function descend(index: StateIndex, from: StateNode, path: string): StateNode | undefined {
  if (path === '') return undefined
  return index.byPath.get(from.path === '' ? path : `${from.path}.${path}`)
}

function toNode(key: string, definition: StateDefinition | Definition, parent: StateNode | null): StateNode {
  return {
    path: !parent || parent.path === '' ? key : `${parent.path}.${key}`,
    key,
    pointer: parent ? `${parent.pointer}${toPointer(['states', key])}` : '',
    definition,
    parent,
    children: [],
    type: definition.type ?? inferType(definition),
    stage: definition.stage ?? parent?.stage ?? null,
    assign: definition.assign ?? parent?.assign ?? null,
    depth: parent ? parent.depth + 1 : 0,
    order: 0,
  }
}

/** As XState infers it. */
function inferType(definition: StateDefinition | Definition): StateType {
  if (definition.states && Object.keys(definition.states).length > 0) return 'compound'
  return 'history' in definition && definition.history ? 'history' : 'atomic'
}
