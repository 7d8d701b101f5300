// What is said on the drawing: how long in which state and how often back; where how many events were refused. Each
// with its number, so that nothing is told by colour alone.

import type { Definition } from '../../../engine/definition.ts'
import type { Bottlenecks, StateTimes } from '../../../engine/mining/bottlenecks.ts'
import type { MisfitGroup } from '../../../engine/mining/conformance.ts'
import type { Heat, Marks } from '../../diagram/marks.ts'
import { indexStates } from '../../indexed.ts'
import { pointerOfWayBack, waysFrom } from './event-ways.ts'

/** A number at the label of a transition; `about` says what it counts. */
export type Count = { text: string; about: string; tone: 'way' | 'error' }
export type Counts = ReadonlyMap<string, Count>
export type Marked = { marks: Marks; counts: Counts }

export type Measure = 'total' | 'median' | 'waiting'

const measured = ({ time, waiting }: StateTimes, by: Measure): number | null =>
  by === 'total' ? time.total : by === 'median' ? time.median : waiting.total

/** From 1, little, to 5, as much as the most; 0 for nothing. */
export const heatOf = (value: number, most: number): Heat | 0 =>
  value <= 0 || most <= 0 ? 0 : (Math.min(5, Math.max(1, Math.ceil((value / most) * 5))) as Heat)

/** States without others inside are tinted: what is around them is as long as they are together. */
export function markTimes(
  definition: Definition,
  { states, waysBack }: Pick<Bottlenecks, 'states' | 'waysBack'>,
  by: Measure,
  say: { span(ms: number): string; back(count: number): string },
): Marked & { most: number } {
  const { byPath } = indexStates(definition)
  const inner = states.flatMap(state => {
    const value = measured(state, by)
    const isInner = byPath.get(state.state)?.children.length === 0
    return isInner && value !== null && value > 0 ? [{ path: state.state, value }] : []
  })
  const most = Math.max(0, ...inner.map(({ value }) => value))
  const marks: Required<Marks> = { states: {}, transitions: {} }
  for (const { path, value } of inner) {
    const heat = heatOf(value, most)
    if (heat > 0) marks.states[path] = { tone: 'timed', heat: heat as Heat, label: say.span(value) }
  }
  const counts = new Map<string, Count>()
  for (const way of waysBack) {
    const pointer = pointerOfWayBack(definition, way)
    if (pointer === undefined) continue
    const about = say.back(way.count)
    marks.transitions[pointer] = { tone: 'warning', label: about }
    counts.set(pointer, { text: `${way.count}×`, about, tone: 'way' })
  }
  return { marks, counts, most }
}

/** Where the cases were when something was refused, and the ways that were refused to them. */
export function markMisfits(
  definition: Definition,
  misfits: readonly MisfitGroup[],
  say: (count: number) => string,
): Marked {
  const byState = new Map<string, number>()
  const byWay = new Map<string, number>()
  for (const { states, event, count } of misfits) {
    const ways = new Set(states.flatMap(state => waysFrom(definition, state, event)))
    for (const state of states) byState.set(state, (byState.get(state) ?? 0) + count)
    for (const way of ways) byWay.set(way, (byWay.get(way) ?? 0) + count)
  }
  const mark = (counted: Map<string, number>) =>
    Object.fromEntries([...counted].map(([at, n]) => [at, { tone: 'error' as const, label: say(n) }]))
  const counts = new Map(
    [...byWay].map(([at, n]) => [at, { text: `${n}×`, about: say(n), tone: 'error' as const }]),
  )
  return { marks: { states: mark(byState), transitions: mark(byWay) }, counts }
}
