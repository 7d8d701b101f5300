import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Draft } from '../../designer/editor/draft.ts'
import { applyEdit, EditError } from '../../designer/editor/edit.ts'
import { fixesFor } from '../../designer/editor/problems/fixes.ts'
import type { Definition } from '../../engine/definition.ts'
import { parseDefinition } from '../../engine/parse.ts'
import type { ProblemCode } from '../../engine/problems.ts'
import { verify } from '../../engine/verify.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'
import { arbitraryWish, toEdit } from '../support/arbitrary-edit.ts'
import { twoStates } from '../support/problems-of.ts'

type Parts = Record<string, unknown>

function toDraft(parts: Parts): Draft {
  const { definition, problems } = parseDefinition({ id: 'test', name: 'Test', ...parts })
  if (!definition) throw new Error(JSON.stringify(problems))
  return { definition, layout: { origin: 'parent', states: {} } }
}

const problemIn = ({ definition }: Draft, code: ProblemCode) => {
  const found = verify(definition).find(one => one.code === code)
  if (!found) throw new Error(`It has no ${code} but ${JSON.stringify(verify(definition), null, 2)}`)
  return found
}

const end = { type: 'final' }
const amount = { data: { type: 'object', properties: { amount: { type: 'number' } } } }
const sent = (transition: Parts, more: Parts = {}) => twoStates({}, transition, more)
const inner = { initial: 'a', states: { a: { on: { GO: [{ target: 'b' }] } }, b: end } }

