import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeAll } from '../../designer/diagram/auto-layout.ts'
import { boxesOf, overlap } from '../../designer/diagram/boxes.ts'
import { createProjector, type Picture } from '../../designer/diagram/project.ts'
import { nothingSelected } from '../../designer/diagram/selection.ts'
import type { Draft, Layout } from '../../designer/editor/draft.ts'
import { applyEdit, type Edit, EditError } from '../../designer/editor/edit.ts'
import { listTransitions } from '../../designer/editor/transitions.ts'
import type { Definition, StateDefinition } from '../../engine/definition.ts'
import { indexStates } from '../../engine/paths.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'
import { arbitraryWish, toEdit } from '../support/arbitrary-edit.ts'

const read = (file: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../processes/customer-journey', file), 'utf8'))
const journey: Draft = { definition: read('definition.json'), layout: read('layout.json') }
const nowhere: Layout = { origin: 'parent', states: {} }

const draw = ({ definition, layout }: Draft, projector = createProjector()): Picture =>
  projector({ definition, layout, selection: nothingSelected })

/** The draft after an edit; the same when it cannot be made. */
function edited(draft: Draft, edit: Edit | undefined): Draft {
  if (!edit) return draft
  try {
    return applyEdit(draft, edit)
  } catch (error) {
    if (error instanceof EditError) return draft
    throw error
  }
}

function collapsing({ definition, layout }: Draft, n: number): Edit | undefined {
  const frames = [...indexStates(definition).byPath.values()].filter(node => node.parent && node.children[0])
  const frame = frames[n % Math.max(1, frames.length)]
  if (!frame) return undefined
  const { x = 0, y = 0, collapsed } = layout.states[frame.path] ?? {}
  return { kind: 'place', places: { [frame.path]: { x, y, collapsed: !collapsed } } }
}

/** What is drawn, but for the ways that lines take: a drawing keeps those that still fit. */
const outline = ({ nodes, edges }: Picture) => ({
  nodes: nodes.map(({ id, position, width, height, data }) => ({ id, position, width, height, data })),
  edges: edges.map(({ id, source, target, data: { route: _, ...said } }) => ({ id, source, target, said })),
})

describe('projection', () => {
  test('draws every state, and every transition at least once', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        const { nodes, edges } = draw({ definition, layout: nowhere })

        const paths = [...indexStates(definition).byPath.keys()].filter(path => path !== '')
        expect(nodes.map(({ id }) => id).sort()).toEqual(paths.sort())
        const drawn = new Set(edges.map(({ data }) => data.pointer))
        const fromStates = listTransitions(definition).filter(({ at }) => at.state !== '')
        expect(fromStates.filter(({ pointer }) => !drawn.has(pointer))).toEqual([])
      }),
    )
  })

  test('gives a state a place that is called what every object has', () => {
    const states = { constructor: {}, toString: {} } as Definition['states']
    const { nodes } = draw({ definition: { id: 'p', name: 'P', states }, layout: nowhere })

    const places = nodes.flatMap(({ position, width, height }) => [position.x, position.y, width, height])
    expect(places.every(Number.isFinite)).toBe(true)
    expect(nodes[0]!.position.y + 72).toBeLessThan(nodes[1]!.position.y)
  })

  test('gives the same objects for what has not changed', () => {
    const projector = createProjector()
    const before = draw(journey, projector)

    const moved = applyEdit(journey, {
      kind: 'place',
      places: { 'strategy.clarification': { x: 32, y: 160 } },
    })
    const after = draw(moved, projector)

    const changed = after.nodes.filter((node, n) => node !== before.nodes[n]).map(({ id }) => id)
    expect(changed).toEqual(['strategy.clarification'])
  })

  test('after any edits, collapsing included, draws what a drawing made anew has', () => {
    const steps = fc.array(fc.tuple(arbitraryWish(), fc.boolean()), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(arbitraryDefinition(), steps, (definition, wishes) => {
        const projector = createProjector()
        let draft: Draft = { definition, layout: nowhere }
        for (const [wish, collapses] of wishes) {
          draft = edited(draft, collapses ? collapsing(draft, wish.a) : toEdit(draft, wish))
          draw(draft, projector)
        }

        expect(outline(draw(draft, projector))).toEqual(outline(draw(draft)))
      }),
    )
  })

  test('draws a collapsed state for all that is inside it', () => {
    const place = { ...journey.layout.states.sales!, collapsed: true }
    const { nodes, edges } = draw(applyEdit(journey, { kind: 'place', places: { sales: place } }))

    expect(nodes.filter(({ id }) => id.startsWith('sales.'))).toEqual([])
    const ends = edges.flatMap(({ source, target }) => [source, target])
    expect(ends.filter(path => path.startsWith('sales.'))).toEqual([])
    expect(ends).toContain('sales')
  })
})

describe('where things are drawn', () => {
  test('a state without a place gets one that covers none of its siblings', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        expect(coveredSiblings(definition, nowhere)).toEqual([])
      }),
    )
  })

  test('tidying up keeps what is collapsed so, and departments in the order of the journey', async () => {
    const place = { ...journey.layout.states.operations!, collapsed: true }
    const folded = applyEdit(journey, { kind: 'place', places: { operations: place } })

    const { states } = await placeAll(folded.definition, folded.layout)

    expect(states.operations!.collapsed).toBe(true)
    const order = ['strategy', 'marketing', 'sales', 'operations', 'feedback']
    const lefts = order.map(path => states[path]!.x)
    expect(lefts).toEqual([...lefts].sort((a, b) => a - b))
  })

  test('tidying up sixty nested states covers none with another', async () => {
    const definition = sixtyNested()

    const layout = await placeAll(definition, nowhere)

    expect(Object.keys(layout.states).length).toBeGreaterThan(60)
    expect(coveredSiblings(definition, layout)).toEqual([])
  })

  test('tidying up covers no state with another, nested and parallel ones included', async () => {
    const layout = await placeAll(journey.definition, journey.layout)

    expect(Object.keys(layout.states)).toHaveLength(indexStates(journey.definition).byPath.size - 1)
    expect(coveredSiblings(journey.definition, layout)).toEqual([])
  })
})

/** Ten states with rows of five inside, every other one parallel with two such rows. */
function sixtyNested(): Definition {
  const row = (): StateDefinition => ({
    initial: 's0',
    states: {
      ...Object.fromEntries(
        [0, 1, 2, 3].map(n => [
          `s${n}`,
          { on: { GO: [{ target: n === 3 ? 'end' : `s${n + 1}` }], STAY: [{}] } },
        ]),
      ),
      end: { type: 'final' },
    },
  })
  const outer = (n: number): StateDefinition => ({
    ...(n % 2 === 0 ? row() : { type: 'parallel', states: { a: row(), b: row() } }),
    onDone: [{ target: n === 9 ? 'end' : `p${n + 1}` }],
  })
  const rows = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`p${n}`, outer(n)]))
  return { id: 'sixty', name: 'Sixty', initial: 'p0', states: { ...rows, end: { type: 'final' } } }
}

function coveredSiblings(definition: Definition, layout: Layout): string[] {
  const placed = [...boxesOf(definition, layout).values()]
  return placed.flatMap(one =>
    placed
      .filter(
        ({ node, box }) =>
          node.parent === one.node.parent && node.order > one.node.order && overlap(box, one.box) > 0,
      )
      .map(({ node }) => `${one.node.path} ${node.path}`),
  )
}
