import { useEffect, useState } from 'react'
import type { Registers, Timer } from '../../engine/case.ts'
import type { Process } from '../../engine/compile.ts'
import type { JsonObject } from '../../engine/json.ts'
import type { Refusal } from '../../engine/refusal.ts'
import type { Scenario, ScenarioFile } from '../../engine/scenario.ts'
import { type People, personOf } from '../../engine/trial.ts'
import { peopleOf, recall, remember } from './memory.ts'
import { inventedFor } from './people.ts'
import type { RegisterChanges } from './registers.ts'
import {
  type Beginning,
  begin,
  changeRegisters,
  eventsFor,
  lookAt,
  now,
  open,
  type Simulation,
  send,
  skipTo,
  wait,
  withPeople,
} from './simulation.ts'

type Around = { id: string; process: Process; registers: Registers; file: ScenarioFile }

/** The simulation that is on the screen, and who acts in it. */
export function useSimulation({ id, process, registers, file }: Around) {
  const [added, setAdded] = useState<People>(() => peopleOf(id))
  const people: People = { ...inventedFor(process.definition, file.people), ...added, ...file.people }
  const [who, setWho] = useState(() => Object.keys(people)[0]!)
  const [simulation, setSimulation] = useState(() => recall(id, process, people, registers))
  const [refused, setRefused] = useState<string | null>(null)
  useEffect(() => remember(id, simulation, added), [id, simulation, added])

  const acting = Object.hasOwn(people, who) ? who : Object.keys(people)[0]!
  const actor = personOf(people, acting)

  function show(next: Simulation): void {
    const last = now(next).outcomes.at(-1)
    setRefused(last?.kind === 'refusal' ? last.message : null)
    setSimulation(withPeople(next, people))
  }
  function showBegun(begun: Simulation | Refusal): void {
    if ('kind' in begun) setRefused(begun.message)
    else show(begun)
  }
  const move = (next: (simulation: Simulation) => Simulation) => simulation && show(next(simulation))

  return {
    ...{ people, simulation, refused, actor, who: acting, setWho },
    now: simulation && now(simulation),
    events: simulation ? eventsFor(simulation, actor) : [],
    begin: (beginning: Beginning) => showBegun(begin(process, people, registers, beginning)),
    open: (scenario: Scenario, step: number) => showBegun(open(process, file, scenario, registers, step)),
    beginAgain: () => {
      setSimulation(null)
      setRefused(null)
    },
    send: (type: string, data: JsonObject) => move(one => send(one, type, data, acting)),
    wait: (duration: string) => move(one => wait(one, duration)),
    skipTo: (timer: Timer) => move(one => skipTo(one, timer)),
    changeRegisters: (changes: RegisterChanges) => move(one => changeRegisters(one, changes)),
    lookAt: (cursor: number) => move(one => lookAt(one, cursor)),
    addPerson: (name: string, roles: string[]) => {
      setAdded({ ...added, [name]: roles })
      setWho(name)
      if (simulation) setSimulation(withPeople(simulation, { ...people, [name]: roles }))
    },
  }
}
