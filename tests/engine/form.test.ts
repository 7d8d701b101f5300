import { expect, test } from 'vitest'
import { compileForm } from '../../engine/form.ts'

const form = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  compileForm({ type: 'object', properties, ...more })

test('what is wrong is said in plain words, with the bound that is asked for', () => {
  const told = form({
    short: { type: 'string', minLength: 3 },
    long: { type: 'string', maxLength: 2 },
    few: { type: 'array', minItems: 1 },
    small: { type: 'number', minimum: -2.5 },
    large: { type: 'number', maximum: 900 },
    positive: { type: 'number', exclusiveMinimum: 0 },
    day: { type: 'string', format: 'date' },
  })({ short: 'a', long: 'abc', few: [], small: -3, large: 1200, positive: 0, day: 'soon' })

  expect(Object.fromEntries(told.map(({ field, message }) => [field, message]))).toEqual({
    '/short': 'is too short: it needs at least 3 characters',
    '/long': 'is too long: at most 2 characters',
    '/few': 'needs at least 1',
    '/small': 'must be at least -2.5',
    '/large': 'must be at most 900',
    '/positive': 'must be more than 0',
    '/day': 'must be a date',
  })
})

test('a field that another one asks for is missing at its own place', () => {
  const dependent = form({ phone: {}, hours: {} }, { dependentRequired: { phone: ['hours'] } })
  const schemas = form({ way: {} }, { dependentSchemas: { way: { required: ['pallets'] } } })

  expect(dependent({ phone: '1' })).toEqual([{ field: '/hours', message: 'is required' }])
  expect(schemas({ way: 'x' })).toEqual([{ field: '/pallets', message: 'is required' }])
})
