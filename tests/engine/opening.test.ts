import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Actor, type Registers, registerNames } from '../../engine/case.ts'
import { compile } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { enabled } from '../../engine/enabled.ts'
import type { Json, JsonObject } from '../../engine/json.ts'
import { type Opening, openings } from '../../engine/opening.ts'
import { parseDefinition } from '../../engine/parse.ts'
import { chainOf } from '../../engine/run-scenario.ts'
import { parseScenarios } from '../../engine/scenario.ts'
import { start } from '../../engine/step.ts'
import { beginTrial, move, personOf, type Trial } from '../../engine/trial.ts'
import { after, ana, anEvent, bob, compiled, registers as limits } from '../support/purchase.ts'

const read = (path: string) => readFileSync(new URL(`../../processes/${path}`, import.meta.url), 'utf8')
const registers: Registers = Object.fromEntries(
  registerNames.map(name => [
    name,
    { version: 1, content: JSON.parse(read(`registers/${name}.json`)) as Json },
  ]),
)
const journey = compile(parseDefinition(read('customer-journey/definition.json')).definition!, 1)
const { file } = parseScenarios(JSON.parse(read('customer-journey/scenarios.json')))

/** The case where a scenario of the journey ends, or after some of its own steps. */
function at(scenario: string, steps = Number.POSITIVE_INFINITY): Trial {
  const chain = chainOf(file!, file!.scenarios.find(one => one.scenario === scenario)!)
  const begun = beginTrial(journey, file!.people, registers, chain[0]!)
  if (begun.kind === 'refusal') throw new Error(begun.message)
  return chain
    .flatMap((one, i) => (i === chain.length - 1 ? one.steps.slice(0, steps) : one.steps))
    .reduce((trial, step) => move(trial, step).trial, begun.trial)
}

function openingOf(trial: Trial, type: string, name: string): Opening | null {
  const asked = { actor: personOf(trial.people, name), at: trial.at, registers: trial.registers }
  const event = enabled(trial.process, trial.snapshot, asked).find(event => event.type === type)
  return openings(trial.process, trial.snapshot, asked)(event!)
}

test('a score below the threshold: how much is wanted, and the event that raises it', () => {
  const opening = openingOf(at('Engagement raises the score'), 'QUALIFY', 'ana')

  expect(opening).toEqual({
    transition: '/states/marketing/states/nurturing/on/QUALIFY/0',
    more: 0,
    needs: [
      {
        clause: 'data.score >= strategy.qualification.threshold',
        path: 'data.score',
        now: 40,
        wanted: [{ op: '>=', value: 60 }],
        about: 'Score',
        kind: 'data',
        by: [
          {
            type: 'RECORD_ENGAGEMENT',
            title: 'Record engagement',
            allow: ['marketing'],
            isEnabledNow: true,
            isYours: true,
            states: ['marketing.nurturing', 'marketing.dormant'],
          },
        ],
        owner: 'marketing',
        fix: 'Go on nurturing until there is more engagement.',
      },
    ],
  })
})

test('two unconfirmed promises are two needs, each with the event by which operations confirms it', () => {
  const negotiation = at('A deal is won when every promise is confirmed and the customer has signed', 2)
  const promises = (negotiation.snapshot.data.promises as JsonObject[]).map(promise => ({
    ...promise,
    ...{ state: 'revised', confirmedBy: null, confirmedUntil: null },
  }))
  const snapshot = { ...negotiation.snapshot, data: { ...negotiation.snapshot.data, promises } }

  const { needs } = openingOf({ ...negotiation, snapshot }, 'WIN', 'sam')!

  expect(needs.map(({ path, element, about, kind, now }) => [path, element, about, kind, now])).toEqual([
    ['promises[0].state', 'Linen, kettle, lamp and tray for each room (p1)', 'State', 'promise', 'revised'],
    ['promises[1].state', 'table-linen (p2)', 'State', 'promise', 'revised'],
  ])
  // Were both of them withdrawn, nothing would be promised any more.
  expect(needs.map(({ wanted }) => wanted)).toEqual([
    [{ op: '==', value: 'confirmed' }],
    [{ op: 'in', value: ['confirmed', 'withdrawn'] }],
  ])
  for (const { by, also } of needs) {
    expect(by.find(({ type }) => type === 'CONFIRM_PROMISE')).toMatchObject({
      allow: ['operations'],
      isEnabledNow: false,
      states: ['sales.pursuing.check.operations.open', 'operations.delivering.orders.checking'],
    })
    // Being confirmed, it also has to be confirmed for long enough: the same event says until when.
    expect(also?.map(({ path }) => path.split('.').at(-1))).toEqual(['confirmedUntil'])
  }
})

