// Which events of a process write what: on their transitions, on the way out of states and into others, and through
// the events that they raise.

import type { Candidate, Process } from '../compile.ts'
import type { EffectDefinition, StateDefinition } from '../definition.ts'
import type { EnabledEvent } from '../enabled.ts'
import type { StateNode } from '../paths.ts'
import type { Place } from './places.ts'
import type { Wanted } from './wanted.ts'
import { mends, type Write, writesOf } from './writes.ts'

/** An event that could bring about what is needed. */
export type Mender = {
  type: string
  title: string
  /** the roles that may send it; null: everyone */
  allow: string[] | null
  /** whether somebody with one of these roles could send it now */
  isEnabledNow: boolean
  /** whether the one who asks could */
  isYours: boolean
  /** paths of the states where it is accepted */
  states: string[]
}

/** One transition of an event: where it is accepted, what it writes, which states it enters. */
type Arrow = { type: string; state: string; candidate: Candidate; writes: Write[]; enters: string[] }

const known = new WeakMap<Process, Arrow[]>()

function arrowsOf(process: Process): Arrow[] {
  let arrows = known.get(process)
  if (!arrows) {
    arrows = readArrows(process)
    known.set(process, arrows)
  }
  return arrows
}

function readArrows(process: Process): Arrow[] {
  const arrows: (Arrow & { raises: string[] })[] = []
  for (const [state, byType] of process.candidates)
    for (const [type, candidates] of byType)
      for (const candidate of candidates) arrows.push(arrowOf(process, state, type, candidate))
  const sendable = arrows.filter(({ type }) => process.eventTypes.has(type))
  return sendable.map(({ raises, ...arrow }) => ({
    ...arrow,
    writes: [
      ...arrow.writes,
      ...arrows.filter(({ type }) => raises.includes(type)).flatMap(({ writes }) => writes),
    ],
  }))
}

function arrowOf(process: Process, state: string, type: string, candidate: Candidate) {
  const { assign = {}, effects = [] } = candidate.transition
  const source = process.index.byPath.get(state)!
  const targets = candidate.target.flatMap(path => process.index.byPath.get(path) ?? [])
  const entered = new Set(targets.flatMap(target => enteredBy(source, target)))
  const passed: EffectDefinition[] = [
    ...(targets.length > 0
      ? leftBy(source, targets[0]!).flatMap(({ definition }) => (definition as StateDefinition).exit ?? [])
      : []),
    ...effects,
    ...[...entered].flatMap(({ definition }) => (definition as StateDefinition).entry ?? []),
  ]
  const form = process.definition.events?.[type]?.schema
  const assigned = [
    assign,
    ...passed.flatMap(effect => (effect.type === 'assign' ? [effect.with ?? {}] : [])),
  ]
  return {
    ...{ type, state, candidate },
    writes: assigned.flatMap(values =>
      Object.entries(values).flatMap(([path, text]) => writesOf(path, text, form)),
    ),
    enters: [...entered].map(({ path }) => path),
    raises: passed.flatMap(({ type, params }) => (type === 'raise' ? String(params?.event) : [])),
  }
}

const outwards = (node: StateNode): StateNode[] => (node.parent ? [node, ...outwards(node.parent)] : [node])

/** The states that are entered on the way from one to another, and those that follow inside it. */
function enteredBy(source: StateNode, target: StateNode): StateNode[] {
  const around = new Set(outwards(source))
  return [...outwards(target).filter(node => node === target || !around.has(node)), ...startedIn(target)]
}

function startedIn(node: StateNode): StateNode[] {
  const first =
    node.type === 'parallel'
      ? node.children
      : node.children.filter(({ key }) => key === (node.definition as StateDefinition).initial)
  return first.flatMap(child => [child, ...startedIn(child)])
}

function leftBy(source: StateNode, target: StateNode): StateNode[] {
  const around = new Set(outwards(target))
  return outwards(source).filter(node => !around.has(node))
}

/** The transition of an event at a JSON Pointer. */
export const candidateAt = (process: Process, pointer: string): Candidate | undefined =>
  arrowsOf(process).find(({ candidate }) => candidate.pointer === pointer)?.candidate

/** Every role that some transition names. */
export const rolesIn = (process: Process): string[] => [
  ...new Set(arrowsOf(process).flatMap(({ candidate }) => candidate.transition.allow ?? [])),
]

/** Who can send what now: the one who asks, and anybody. */
export type Standing = { yours: EnabledEvent[]; anybodys: EnabledEvent[] }

/** The events that make a place as it has to be, those first that can be sent now. `wanted` null: not known. */
export function mendersOf(
  process: Process,
  place: Place,
  wanted: Wanted[] | null,
  { yours, anybodys }: Standing,
  blocked: string,
): Mender[] {
  const arrows = arrowsOf(process).filter(arrow => arrow.type !== blocked && leadsTo(arrow, place, wanted))
  const isOpen = (events: EnabledEvent[], type: string) =>
    events.some(
      event =>
        event.type === type &&
        event.enabled &&
        event.transitions.some(({ pointer }) =>
          arrows.some(({ candidate }) => candidate.pointer === pointer),
        ),
    )
  const menders = [...new Set(arrows.map(({ type }) => type))].map((type): Mender => {
    const own = arrows.filter(arrow => arrow.type === type)
    const roles = own.map(({ candidate }) => candidate.transition.allow)
    return {
      type,
      title: process.definition.events?.[type]?.title ?? type,
      allow: roles.some(allow => allow === undefined) ? null : [...new Set(roles.flatMap(allow => allow!))],
      isEnabledNow: isOpen(anybodys, type),
      isYours: isOpen(yours, type),
      states: [...new Set(own.map(({ state }) => state))],
    }
  })
  const nearness = ({ isYours, isEnabledNow }: Mender) => (isYours ? 0 : isEnabledNow ? 1 : 2)
  return menders.sort((a, b) => nearness(a) - nearness(b))
}

/** Whether one and the same event makes all of these places as they have to be. */
export const isMadeAtOnce = (
  process: Process,
  blocked: string,
  changes: { place: Place; wanted: Wanted[] | null }[],
): boolean =>
  arrowsOf(process).some(
    arrow => arrow.type !== blocked && changes.every(({ place, wanted }) => leadsTo(arrow, place, wanted)),
  )

function leadsTo({ type, writes, enters }: Arrow, { kind, keys }: Place, wanted: Wanted[] | null): boolean {
  if (kind === 'data' || kind === 'promise') return writes.some(write => mends(write, keys.slice(1), wanted))
  if (kind === 'state') return wanted?.[0]?.value === true && enters.includes(String(keys[0]))
  return kind === 'history' && type === keys[2]
}
