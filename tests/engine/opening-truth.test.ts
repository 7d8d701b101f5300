import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Actor } from '../../engine/case.ts'
import { compile } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { enabled } from '../../engine/enabled.ts'
import type { Json, JsonObject } from '../../engine/json.ts'
import { exampleOf, fulfils, type Wanted } from '../../engine/opening/wanted.ts'
import { type Need, openings } from '../../engine/opening.ts'
import { start } from '../../engine/step.ts'

const actor: Actor = { id: 'ana', kind: 'person', roles: [] }
const at = '2026-03-02T09:00:00.000Z'
const registers = {}

/** A case of a process with one event, which this guard is on. */
function guarded(guard: string | string[], data: JsonObject) {
  const definition: Definition = {
    id: 'guarded',
    name: 'Guarded',
    initial: 'open',
    states: { open: { on: { GO: [{ guard }] } } },
  }
  const process = compile(definition, 1)
  const begun = start(process, { id: 'e', type: 'start', data, actor, at }, registers)
  if (begun.kind === 'refusal') throw new Error(begun.message)
  const [go] = enabled(process, begun.to, { actor, at, registers })
  return { go: go!, opening: openings(process, begun.to, { actor, at, registers })(go!) }
}

const names = ['a', 'b', 'c']
const number = fc.integer({ min: 0, max: 4 })
const operator = fc.constantFrom('<', '<=', '>', '>=', '==', '!=')
const path = fc.constantFrom(...names.map(name => `data.${name}`))
const againstNumber = fc.tuple(path, operator, number).map(parts => parts.join(' '))
const leaf = fc.oneof(
  { weight: 4, arbitrary: againstNumber },
  { weight: 1, arbitrary: fc.tuple(number, operator, path).map(parts => parts.join(' ')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(path, fc.array(number, { minLength: 1, maxLength: 3 }))
      .map(([a, b]) => `${a} in [${b}]`),
  },
  { weight: 1, arbitrary: path.map(name => `has(${name})`) },
)
const ofElement = fc.tuple(fc.constantFrom('x.n', 'x.m'), operator, number).map(parts => parts.join(' '))
const filtered = fc.oneof(
  fc.constant('data.list'),
  ofElement.map(condition => `data.list.filter(x, ${condition})`),
)
const aboutList = fc.oneof(
  fc
    .tuple(filtered, fc.constantFrom('all', 'exists', 'exists_one'), ofElement, operator, path)
    .map(([list, macro, condition, op, name]) => `${list}.${macro}(x, ${condition} || x.m ${op} ${name})`),
  fc
    .tuple(ofElement, operator, number)
    .map(([condition, op, n]) => `data.list.filter(x, ${condition}).size() ${op} ${n}`),
)
const related = fc.oneof(
  { weight: 3, arbitrary: leaf },
  { weight: 1, arbitrary: fc.tuple(path, operator, path).map(parts => parts.join(' ')) },
  { weight: 1, arbitrary: aboutList },
)

const treeOf = (part: fc.Arbitrary<string>, maxDepth: number) =>
  fc.letrec<{ tree: string }>(tie => ({
    tree: fc.oneof(
      { maxDepth },
      part,
      fc
        .tuple(tie('tree'), fc.constantFrom('&&', '||'), tie('tree'))
        .map(([a, op, b]) => `(${a}) ${op} (${b})`),
      tie('tree').map(inner => `!(${inner})`),
      fc.tuple(part, tie('tree'), tie('tree')).map(([q, a, b]) => `(${q}) ? (${a}) : (${b})`),
    ),
  })).tree

const list = fc.array(fc.record({ n: number, m: number }), { maxLength: 3 })
const knowing = fc.record(
  { a: number, b: number, c: number, list },
  { requiredKeys: ['list'] },
) as fc.Arbitrary<JsonObject>

const isKnown = ({ kind, wanted }: Need) => kind === 'data' && wanted.length > 0

/** Values that are as they have to be: the engine's own example, and all of a small range. */
function fulfilling(wanted: Wanted[]): (Json | undefined)[] {
  if (wanted.some(({ op }) => op === 'absent')) return [undefined]
  const range = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5]
  return [exampleOf(wanted), ...range].filter(
    value => value !== undefined && wanted.every(one => fulfils(value, one)),
  )
}

