// Random definitions that are sound, and random walks through them.
//
// Sound by construction. A region is a row of states that leads to a final one: each state leads on to the
// next by an event, by itself, or when its inner states have finished. Around that come ways back, pauses
// with a history state, timers, guards, assignments and effects.

import fc from 'fast-check'
import type { Definition, EffectDefinition, StateDefinition, Transition } from '../../engine/definition.ts'
import type { JsonObject } from '../../engine/json.ts'

/** One thing that happens in a walk. */
export type Move =
  | { kind: 'send'; type: string; data: JsonObject; roles: string[] }
  | { kind: 'wait'; ms: number }

/** What every random definition counts with: data for `start`. */
export const walkData: JsonObject = { n: 0, ticks: 0, flag: false }

/** A random sound definition. Shrinks to one state and its end. */
export function arbitraryDefinition(): fc.Arbitrary<Definition> {
  return fc.record({ root: region(3), isParallel: fc.boolean(), second: region(1) }).map(toDefinition)
}

/** A random walk, which fits any of these definitions: they share their events. Some of it is always refused. */
export function arbitraryWalk(): fc.Arbitrary<Move[]> {
  const send = fc.record({
    kind: fc.constant('send' as const),
    type: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...onward) },
      { weight: 3, arbitrary: fc.constantFrom('COUNT', 'PAUSE', 'RESUME', 'AGAIN', 'BACK') },
      { weight: 1, arbitrary: fc.constantFrom('TICKED', 'NEVER') },
    ),
    data: fc.constantFrom<JsonObject>({ amount: 3 }, { amount: 3 }, {}, { amount: 'much' }),
    roles: fc.constantFrom<string[]>(['sales'], ['sales', 'operations'], []),
  })
  const wait = fc.record({
    kind: fc.constant('wait' as const),
    ms: fc.constantFrom(0, 3_600_000, 86_400_000, 864_000_000),
  })
  const move = fc.oneof({ weight: 5, arbitrary: send }, { weight: 1, arbitrary: wait })
  return fc.array(move, { maxLength: 30 })
}

const onward = ['GO', 'DO', 'ASK', 'TELL']
const words = ['s', 'step ', 'x/y', '~t', 'über', '0']
const delays = ['PT1H', 'P1D', 'PT24H', 'P1M', 'now + days(2)', "date('2026-01-07')"]

/** A state's shape and wishes; what they come to depends on its neighbours. */
type Seed = {
  word: string
  inner: Row[]
  event: string
  target: 'key' | 'path' | 'id'
  how: 'plain' | 'split' | 'rules' | 'decision'
  delay: string | null
  doing: EffectDefinition[]
  leaving: EffectDefinition[]
  wayBack: boolean
  pause: 'shallow' | 'deep' | null
  again: boolean
  allowed: boolean
  spoken: boolean
}
type Row = { seeds: Seed[] }

const effect: fc.Arbitrary<EffectDefinition> = fc.oneof(
  fc.constant({ type: 'notify', params: { role: 'sales', title: 'Look' } }),
  fc.constant({ type: 'notify', params: { role: 'sales' }, with: { title: '"At " + string(data.n)' } }),
  fc.constant({ type: 'assign', with: { n: 'data.n + 1' } }),
  fc.constant({ type: 'assign', with: { flag: '!data.flag' }, if: 'data.n > 2' }),
  fc.constant({ type: 'raise', params: { event: 'TICKED' } }),
)

function region(depth: number): fc.Arbitrary<Row> {
  return fc.record({ seeds: fc.array(seed(depth), { minLength: 1, maxLength: depth > 1 ? 3 : 2 }) })
}

function seed(depth: number): fc.Arbitrary<Seed> {
  const inner =
    depth === 0
      ? fc.constant<Row[]>([])
      : fc.oneof(
          { weight: 3, arbitrary: fc.constant<Row[]>([]) },
          { weight: 2, arbitrary: fc.array(region(depth - 1), { minLength: 1, maxLength: 3 }) },
        )
  return fc.record({
    word: fc.constantFrom(...words),
    inner,
    event: fc.constantFrom(...onward),
    target: fc.constantFrom('key', 'path', 'id'),
    how: fc.constantFrom('plain', 'split', 'rules', 'decision'),
    delay: fc.option(fc.constantFrom(...delays)),
    doing: fc.array(effect, { maxLength: 2 }),
    leaving: fc.array(effect, { maxLength: 1 }),
    wayBack: fc.boolean(),
    pause: fc.option(fc.constantFrom('shallow', 'deep')),
    again: fc.boolean(),
    allowed: fc.boolean(),
    spoken: fc.boolean(),
  })
}

