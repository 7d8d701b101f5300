// The saved scenarios follow what is renamed in the draft, on the real application.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, ApiError, createApi } from '../../designer/api.ts'
import { createEditor } from '../../designer/editor/create-editor.ts'
import type { Draft } from '../../designer/editor/draft.ts'
import { createFollowing } from '../../designer/simulate/follow.ts'
import { add, saveChange, toLoaded } from '../../designer/simulate/scenario-file.ts'
import type { Rename } from '../../engine/rename-scenarios.ts'
import type { Scenario, ScenarioFile } from '../../engine/scenario.ts'
import { openTestApp, type TestApp } from '../support/app.ts'

const at = '2026-03-02T09:00:00.000Z'
const people = { ana: ['sales'] }
const scenario: Scenario = {
  ...{ scenario: 'Sent', at },
  // biome-ignore lint/suspicious/noThenProperty: a word of the format, never a function
  steps: [{ send: 'SEND', as: 'ana', rule: 'full', then: 'sent.waiting' }],
}
const file: ScenarioFile = { people, scenarios: [scenario] }
const draft: Draft = {
  definition: {
    ...{ id: 'order', name: 'Order', initial: 'open' },
    events: { SEND: {} },
    rules: { full: { title: 'Full', when: 'true' } },
    states: {
      open: { on: { SEND: [{ target: 'sent', guard: 'full' }] } },
      sent: { initial: 'waiting', states: { waiting: {} } },
      box: { initial: 'in', states: { in: {} } },
    },
  },
  layout: { origin: 'parent', states: {} },
}

describe('the editor tells what was renamed', () => {
  function open() {
    const told: Rename[][] = []
    const editor = createEditor(draft, {
      tell: () => {},
      readOnly: false,
      renamed: renames => told.push([...renames]),
    })
    return { editor, told }
  }

  test('when a state gets another key, and when that is undone and done again', () => {
    const { editor, told } = open()

    editor.apply({ kind: 'rename-state', path: 'sent.waiting', key: 'idle' })
    editor.undo()
    editor.redo()

    const [there, back]: Rename[] = [
      { what: 'state', from: 'sent.waiting', to: 'sent.idle' },
      { what: 'state', from: 'sent.idle', to: 'sent.waiting' },
    ]
    expect(told).toEqual([[there], [back], [there]])
  })

  test('when states move into another one, events and rules are renamed, and several edits are one', () => {
    const { editor, told } = open()

    editor.apply({
      kind: 'all',
      edits: [
        { kind: 'move-into', paths: ['sent'], parent: 'box' },
        { kind: 'rename-state', path: 'box.sent', key: 'gone' },
        { kind: 'rename-event', name: 'SEND', to: 'POST' },
        { kind: 'rename-rule', name: 'full', to: 'whole' },
      ],
    })

    expect(told).toEqual([
      [
        { what: 'state', from: 'sent', to: 'box.sent' },
        { what: 'state', from: 'box.sent', to: 'box.gone' },
        { what: 'event', from: 'SEND', to: 'POST' },
        { what: 'rule', from: 'full', to: 'whole' },
      ],
    ])
  })

  test('and nothing where nothing was, or where it cannot be', () => {
    const { editor, told } = open()

    editor.apply({ kind: 'rename-state', path: 'sent', key: 'open' })
    editor.apply({ kind: 'change-state', path: 'sent', change: { title: 'Sent' } })
    editor.apply({ kind: 'rename-state', path: 'sent', key: 'sent' })

    expect(told).toEqual([])
  })
})

