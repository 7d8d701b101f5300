// The scenarios of a draft, changed in the browser and saved on the real application.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApi } from '../../designer/api.ts'
import {
  add,
  describe as describeScenario,
  noScenarios,
  remove,
  saveChange,
  toLoaded,
} from '../../designer/simulate/scenario-file.ts'
import { runScenarios } from '../../engine/run-scenario.ts'
import { parseScenarios, type Scenario, type ScenarioFile } from '../../engine/scenario.ts'
import { openTestApp, type TestApp } from '../support/app.ts'
import { compiled, registers } from '../support/purchase.ts'

const at = '2026-03-02T09:00:00.000Z'
const people = { ana: ['sales'], bob: ['strategy'] }
const asked: Scenario = {
  ...{ scenario: 'Asked', at, as: 'ana', data: { amount: 100 } },
  steps: [{ send: 'ASK', as: 'ana', data: { item: 'chairs' } }],
}
const file: ScenarioFile = {
  people,
  scenarios: [
    asked,
    {
      ...{ scenario: 'Approved', given: 'Asked', registers: { strategy: { limit: 100 } } },
      steps: [{ send: 'APPROVE', as: 'bob' }],
    },
  ],
}

const changed = (before: ScenarioFile, change: ReturnType<typeof add>): ScenarioFile => {
  const after = change(before)
  if (typeof after === 'string') throw new Error(after)
  expect(parseScenarios(after).problems).toEqual([])
  expect(runScenarios(compiled, after, registers).every(({ passed }) => passed)).toBe(true)
  return after
}

describe('a scenario', () => {
  test('is added with those who act in it', () => {
    expect(changed(noScenarios, add(asked, people))).toEqual({
      people: { ana: ['sales'] },
      scenarios: [asked],
    })
  })

  test('whose people have namesakes with other roles keeps its own people under other names', () => {
    const before: ScenarioFile = { people: { ana: ['operations'] }, scenarios: [] }

    const after = changed(before, add(asked, people))

    expect(after.people).toEqual({ ana: ['operations'], 'ana 2': ['sales'] })
    expect(after.scenarios[0]).toMatchObject({ as: 'ana 2', steps: [{ as: 'ana 2' }] })
  })

  test('cannot have the name of another one', () => {
    expect(add(asked, people)(file)).toMatch(/“Asked” already/)
    expect(describeScenario('Approved', { name: 'Asked', description: '' })(file)).toMatch(/“Asked” already/)
  })

  test('is renamed, and those that go on from it follow', () => {
    const after = changed(file, describeScenario('Asked', { name: 'Chairs wanted', description: 'Ten.' }))

    expect(after.scenarios).toMatchObject([
      { scenario: 'Chairs wanted', description: 'Ten.' },
      { scenario: 'Approved', given: 'Chairs wanted' },
    ])
  })

  test('is removed, and those that go on from it get its beginning and its steps', () => {
    const after = changed(file, remove('Asked'))

    expect(after.scenarios).toEqual([
      {
        ...{ scenario: 'Approved', at, as: 'ana', data: { amount: 100 } },
        steps: [asked.steps[0], { send: 'APPROVE', as: 'bob', registers: { strategy: { limit: 100 } } }],
      },
    ])
  })
})

describe('on the server', () => {
  let server: TestApp
  const apiAs = (...roles: string[]) =>
    createApi((path, init) => server.request(path, { ...init, as: roles }))
  beforeAll(async () => {
    server = await openTestApp()
  })
  afterAll(() => server.end())

  test('two people who save at once lose nothing', async () => {
    const owner = apiAs('owner')
    const before = toLoaded(await owner.scenarios('purchase'))

    const outcomes = await Promise.all(
      ['Ana’s', 'Ben’s', 'Eve’s'].map(scenario =>
        saveChange(owner.saveScenarios, 'purchase', before, add({ ...asked, scenario }, people)),
      ),
    )

    expect(outcomes.map(({ kind }) => kind)).toEqual(['kept', 'kept', 'kept'])
    const { file } = toLoaded(await owner.scenarios('purchase'))
    expect(file.scenarios.map(({ scenario }) => scenario).sort()).toEqual(['Ana’s', 'Ben’s', 'Eve’s'])
  })

  test('whoever is second with a name is told, and nothing is overwritten', async () => {
    const owner = apiAs('owner')
    const before = toLoaded(null)
    await saveChange(owner.saveScenarios, 'second', before, add(asked, people))

    const late = await saveChange(
      owner.saveScenarios,
      'second',
      before,
      add({ ...asked, description: 'mine' }, people),
    )

    expect(late).toMatchObject({ kind: 'problem', sentence: expect.stringContaining('“Asked” already') })
    expect(toLoaded(await owner.scenarios('second')).file.scenarios).toEqual([asked])
  })

  test('what cannot be run is not saved, and says what is wrong with it', async () => {
    const save = apiAs('owner').saveScenarios('wrong', { people: {}, scenarios: [asked] } as never, 0)

    await expect(save).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('nobody among the people is called "ana"'),
    })
    expect(await apiAs('owner').scenarios('wrong')).toBeNull()
  })

  test('an older revision is a conflict with both sides', async () => {
    const owner = apiAs('owner')
    await owner.saveScenarios('older', file as never, 0)

    const late = await owner.saveScenarios('older', noScenarios as never, 0)

    expect(late).toMatchObject({
      kind: 'conflict',
      mine: { scenarios: noScenarios },
      theirs: { revision: 1, scenarios: file },
    })
  })

  test('staff and auditors neither read nor save them', async () => {
    for (const role of ['sales', 'auditor']) {
      await expect(apiAs(role).scenarios('purchase')).rejects.toMatchObject({ status: 403 })
      await expect(apiAs(role).saveScenarios('purchase', file as never, 0)).rejects.toMatchObject({
        status: 403,
      })
    }
  })

  test('the templates are there to begin with, and are nobody’s process', async () => {
    const templates = await apiAs('owner').templates()
    const ids = templates.map(({ id }) => id)
    const drafts = (await apiAs('owner').drafts()).map(({ process }) => process)

    expect(ids).toHaveLength(5)
    expect(ids.slice(0, 2)).toEqual(['customer-journey', 'objective-review'])
    expect(ids.slice(2).filter(id => drafts.includes(id))).toEqual([])
    for (const { description, stages } of templates) {
      expect(description).toBeTruthy()
      expect(stages.length).toBeGreaterThan(0)
    }
  })

  test('a template comes with its drawing and scenarios; one that does not exist is not found', async () => {
    const { definition, layout, scenarios } = await apiAs('owner').template('objective-review')

    expect(definition.name).toBe('Objective review')
    expect(layout).toHaveProperty('states')
    expect(parseScenarios(scenarios).problems).toEqual([])
    await expect(apiAs('owner').template('nothing')).rejects.toMatchObject({ status: 404 })
  })
})