/** One definition for each problem that can be mended, and what is offered. */
const offered: [code: ProblemCode, parts: Parts, titles: string[]][] = [
  [
    'unknown-target',
    sent({ target: 'shutt' }),
    ['Change it to “shut”', 'Let it stay where it is', 'Remove this transition'],
  ],
  [
    'conflicting-targets',
    {
      initial: 'a',
      states: { a: { on: { GO: [{ target: ['b', 'c'] }] } }, b: end, c: { ...end, title: 'C' } },
    },
    ['Go only to “b”', 'Go only to “C”'],
  ],
  ['unknown-initial', { ...twoStates(), initial: 'opeen' }, ['Change it to “open”']],
  ['no-states', { states: {} }, ['Add a first state']],
  ['missing-initial', { states: twoStates().states }, ['Start in “open”']],
  ['useless-initial', twoStates({ initial: 'x' }), ['Take the start away']],
  [
    'bad-state-key',
    { initial: 'a#1', states: { 'a#1': { on: { GO: [{ target: 'b' }] } }, b: end } },
    ['Call it “a-1”'],
  ],
  [
    'bad-state-id',
    { initial: 'a', states: { a: { on: { GO: [{ target: '#x.y' }] } }, b: { ...end, id: 'x.y' } } },
    ['Take the id away; what leads here follows'],
  ],
  [
    'duplicate-id',
    { initial: 'a', states: { a: { id: 'x', on: { GO: [{ target: 'b' }] } }, b: { ...end, id: 'x' } } },
    ['Take the id away; what leads here follows'],
  ],
  [
    'id-hides-state',
    { initial: 'a', states: { a: { id: 'b', on: { GO: [{ target: 'b' }] } }, b: end } },
    ['Take the id away; what leads here follows'],
  ],
  ['type-contradicts-states', twoStates({ type: 'compound' }), ['Let its inner states decide what it is']],
  [
    'final-goes-on',
    { initial: 'a', states: { a: { type: 'final', on: { GO: [{}] } } } },
    ['Remove what leads out of it', 'Make it an ordinary state'],
  ],
  ['history-misuse', twoStates({ history: 'deep', type: 'atomic' }), ['Take “history” away']],
  [
    'unknown-rule',
    sent({ guard: 'fits-wel' }, { rules: { 'fits-well': { title: 'Fits', when: 'data.x' } } }),
    ['Change it to “fits-well”', 'Add a rule “fits-wel”', 'Remove the condition'],
  ],
  ['unused-rule', { ...twoStates(), rules: { old: { title: 'Old', when: 'data.x' } } }, ['Remove the rule']],
  ['empty-guard', sent({ guard: ' ' }), ['Remove the condition']],
  [
    'reserved-event',
    { initial: 'a', states: { a: { on: { 'xstate.go': [{ target: 'b' }] } }, b: end } },
    ['Call it “go”'],
  ],
  ['unknown-event', sent({ guard: 'history.count.GOO > 1' }), ['Change it to “GO”']],
  [
    'undeclared-event',
    { initial: 'a', states: { a: { on: { SEND: [{ target: 'b' }] } }, b: end }, events: { SENT: {} } },
    ['Let it wait for “SENT”', 'Declare the event'],
  ],
  ['unused-event', { ...twoStates(), events: { GO: {}, OTHER: {} } }, ['Remove the event']],
  ['unknown-role', sent({ allow: ['sales', 'slaes'] }), ['Change it to “sales”', 'Leave this role out']],
  [
    'nobody-may-send',
    twoStates({ assign: 'sales', on: { GO: [{ target: 'shut', allow: [] }] } }),
    ['Let only sales send it', 'Let everyone send it'],
  ],
  ['nobody-has-the-role', sent({ allow: ['pirates'] }), ['Let everyone send it']],
  [
    'unknown-effect',
    sent({ effects: [{ type: 'notfy', params: { title: 'x', role: 'sales' } }] }),
    ['Change it to “notify”', 'Remove the effect'],
  ],
  [
    'unknown-param',
    sent({ effects: [{ type: 'notify', params: { title: 'x', role: 'sales', txt: 'y' } }] }),
    ['Change it to “text”', 'Leave “txt” out'],
  ],
  ['unknown-name', sent({ guard: 'amount > 3' }, amount), ['Change it to “data.amount”']],
  ['unknown-function', sent({ guard: 'sise(data.x) > 3' }), ['Change it to “size”']],
  ['unknown-state', sent({ guard: "active('opeen')" }), ['Change it to “open”']],
  ['unknown-data', sent({ guard: 'data.amuont > 3' }, amount), ['Change it to “amount”']],
  ['unknown-data', sent({ guard: 'has(data.amuont)' }, amount), ['Change it to “amount”']],
  ['unknown-data', sent({ assign: { amuont: '3' } }, amount), ['Write to “amount”', 'Remove the assignment']],
  [
    'unknown-schema-type',
    { ...twoStates(), data: { type: 'object', properties: { n: { type: 'numbr' } } } },
    ['Change it to “number”', 'Allow any kind of value'],
  ],
  [
    'bad-data-path',
    sent({ assign: { 'data.amount': '3' } }, amount),
    ['Write to “amount”', 'Remove the assignment'],
  ],
  ['constant-guard', sent({ guard: 'true' }), ['Remove the condition', 'Remove this transition']],
  [
    'unreachable',
    {
      initial: 'a',
      states: { a: { on: { GO: [{ target: 'b' }] } }, lost: { title: 'Lost', ...end }, b: end },
    },
    ['Lead to it from “a”', 'Remove the state'],
  ],
  [
    'dead-end',
    {
      initial: 'a',
      states: {
        a: { on: { GO: [{ target: 'c' }], SKIP: [{ target: 'd' }] } },
        b: end,
        c: {},
        d: { title: 'D', on: { GO: [{ target: 'b' }] } },
      },
    },
    ['Lead on to “D”', 'Lead on to “b”', 'Make it an end'],
  ],
  [
    'done-leads-nowhere',
    { initial: 'a', states: { a: inner, z: { title: 'Done', ...end } } },
    ['When finished inside, go on to “Done”'],
  ],
  [
    'no-way-to-finish',
    {
      initial: 'a',
      states: {
        a: { on: { GO: [{ target: 'b' }], END: [{ target: 'z' }] } },
        b: { on: { GO: [{ target: 'c' }] } },
        c: { on: { GO: [{ target: 'b' }] } },
        z: { title: 'Done', ...end },
      },
    },
    ['Lead on to “Done”'],
  ],
  [
    'eventless-loop',
    { initial: 'a', states: { a: { always: [{ target: 'b' }] }, b: { always: [{ target: 'a' }] } } },
    ['Let it wait for an event', 'Remove this transition'],
  ],
  [
    'eventless-loop-possible',
    {
      initial: 'a',
      states: {
        a: { always: [{ target: 'b', guard: 'data.x > 1' }], on: { GO: [{ target: 'c' }] } },
        b: { always: [{ target: 'a', guard: 'data.y > 1' }], on: { GO: [{ target: 'c' }] } },
        c: end,
      },
    },
    ['Let it wait for an event', 'Remove this transition'],
  ],
  [
    'shadowed-transition',
    twoStates({ on: { GO: [{ target: 'shut' }, { target: 'shut', guard: 'data.x > 1' }] } }),
    ['Put this one first', 'Remove this transition'],
  ],
  [
    'same-guard',
    twoStates({ on: { GO: [{ target: 'shut', guard: 'data.x' }, { guard: 'data.x' }, { target: 'shut' }] } }),
    ['Remove this transition'],
  ],
  [
    'overlapping-guards',
    twoStates({
      on: {
        GO: [
          { target: 'shut', guard: 'data.x > 10' },
          { target: 'shut', guard: 'data.x < 20' },
        ],
      },
    }),
    ['Take it only when the one before does not hold', 'Remove this transition'],
  ],
  [
    'invalid-timer',
    twoStates({ after: { 3: [{ target: 'shut' }] } }),
    ['Wait 3 days', 'Wait 3 hours', 'Wait 3 seconds'],
  ],
  [
    'timer-never-fires',
    twoStates({ after: { P1D: [{ target: 'shut' }], P9D: [{ target: 'shut' }] } }),
    ['Remove the timer'],
  ],
  ['left-at-once', twoStates({ always: [{ target: 'shut' }] }), ['Remove what can never be taken']],
  [
    'never-done',
    {
      initial: 'a',
      states: {
        a: { initial: 'b', onDone: [{ target: 'z' }], on: { GO: [{ target: 'z' }] }, states: { b: {} } },
        z: end,
      },
    },
    ['Do not wait for its inner states'],
  ],
  [
    'no-way-back',
    {
      initial: 'a',
      states: {
        a: { stage: 'sales', on: { GO: [{ target: 'b' }] } },
        b: { stage: 'operations', title: 'Deliver', on: { GO: [{ target: 'z' }] } },
        z: end,
      },
    },
    ['Add a way back from “Deliver”'],
  ],
  [
    'back-without-reason',
    {
      initial: 'a',
      events: { BACK: { title: 'Back', schema: { type: 'object', properties: { n: { type: 'number' } } } } },
      states: {
        a: { on: { GO: [{ target: 'b' }] } },
        b: { on: { BACK: [{ target: 'a', kind: 'feedback' }], END: [{ target: 'z' }] } },
        z: end,
      },
    },
    ['Ask for a reason in its form'],
  ],
]

