// Scenarios follow what is renamed in their process.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdit, type Edit } from '../../designer/editor/edit.ts'
import type { Registers } from '../../engine/case.ts'
import { compile } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { indexStates } from '../../engine/paths.ts'
import { backwards, inTurn, type Rename, renameIn } from '../../engine/rename-scenarios.ts'
import { runScenarios } from '../../engine/run-scenario.ts'
import { parseScenarios, type ScenarioFile, type ScenarioStep } from '../../engine/scenario.ts'
import { activeStates } from '../../engine/snapshot.ts'
import { beginTrial, move } from '../../engine/trial.ts'
import { arbitraryDefinition, arbitraryWalk, type Move, walkData } from '../support/arbitrary-definition.ts'

const layout = { origin: 'parent' as const, states: {} }
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** What a walk does, as a scenario that says so. */
function toScenarios(definition: Definition, walk: Move[]): ScenarioFile {
  const process = compile(definition, 1)
  const people = { sven: ['sales'], both: ['sales', 'operations'], nobody: [] }
  const begin = { at: '2026-01-05T09:00:00.000Z', data: walkData }
  const begun = beginTrial(process, people, {}, begin)
  if (begun.kind === 'refusal') return { people, scenarios: [] }
  let trial = begun.trial
  const steps = walk.map((one): ScenarioStep => {
    const who = (['nobody', 'sven', 'both'] as const)[one.kind === 'send' ? one.roles.length : 0]!
    const bare: ScenarioStep =
      one.kind === 'wait'
        ? { wait: `PT${one.ms / 1_000}S` }
        : { send: one.type, as: who, data: one.data as Record<string, never> }
    const moved = move(trial, bare)
    trial = moved.trial
    const last = moved.outcomes.at(-1)
    const refused = 'send' in bare && last?.kind === 'refusal' && { refused: last.reason }
    // biome-ignore lint/suspicious/noThenProperty: a word of the format, never a function
    return { ...bare, ...refused, then: activeStates(process, trial.snapshot) } as ScenarioStep
  })
  return { people, scenarios: [{ scenario: 'A walk', ...begin, steps }] }
}

const failing = (definition: Definition, file: ScenarioFile, registers: Registers = {}) =>
  runScenarios(compile(definition, 1), file, registers).filter(({ passed }) => !passed)

const renamed = (definition: Definition, edit: Edit) => applyEdit({ definition, layout }, edit).definition

test('whatever state, event or rule is renamed, what passed passes; and back again is as it was', () => {
  fc.assert(
    fc.property(arbitraryDefinition(), arbitraryWalk(), fc.nat(), (definition, walk, n) => {
      const file = toScenarios(definition, walk)
      const paths = [...indexStates(definition).byPath.keys()].filter(path => path !== '')
      const path = paths[n % paths.length]!
      const to = [...path.split('.').slice(0, -1), 'fresh'].join('.')

      const edits: Edit[] = [
        { kind: 'rename-state', path, key: 'fresh' },
        { kind: 'rename-event', name: 'GO', to: 'Fresh' },
        { kind: 'rename-rule', name: 'counted', to: 'fresh' },
      ]
      const after = edits.reduce(renamed, definition)
      const renames: Rename[] = [
        { what: 'state', from: path, to },
        { what: 'event', from: 'GO', to: 'Fresh' },
        { what: 'rule', from: 'counted', to: 'fresh' },
      ]
      const followed = renameIn(file, renames)

      expect(failing(definition, file)).toEqual([])
      expect(failing(after, followed)).toEqual([])
      expect(renameIn(followed, backwards(renames))).toEqual(file)
    }),
    { numRuns: 60 },
  )
})

describe('of the processes that ship', () => {
  const folder = 'processes/objective-review'
  const file = parseScenarios(read(`${folder}/scenarios.json`)).file!

  test('the scenarios name the inner states of a state that was renamed by its new key', () => {
    const followed = renameIn(file, [{ what: 'state', from: 'deciding', to: 'choosing' }])

    const said = JSON.stringify(followed)
    expect(said).toContain('"choosing.')
    expect(said).not.toMatch(/"deciding[".]/)
  })

  test('the scenarios stay the same object where nothing in them was renamed', () => {
    expect(renameIn(file, [{ what: 'state', from: 'elsewhere', to: 'here' }])).toBe(file)
    expect(renameIn(file, [{ what: 'state', from: 'decid', to: 'x' }])).toBe(file)
  })
})

test('a condition that a scenario names by its text follows too', () => {
  const step = (rule: string[]): ScenarioFile => ({
    people: { sven: [] },
    scenarios: [{ scenario: 'Stopped', steps: [{ send: 'GO', as: 'sven', refused: 'guard-false', rule }] }],
  })

  const followed = renameIn(step(["!active('a.b')", 'active']), [{ what: 'state', from: 'a', to: 'c' }])

  expect(followed).toEqual(step(["!active('c.b')", 'active']))
})

test('a rename that is taken back at once is none; others stay in their order', () => {
  const [there, other]: Rename[] = [
    { what: 'state', from: 'a', to: 'b' },
    { what: 'event', from: 'GO', to: 'Go' },
  ]

  expect(inTurn([there!], backwards([there!]))).toEqual([])
  expect(inTurn([there!], [other!])).toEqual([there, other])
  expect(inTurn([there!, other!], backwards([there!, other!]))).toEqual([])
})
