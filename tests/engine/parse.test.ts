import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '../../engine/definition.ts'
import { parseDefinition } from '../../engine/parse.ts'

const minimal = { id: 'a', name: 'A', initial: 'open', states: { open: { type: 'final' } } }
const inShort = (input: unknown) =>
  parseDefinition(input).problems.map(({ code, at, line, column }) =>
    [code, at, line === undefined ? '' : `${line}:${column}`].join(' ').trimEnd(),
  )

describe('parsing a definition', () => {
  test.for(globSync('processes/*/definition.json'))('%s is one', file => {
    const text = readFileSync(file, 'utf8')

    expect(parseDefinition(text).problems).toEqual([])
    expect(parseDefinition(text).definition).toEqual(JSON.parse(text))
  })

  test('gives a copy, which later changes to the input do not reach', () => {
    const input = structuredClone(minimal)

    const { definition } = parseDefinition(input)
    input.states.open.type = 'nonsense'

    expect(definition?.states.open?.type).toBe('final')
  })

  test('a byte order mark before the text does no harm', () => {
    expect(inShort(`\uFEFF${JSON.stringify(minimal)}`)).toEqual([])
  })
})

describe('text that is not JSON', () => {
  test.for([
    ['', 'not-json  1:1'],
    ['{\n  "id": "a"\n  "name": "A"\n}', 'not-json  3:3'],
    ['{ "id": "a", }', 'not-json  1:14'],
    ['{ "id": "a" // why\n}', 'not-json  1:13'],
    ['{ "id": "a', 'not-json  1:9'],
    ['{ "id": "a\tb" }', 'not-json  1:9'],
  ])('%j is refused at its place: %s', ([text, expected]) => {
    expect(inShort(text)[0]).toBe(expected)
  })

  test('a name that is written twice is refused: only the last would count', () => {
    const text = '{ "id": "a", "name": "A", "states": {\n  "open": {},\n  "open": { "type": "final" }\n} }'

    expect(inShort(text)).toEqual(['duplicate-key /states/open 3:3'])
  })
})

describe('the wrong shape', () => {
  const shape = (parts: object) => inShort({ ...minimal, ...parts })

  test.for([
    [null, 'wrong-type'],
    [[], 'wrong-type'],
    [7, 'wrong-type'],
    [undefined, 'not-data'],
    [() => {}, 'not-data'],
    [new Date(0), 'not-data'],
  ] as const)('%s is no definition', ([input, code]) => {
    expect(inShort(input)).toEqual([code])
  })

  test('what is missing is named', () => {
    expect(parseDefinition({ id: 'a' }).problems.map(({ message }) => message)).toEqual([
      '"name" is missing. Add it.',
      '"states" is missing. Add it.',
    ])
    expect(shape({ rules: { r: { title: 'R' } } })).toEqual(['missing-field /rules/r'])
  })

  test('an unknown field is named, with the one that was probably meant', () => {
    const { problems } = parseDefinition({
      ...minimal,
      states: { open: { titel: 'Open', on: { GO: [{ cond: 'x' }] } } },
    })

    expect(problems.map(({ message }) => message)).toEqual([
      '"cond" is not a field here. Did you mean "guard"?',
      '"titel" is not a field here. Did you mean "title"?',
    ])
  })

  test('a transition without its list is told how to write one', () => {
    const { problems } = parseDefinition({ ...minimal, states: { open: { on: { GO: 'shut' } } } })

    expect(problems[0]).toMatchObject({ code: 'wrong-type', at: '/states/open/on/GO' })
    expect(problems[0]?.message).toContain('Write [{ "target": "shut" }].')
  })

  test.for([
    [{ states: { open: { type: 'fina' } } }, 'not-one-of /states/open/type'],
    [{ states: { open: { always: [{ guard: [] }] } } }, 'empty-guard /states/open/always/0/guard'],
    [{ states: { open: { always: [{ target: [] }] } } }, 'empty-text /states/open/always/0/target'],
    [{ states: { open: { always: [{ target: ['a', 3] }] } } }, 'wrong-type /states/open/always/0/target/1'],
    [{ name: '' }, 'empty-text /name'],
    [{ id: 'Big Words' }, 'malformed /id'],
    [{ rules: { r: { title: 'R', when: 'x'.repeat(4_001) } } }, 'too-long /rules/r/when'],
    [
      { states: { open: { always: [{ guard: 'x'.repeat(4_001) }] } } },
      'too-long /states/open/always/0/guard',
    ],
  ])('%j: %s', ([parts, expected]) => {
    expect(shape(parts as object)).toEqual([expected])
  })

  test('from text, every problem has line and column', () => {
    const text = `{
  "id": "a", "name": "A",
  "states": {
    "open": {
      "titel": "Open",
      "on": { "GO": [{ "target": 3 }] }
    }
  }
}`

    expect(inShort(text)).toEqual([
      'wrong-type /states/open/on/GO/0/target 6:34',
      'unknown-field /states/open/titel 5:7',
    ])
  })

  test('what verify finds can be located as well, down to the part of an expression', () => {
    const { locate } = parseDefinition('{\n  "rules": { "r": { "when": "\\u0061 \\"b\\" > scor" } }\n}')

    const place = locate({
      code: 'ill-typed',
      severity: 'error',
      message: '',
      at: '/rules/r/when',
      range: { start: 8, end: 12 },
    })

    expect(place).toMatchObject({ line: 2, column: 45 })
  })
})