function toDefinition(seeds: { root: Row; isParallel: boolean; second: Row }): Definition {
  const regions = seeds.isParallel ? [seeds.root, seeds.second] : [seeds.root]
  const whole = seeds.isParallel
    ? { type: 'parallel' as const, states: toRegions(regions, []) }
    : toRow(seeds.root, [])
  return {
    id: 'random',
    name: 'Random',
    data: {
      type: 'object',
      properties: {
        n: { type: 'number', default: 0 },
        ticks: { type: 'number', default: 0 },
        flag: { type: 'boolean', default: false },
      },
    },
    events: {
      GO: { title: 'Go' },
      ASK: {
        schema: { type: 'object', properties: { amount: { type: 'number' } }, required: ['amount'] },
      },
    },
    rules: {
      counted: { title: 'Somebody has counted', when: 'data.n >= 1', fix: 'Count', owner: 'sales' },
    },
    ...whole,
    on: {
      COUNT: [{ assign: { n: 'data.n + 1' } }],
      TICKED: [{ assign: { ticks: 'data.ticks + 1' } }],
    },
    states: whole.states,
  }
}

function toRegions(rows: Row[], path: string[]): Record<string, StateDefinition> {
  return Object.fromEntries(rows.map((row, n) => [`r${n}`, toRow(row, [...path, `r${n}`])]))
}

type RowOfStates = { initial: string; states: Record<string, StateDefinition> }

/** States one after the other, and the final one that they lead to. */
function toRow({ seeds }: Row, path: string[]): RowOfStates {
  const keys = seeds.map((seed, n) => `${seed.word}${n}`)
  const states: [string, StateDefinition][] = seeds.flatMap((seed, n) => {
    const key = keys[n]!
    const next = keys[n + 1] ?? 'end'
    const earlier = seed.wayBack && n > 0 ? keys[n - 1] : undefined
    const places = { path, key, n, next: toTarget(seeds[n + 1], next, path), earlier }
    const state = seed.inner.length > 0 ? toOuter(seed, places) : toAtomic(seed, places)
    const own: [string, StateDefinition] = [key, { ...toLook(seed, path, key), ...state }]
    return seed.pause && seed.inner.length > 0 ? [own, [`pause ${n}`, toPause(key)]] : [own]
  })
  return { initial: keys[0]!, states: { ...Object.fromEntries(states), end: { type: 'final' } } }
}

type Places = { path: string[]; key: string; n: number; next: string; earlier: string | undefined }

const idOf = (path: string[], key: string) => `id of ${[...path, key].join(' ')}`

function toTarget(seed: Seed | undefined, key: string, path: string[]): string {
  if (seed?.target === 'id') return `#${idOf(path, key)}`
  return seed?.target === 'path' ? `#${[...path, key].join('.')}` : key
}

function toLook(seed: Seed, path: string[], key: string): StateDefinition {
  return {
    ...(seed.target === 'id' && { id: idOf(path, key) }),
    ...(seed.spoken && { title: `At ${key}`, description: 'Somewhere', stage: 'sales', assign: 'sales' }),
    ...(seed.doing.length > 0 && { entry: seed.doing }),
    ...(seed.leaving.length > 0 && { exit: seed.leaving }),
  }
}

function toAtomic(seed: Seed, { next, earlier, key }: Places): StateDefinition {
  if (seed.how === 'decision')
    return { always: [{ target: next, guard: 'data.n > 3', effects: seed.leaving }, { target: next }] }
  const allow = seed.allowed && { allow: ['sales'] }
  const words = seed.spoken && { title: 'On', description: 'To the next', kind: 'forward' as const }
  const going: Transition = { target: next, ...allow, ...words }
  const ways: Record<Exclude<Seed['how'], 'decision'>, Transition[]> = {
    plain: [going],
    split: [
      { ...going, guard: 'data.n >= 2', assign: { flag: 'true' } },
      { guard: 'data.n < 2', assign: { n: 'data.n + 1' }, effects: seed.doing },
    ],
    rules: [{ ...going, guard: ['counted', 'data.n < 100'] }],
  }
  return {
    on: {
      [seed.event]: ways[seed.how],
      ...(earlier !== undefined && { BACK: [{ target: earlier, kind: 'feedback' as const }] }),
      ...(seed.again && { AGAIN: [{ target: key, reenter: true }] }),
    },
    ...(seed.delay !== null && { after: { [seed.delay]: [{ target: next }] } }),
  }
}

/** A state with states inside: one row, or several at once. */
function toOuter(seed: Seed, { path, key, n, next, earlier }: Places): StateDefinition {
  const here = [...path, key]
  const only = seed.inner.length === 1 ? toRow(seed.inner[0]!, here) : undefined
  const states = only?.states ?? toRegions(seed.inner, here)
  const before: StateDefinition = {
    type: 'history',
    history: seed.pause ?? 'shallow',
    target: only?.initial ?? Object.keys(states),
  }
  return {
    ...(only ? { initial: only.initial } : { type: 'parallel' as const }),
    states: { ...states, ...(seed.pause && { before }) },
    onDone: [{ target: next }],
    on: {
      ...(seed.pause && { PAUSE: [{ target: `pause ${n}` }] }),
      ...(earlier !== undefined && { BACK: [{ target: earlier, kind: 'feedback' as const }] }),
      ...(seed.again && only && { AGAIN: [{ target: `.${only.initial}`, reenter: true }] }),
    },
  }
}

/** Beside a state with states inside: back to where they were. */
function toPause(of: string): StateDefinition {
  return { on: { RESUME: [{ target: `${of}.before` }] }, after: { P1D: [{ target: of }] } }
}
