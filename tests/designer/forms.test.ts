import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { freshKey, moved, newField, withKind } from '../../designer/forms/change-fields.ts'
import { type FieldKind, type FormField, fieldKinds } from '../../designer/forms/field.ts'
import { moreOfForm, readFields } from '../../designer/forms/read-fields.ts'
import { writeFields } from '../../designer/forms/write-fields.ts'
import type { JsonSchema } from '../../engine/json.ts'
import { purchase } from '../support/purchase.ts'

const empty: JsonSchema = { type: 'object', additionalProperties: false }
const kinds = fieldKinds.filter(kind => kind !== 'other')

const label = fc.constantFrom('', 'Amount', 'Fällig am', '<b>x</b>', '承認 ✓', 'مبلغ')
const key = fc.constantFrom('a', 'b', 'amount', 'dueOn', 'x_1', 'toString')

function arbitraryField(depth: number): fc.Arbitrary<FormField> {
  const inner = depth > 0 ? arbitraryFields(depth - 1) : fc.constant<FormField[]>([])
  const simple = kinds.filter(kind => kind !== 'group' && kind !== 'list' && kind !== 'values')
  return fc
    .record({
      key,
      label,
      help: label,
      kind: fc.constantFrom<FieldKind>(...kinds),
      item: fc.constantFrom<FieldKind>(...simple),
      required: fc.boolean(),
      least: fc.option(fc.nat(9), { nil: undefined }),
      most: fc.option(fc.integer({ min: 10, max: 99 }), { nil: undefined }),
      pattern: fc.constantFrom('', '^[A-Z]+$'),
      labelled: fc.boolean(),
      fields: inner,
    })
    .map(({ kind, item, least, most, pattern, labelled, fields, ...said }) => {
      const field = { ...newField(said.key, said.label, kind), help: said.help, required: said.required }
      const isText = kind === 'text' || kind === 'long'
      const counts = isText || ['number', 'money', 'whole', 'list', 'values'].includes(kind)
      return {
        ...field,
        least: counts ? least : undefined,
        most: kind === 'long' ? 2_000 : counts ? most : undefined,
        pattern: isText ? pattern : '',
        options: field.options.map(({ value }) => ({ value, label: labelled ? `Say ${value}` : '' })),
        preset: kind === 'yes-no' ? labelled : kind === 'choice' && labelled ? 'first' : undefined,
        item: kind === 'values' ? { ...newField('', said.label, item), required: true } : null,
        fields: kind === 'group' || kind === 'list' ? fields : [],
      }
    })
}

function arbitraryFields(depth: number): fc.Arbitrary<FormField[]> {
  return fc.uniqueArray(arbitraryField(depth), { selector: ({ key }) => key, maxLength: 4 })
}

/** Without where they were read from, which is not what they say. */
const said = (fields: FormField[]): unknown =>
  fields.map(({ source: _, more: __, fields, item, ...rest }) => ({
    ...rest,
    fields: said(fields),
    item: item && said([item]),
  }))

const unknown = { 'x-note': 'kept', examples: [1], $comment: 'by hand' }

/** Every schema in it, with keywords that the editor does not know. */
function strewn(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema
  const { properties, items, ...rest } = schema as JsonSchema
  return {
    ...rest,
    ...unknown,
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties as object).map(([key, one]) => [key, strewn(one)]),
      ),
    }),
    ...(items !== undefined && { items: strewn(items) }),
  }
}

