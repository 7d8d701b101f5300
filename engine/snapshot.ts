// Our snapshot ⇄ XState's. Ours is plain JSON and stays readable whatever XState does with its own.

import type { Snapshot, StateValue, Tally } from './case.ts'
import type { MachineSnapshot, Process } from './compile.ts'
import type { Context } from './run.ts'
import { inOrder } from './seal.ts'

/** Configurations seen before, as XState sees them: working one out costs more than a step. */
type Known = { byText: Map<string, MachineSnapshot>; byValue: WeakMap<object, MachineSnapshot> }
const known = new WeakMap<Process, Known>()
const mostKnown = 2_000

/** XState's snapshot of the same place, with `context`. Throws when the states are not this process's. */
export function toXstate(process: Process, snapshot: Snapshot, context: Context): MachineSnapshot {
  const template = templateOf(process, snapshot.states)
  // Not through resolveState, which cannot read saved history states.
  return {
    ...template,
    context,
    historyValue: historyValueOf(process, snapshot.historyStates),
  } as MachineSnapshot
}

function templateOf(process: Process, states: StateValue): MachineSnapshot {
  let templates = known.get(process)
  if (!templates) {
    templates = { byText: new Map(), byValue: new WeakMap() }
    known.set(process, templates)
  }
  const { byText, byValue } = templates
  const seen = typeof states === 'string' ? undefined : byValue.get(states)
  if (seen) return seen
  const text = typeof states === 'string' ? states : JSON.stringify(states)
  let template = byText.get(text)
  if (!template) {
    const value = inDocumentOrder(process.machine.root, states)
    template = process.machine.resolveState({ value, context: {} } as never) as MachineSnapshot
    if (byText.size >= mostKnown) byText.clear()
    byText.set(text, template)
    if (typeof template.value === 'object') byValue.set(template.value, template)
  }
  return template
}

/**
 * The states of each region in the definition's order: XState asks regions for transitions in the value's order,
 * and on disk a value's keys are sorted.
 */
function inDocumentOrder({ states }: StateNodeOfXstate, value: StateValue): StateValue {
  if (typeof value === 'string') return value
  const inOrder: Exclude<StateValue, string> = {}
  for (const key of Object.keys(states))
    if (Object.hasOwn(value, key)) inOrder[key] = inDocumentOrder(states[key]!, value[key]!)
  return { ...inOrder, ...value }
}

type StateNodeOfXstate = { states: Record<string, StateNodeOfXstate> }

function historyValueOf(
  process: Process,
  historyStates: Record<string, string[]>,
): MachineSnapshot['historyValue'] {
  const value: Record<string, ReturnType<Process['machine']['getStateNodeById']>[]> = {}
  for (const path in historyStates)
    value[`(root).${path}`] = historyStates[path]!.map(of => process.machine.getStateNodeById(`(root).${of}`))
  return value
}

/** Our snapshot of where XState is. */
export function fromXstate(process: Process, xstate: MachineSnapshot, tally: Tally): Snapshot {
  const historyStates: Record<string, string[]> = {}
  for (const id of Object.keys(xstate.historyValue).sort())
    historyStates[id.slice(id.indexOf('.') + 1)] = xstate.historyValue[id]!.map(node => node.path.join('.'))
  return {
    // In canonical order once, so that every later step finds it so.
    data: inOrder((xstate.context as Context).data),
    historyStates,
    // The same object for all cases in the same place: templateOf then knows it at once.
    states: templateOf(process, xstate.value as StateValue).value as StateValue,
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
