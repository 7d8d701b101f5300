// Puts an invented trading company's customers on record, through the door, as if it had all happened then.
//
// 1. Nothing is left to chance: the same day gives the same histories.
// 2. What is on record already is recognised: seeding again changes nothing, on a later day too, because the day
//    of the first time is read from the first customer's case. What was interrupted goes on.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stageOf } from '../../engine/snapshot.ts'
import { type Driven, driveCase } from '../import/drive.ts'
import { type Opened, shippedProcesses } from '../open.ts'
import { type Customer, caseIdOf, midnightBefore, planCase, type Stories, todayOf } from './plan.ts'

export type DemoResult = {
  cases: number
  /** what people sent */
  events: number
  /** of these, what the process did not take */
  refused: number
  /** how many cases are in a state; a case that is in several states at once counts in each */
  byState: Record<string, number>
}

/** What the seeding is told, one after another: how many customers are done, of how many. */
type OnProgress = (done: number, total: number) => void

const process = 'customer-journey'

/** Seeds the demonstration. Throws ProcessNotFoundError, or an Error where its first case is somebody else's. */
export async function seedDemo(opened: Opened, onProgress: OnProgress = () => {}): Promise<DemoResult> {
  const { cases, clock, processes, store } = opened
  const { customers } = await readDemo<{ customers: Customer[] }>('customers.json')
  const stories = await readDemo<Stories>('stories.json')
  const first = await store.loadCase(caseIdOf(0))
  const today = first ? todayOf(first.openedAt, customers[0]!) : midnightBefore(clock.now())
  const compiled = await processes.newest(process)
  const driving = {
    cases,
    store,
    process,
    version: compiled.version,
    horizon: today.toISOString(),
    stageOf: stageOf.bind(null, compiled),
  }

  let done = 0
  async function drive(customer: Customer, index: number): Promise<Driven> {
    const driven = await driveCase(driving, planCase(stories, customer, index, today))
    if (!driven.row) throw new Error(whyNot(driven))
    onProgress(++done, customers.length)
    return driven
  }
  // The first one alone: whoever goes on after an interruption finds the day in it. The others together, so that
  // their steps share transactions.
  const [opening, ...others] = customers
  const driven = [await drive(opening!, 0)]
  const outcomes = await Promise.allSettled(others.map((customer, index) => drive(customer, index + 1)))
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') throw outcome.reason
    driven.push(outcome.value)
  }
  return sumUp(driven)
}

function sumUp(driven: Driven[]): DemoResult {
  const byState: Record<string, number> = {}
  const result = { cases: 0, events: 0, refused: 0 }
  for (const { row, events } of driven) {
    result.cases += 1
    result.events += events.length
    result.refused += events.filter(({ outcome }) => outcome.kind === 'refusal').length
    for (const state of row?.activeStates ?? []) byState[state] = (byState[state] ?? 0) + 1
  }
  return { ...result, byState: Object.fromEntries(Object.entries(byState).sort()) }
}

function whyNot({ events }: Driven): string {
  const outcome = events[0]?.outcome
  const reason = outcome && 'message' in outcome ? ` ${outcome.message}` : ''
  return `A customer of the demonstration could not be started.${reason} Seed it into a new data folder (THROUGHLINE_DATA).`
}

async function readDemo<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(join(shippedProcesses, 'demo', file), 'utf8')) as T
}
