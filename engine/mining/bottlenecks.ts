// Where cases spend their time, where they wait, and where they come back to: by state and by department.
//
// 1. A visit is from the step that enters a state to the one that leaves it. One that is left and entered again in
//    the same step goes on: the record does not tell. One that goes on when the history ends is in `open`, not in
//    the durations; one that is closed in has none.
// 2. Waiting is from the beginning of a visit to the first thing that anybody does: whatever is not a timer.
// 3. Rework is every visit of a case beyond its first.
// 4. A way back was taken where the event has one from a state that the case was in, to a state that it is in then.

import { type HistoryEntry, isStep, type Snapshot } from '../case.ts'
import type { Process } from '../compile.ts'
import { activeNodes } from '../snapshot.ts'
import { createStageTimer } from '../stage-times.ts'
import { createDurations, type Durations } from './durations.ts'

export type StateTimes = {
  /** dotted path */
  state: string
  cases: number
  visits: number
  rework: number
  open: number
  time: Durations
  waiting: Durations
}
export type WayBack = { event: string; from: string; to: string; count: number; cases: number }
export type Bottlenecks = {
  cases: number
  /** the longest in total first */
  states: StateTimes[]
  stages: { stage: string | null; cases: number; visits: number; time: Durations }[]
  waysBack: WayBack[]
}

/** Reads one case, entry after entry; `end` when there are no more. */
export type CaseReader = { add(entry: HistoryEntry): void; end(): void }

const newState = () => ({
  cases: 0,
  visits: 0,
  rework: 0,
  open: 0,
  time: createDurations(),
  waiting: createDurations(),
})
const newStage = () => ({ cases: 0, visits: 0, time: createDurations() })

export function createBottlenecks(process: Process): { read(): CaseReader; result(): Bottlenecks } {
  const states = new Map<string, ReturnType<typeof newState>>()
  const stages = new Map<string | null, ReturnType<typeof newStage>>()
  const waysBack = new Map<string, WayBack & { last: number }>()
  let cases = 0

  function read(): CaseReader {
    const number = ++cases
    const visited = new Set<string>()
    const now = new Map<string, { since: number; waiting: boolean }>()
    const stageTimer = createStageTimer(process)
    let before: Snapshot | null = null
    let last = ''

    function enter(path: string, since: number): void {
      const state = getOrAdd(states, path, newState)
      state.visits += 1
      if (visited.has(path)) state.rework += 1
      else state.cases += 1
      visited.add(path)
      now.set(path, { since, waiting: true })
    }

    return {
      add(entry) {
        const at = Date.parse(entry.event.at)
        last = entry.event.at
        if (entry.event.actor.kind !== 'timer')
          for (const [path, visit] of now) {
            if (visit.waiting) states.get(path)!.waiting.add(Math.max(0, at - visit.since))
            visit.waiting = false
          }
        if (!isStep(entry)) return
        stageTimer.add(entry)
        const active = new Set(
          activeNodes(process, entry.to).flatMap(({ path }) => (path === '' ? [] : [path])),
        )
        if (before)
          for (const way of waysTaken(process, before, active, entry.event.type)) noteWay(way, number)
        for (const [path, { since }] of now) {
          if (active.has(path)) continue
          states.get(path)!.time.add(Math.max(0, at - since))
          now.delete(path)
        }
        for (const path of active) if (!now.has(path)) enter(path, at)
        if (entry.to.status === 'closed') now.clear()
        before = entry.to
      },
      end() {
        for (const path of now.keys()) states.get(path)!.open += 1
        for (const { stage, totalMs, visits } of last === '' ? [] : stageTimer.times(last)) {
          const found = getOrAdd(stages, stage, newStage)
          found.cases += 1
          found.visits += visits
          found.time.add(totalMs)
        }
      },
    }
  }

  function noteWay(way: Pick<WayBack, 'event' | 'from' | 'to'>, number: number): void {
    const found = getOrAdd(waysBack, JSON.stringify(way), () => ({ ...way, count: 0, cases: 0, last: 0 }))
    found.count += 1
    if (found.last !== number) found.cases += 1
    found.last = number
  }

  return {
    read,
    result: () => ({
      cases,
      states: [...states]
        .map(([state, found]) => ({
          ...found,
          state,
          time: found.time.result(),
          waiting: found.waiting.result(),
        }))
        .sort((a, b) => b.time.total - a.time.total),
      stages: [...stages].map(([stage, found]) => ({ ...found, stage, time: found.time.result() })),
      waysBack: [...waysBack.values()].map(({ last: _, ...way }) => way).sort((a, b) => b.count - a.count),
    }),
  }
}

function waysTaken(process: Process, before: Snapshot, after: Set<string>, event: string) {
  const was = activeNodes(process, before)
  return was.flatMap(({ path }) =>
    (process.candidates.get(path)?.get(event) ?? []).flatMap(({ transition, target }) =>
      transition.kind === 'feedback' && target.length > 0 && target.every(to => after.has(to))
        ? [{ event, from: path, to: target.join(' ') }]
        : [],
    ),
  )
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, make: () => NoInfer<Value>): Value {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}
