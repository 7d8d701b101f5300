// Random machine configurations of XState, with what a definition can say too, in their longest form.

import fc from 'fast-check'

type Fields = Record<string, unknown>

const few = { minKeys: 1, maxKeys: 2, maxLength: 2 }
const keys = ['idle', 'open', 'done', 'Waiting for it', 'x/y']
const targets = [...keys, 'open.idle', '.idle', '#m', '#m.open', '#m.open.x/y', '#one', '#two.idle']

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
const json = fc.oneof(scalar, fc.array(scalar, few), fc.dictionary(fc.constantFrom('a', 'b'), scalar))
const action = fc.record(
  {
    type: fc.constantFrom('ring', 'notify'),
    params: fc.dictionary(fc.constantFrom('to', 'text'), json),
  },
  { requiredKeys: ['type'] },
)
const actions = fc.array(action, { minLength: 1, maxLength: 2 })

const transition = fc.record(
  {
    target: fc.oneof(
      fc.constantFrom(...targets),
      fc.array(fc.constantFrom(...targets), { minLength: 1, maxLength: 2 }),
    ),
    guard: fc.constantFrom('isOpen', 'data.n > 1'),
    actions,
    reenter: fc.boolean(),
    description: fc.string(),
  },
  { requiredKeys: [] },
)
const transitions = fc.array(transition, { maxLength: 2 })

function state(depth: number): fc.Arbitrary<Fields> {
  return fc.record(
    {
      description: fc.string(),
      on: fc.dictionary(fc.constantFrom('GO', 'STOP', '*', 'error.*'), transitions, few),
      always: transitions,
      after: fc.dictionary(fc.constantFrom('0', '1000', '86400000', 'untilNoon'), transitions, {
        minKeys: 1,
      }),
      entry: actions,
      exit: actions,
      onDone: transitions,
      type: fc.constantFrom('atomic', 'compound', 'parallel', 'final'),
      initial: fc.constantFrom(...keys),
      ...(depth > 0 && { states: fc.dictionary(fc.constantFrom(...keys), state(depth - 1), { maxKeys: 2 }) }),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Fields>
}

const history = fc.record(
  {
    type: fc.constant('history'),
    history: fc.constantFrom('shallow', 'deep'),
    target: fc.constantFrom(...targets),
  },
  { requiredKeys: ['type'] },
)

/** Two states always have the ids `one` and `two`, so that targets can mean them. */
export function arbitraryMachine(): fc.Arbitrary<Fields> {
  const root = fc.record({
    state: state(2),
    type: fc.option(fc.constantFrom('compound', 'parallel'), { nil: undefined }),
    context: fc.option(fc.dictionary(fc.constantFrom('n', 'list', 'text'), json), {
      nil: undefined,
    }),
    one: state(1),
    two: state(1),
    history,
  })
  return root.map(({ state: { type: _type, states, ...state }, type, context, one, two, history }) =>
    // fast-check's objects may have no prototype; parsed JSON has one.
    JSON.parse(
      JSON.stringify({
        id: 'm',
        context,
        ...state,
        type,
        states: {
          ...(states as Fields),
          first: { ...one, id: 'one' },
          second: { ...two, id: 'two' },
          history,
        },
      }),
    ),
  )
}

/** The same machine as people write it: what can be short is. */
export function shorten(machine: Fields): Fields {
  const { on, always, after, entry, exit, onDone, states, ...same } = machine
  const lists = (all: unknown) => all && mapValues(all as Fields, shortTransitions)
  return JSON.parse(
    JSON.stringify({
      ...same,
      on: lists(on),
      after: lists(after),
      always: always && shortTransitions(always),
      onDone: onDone && shortTransitions(onDone),
      entry: entry && shortActions(entry),
      exit: exit && shortActions(exit),
      states: states && mapValues(states as Fields, inner => shorten(inner as Fields)),
    }),
  )
}

function mapValues(fields: Fields, change: (value: unknown) => unknown): Fields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, change(value)]))
}

function shortTransitions(given: unknown): unknown {
  const list = (given as Fields[]).map(({ guard, actions, ...transition }) => {
    const short = {
      ...transition,
      ...(guard !== undefined && { guard: { type: guard } }),
      ...(actions !== undefined && { actions: shortActions(actions) }),
    }
    const onlyTarget = Object.keys(short).length === 1 && typeof transition.target === 'string'
    return onlyTarget ? transition.target : short
  })
  return list.length === 1 ? list[0] : list
}

function shortActions(given: unknown): unknown {
  const list = (given as Fields[]).map(action => (action.params === undefined ? action.type : action))
  return list.length === 1 ? list[0] : list
}
