// Machines and scripts that others wrote to settle what a statechart means: each runs through the engine, event
// by event, with the time turned by hand.

import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compile, type Process } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { readScxml } from '../../engine/interchange/scxml.ts'
import { toScxml } from '../../engine/interchange/to-scxml.ts'
import { isObject, type JsonObject, type JsonSchema } from '../../engine/json.ts'
import { activeStates } from '../../engine/snapshot.ts'
import { beginCase } from '../support/walk.ts'

const folder = '../shared/data/scxml'
const isHere = existsSync(folder)

/** What does not run, and why. A pair that is listed and runs all the same fails its test. */
const notOurs: Record<string, RegExp> = {
  'assign/assign_invalid': /scripting/, // an expression with a bracket missing, which SCXML turns into an event when it is run
}

type Script = {
  initialConfiguration: string[]
  events: { event: { name: string }; after?: number; nextConfiguration: string[] }[]
}

describe.skipIf(!isHere)(`SCXML conformance (${folder})${isHere ? '' : ' is not on this machine'}`, () => {
  const pairs = globSync(`${folder}/*/*.scxml`)
    .map(file => file.slice(folder.length + 1, -'.scxml'.length))
    .sort()

  test('all 101 pairs are here', () => {
    expect(pairs).toHaveLength(101)
    expect(pairs).toEqual(expect.arrayContaining(Object.keys(notOurs)))
  })

  for (const pair of pairs) {
    const reason = Object.hasOwn(notOurs, pair) ? notOurs[pair] : undefined
    const read = () => readScxml(readFileSync(`${folder}/${pair}.scxml`, 'utf8'))

    if (reason) {
      test(`${pair} is refused: ${reason.source}`, () => {
        const { definition, notes } = read()

        expect(definition).toBeUndefined()
        expect(notes.filter(note => note.severity === 'error').map(note => note.code)).toEqual([
          expect.stringMatching(reason),
        ])
      })
      continue
    }

    test(`${pair} takes the configurations of its script`, () => {
      const script: Script = JSON.parse(readFileSync(`${folder}/${pair}.json`, 'utf8'))
      const { definition, notes, paths } = read()
      if (!definition) throw new Error(notes.map(note => note.message).join('\n'))

      const reached = play(definition, script)

      expect(reached).toEqual(expectedOf(script, paths))
    })

    test(`${pair} does the same after it went out as SCXML, without what is ours in it`, () => {
      const script: Script = JSON.parse(readFileSync(`${folder}/${pair}.json`, 'utf8'))
      const { definition, paths } = read()
      const written = withoutOurs(toScxml(definition!).scxml)

      const again = readScxml(written)
      const reached = play(again.definition!, script).map(states => states.map(insideProcess))

      expect(again.notes).toEqual([])
      expect(reached).toEqual(expectedOf(script, paths))
    })
  }
})

function play(definition: Definition, script: Script): string[][] {
  const run = begin(compile(definition, 1), defaultsOf(definition.data))
  const reached = [run.active()]
  for (const { event, after } of script.events) {
    run.wait(after ?? 0)
    run.send(event.name)
    reached.push(run.active())
  }
  return reached
}

function expectedOf(script: Script, paths: Record<string, string>): (string | undefined)[][] {
  const expected = [script.initialConfiguration, ...script.events.map(entry => entry.nextConfiguration)]
  return expected.map(ids => ids.map(id => paths[id]).sort())
}

/** What any other program reads. */
const withoutOurs = (scxml: string) => scxml.replaceAll(/ tl:\w+="[^"]*"/g, '').replaceAll(/<tl:.*\n/g, '')

/** Where the process itself does something, it is a state around its states. */
const insideProcess = (path: string) => path.replace(/^process\./, '')

/** A case that ignores what it does not accept, as SCXML does. Any other refusal is a failure. */
function begin(process: Process, data: JsonObject) {
  const walker = beginCase(process, data)
  const ignored = ['unknown-event', 'not-accepted-here', 'guard-false', 'closed']
  return {
    active: () => activeStates(process, walker.snapshot()),
    wait: walker.wait,
    send(type: string) {
      const outcome = walker.send(type)
      if (outcome.kind === 'refusal' && !ignored.includes(outcome.reason)) throw new Error(outcome.message)
    },
  }
}

/** The case data that a new case begins with. */
function defaultsOf(schema: JsonSchema | undefined): JsonObject {
  const properties = isObject(schema?.properties) ? schema.properties : {}
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      isObject(property) && 'default' in property ? [[name, property.default]] : [],
    ),
  ) as JsonObject
}
