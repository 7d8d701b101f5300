import type { Actor, Priority, StateValue } from '../engine/case.ts'
import type { Clocks } from '../engine/clocks.ts'
import { type EnabledEvent, enabled } from '../engine/enabled.ts'
import type { Json, JsonObject } from '../engine/json.ts'
import { type Opening, openings } from '../engine/opening.ts'
import type { Clock } from './clock.ts'
import { ProcessNotFoundError, UnreadableVersionError } from './faults.ts'
import type { Processes } from './processes.ts'
import type { RegisterReader } from './registers.ts'
import type { CaseRow, Returned } from './store/store.ts'

/** A case as the contract shows it, with what the reader could do with it now. */
export type CaseView = {
  id: string
  process: string
  version: number
  seq: number
  status: 'open' | 'closed'
  states: StateValue
  activeStates: string[]
  stage: string | null
  data: JsonObject
  promises: Json
  assignee: string | null
  clocks: Clocks
  due: string | null
  priority: Priority
  /** who sent it back, and why, where the last step did */
  returned: Returned | null
  openedAt: string
  updatedAt: string
  events: ViewedEvent[]
  /** why nothing can be done with it here: its version cannot be run any more */
  unreadable: string | null
}

/**
 * `opening`: what would open an event that is blocked; null when nothing that can be done here does. Only whoever
 * asks for the case is told; the answer to an event is without.
 */
export type ViewedEvent = EnabledEvent & { opening?: Opening | null }

const damaged =
  'The entry that moved this case last is damaged, so it is not known where it stands: nothing can be done with it. Ask an operator: “verify” names the entry, and a backup may still have it.'

export async function viewCase(
  {
    processes,
    registers,
    clock,
  }: { processes: Pick<Processes, 'load'>; registers: Pick<RegisterReader, 'current'>; clock: Clock },
  row: CaseRow,
  actor: Actor,
  /** Looks for what would open what is blocked, which takes longer than the step that brought the case here. */
  looks: 'for openings' | 'at events' = 'for openings',
): Promise<CaseView> {
  const { data, states, status } = row.snapshot
  const seen = await lookAtEvents()
  return {
    id: row.id,
    process: row.process,
    version: row.version,
    seq: row.seq,
    status,
    states,
    activeStates: row.activeStates,
    stage: row.stage,
    data,
    promises: data.promises ?? [],
    assignee: row.assignee,
    clocks: row.clocks,
    due: row.due,
    priority: row.priority,
    returned: row.returned,
    openedAt: row.openedAt,
    updatedAt: row.updatedAt,
    ...seen,
  }

  async function lookAtEvents(): Promise<Pick<CaseView, 'events' | 'unreadable'>> {
    if (row.isDamaged) return { events: [], unreadable: damaged }
    const asked = { actor, at: clock.now().toISOString(), registers: await registers.current() }
    try {
      const process = await processes.load(row.process, row.version)
      const events: ViewedEvent[] = enabled(process, row.snapshot, asked)
      if (looks !== 'for openings') return { events, unreadable: null }
      const openingOf = openings(process, row.snapshot, asked)
      return {
        events: events.map(event => (event.enabled ? event : { ...event, opening: openingOf(event) })),
        unreadable: null,
      }
    } catch (error) {
      // Its history and its data can be read all the same.
      if (error instanceof UnreadableVersionError) return { events: [], unreadable: error.message }
      if (error instanceof ProcessNotFoundError)
        return { events: [], unreadable: `${error.message} This case ran on it; what happened is on record.` }
      throw error
    }
  }
}
