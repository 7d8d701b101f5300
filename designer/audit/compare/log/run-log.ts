// A log that was read, run through a definition, case by case, with pauses in which whoever waits is told how far it is.

import type { Registers } from '../../../../engine/case.ts'
import type { Process } from '../../../../engine/compile.ts'
import type { Definition } from '../../../../engine/definition.ts'
import { isObject } from '../../../../engine/json.ts'
import {
  type CaseFitness,
  type Conformance,
  createConformance,
  type LogCase,
} from '../../../../engine/mining/conformance.ts'
import type { Collected, Collection } from './collect.ts'
import type { Meaning } from './match-names.ts'

export type Ran = { conformance: Conformance; cases: CaseFitness[] }

export type Run = {
  process: Process
  by: 'rules' | 'order'
  registers: Registers
  /** by name in the log */
  meanings: ReadonlyMap<string, Meaning>
  /** told between cases */
  pause(done: number): Promise<void> | undefined
}

export async function runLog(
  log: Collection,
  { process, by, registers, meanings, pause }: Run,
): Promise<Ran> {
  const conformance = createConformance(process, { by, registers })
  const cases: CaseFitness[] = []
  for (const { case: id, events } of log.cases()) {
    cases.push(conformance.add(toLogCase(id, events)))
    await pause(cases.length)
  }
  return { conformance: conformance.result(), cases }

  function toLogCase(id: string, events: Collected[]): LogCase {
    const begin = events.find(({ isBegin }) => isBegin)
    const started = begin ?? events[0]
    return {
      case: id,
      start: {
        at: new Date(started?.at ?? 0).toISOString(),
        ...(begin?.data && { data: begin.data }),
        ...(begin?.actor && { actor: begin.actor }),
      },
      events: events.flatMap(({ name, at, data, actor, isBegin }) => {
        const said = log.nameOf(name)
        const meaning = meanings.get(said)
        if (isBegin || meaning?.kind === 'left-out') return []
        return [
          {
            type: meaning?.kind === 'event' ? meaning.type : said,
            at: new Date(at).toISOString(),
            ...(data && { data: dataFor(process.definition, meaning, data, actor !== undefined) }),
            ...(actor && { actor }),
          },
        ]
      }),
    }
  }
}

/** Of a foreign log only the fields that the event asks for: a row has those of its whole case. */
function dataFor(
  { events = {} }: Definition,
  meaning: Meaning | undefined,
  data: NonNullable<Collected['data']>,
  isOwn: boolean,
) {
  if (isOwn || meaning?.kind !== 'event') return data
  const asked = events[meaning.type]?.schema?.properties
  return isObject(asked) ? Object.fromEntries(Object.entries(data).filter(([name]) => name in asked)) : {}
}
