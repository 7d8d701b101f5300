import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startSchema } from '../../designer/work/start/start-schema.ts'

const data = {
  type: 'object',
  required: ['customer'],
  additionalProperties: false,
  properties: {
    score: { type: 'number', default: 0 },
    customer: { type: 'object', properties: { name: { type: 'string' } } },
    need: { type: 'string', 'x-start': true },
    notes: { type: 'array', items: { type: 'string' } },
    region: { type: 'string' },
  },
}
const asked = (schema: Parameters<typeof startSchema>[0]) => Object.keys(startSchema(schema).properties ?? {})

describe('what is asked when a case is started', () => {
  test('is what is marked and what no case can be without, in the order of the case data', () => {
    expect(asked(data)).toEqual(['customer', 'need'])
    expect(startSchema(data).required).toEqual(['customer'])
  })

  test('is every plain field without a default where nothing is marked or required', () => {
    const { need: _, ...properties } = data.properties

    expect(asked({ type: 'object', properties })).toEqual(['region'])
  })

  test('is nothing where a process keeps no data', () => {
    expect([startSchema(undefined), startSchema({})]).toEqual([{ type: 'object' }, { type: 'object' }])
  })

  test('is in each process that ships less than ten fields, and at least one', () => {
    for (const name of [
      'customer-journey',
      'objective-review',
      'templates/complaint-handling',
      'templates/employee-onboarding',
      'templates/purchase-approval',
    ]) {
      const file = join(import.meta.dirname, '../../processes', name, 'definition.json')
      const fields = asked(JSON.parse(readFileSync(file, 'utf8')).data)
      expect([name, fields.length > 0 && fields.length < 10]).toEqual([name, true])
    }
  })
})