describe('on the server', () => {
  let server: TestApp
  let api: Api
  beforeAll(async () => {
    server = await openTestApp()
    api = createApi((path, init) => server.request(path, { ...init, as: ['owner'] }))
  })
  afterAll(() => server.end())

  const sent = (to: string): Rename => ({ what: 'state', from: 'sent', to })
  const read = async (process: string) => toLoaded(await api.scenarios(process))
  const thens = async (process: string) =>
    (await read(process)).file.scenarios.flatMap(({ steps }) => steps.map(({ then }) => then))

  function follow(process: string, save: Api['saveScenarios'] = api.saveScenarios) {
    const planned: (() => void)[] = []
    const shown: boolean[] = []
    const following = createFollowing(process, {
      ...{ load: api.scenarios, save },
      later: (_, work) => void planned.push(work),
      show: isWaiting => void shown.push(isWaiting),
      changed() {},
    })
    const until = (isWaiting: boolean) => expect.poll(() => shown.at(-1)).toBe(isWaiting)
    return { following, planned, shown, until }
  }

  test('scenarios say the new name once the draft is saved, and not before', async () => {
    await api.saveScenarios('order', file as never, 0)
    const { following, shown } = follow('order')

    following.renamed([sent('gone')])
    const before = await thens('order')
    await following.saved()

    expect(before).toEqual(['sent.waiting'])
    expect(await thens('order')).toEqual(['gone.waiting'])
    expect(shown).toEqual([true, false])
  })

  test('a rename that was taken back, and a process without scenarios, save nothing', async () => {
    await api.saveScenarios('back', file as never, 0)
    const { following } = follow('back')
    following.renamed([sent('gone')])
    following.renamed([{ what: 'state', from: 'gone', to: 'sent' }])
    await following.saved()

    const nothing = follow('nothing')
    nothing.following.renamed([sent('gone')])
    await nothing.following.saved()

    expect((await read('back')).revision).toBe(1)
    expect(await api.scenarios('nothing')).toBeNull()
  })

  test('what somebody else saves at the same time is kept, and follows too', async () => {
    await api.saveScenarios('both', file as never, 0)
    const before = await read('both')
    const { following } = follow('both', async (...args) => {
      await saveChange(api.saveScenarios, 'both', before, add({ ...scenario, scenario: 'Theirs' }, people))
      return api.saveScenarios(...args)
    })

    following.renamed([sent('gone')])
    await following.saved()

    expect(await thens('both')).toEqual(['gone.waiting', 'gone.waiting'])
  })

  test('while the server is away nothing is lost; what it did without an answer is not done twice', async () => {
    await api.saveScenarios('away', file as never, 0)
    const answers = ['none', 'lost', 'answered']
    const { following, planned, until } = follow('away', async (...args) => {
      const answer = answers.shift()
      if (answer === 'none') throw new ApiError(0, 'away', 'The server cannot be reached.')
      const saved = await api.saveScenarios(...args)
      if (answer === 'lost') throw new ApiError(0, 'away', 'The server cannot be reached.')
      return saved
    })

    // A name that goes on to something else: made twice, it would go too far.
    following.renamed([
      { what: 'state', from: 'other', to: 'third' },
      { what: 'state', from: 'sent', to: 'other' },
    ])
    await following.saved()
    const whileAway = await thens('away')
    planned.shift()!()
    await expect.poll(() => planned.length).toBe(1)
    planned.shift()!()
    await until(false)

    expect(whileAway).toEqual(['sent.waiting'])
    expect(await thens('away')).toEqual(['other.waiting'])
    expect((await read('away')).revision).toBe(2)
    expect(following.isBehind()).toBe(false)
  })

  test('what is renamed while they are saved comes after it', async () => {
    await api.saveScenarios('turns', file as never, 0)
    const { following, until } = follow('turns')

    following.renamed([sent('gone')])
    const first = following.saved()
    following.renamed([{ what: 'state', from: 'gone', to: 'away' }])
    await first
    const between = await thens('turns')
    await following.saved()
    await until(false)

    expect([between, await thens('turns')]).toEqual([['gone.waiting'], ['away.waiting']])
  })

  test('scenarios that cannot be read are left as they are', async () => {
    const load = async () => ({ process: 'purchase', revision: 4, scenarios: { people: 1 } }) as never
    const broken = createFollowing('purchase', {
      ...{ load, save: () => expect.fail('nothing is to be saved') },
      later: () => expect.fail('nothing is to be tried again'),
      show() {},
      changed() {},
    })

    broken.renamed([sent('gone')])
    await broken.saved()

    expect(broken.isBehind()).toBe(false)
  })
})