test('an event that sets a value which is not wanted does not help', () => {
  const trial = at('Operations accepts the handover and delivers')

  const [need] = openingOf(trial, 'END_ORDERS', 'omar')!.needs

  expect(need!.by.map(({ type }) => type)).not.toContain('RECORD_DELIVERY')
  expect(need!.by[0]).toMatchObject({ type: 'MARK_UNDELIVERED', isYours: true })
})

test('data that is missing is named, with the event that brings it', () => {
  const trial = at('Strategy asks marketing for the facts that it lacks', 1)

  const { needs } = openingOf(trial, 'CONFIRM_FIT', 'stella')!

  expect(needs.map(({ about, now }) => [about, now])).toEqual([
    ['Prospect › Segment', null],
    ['Prospect › Region', null],
    ['Prospect › Budget', null],
  ])
  expect(needs[0]!.by).toMatchObject([{ type: 'UPDATE_PROSPECT', isYours: true }])
})

test('a list that is too short wants a size', () => {
  const { needs } = openingOf(at('A seller accepts a qualified lead'), 'START_PROPOSAL', 'sam')!

  expect(needs).toMatchObject([
    {
      path: 'data.expectations',
      now: 0,
      wanted: [{ op: '>', value: 0, measure: 'size' }],
      by: [{ type: 'RECORD_EXPECTATIONS', isYours: true }],
    },
  ])
})

test('what a lookup goes by is mended by what it may find', () => {
  const { needs } = openingOf(
    at('A campaign for another market does not bring qualified leads'),
    'QUALIFY',
    'ana',
  )!

  expect(needs).toMatchObject([
    {
      path: 'data.prospect.campaign',
      now: 'shop-letter',
      wanted: [{ op: 'in', value: ['spring-hotels', 'hotel-fair'] }],
      by: [{ type: 'UPDATE_PROSPECT' }],
    },
  ])
})

test('what only a register can mend has an owner instead of an event', () => {
  const { needs } = openingOf(
    at('A campaign whose objective has run out does not bring qualified leads'),
    'QUALIFY',
    'ana',
  )!

  expect(needs).toMatchObject([
    { kind: 'register', wanted: [{ op: '>=', value: '2026-03-02' }], by: [], owner: 'marketing' },
  ])
})

test('of a choice, the state that the case has to be in, with the event that leads there', () => {
  const { needs } = openingOf(at('Engagement raises the score'), 'OPEN_DEAL', 'sam')!

  expect(needs).toMatchObject([{ kind: 'state', about: 'Qualified', by: [{ type: 'QUALIFY' }] }])
})

test('where the rule is about who acts, somebody else', () => {
  const { needs } = openingOf(at('A seller asks for an exception'), 'APPROVE_EXCEPTION', 'sam')!

  // The one who asked is in sales, and those who decide are not.
  expect(needs).toMatchObject([{ kind: 'role', allow: ['marketing', 'strategy'] }])
})

test('the wrong role is one need, and what the rules want comes after it', () => {
  const asked = after({ amount: 100 }, anEvent('ASK', { item: 'chairs' })).to
  const dear = after({ amount: 900 }, anEvent('ASK', { item: 'chairs' })).to
  const nobody: Actor = { ...ana, roles: [] }
  const ask = (snapshot: typeof asked) => {
    const given = { actor: nobody, at: '2026-03-02T09:00:00.000Z', registers: limits }
    return openings(compiled, snapshot, given)(enabled(compiled, snapshot, given)[0]!)
  }

  expect(ask(asked)!.needs).toMatchObject([{ kind: 'role', allow: ['strategy', 'sales'], by: [] }])
  expect(ask(dear)!.needs.map(({ kind }) => kind)).toEqual(['role', 'data'])
})

test('a closed case has nothing to open, nor has an event that can be sent', () => {
  const asked = after({ amount: 100 }, anEvent('ASK', { item: 'chairs' })).to
  const given = { actor: bob, at: '2026-03-02T09:00:00.000Z', registers: limits }
  const [approve] = enabled(compiled, asked, given)

  expect(openings(compiled, asked, given)(approve!)).toBeNull()
  expect(
    openings(compiled, { ...asked, status: 'closed' }, given)({ ...approve!, enabled: false }),
  ).toBeNull()
})

