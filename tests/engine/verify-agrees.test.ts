// What verify says about a definition, held against what the engine then does with it. Small random charts,
// with one guard that data may or may not satisfy, walked through completely.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Snapshot } from '../../engine/case.ts'
import { compile } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { parseDefinition } from '../../engine/parse.ts'
import { canonical } from '../../engine/seal.ts'
import { activeNodes } from '../../engine/snapshot.ts'
import { fireTimer, start, step } from '../../engine/step.ts'
import { verify } from '../../engine/verify.ts'

const actor = { id: 'anne', kind: 'person', roles: ['sales'] } as const
const eventTypes = ['GO', 'STOP']

/** A thousand charts walked whole take seconds, and on a machine that is busy much longer. */
const patience = { timeout: 120_000 }

test(
  'what verify calls unreachable, a dead end, or never taken is so when the engine runs it',
  patience,
  () => {
    fc.assert(
      fc.property(chart({ n: '1' }), definition => {
        const claims = verify(definition)
        const walked = walk(definition)

        for (const { code, at } of claims) {
          if (code === 'unreachable') expect(walked.reached, `${code} ${at}`).not.toContain(at)
          if (code === 'dead-end') expect(walked.left, `${code} ${at}`).not.toContain(at)
          if (code === 'eventless-loop')
            expect(walked.endless || !walked.reached.has(stateAt(at)), `${code} ${at}`).toBe(true)
        }
      }),
      // The same charts each time: what a rarer one would show is for a longer run with other seeds.
      { numRuns: 1000, seed: 20261124 },
    )
  },
)

test('a chart in which verify finds no eventless loop always comes to rest', patience, () => {
  fc.assert(
    fc.property(chart(null), definition => {
      const hasLoop = verify(definition).some(({ code }) => code.startsWith('eventless-loop'))

      if (!hasLoop) expect(walk(definition).endless).toBe(false)
    }),
    // The same charts each time: what a rarer one would show is for a longer run with other seeds.
    { numRuns: 1000, seed: 20261124 },
  )
})

const stateAt = (transition: string) => transition.replace(/\/(always|onDone)\/\d+$/, '')

/** Every state that a case can come to and be seen to leave, by all events, timers and both values of the guard. */
function walk(definition: Definition) {
  const process = compile(definition, 1)
  const reached = new Set<string>()
  const left = new Set<string>()
  let endless = false
  const seen = new Set<string>()
  const waiting: Snapshot[] = []
  const add = (from: Snapshot | null, outcome: ReturnType<typeof start>) => {
    if (outcome.kind === 'refusal') {
      if (outcome.reason === 'too-many-steps') endless = true
      return
    }
    const now = new Set(activeNodes(process, outcome.to).map(({ pointer }) => pointer))
    for (const pointer of now) reached.add(pointer)
    for (const { pointer } of from ? activeNodes(process, from) : []) if (!now.has(pointer)) left.add(pointer)
    const key = canonical({ ...outcome.to, tally: null })
    if (seen.has(key) || seen.size > 200) return
    seen.add(key)
    waiting.push(outcome.to)
  }
  const event = (type: string, data = {}) => ({
    id: '1',
    type,
    data,
    actor: { ...actor, roles: ['sales'] },
    at: '2026-03-01T00:00:00Z',
  })

  for (const hot of [true, false]) add(null, start(process, event('start', { hot }), {}))
  for (let from = waiting.pop(); from; from = waiting.pop()) {
    if (from.status === 'closed') continue
    for (const type of eventTypes) add(from, step(process, from, event(type), {}))
    for (const type of process.timerEvents.keys()) add(from, fireTimer(process, from, event(type), {}))
  }
  return { reached, left, endless }
}

/**
 * A chart of a few states, whose targets all exist. With an assignment in every transition the engine never comes
 * to rest in a circle; without, it also does when a transition leads to where the case already is.
 */
function chart(assign: Record<string, string> | null): fc.Arbitrary<Definition> {
  return tree(2).chain(root => {
    const paths = pathsOf(root, '')
    return fc.array(arrow(paths), { minLength: 1, maxLength: 8 }).map(arrows => {
      const definition = structuredClone(root) as Shape
      for (const { from, trigger, target, guard } of arrows) {
        const state = at(definition, from)
        if (state.type === 'final' || state.type === 'history') continue
        const transition = {
          ...(target !== null && { target: `#${target}` }),
          ...(guard && { guard }),
          ...(assign && { assign }),
        }
        if (trigger === 'always' || trigger === 'onDone')
          state[trigger] = [...(state[trigger] ?? []), transition]
        else if (trigger === 'P1D') state.after = { P1D: [...(state.after?.P1D ?? []), transition] }
        else state.on = { ...state.on, [trigger]: [...(state.on?.[trigger] ?? []), transition] }
      }
      const { definition: parsed, problems } = parseDefinition({
        ...definition,
        id: 'chart',
        name: 'Chart',
        type: definition.type === 'parallel' ? 'parallel' : 'compound',
      })
      if (!parsed) throw new Error(JSON.stringify(problems))
      return parsed
    })
  })
}

type Arrow = { from: string; trigger: string; target: string | null; guard: string | null }
type Shape = {
  type?: string
  target?: string[]
  initial?: string
  states?: Record<string, Shape>
  on?: Record<string, object[]>
  after?: Record<string, object[]>
  always?: object[]
  onDone?: object[]
}

function arrow(paths: string[]): fc.Arbitrary<Arrow> {
  return fc.record({
    from: fc.constantFrom(...paths),
    trigger: fc.constantFrom('GO', 'GO', 'STOP', 'STOP', 'always', 'P1D', 'onDone'),
    target: fc.option(fc.constantFrom(...paths), { freq: 8 }),
    guard: fc.constantFrom(null, null, null, 'data.hot', '!data.hot'),
  })
}

function tree(depth: number): fc.Arbitrary<Shape> {
  const leaf: fc.Arbitrary<Shape> = fc.constantFrom<Shape>({}, {}, {}, { type: 'final' })
  const child =
    depth === 0 ? leaf : fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: tree(depth - 1) })
  return fc
    .record({
      children: fc.array(child, { minLength: 1, maxLength: 3 }),
      isParallel: fc.boolean(),
      history: fc.constantFrom(null, null, 'shallow', 'deep'),
    })
    .map(({ children, isParallel, history }): Shape => {
      const states = Object.fromEntries(children.map((inner, n): [string, Shape] => ['abc'[n]!, inner]))
      const regions = isParallel && { target: Object.keys(states) }
      const withHistory = history
        ? { ...states, h: { type: 'history', history, ...regions } as Shape }
        : states
      return isParallel ? { type: 'parallel', states: withHistory } : { initial: 'a', states: withHistory }
    })
}

function pathsOf({ states }: Shape, path: string): string[] {
  return Object.entries(states ?? {}).flatMap(([key, inner]) => {
    const own = path === '' ? key : `${path}.${key}`
    return [own, ...pathsOf(inner, own)]
  })
}

function at(root: Shape, path: string): Shape {
  return path.split('.').reduce((state, key) => state.states![key]!, root)
}
