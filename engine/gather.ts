// What the machine does on its way, gathered into the run as data: nothing of it is done here.

import { createActor, createMachine } from 'xstate'
import type { Effect } from './case.ts'
import type { JsonObject } from './json.ts'
import type { Context, Run } from './run.ts'

export type MachineEvent = { type: string; data?: JsonObject }

/** Id of the timer that an event raised with a delay is. */
const raisedId = (type: string) => `raise ${type}`
export const raisedBy = (timerId: string) => (timerId.startsWith('raise ') ? timerId.slice(6) : undefined)

type Action = { type: string; info: { context: Context }; params: unknown }

/** XState asks for an actor. Ours is inert, the same for every step, and only gathers what is to be done. */
const inert = createActor(createMachine({}))
export const actorScope = {
  self: inert,
  system: inert.system,
  id: '',
  sessionId: '',
  logger: () => {},
  defer: () => {},
  emit: () => {},
  stopChild: () => {},
  actionExecutor: gather,
}

function gather({ type, info, params }: Action): void {
  const { run } = info.context
  if (type === 'effect') {
    if (params !== null) run.effects.push(params as Effect)
  } else if (type === 'set-timer') {
    const { id, delay } = params as { id: string; delay: number }
    setTimer(run, id, delay)
  } else if (type === 'clear-timer') {
    const { id } = params as { id: string }
    // Cleared in the step that set it: neither is worth a word.
    forget(run, id)
    if (!run.timersCleared.includes(id)) run.timersCleared.push(id)
  } else if (type === 'xstate.raise') {
    const { event, delay } = params as { event: MachineEvent; delay?: number }
    if (typeof delay === 'number') setTimer(run, raisedId(event.type), delay)
  }
}

function setTimer(run: Run, id: string, delay: number): void {
  forget(run, id)
  if (!Number.isNaN(delay)) run.timersSet.push({ dueAt: new Date(run.atMs + delay).toISOString(), id })
}

function forget(run: Run, timerId: string): void {
  if (run.timersSet.length > 0) run.timersSet = run.timersSet.filter(({ id }) => id !== timerId)
}
