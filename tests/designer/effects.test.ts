import { describe, expect, test } from 'vitest'
import {
  effectTypes,
  givenFor,
  paramsOf,
  strangersOf,
  withType,
  withValue,
} from '../../designer/editor/effect-kinds.ts'
import { readRows, writeRows } from '../../designer/editor/rows.ts'
import type { Definition, EffectDefinition } from '../../engine/definition.ts'
import { verify } from '../../engine/verify.ts'
import { purchase } from '../support/purchase.ts'

const notify: EffectDefinition = {
  type: 'notify',
  params: { role: 'sales', title: 'Look', colour: 'red' },
  with: { text: 'data.item' },
  if: 'data.amount > 3.0',
}

/** What the engine finds wrong with an effect on the way into a state. */
const problemsOf = (effect: EffectDefinition): string[] => {
  const { request } = purchase.states
  const definition: Definition = {
    ...purchase,
    states: { ...purchase.states, request: { ...request, entry: [effect] } },
  }
  const before = verify(purchase).map(({ code, at }) => `${code} ${at}`)
  return verify(definition).flatMap(({ code, at }) => (before.includes(`${code} ${at}`) ? [] : [code]))
}

describe('an effect as fields', () => {
  test('takes exactly what the engine knows of it', () => {
    const values: Record<string, unknown> = {
      url: 'https://example.com/x',
      data: {},
      body: {},
      delay: 'PT1H',
      event: 'ASK',
    }
    for (const type of effectTypes.filter(type => type !== 'assign')) {
      const whole = paramsOf(type).reduce<EffectDefinition>(
        (effect, { name }) => withValue(effect, name, { how: 'written', value: values[name] ?? 'x' }),
        { type },
      )

      expect(problemsOf(whole), type).toEqual([])
      for (const { name, required } of paramsOf(type))
        expect(problemsOf(withValue(whole, name, undefined)), `${type} without ${name}`).toEqual(
          required ? ['missing-param'] : [],
        )
    }
  })

  test('has each value either written or computed', () => {
    const computed = withValue(notify, 'title', { how: 'computed', cel: 'data.item' })
    const gone = withValue(withValue(computed, 'title', undefined), 'text', undefined)

    expect(givenFor(computed, 'title')).toEqual({ how: 'computed', cel: 'data.item' })
    expect(computed.params).toEqual({ role: 'sales', colour: 'red' })
    expect(gone).toEqual({
      type: 'notify',
      params: { role: 'sales', colour: 'red' },
      if: 'data.amount > 3.0',
    })
  })

  test('shows what its type does not take, and keeps it when the type changes', () => {
    const webhook = withType(notify, 'webhook')

    expect(strangersOf(notify)).toEqual(['colour'])
    expect(webhook).toEqual({ type: 'webhook', params: { colour: 'red' }, if: 'data.amount > 3.0' })
  })
})

describe('fields that go along', () => {
  test('are written where none of them is computed, and an expression where one is', () => {
    const written = writeRows([
      { name: 'item', cel: '"Linen"' },
      { name: 'n', cel: '3' },
    ])
    const computed = writeRows([
      { name: 'item', cel: 'data.item' },
      { name: 'n', cel: '3' },
    ])

    expect(written).toEqual({ how: 'written', value: { item: 'Linen', n: 3 } })
    expect(computed).toEqual({ how: 'computed', cel: '{"item": data.item, "n": 3}' })
  })

  test('are read again as they were', () => {
    const rows = [
      { name: 'item', cel: 'data.item + " (" + string(data.n) + ")"' },
      { name: 'more "so"', cel: '[1, data.n > 2.0 ? 3 : 4]' },
    ]

    expect(readRows(writeRows(rows))).toEqual(rows)
    expect(readRows({ how: 'written', value: { a: { b: null } } })).toEqual([
      { name: 'a', cel: '{"b":null}' },
    ])
    expect(readRows(undefined)).toEqual([])
  })

  test('that only an expression can give stay that expression', () => {
    const texts = ['data.prospect', '{data.key: 1}', '{"a": (1 + 2) * 3}', 'not [ CEL']

    expect(texts.map(cel => readRows({ how: 'computed', cel }))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
