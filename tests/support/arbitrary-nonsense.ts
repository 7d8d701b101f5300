// Random definitions of the right shape, with any text anywhere: what a parser lets through and nobody would draw.

import fc from 'fast-check'

type Fields = Record<string, unknown>

const special = [
  '#',
  '#nonsense',
  '#nonsense.a',
  '#a',
  '#a.b',
  '#x\\y',
  '.',
  '1000',
  'PT1S',
  'PT60S',
  'throughline',
  '',
]
const text = fc.oneof(fc.constantFrom(...special), fc.string({ unit: 'grapheme', maxLength: 8 }))
// A name that JavaScript treats specially is refused before anything is read.
const name = text.filter(key => key !== '__proto__')
const any = fc.jsonValue({ maxDepth: 2 })
const dictionary = (values: fc.Arbitrary<unknown>) => fc.dictionary(name, values, { maxKeys: 3 })
const oneOrMany = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 }))
const optional = (fields: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[] = []) =>
  fc.record(fields, { requiredKeys }) as fc.Arbitrary<Fields>

const word = text.map(found => found || 'x')
const effects = fc.array(
  optional({ type: word, params: dictionary(any), with: dictionary(text), if: text }, ['type']),
  { maxLength: 3 },
)
const transitions = fc.array(
  optional({
    target: oneOrMany,
    guard: oneOrMany,
    assign: dictionary(text),
    effects,
    allow: fc.array(text, { maxLength: 2 }),
    title: text,
    description: text,
    kind: fc.constantFrom('forward', 'feedback'),
    reenter: fc.boolean(),
  }),
  { maxLength: 3 },
)

const shared = {
  title: text,
  description: text,
  stage: text,
  assign: text,
  initial: text,
  on: dictionary(transitions),
  always: transitions,
  after: dictionary(transitions),
  entry: effects,
  exit: effects,
  onDone: transitions,
}

function state(depth: number): fc.Arbitrary<Fields> {
  return optional({
    ...shared,
    id: word,
    type: fc.constantFrom('atomic', 'compound', 'parallel', 'final', 'history'),
    history: fc.constantFrom('shallow', 'deep'),
    target: oneOrMany,
    ...(depth > 0 && { states: dictionary(state(depth - 1)) }),
  })
}

/** A value that `parseDefinition` may accept. The process is called `nonsense`. */
export function arbitraryNonsense(): fc.Arbitrary<Fields> {
  const rule = optional({ title: word, when: text, why: text, fix: text, owner: text }, ['title', 'when'])
  const event = optional({ title: text, description: text, schema: dictionary(any) })
  const data = fc.oneof(
    dictionary(any),
    fc.record({
      type: fc.constant('object'),
      properties: dictionary(optional({ default: any, type: text })),
    }),
  )
  return optional(
    {
      ...shared,
      $schema: text,
      id: fc.constantFrom('nonsense', 'a', 'x'),
      name: word,
      type: fc.constantFrom('compound', 'parallel'),
      data,
      events: dictionary(event),
      rules: dictionary(rule),
      states: dictionary(state(2)),
    },
    ['id', 'name', 'states'],
  ).map(nonsense => JSON.parse(JSON.stringify(nonsense)))
}