describe('a form as fields', () => {
  test('becomes a schema, and the same fields again', () => {
    fc.assert(
      fc.property(arbitraryFields(2), fields => {
        const schema = JSON.parse(JSON.stringify(writeFields(empty, fields)))

        expect(said(readFields(schema))).toEqual(said(fields))
      }),
    )
  })

  test('that nobody changes stays the very same schema', () => {
    fc.assert(
      fc.property(arbitraryFields(2), fields => {
        const schema = strewn(writeFields(empty, fields)) as JsonSchema

        expect(writeFields(schema, readFields(schema))).toBe(schema)
      }),
    )
  })

  test('keeps what the editor does not show, whatever is changed', () => {
    const change = fc.record({
      at: fc.nat(9),
      label,
      kind: fc.constantFrom<FieldKind>(...kinds),
      required: fc.boolean(),
      by: fc.constantFrom<-1 | 1>(-1, 1),
    })
    fc.assert(
      fc.property(arbitraryFields(2), fc.array(change, { maxLength: 6 }), (fields, changes) => {
        const schema = strewn(writeFields(empty, fields)) as JsonSchema

        let after = schema
        for (const { at, label, kind, required, by } of changes) {
          const read = readFields(after)
          if (read.length === 0) break
          const index = at % read.length
          const field = { ...withKind(read[index]!, kind), label, required }
          after = writeFields(after, moved(read.with(index, field), index, by))
        }

        expect(after).toMatchObject(unknown)
        for (const one of Object.values((after.properties ?? {}) as object))
          expect(one).toMatchObject(unknown)
      }),
    )
  })

  test('says of each field what its schema has beyond what is shown', () => {
    const [status, until, tags] = readFields({
      properties: {
        status: { type: ['string', 'null'], title: 'Status', $comment: 'set by hand' },
        until: { $ref: '#/$defs/day' },
        tags: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      },
    })

    expect(status).toMatchObject({ kind: 'text', more: ['$comment', 'type'] })
    expect(until).toMatchObject({ kind: 'other', more: ['$ref'] })
    expect(tags).toMatchObject({ kind: 'values', more: ['uniqueItems'] })
    expect(moreOfForm({ type: 'object', properties: {}, allOf: [] })).toEqual(['allOf'])
  })

  test('of a field that may be empty keeps that it may', () => {
    const schema = { type: 'object', properties: { by: { type: ['string', 'null'] } } }
    const [by] = readFields(schema)

    const after = writeFields(schema, [{ ...by!, label: 'By whom' }])

    expect(after.properties).toEqual({ by: { type: ['string', 'null'], title: 'By whom' } })
  })

  test('takes a name that is required without being described along', () => {
    const schema = { type: 'object', required: ['ghost', 'a'], properties: { a: { type: 'string' } } }

    const after = writeFields(schema, [{ ...readFields(schema)[0]!, required: false }])

    expect(after.required).toEqual(['ghost'])
  })

  test('that has labels for some of its options has one for each', () => {
    const reason: FormField = {
      ...newField('reason', 'Reason', 'choice'),
      options: [
        { value: 'price', label: 'Too dear' },
        { value: 'other', label: '' },
      ],
    }

    const { properties } = writeFields(empty, [reason])

    expect(properties).toEqual({
      reason: {
        title: 'Reason',
        type: 'string',
        oneOf: [
          { const: 'price', title: 'Too dear' },
          { const: 'other', title: 'other' },
        ],
      },
    })
  })

  test('as a choice whose labels are taken away is a list of values again', () => {
    const schema = { properties: { stars: { type: 'number', oneOf: [{ const: 1, title: 'Poor' }] } } }
    const [stars] = readFields(schema)

    const after = writeFields(schema, [{ ...stars!, options: [{ value: 1, label: '' }] }])

    expect(after.properties).toEqual({ stars: { type: 'number', enum: [1] } })
  })

  test('reads the case data of a real process', () => {
    expect(readFields(purchase.data).map(({ key, kind, required }) => [key, kind, required])).toEqual([
      ['amount', 'number', true],
      ['item', 'text', false],
      ['checks', 'number', false],
      ['promises', 'list', false],
    ])
  })
})

describe('a field', () => {
  test('is named after its label, so that expressions can read it', () => {
    expect(['Due on', 'Größe (cm)', '2nd look', '承認', 'URL'].map(label => freshKey(label, []))).toEqual([
      'dueOn',
      'grosseCm',
      'field2ndLook',
      'field',
      'url',
    ])
  })

  test('whose name is taken gets a number', () => {
    expect(freshKey('Due on', ['dueOn', 'dueOn2'])).toBe('dueOn3')
  })

  test('that becomes of another kind loses what does not fit, and keeps the rest', () => {
    const text = { ...newField('a', 'A', 'text'), help: 'Why', most: 40, pattern: '^x', required: true }

    const number = withKind(text, 'number')

    expect(number).toMatchObject({ label: 'A', help: 'Why', required: true, most: undefined, pattern: '' })
    expect(withKind(number, 'money')).toMatchObject({ currency: 'EUR' })
    expect(withKind(text, 'long').most).toBe(2_000)
  })
})
