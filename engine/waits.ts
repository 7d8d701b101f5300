// Where a case waits for somebody, and for whom: the roles that may send some event there.

import type { Process } from './compile.ts'
import type { StateNode } from './paths.ts'

/** Dotted path of an atomic state → the roles that it waits for; null: everyone. */
export type Waits = Map<string, string[] | null>

/** What other processes send nobody waits for: it comes by itself. */
const processRole = 'process'

/**
 * For each atomic state: whoever may send an event that it, or a state around it, has a transition for. Rules are
 * not asked: a case whose rules say no still waits. Timers, and transitions without an event, wait for nobody.
 */
export function waitsOf(process: Process): Waits {
  const own = new Map<StateNode, string[] | null>()
  const waits: Waits = new Map()
  // In document order, so that a state comes after those around it.
  for (const node of process.index.byPath.values()) {
    const around = node.parent ? own.get(node.parent)! : []
    own.set(node, joined(around, rolesAt(process, node)))
    if (node.parent && node.children.length === 0 && node.type !== 'history')
      waits.set(node.path, own.get(node)!)
  }
  return waits
}

/** Both together. */
export function joined(some: string[] | null, more: string[] | null): string[] | null {
  if (some === null || more === null) return null
  return [...new Set([...some, ...more])]
}

function rolesAt(process: Process, { path }: StateNode): string[] | null {
  let roles: string[] | null = []
  for (const [type, candidates] of process.candidates.get(path) ?? []) {
    // What the process raises itself is no event that somebody could send.
    if (process.raised.has(type) && !process.eventTypes.has(type)) continue
    for (const { transition } of candidates) roles = joined(roles, transition.allow ?? null)
  }
  return roles?.filter(role => role !== processRole) ?? null
}
