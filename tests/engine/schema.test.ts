import { globSync, readFileSync } from 'node:fs'
import { Validator } from '@cfworker/json-schema'
import { describe, expect, test } from 'vitest'
import { definitionJsonSchema } from '../../engine/definition-schema.ts'

const written: unknown = JSON.parse(readFileSync('processes/process.schema.json', 'utf8'))

describe('the schema of definitions', () => {
  test('as it is written in processes/ is the one that the engine checks by (npm run schema)', () => {
    expect(written).toEqual(definitionJsonSchema())
  })

  test.for(globSync('processes/*/definition.json'))('accepts %s', file => {
    const { valid, errors } = new Validator(definitionJsonSchema(), '2020-12').validate(
      JSON.parse(readFileSync(file, 'utf8')),
    )

    expect(errors).toEqual([])
    expect(valid).toBe(true)
  })

  test('names a field that no state has', () => {
    const { errors } = new Validator(definitionJsonSchema(), '2020-12').validate({
      id: 'a',
      name: 'A',
      states: { open: { titel: 'Open' } },
    })

    expect(errors.map(({ instanceLocation }) => instanceLocation)).toContain('#/states/open/titel')
  })
})
