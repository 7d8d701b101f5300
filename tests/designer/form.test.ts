import { describe, expect, test } from 'vitest'
import { emptyDraft, fieldsOf, namedFields, readDraft } from '../../designer/work/form.ts'
import { listsIn } from '../../designer/work/register-options.ts'
import { compileForm } from '../../engine/form.ts'

const schema = {
  type: 'object',
  properties: {
    reason: { type: 'string', title: 'Reason', enum: ['price', 'other'] },
    note: { type: 'string', maxLength: 2000 },
    points: { type: 'number', minimum: 0, maximum: 100 },
    given: { type: 'boolean' },
    dueOn: { type: 'string', format: 'date', title: 'Due on' },
    expectations: { type: 'array', items: { type: 'string', title: 'Expectation' }, minItems: 1 },
    concerns: { type: 'array', items: { enum: ['sales', 'marketing'] } },
    prospect: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
  },
  required: ['reason', 'given', 'expectations'],
}
const fields = fieldsOf(schema)

describe('a form', () => {
  test('has a field for each property, in their order, by what it takes', () => {
    expect(fields.map(({ key, kind }) => `${key}: ${kind}`)).toEqual([
      'reason: choice',
      'note: long',
      'points: number',
      'given: boolean',
      'dueOn: date',
      'expectations: list',
      'concerns: choices',
      'prospect: group',
    ])
  })

  test('names its fields by their titles, and those without one by their keys', () => {
    expect(fields.slice(0, 3).map(({ label }) => label)).toEqual(['Reason', 'Note', 'Points'])
  })

  test('left empty gives only what is required and can be empty', () => {
    expect(readDraft(fields, emptyDraft(fields))).toEqual({ given: false, expectations: [] })
  })

  test('gives what was filled in, as the schema wants it', () => {
    const draft = {
      ...emptyDraft(fields),
      reason: '1',
      note: '  Too dear ',
      points: 30,
      given: true,
      dueOn: '2026-12-01',
      expectations: ['On time', ''],
      concerns: ['1', '0'],
      prospect: { name: 'Hotel Adler' },
    }

    const data = readDraft(fields, draft)

    expect(data).toEqual({
      reason: 'other',
      note: 'Too dear',
      points: 30,
      given: true,
      dueOn: '2026-12-01',
      expectations: ['On time'],
      concerns: ['marketing', 'sales'],
      prospect: { name: 'Hotel Adler' },
    })
    expect(compileForm(schema)(data)).toEqual([])
  })

  test('finds the field that a violation is about', () => {
    const draft = emptyDraft(fields)

    const names = namedFields(fields, draft)
    const violations = compileForm(schema)({ ...readDraft(fields, draft), prospect: {} })

    expect(violations.map(({ field, message }) => `${names.get(field)} ${message}`)).toContain(
      'Reason is required',
    )
    expect(names.get('/prospect/name')).toBe('Prospect › Name')
    expect(names.get('/expectations/0')).toBe('Expectations 1')
  })

  test('a choice may be of other values than text, with titles', () => {
    const [stars] = fieldsOf({
      properties: {
        stars: {
          oneOf: [
            { const: 1, title: 'Poor' },
            { const: 2, title: 'Good' },
          ],
        },
      },
    })

    expect(readDraft([stars!], { stars: '1' })).toEqual({ stars: 2 })
  })

  test('begins with the defaults of its fields, but not in a group that may be left out', () => {
    const inner = { type: 'object', properties: { unit: { type: 'string', default: 'boxes' } } }
    const some = fieldsOf({
      properties: {
        count: { type: 'integer', default: 3 },
        size: { enum: ['small', 'large'], default: 'large' },
        given: { type: 'boolean', default: true },
        packed: inner,
        loose: inner,
      },
      required: ['packed'],
    })

    expect(readDraft(some, emptyDraft(some))).toEqual({
      count: 3,
      size: 'large',
      given: true,
      packed: { unit: 'boxes' },
    })
  })

  test('asks for money in its currency, and for something in a register', () => {
    const [price, offering] = fieldsOf({
      properties: {
        price: { type: 'number', 'x-currency': 'EUR' },
        offering: { type: 'string', 'x-register': 'capabilities.offerings' },
      },
    })

    expect(price).toMatchObject({ kind: 'number', currency: 'EUR' })
    expect(offering).toMatchObject({ kind: 'register', register: 'capabilities.offerings' })
  })

  test('lists what registers have to choose from: things with an id, by their names', () => {
    const lists = listsIn([
      {
        name: 'capabilities',
        content: { asOf: '2026-01-01', offerings: [{ id: 'linen', name: 'Table linen' }, { id: 'glass' }] },
      },
    ])

    expect(lists).toEqual([
      {
        name: 'capabilities.offerings',
        options: [
          { value: 'linen', label: 'Table linen' },
          { value: 'glass', label: 'glass' },
        ],
      },
    ])
  })

  test('an event without a schema has no fields', () => {
    expect(fieldsOf(null)).toEqual([])
  })
})
