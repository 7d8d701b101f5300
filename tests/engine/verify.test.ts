import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { parseDefinition } from '../../engine/parse.ts'
import { pointerParts } from '../../engine/paths.ts'
import { verify } from '../../engine/verify.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'
import { arbitraryNonsense } from '../support/arbitrary-nonsense.ts'
import { problemsOf } from '../support/problems-of.ts'
import { purchase } from '../support/purchase.ts'

const files = globSync('processes/*/definition.json')
const shipped = files.map(file => JSON.parse(readFileSync(file, 'utf8')) as Definition)

describe('verifying', () => {
  test.for(files)('%s finds nothing', file => {
    const { definition, problems } = parseDefinition(readFileSync(file, 'utf8'))

    expect(problems).toEqual([])
    expect(verify(definition!)).toEqual([])
  })

  test('points into the definition, also when what is missing has no place yet', () => {
    const definition = { initial: 'a', states: { a: { on: { 'x/y~z': [{ target: 'nowhere-at-all' }] } } } }

    expect(problemsOf(definition).map(({ at }) => pointerParts(at))).toContainEqual([
      'states',
      'a',
      'on',
      'x/y~z',
      '0',
      'target',
    ])
  })

  test('finds no error in a random definition that is sound by construction', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        const errors = verify(definition).filter(({ severity }) => severity === 'error')

        expect(errors).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})

describe('whatever a stranger sends', () => {
  test('parsing and verifying end, and never throw: nonsense of the right shape', () => {
    fc.assert(
      fc.property(arbitraryNonsense(), nonsense => {
        const { definition } = parseDefinition(nonsense)
        if (definition) expect(Array.isArray(verify(definition))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  test('parsing and verifying end, and never throw: a good definition with something changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(purchase, ...shipped),
        fc.array(mutation(), { maxLength: 4, minLength: 1 }),
        (good, changes) => {
          const changed = changes.reduce<unknown>(mutate, structuredClone(good))

          const { definition } = parseDefinition(changed)
          if (definition) expect(Array.isArray(verify(definition))).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('what verify finds no error in can be compiled', () => {
    fc.assert(
      fc.property(fc.constantFrom(purchase, ...shipped), mutation(), (good, change) => {
        const { definition } = parseDefinition(mutate(structuredClone(good), change))
        const isFine = definition && verify(definition).every(({ severity }) => severity === 'warning')
        if (isFine) expect(compile(definition, 1).id).toBe(definition.id)
      }),
      { numRuns: 40 },
    )
  })

  test('five thousand states and twenty thousand transitions are nothing special', () => {
    const size = 4_999
    const states = Object.fromEntries(
      Array.from({ length: size }, (_, n) => [
        `s${n}`,
        {
          on: {
            NEXT: [{ target: `s${(n + 1) % size}` }],
            JUMP: [{ target: `s${(n * 7) % size}`, guard: `data.n > ${n}` }, { target: 'end' }],
          },
          after: { P1D: [{ target: `s${(n * 13) % size}` }] },
        },
      ]),
    )

    expect(problemsOf({ initial: 's0', states: { ...states, end: { type: 'final' } } })).toEqual([])
  })

  test('what is wrong a thousand times is told a hundred times', () => {
    const on = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, n) => [`E${n}`, [{ target: 'end', guard: `data.x${n} >` }]]),
    )

    const problems = problemsOf({ initial: 'a', states: { a: { on }, end: { type: 'final' } } })

    expect(problems.filter(({ code }) => code === 'bad-expression')).toHaveLength(100)
    expect(problems.at(-1)?.code).toBe('more-problems')
  })
})

/** Somewhere in a definition, something else: chosen by counting through its values. */
type Mutation = { place: number; value: unknown }

function mutation(): fc.Arbitrary<Mutation> {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      undefined,
      '',
      'marketing',
      '#sales',
      '.x',
      'true',
      'data.score > 5',
      'P0D',
      '(a+)+',
      [],
      {},
    ),
  )
  return fc.record({ place: fc.nat(), value })
}

function mutate(definition: unknown, { place, value }: Mutation): unknown {
  const places: [owner: Record<string, unknown>, key: string][] = []
  const waiting = [definition]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue
    for (const [key, inner] of Object.entries(next)) {
      places.push([next as Record<string, unknown>, key])
      waiting.push(inner)
    }
  }
  const [owner, key] = places[place % places.length] ?? []
  if (owner && key !== undefined) owner[key] = value
  return definition
}
