// What stands in the fields of a form, what of it is sent, and where what is wrong is told.

import { describe, expect, test } from 'vitest'
import { placed, readDraft } from '../../designer/work/form/read-draft.ts'
import { shownSchema } from '../../designer/work/form/shown-schema.ts'
import { toText } from '../../designer/work/form/to-text.ts'
import { validator } from '../../designer/work/form/validator.ts'
import { compileForm } from '../../engine/form.ts'
import type { JsonSchema } from '../../engine/json.ts'

// biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
const onlyPallets = { then: { properties: { pallets: { type: 'integer' } }, required: ['pallets'] } }
const schema: JsonSchema = {
  type: 'object',
  properties: {
    way: { enum: ['parcel', 'pallet'] },
    note: { type: 'string', title: 'A word' },
    expectations: { type: 'array', title: 'Expectations', items: { type: 'string', title: 'Expectation' } },
    promises: {
      type: 'array',
      items: {
        type: 'object',
        title: 'Promise',
        properties: { what: { type: 'string' } },
        required: ['what'],
      },
    },
    prospect: { type: 'object', properties: { name: { type: 'string' } } },
  },
  required: ['way', 'promises'],
  if: { properties: { way: { const: 'pallet' } }, required: ['way'] },
  ...onlyPallets,
}
const shown = shownSchema(schema)

describe('what is sent', () => {
  test('is what was filled in; what is empty is absent, and texts have no blanks around them', () => {
    const { data } = readDraft(shown, {
      way: 'parcel',
      note: '  ',
      expectations: ['  On time ', ''],
      promises: [{}],
      prospect: { name: '' },
    })

    expect(data).toEqual({ way: 'parcel', expectations: ['On time'], promises: [{}] })
  })

  test('is only of fields that are drawn: an answer to a question that is no longer asked stays behind', () => {
    const draft = { way: 'pallet', pallets: 2, promises: [] }

    expect(readDraft(shown, draft).data).toEqual({ way: 'pallet', pallets: 2, promises: [] })
    expect(readDraft(shown, { ...draft, way: 'parcel' }).data).toEqual({ way: 'parcel', promises: [] })
  })

  test('can be taken elsewhere as text, a line for each field', () => {
    const reading = readDraft(shown, { way: 'parcel', promises: [{ what: 'Blue' }, { what: 'Red' }] })

    expect(toText(reading)).toBe('Way: parcel\nPromise 1 › What: Blue\nPromise 2 › What: Red')
  })
})

describe('what is wrong', () => {
  test('is told at its field, in the order of the fields, although blanks before it are not sent', () => {
    const small = { type: 'array', items: { type: 'string', title: 'Part', minLength: 2 } }
    const parts = {
      type: 'object',
      properties: { parts: small, name: { type: 'string' } },
      required: ['name'],
    }
    const reading = readDraft(shownSchema(parts), { parts: ['', ' ', 'x'] })

    const told = placed(compileForm(parts)(reading.data), reading)

    expect(told.map(({ field }) => [field, reading.names.get(field)])).toEqual([
      ['/parts/2', 'Part 3'],
      ['/name', 'Name'],
    ])
  })

  test('is the same for the form library as for the server', () => {
    const draft = { way: 'pallet', promises: [{ what: 3 }] } as never

    const { errors, errorSchema } = validator.validateFormData(draft, schema)

    expect(errors.map(({ property, message }) => `${property} ${message}`)).toEqual(
      compileForm(schema)(draft).map(({ field, message }) => `${field.replaceAll('/', '.')} ${message}`),
    )
    expect(errorSchema).toMatchObject({
      pallets: { __errors: ['is required'] },
      promises: { 0: { what: { __errors: ['must be text, not a number'] } } },
    })
  })

  test('a field may be called anything, also what objects have by themselves', () => {
    const named: JsonSchema = {
      type: 'object',
      properties: { constructor: { type: 'string' } },
      required: ['constructor'],
    }

    const { errorSchema } = validator.validateFormData({}, named)

    expect(Object.getOwnPropertyDescriptor(errorSchema, 'constructor')?.value).toMatchObject({
      __errors: ['is required'],
    })
  })

  test('a condition that names definitions finds them at the root of the form', () => {
    const root = { $defs: { pallet: { const: 'pallet' } } }
    const condition = { properties: { way: { $ref: '#/$defs/pallet' } } }

    expect(validator.isValid(condition, { way: 'pallet' }, root)).toBe(true)
    expect(validator.isValid(condition, { way: 'parcel' }, root)).toBe(false)
  })
})

describe('what is drawn', () => {
  test('has a name and a type for every field, and asks yes or no beginning with no', () => {
    const { properties } = shownSchema({
      properties: { dueOn: {}, size: { enum: [1, 2] }, given: { type: 'boolean' } },
      required: ['given'],
    })

    expect(properties).toEqual({
      dueOn: { type: 'string', title: 'Due on' },
      size: { enum: [1, 2], type: 'number', title: 'Size' },
      given: { type: 'boolean', title: 'Given', default: false },
    })
  })

  test('begins with the defaults of its fields, but not in a group that may be left out', () => {
    const inner = { type: 'object', properties: { unit: { type: 'string', default: 'boxes' } } }
    const { properties } = shownSchema({
      properties: { count: { type: 'integer', default: 3 }, packed: inner, loose: inner },
      required: ['packed'],
    })

    expect(properties).toMatchObject({
      count: { default: 3 },
      packed: { properties: { unit: { default: 'boxes' } } },
    })
    expect(properties).not.toHaveProperty('loose.properties.unit.default')
  })

  test('follows from an answer, whichever keyword says so', () => {
    const asked = shownSchema({
      properties: { phone: { type: 'string' }, hours: { type: 'string' } },
      dependentRequired: { phone: ['hours'] },
      dependentSchemas: { phone: { properties: { who: { title: 'Who answers' } }, required: ['who'] } },
    })

    expect(readDraft(asked, { phone: '1', who: 'Mina' }).data).toEqual({ phone: '1', who: 'Mina' })
    expect(readDraft(asked, { who: 'Mina' }).data).toEqual({})
    expect(asked.dependencies).toMatchObject({ phone: { required: ['who', 'hours'] } })
  })
})
