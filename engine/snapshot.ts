// Our snapshot ⇄ XState's. Ours is plain JSON and stays readable whatever XState does with its own.

import type { AnyMachineSnapshot } from 'xstate'
import type { Snapshot, StateValue, Tally } from './case.ts'
import type { Context, Process } from './compile.ts'
import { inOrder } from './seal.ts'

/** Configurations seen before, as XState sees them: working one out costs more than a step. */
const known = new WeakMap<Process, Map<string, AnyMachineSnapshot>>()
const mostKnown = 2_000

/** XState's snapshot of the same place, with `context`. Throws when the states are not this process's. */
export function toXstate(process: Process, snapshot: Snapshot, context: Context): AnyMachineSnapshot {
  const template = templateOf(process, snapshot.states)
  // Not through resolveState, which cannot read saved history states.
  return {
    ...template,
    context,
    historyValue: historyValueOf(process, snapshot.historyStates),
  } as AnyMachineSnapshot
}

function templateOf(process: Process, states: StateValue): AnyMachineSnapshot {
  let templates = known.get(process)
  if (!templates) {
    templates = new Map()
    known.set(process, templates)
  }
  const key = typeof states === 'string' ? states : JSON.stringify(states)
  let template = templates.get(key)
  if (!template) {
    template = process.machine.resolveState({ value: states, context: {} } as never) as AnyMachineSnapshot
    if (templates.size >= mostKnown) templates.clear()
    templates.set(key, template)
  }
  return template
}

function historyValueOf(
  process: Process,
  historyStates: Record<string, string[]>,
): AnyMachineSnapshot['historyValue'] {
  const value: Record<string, ReturnType<Process['machine']['getStateNodeById']>[]> = {}
  for (const path in historyStates)
    value[`(root).${path}`] = historyStates[path]!.map(of => process.machine.getStateNodeById(`(root).${of}`))
  return value
}

/** Our snapshot of where XState is. */
export function fromXstate(xstate: AnyMachineSnapshot, tally: Tally): Snapshot {
  const historyStates: Record<string, string[]> = {}
  for (const id of Object.keys(xstate.historyValue).sort())
    historyStates[id.slice(id.indexOf('.') + 1)] = xstate.historyValue[id]!.map(node => node.path.join('.'))
  return {
    // In canonical order once, so that every later step finds it so.
    data: inOrder((xstate.context as Context).data),
    historyStates,
    states: xstate.value as StateValue,
    status: xstate.status === 'done' ? 'closed' : 'open',
    tally,
  }
}

/** The atomic states that are active, as dotted paths, sorted. */
export function activeStates(process: Process, snapshot: Snapshot): string[] {
  return activeNodes(process, snapshot)
    .filter(({ path, children }) => path !== '' && children.length === 0)
    .map(node => node.path)
    .sort()
}

/** Every active state, inner before outer, in document order. */
export function activeNodes(process: Process, { states }: Snapshot) {
  return templateOf(process, states)
    ._nodes.map(node => process.index.byPath.get(node.path.join('.'))!)
    .sort((a, b) => b.depth - a.depth || a.order - b.order)
}

/** The department that the case is in: of several, the last one in the definition's order. */
export function stageOf(process: Process, snapshot: Snapshot): string | null {
  const stages = activeNodes(process, snapshot)
    .filter(node => node.children.length === 0)
    .map(node => node.stage)
  return stages.findLast(stage => stage !== null) ?? null
}