function setting(data: JsonObject, path: string, value: Json | undefined): JsonObject {
  const [, index, field] = /^data\.list\[(\d+)\]\.(\w)$/.exec(path) ?? []
  if (index !== undefined) {
    const list = data.list as JsonObject[]
    return { ...data, list: list.with(Number(index), { ...list[Number(index)]!, [field!]: value! }) }
  }
  const key = path.slice('data.'.length)
  const { [key]: _, ...rest } = data
  return value === undefined ? rest : { ...rest, [key]: value }
}

test('who sets everything that is needed as it is wanted opens the event, whatever values are chosen', () => {
  let judged = 0
  let inLists = 0
  fc.assert(
    fc.property(
      fc.array(treeOf(related, 4), { minLength: 1, maxLength: 3 }),
      knowing,
      fc.infiniteStream(fc.nat()),
      (guard, data, picks) => {
        const { go, opening } = guarded(guard, data)
        if (go.enabled) expect(opening).toBeNull()
        if (!opening?.needs.every(isKnown)) return
        judged += 1
        if (opening.needs.some(({ path }) => path.startsWith('data.list['))) inLists += 1
        const mended = opening.needs.reduce((data, { path, wanted }) => {
          const values = fulfilling(wanted)
          expect(values).not.toHaveLength(0)
          return setting(data, path, values[picks.next().value! % values.length])
        }, data)
        expect({
          guard,
          needs: opening.needs,
          mended,
          open: guarded(guard, mended).go.enabled,
        }).toMatchObject({
          open: true,
        })
      },
    ),
    { numRuns: 250 },
  )
  expect(judged).toBeGreaterThan(50)
  expect(inLists).toBeGreaterThan(5)
})

/** The fewest data that have to change, by trying; null: however it is changed, the guard says no. */
function fewest(guard: string, data: JsonObject): number | null {
  const values: (Json | undefined)[] = [undefined, -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5]
  const process = compile(
    { id: 'tried', name: 'Tried', initial: 'open', states: { open: { on: { GO: [{ guard }] } } } },
    1,
  )
  const { guard: compiled } = process.candidates.get('open')!.get('GO')![0]!
  const holds = (data: JsonObject) =>
    compiled!.holds({ actor: {}, data, event: {}, sent: {}, history: {}, now: new Date(at), promises: [] })
  const tries = (data: JsonObject, left: string[]): boolean =>
    left.length === 0
      ? holds(data)
      : values.some(value => tries(setting(data, `data.${left[0]}`, value), left.slice(1)))
  for (const subset of [[], ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c'], names])
    if (tries(data, subset)) return subset.length
  return null
}

test('nothing smaller opens it: as few needs as trying everything finds', () => {
  fc.assert(
    fc.property(treeOf(leaf, 3), knowing, (guard, data) => {
      const { go, opening } = guarded(guard, data)
      if (go.enabled) return
      expect({ guard, data, needs: opening?.needs.length ?? null }).toEqual({
        guard,
        data,
        needs: fewest(guard, data),
      })
    }),
    { numRuns: 300 },
  )
})

test('a tree with more ways than anybody could try is answered at once', () => {
  const parts = Array.from({ length: 60 }, (_, i) => `(data.x${i} > 1 || data.y${i} > 1)`)
  const begun = performance.now()

  const { opening } = guarded(parts.join(' && '), {})

  expect(performance.now() - begun).toBeLessThan(2_000)
  expect(opening!.needs.length + opening!.more).toBe(60)
})
