import { describe, expect, test } from 'vitest'
import { reasonField, reasonIn } from '../../engine/reason.ts'
import { shortly } from '../support/problems-of.ts'

const text = { type: 'string' }
const form = (properties: object, required: string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
})

describe('the reason that a form asks for', () => {
  test.for([
    ['is the field of that name', form({ about: text, reason: text }), 'reason'],
    ['may be a choice', form({ reason: { enum: ['no budget'] } }), 'reason'],
    [
      'is otherwise the text with the most room',
      form({ id: { ...text, maxLength: 9 }, findings: text }),
      'findings',
    ],
    ['may be a list of texts', form({ missing: { type: 'array', items: text } }), 'missing'],
    ['is none that may be left out', form({ reason: text }, []), null],
    ['is no number', form({ measured: { type: 'number' } }), null],
    ['is no date', form({ dueOn: { ...text, format: 'date' } }), null],
    ['is none without a form', undefined, null],
  ] as const)('%s', ([, schema, field]) => {
    expect(reasonField(schema)).toBe(field)
  })

  test('is told in the sender’s words, a choice with its note', () => {
    const choice = form({ reason: { enum: ['no budget'] }, note: text }, ['reason'])

    expect(reasonIn({ reason: 'no budget', note: ' Ask in May ' }, choice)).toBe('no budget: Ask in May')
    expect(
      reasonIn({ missing: ['address', 'order'] }, form({ missing: { type: 'array', items: text } })),
    ).toBe('address, order')
    expect(reasonIn({ why: 'too late' }, undefined)).toBe('too late')
    expect(reasonIn({}, undefined)).toBe('')
  })
})

describe('a way back', () => {
  const chart = (back: object, events: object = {}) => ({
    initial: 'a',
    events,
    states: {
      a: { on: { GO: [{ target: 'b' }] } },
      b: { on: { BACK: [{ target: 'a', kind: 'feedback', ...back }], END: [{ target: 'z' }] } },
      z: { type: 'final' },
    },
  })

  test('without a required reason is a problem, once for its event', () => {
    expect(shortly(chart({}))).toEqual(['back-without-reason /states/b/on/BACK/0'])
  })

  test('with one is none; nor is what another case sends', () => {
    expect(shortly(chart({}, { BACK: { schema: form({ reason: text }) } }))).toEqual([])
    expect(shortly(chart({ allow: ['process'] }))).toEqual([])
  })
})