describe('a stranger', () => {
  test.for(['__proto__'])('cannot use %s as a name', name => {
    const text = `{"id":"a","name":"A","states":{"open":{},${JSON.stringify(name)}:{}}}`

    expect(inShort(text)).toEqual([`reserved-key /states/${name} 1:42`])
    expect(inShort(JSON.parse(text))).toEqual([`reserved-key /states/${name}`])
  })

  test('cannot exhaust the stack by nesting', () => {
    expect(inShort('['.repeat(1_000_000))[0]).toMatch(/^too-deep/)
    expect(inShort(`"\n${'['.repeat(1_000_000)}`)[0]).toMatch(/^too-deep/)
    expect(inShort(`/* " */${'['.repeat(1_000_000)}`)[0]).toMatch(/^not-json/)
    expect(inShort('{"a":'.repeat(1_000_000))[0]).toMatch(/^too-deep/)

    let nested: unknown = 1
    for (let i = 0; i < 100_000; i++) nested = { states: nested }
    expect(inShort(nested)).toEqual(['too-deep'])
  })

  test('cannot send a value that goes in a circle, or is small and endless to walk', () => {
    const circle: Record<string, unknown> = {}
    circle.states = circle
    let shared: unknown = 'x'
    for (let i = 0; i < 60; i++) shared = [shared, shared]

    expect(inShort(circle)).toEqual(['too-deep'])
    expect(inShort({ ...minimal, data: { shared } })).toEqual(['too-large'])
  })

  test('cannot send more than the limits', () => {
    const states = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`s${n}`, {}]))
    let deep: object = {}
    for (let i = 0; i < limits.depth; i++) deep = { initial: 'x', states: { x: deep } }

    expect(inShort('x'.repeat(limits.size + 1))).toEqual(['too-large'])
    expect(inShort({ ...minimal, states: states(limits.states) })).toEqual([])
    expect(inShort({ ...minimal, states: states(limits.states + 1) })).toEqual(['too-many-states'])
    expect(
      inShort({ ...minimal, states: { a: { on: { GO: Array(limits.transitions + 1).fill({}) } } } }),
    ).toEqual(['too-many-transitions'])
    expect(inShort({ ...minimal, states: { a: deep } })).toEqual([
      `too-deep /states/a${'/states/x'.repeat(limits.depth)}`,
    ])
  })

  test('with two hundred problems gets the first ones, and is told that there are more', () => {
    const states = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`s${n}`, { nonsense: true }]))

    const problems = inShort({ ...minimal, states })

    expect(problems).toHaveLength(201)
    expect(problems.at(-1)).toBe('more-problems')
  })

  test('never makes it throw, whatever the text or value', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything({ withBigInt: true, withDate: true }), fc.string(), fc.json()),
        input => {
          const { definition, problems } = parseDefinition(input)

          expect(definition === undefined).toBe(problems.length > 0)
        },
      ),
    )
  })
})
