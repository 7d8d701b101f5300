// What would open an event is true of the processes that ship: wherever their scenarios lead, whoever asks, setting
// what is needed as it is wanted leaves no rule that blocks.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Registers, registerNames, type Snapshot } from '../../engine/case.ts'
import { compile } from '../../engine/compile.ts'
import { enabled } from '../../engine/enabled.ts'
import { isObject, type Json, type JsonObject } from '../../engine/json.ts'
import { exampleOf, type Wanted } from '../../engine/opening/wanted.ts'
import { openings } from '../../engine/opening.ts'
import { parseDefinition } from '../../engine/parse.ts'
import { chainOf } from '../../engine/run-scenario.ts'
import { parseScenarios } from '../../engine/scenario.ts'
import { beginTrial, move, personOf } from '../../engine/trial.ts'

const read = (path: string) => readFileSync(new URL(`../../processes/${path}`, import.meta.url), 'utf8')
const registers: Registers = Object.fromEntries(
  registerNames.map(name => [
    name,
    { version: 1, content: JSON.parse(read(`registers/${name}.json`)) as Json },
  ]),
)

type Setting = { path: string; wanted: Wanted[] }

/** The value at a path set to something that is as it has to be. */
function set(data: Json, [key, ...inner]: string[], wanted: Wanted[]): Json {
  if (key === undefined) {
    if (wanted.some(({ measure }) => measure === 'size')) return ['something', 'more']
    return wanted.some(({ op }) => op === 'present') ? 'something' : exampleOf(wanted)!
  }
  if (Array.isArray(data)) return data.with(Number(key), set(data[Number(key)]!, inner, wanted))
  const before = isObject(data) ? (data as JsonObject) : {}
  return { ...before, [key]: set(before[key] ?? {}, inner, wanted) }
}

function mended(snapshot: Snapshot, settings: Setting[]): Snapshot {
  const keysOf = (path: string) =>
    path
      .replace(/^data\./, '')
      .replaceAll(/\[(\d+)\]/g, '.$1')
      .split('.')
  const data = settings.reduce<Json>(
    (data, { path, wanted }) => set(data, keysOf(path), wanted),
    snapshot.data,
  )
  return { ...snapshot, data: data as JsonObject }
}

test.each(['customer-journey', 'objective-review'])('%s', id => {
  const process = compile(parseDefinition(read(`${id}/definition.json`)).definition!, 1)
  const file = parseScenarios(JSON.parse(read(`${id}/scenarios.json`))).file!
  const wrong: unknown[] = []
  let judged = 0
  for (const scenario of file.scenarios) {
    const chain = chainOf(file, scenario)
    const begun = beginTrial(process, file.people, registers, chain[0]!)
    if (begun.kind === 'refusal') throw new Error(begun.message)
    const before = chain.slice(0, -1).flatMap(({ steps }) => steps)
    let trial = before.reduce((trial, step) => move(trial, step).trial, begun.trial)
    for (const step of scenario.steps) {
      trial = move(trial, step).trial
      for (const name of Object.keys(file.people)) {
        const asked = { actor: personOf(file.people, name), at: trial.at, registers: trial.registers }
        const openingOf = openings(process, trial.snapshot, asked)
        for (const event of enabled(process, trial.snapshot, asked)) {
          const opening = openingOf(event)
          const known = opening?.needs.every(
            ({ kind, wanted }) => (kind === 'data' || kind === 'promise') && wanted.length > 0,
          )
          if (!opening || !known) continue
          judged += 1
          const settings = opening.needs.flatMap(({ path, wanted, also = [] }) => [{ path, wanted }, ...also])
          const after = mended(trial.snapshot, settings)
          const now = enabled(process, after, asked).find(({ type }) => type === event.type)
          if (!now?.enabled) wrong.push({ scenario: scenario.scenario, type: event.type, settings })
        }
      }
    }
  }

  expect(wrong).toEqual([])
  expect(judged).toBeGreaterThan(5)
})