/** What opens the one event of a small process. */
function needsOf(guard: string, data: JsonObject, more: Partial<Definition> = {}) {
  const definition: Definition = {
    ...{ id: 'small', name: 'Small', initial: 'open' },
    states: { open: { on: { GO: [{ guard }] } } },
    ...more,
  }
  const process = compile(definition, 1)
  const given = { actor: bob, at: '2026-03-02T09:00:00.000Z', registers: limits }
  const begun = start(process, anEvent('start', data), limits)
  if (begun.kind === 'refusal') throw new Error(begun.message)
  const go = enabled(process, begun.to, given).find(({ type }) => type === 'GO')
  return openings(
    process,
    begun.to,
    given,
  )(go!)?.needs.map(({ path, wanted, kind }) => ({ path, wanted, kind }))
}

const list = [
  { id: 'x', n: 1 },
  { id: 'y', n: 5 },
]

test.each([
  ['“or”: the alternative with the fewest needs', 'data.a > 1 && data.b > 1 || data.c > 1', ['data.c']],
  ['“not”: the opposite of what is inside', '!(data.a < 3)', ['data.a']],
  [
    'a choice: its question, or the branch taken',
    'data.a > 1 ? data.b > 1 && data.c > 1 : data.b > 5',
    ['data.b'],
  ],
  ['shared: one change that serves two parts', '(data.a > 1 || data.b > 1) && data.b > 3', ['data.b']],
  ['“all”: each element that fails', 'data.list.all(x, x.n > 6)', ['data.list[0].n', 'data.list[1].n']],
  ['“exists”: the nearest element', 'data.list.exists(x, x.n > 3 && x.id == "z")', ['data.list[1].id']],
  ['“exists” of nothing: an element more', 'data.none.exists(x, x.n > 3)', ['data.none']],
  ['“exists_one”: the one too many', 'data.list.exists_one(x, x.n > 0)', ['data.list[1].n']],
  ['a filter and its size', 'data.list.filter(x, x.n > 3).size() >= 2', ['data.list[0].n']],
  ['only what passes the filter', 'data.list.filter(x, x.n > 3).all(x, x.id == "z")', ['data.list[1].id']],
  ['“in” a list of the case', '"new" in data.tags', ['data.tags']],
])('%s', (_, guard, paths) => {
  const data = { a: 0, b: 0, c: 0, list, none: [], tags: ['old'] }

  expect(needsOf(guard, data)!.map(({ path }) => path)).toEqual(paths)
})

test('what time alone brings says when', () => {
  expect(needsOf('now >= date(data.due)', { due: '2026-03-09' })).toEqual([
    { path: 'now', kind: 'time', wanted: [{ op: '>=', value: '2026-03-09T00:00:00.000Z' }] },
  ])
  expect(needsOf('day(now) > data.due', { due: '2026-03-09' })).toEqual([
    { path: 'now', kind: 'time', wanted: [{ op: '>=', value: '2026-03-10T00:00:00.000Z' }] },
  ])
})

test('a time that has passed does not come again: the date has to be another one', () => {
  expect(needsOf('day(now) <= data.due', { due: '2026-02-01' })).toEqual([
    { path: 'data.due', kind: 'data', wanted: [{ op: '>=', value: '2026-03-02' }] },
  ])
})

test('what can never be is no opening', () => {
  expect(needsOf('data.a > 5 && data.a < 2', { a: 3 })).toBeUndefined()
  expect(needsOf('data.a > 5 && false', { a: 3 })).toBeUndefined()
})

test('a change on the way into a state, and one by an event raised, count as the event’s', () => {
  const states: Definition['states'] = {
    open: {
      on: {
        GO: [{ guard: 'data.seen && data.heard' }],
        LOOK: [{ target: 'looking' }],
        RING: [{ effects: [{ type: 'raise', params: { event: 'RANG' } }] }],
        RANG: [{ assign: { heard: 'true' } }],
      },
    },
    looking: { entry: [{ type: 'assign', with: { seen: 'true' } }] },
  }
  const process = compile({ id: 'small', name: 'Small', initial: 'open', states }, 1)
  const given = { actor: bob, at: '2026-03-02T09:00:00.000Z', registers: limits }
  const begun = start(process, anEvent('start', { seen: false, heard: false }), limits)
  if (begun.kind === 'refusal') throw new Error(begun.message)
  const [go] = enabled(process, begun.to, given)

  const { needs } = openings(process, begun.to, given)(go!)!

  expect(needs.map(({ path, by }) => [path, by.map(({ type }) => type)])).toEqual([
    ['data.seen', ['LOOK']],
    ['data.heard', ['RING']],
  ])
})
