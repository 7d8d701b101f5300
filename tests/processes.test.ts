// The processes that ship, held to what they promise: sound, and told completely by their scenarios.

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Registers, registerNames } from '../engine/case.ts'
import { compile } from '../engine/compile.ts'
import { coverageOf } from '../engine/coverage.ts'
import type { Definition, StateDefinition, Transition } from '../engine/definition.ts'
import type { Json } from '../engine/json.ts'
import { parseDefinition } from '../engine/parse.ts'
import { toPointer } from '../engine/paths.ts'
import { runScenarios } from '../engine/run-scenario.ts'
import { parseScenarios } from '../engine/scenario.ts'
import { verify } from '../engine/verify.ts'

const read = (path: string) => readFileSync(new URL(`../processes/${path}`, import.meta.url), 'utf8')
const readJson = (path: string) => JSON.parse(read(path)) as Json

const registers: Registers = Object.fromEntries(
  registerNames.map(name => [name, { version: 1, content: readJson(`registers/${name}.json`) }]),
)

const templates = readdirSync(new URL('../processes/templates', import.meta.url)).map(id => `templates/${id}`)

test('three templates ship beside the two processes', () => {
  expect(templates).toHaveLength(3)
})

describe.each(['customer-journey', 'objective-review', ...templates])('%s', id => {
  const { definition, problems } = parseDefinition(read(`${id}/definition.json`))
  const process = compile(definition!, 1)
  const scenarios = parseScenarios(readJson(`${id}/scenarios.json`))
  const results = runScenarios(process, scenarios.file!, registers)
  const coverage = coverageOf(process, results)

  test('is named as its folder and has no problem, not even a warning', () => {
    expect(definition!.id).toBe(id.split('/').at(-1))
    expect(problems).toEqual([])
    expect(verify(definition!)).toEqual([])
  })

  test('has scenarios that can be read', () => {
    expect(scenarios.problems).toEqual([])
  })

  test.each(results)('$scenario', ({ problems, steps }) => {
    expect([...problems, ...steps.flatMap(step => step.problems)]).toEqual([])
  })

  test('every rule holds in one scenario and does not in another', () => {
    const rules = Object.keys(definition!.rules!)

    expect(coverage.rulesPassed).toEqual({ seen: rules, missed: [] })
    expect(coverage.rulesFailed).toEqual({ seen: rules, missed: [] })
  })

  test('every rule tells whom it stops why, what to do, and who can mend it', () => {
    const silent = Object.entries(definition!.rules!).filter(
      ([, { why, fix, owner }]) => !why || !fix || !owner,
    )

    expect(silent).toEqual([])
  })

  test('every transition is taken in a scenario, ways back among them', () => {
    const waysBack = transitionsOf(definition!).filter(({ transition }) => transition.kind === 'feedback')

    expect(waysBack.length).toBeGreaterThan(0)
    expect(coverage.transitions.missed).toEqual([])
  })

  test('every state is visited in a scenario', () => {
    expect(coverage.states.missed).toEqual([])
  })

  test('every event that is sent names the roles that may send it', () => {
    const open = transitionsOf(definition!).filter(({ sent, transition }) => sent && !transition.allow)

    expect(open.map(({ pointer }) => pointer)).toEqual([])
  })

  test('is laid out: every state has a place, and none covers its sibling', () => {
    const { states } = readJson(`${id}/layout.json`) as { states: Record<string, Box> }
    const nodes = [...process.index.byPath.values()].filter(({ path }) => path !== '')

    expect(Object.keys(states).sort()).toEqual(nodes.map(({ path }) => path).sort())
    for (const { path, parent, children } of nodes) {
      const box = states[path]!
      const siblings = parent!.children.filter(sibling => sibling.path !== path)
      expect(siblings.filter(sibling => overlap(box, states[sibling.path]!)).map(({ path }) => path)).toEqual(
        [],
      )
      expect(children.filter(child => !inside(states[child.path]!, box)).map(({ path }) => path)).toEqual([])
    }
  })
})

/** A place: x and y from the upper left corner of the state around it. */
type Box = { x: number; y: number; w: number; h: number }

const overlap = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

const inside = (inner: Box, outer: Box) =>
  inner.x >= 0 && inner.y >= 0 && inner.x + inner.w <= outer.w && inner.y + inner.h <= outer.h

type Found = { pointer: string; transition: Transition; sent: boolean }

/** Transitions of declared events and of timers. */
function transitionsOf(definition: Definition): Found[] {
  const walk = (state: StateDefinition | Definition, at: string): Found[] => [
    ...Object.entries(state.on ?? {})
      .filter(([type]) => definition.events?.[type])
      .flatMap(([type, list]) => found(list, `${at}${toPointer(['on', type])}`, true)),
    ...Object.entries(state.after ?? {}).flatMap(([key, list]) =>
      found(list, `${at}${toPointer(['after', key])}`, false),
    ),
    ...Object.entries(state.states ?? {}).flatMap(([key, inner]) =>
      walk(inner, `${at}${toPointer(['states', key])}`),
    ),
  ]
  return walk(definition, '')
}

function found(list: Transition[], pointer: string, sent: boolean): Found[] {
  return list.map((transition, n) => ({ pointer: `${pointer}/${n}`, transition, sent }))
}