describe('a problem is mended with one press', () => {
  test.each(offered)('%s', (code, parts, titles) => {
    const draft = toDraft(parts)
    const problem = problemIn(draft, code)

    const fixes = fixesFor(problem, draft)

    expect(fixes.map(({ title }) => title)).toEqual(titles)
    const left = verify(applyEdit(draft, fixes[0]!.edit).definition)
    expect(left.filter(one => one.code === code && one.at === problem.at)).toEqual([])
  })

  test('what is selected is where a lost state is led to from', () => {
    const draft = toDraft({
      initial: 'a',
      states: {
        a: { on: { GO: [{ target: 'b' }] } },
        b: { title: 'Begun', on: { GO: [{ target: 'z' }] } },
        lost: { on: { GO: [{ target: 'z' }] } },
        z: end,
      },
    })

    const [first] = fixesFor(problemIn(draft, 'unreachable'), draft, 'b')

    expect(first?.title).toBe('Lead to it from “Begun”')
  })

  test('what leads by an id that goes still leads there', () => {
    const draft = toDraft({
      initial: 'a',
      states: {
        a: { on: { GO: [{ target: '#b' }], BACK: [{ target: 'b' }] } },
        c: { ...end, id: 'b' },
        b: end,
      },
    })

    const { definition } = applyEdit(draft, fixesFor(problemIn(draft, 'id-hides-state'), draft)[0]!.edit)

    expect(definition.states.a!.on).toEqual({ GO: [{ target: 'c' }], BACK: [{ target: 'b' }] })
  })

  test('nothing is offered where only the owner can know', () => {
    const draft = toDraft(sent({ guard: 'data.x >' }))

    expect(fixesFor(problemIn(draft, 'bad-expression'), draft)).toEqual([])
  })
})

test('whatever was drawn, a fix keeps the draft parseable and takes its problem away', () => {
  fc.assert(
    fc.property(
      arbitraryDefinition(),
      fc.array(arbitraryWish(), { minLength: 2, maxLength: 8 }),
      fc.nat(),
      (start, wishes, n) => {
        const draft = wishes.reduce(wished, { definition: start, layout: { origin: 'parent', states: {} } })
        const problems = verify(draft.definition)
        if (problems.length === 0) return
        const problem = problems[n % problems.length]!
        for (const { edit } of fixesFor(problem, draft)) {
          const { definition } = applyEdit(draft, edit)
          expect(parseDefinition(definition as Definition).problems).toEqual([])
          const same = (one: Definition) =>
            verify(one).filter(({ code, message }) => code === problem.code && message === problem.message)
              .length
          expect(same(definition)).toBeLessThan(same(draft.definition))
        }
      },
    ),
    { numRuns: 60 },
  )
})

function wished(draft: Draft, wish: Parameters<typeof toEdit>[1]): Draft {
  const edit = toEdit(draft, wish)
  try {
    return edit ? applyEdit(draft, edit) : draft
  } catch (error) {
    if (error instanceof EditError) return draft
    throw error
  }
}
