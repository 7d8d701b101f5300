import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boxesOf } from '../../designer/diagram/boxes.ts'
import { grown, meets, overlap, segmentBox } from '../../designer/diagram/geometry.ts'
import { createProjector, type Picture } from '../../designer/diagram/project.ts'
import { nothingSelected } from '../../designer/diagram/selection.ts'
import type { Draft, Layout } from '../../designer/editor/draft.ts'
import { applyEdit } from '../../designer/editor/edit.ts'
import type { Definition } from '../../engine/definition.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'

const shipped = ['customer-journey', 'objective-review'].map((process): [string, Draft] => {
  const read = (file: string) =>
    JSON.parse(readFileSync(join(import.meta.dirname, '../../processes', process, file), 'utf8'))
  return [process, { definition: read('definition.json'), layout: read('layout.json') }]
})
const journey = shipped[0]![1]

const draw = ({ definition, layout }: Draft, projector = createProjector()): Picture =>
  projector({ definition, layout, selection: nothingSelected })

const cardsOf = ({ definition, layout }: Draft) =>
  [...boxesOf(definition, layout).values()].filter(
    ({ node, collapsed }) => node.children.length === 0 || collapsed,
  )

function coveredByLabels(draft: Draft, { edges }: Picture): string[] {
  const cards = cardsOf(draft)
  return edges.flatMap(({ id, data }, n) => {
    const { label } = data.route
    return [
      ...cards
        .filter(({ absolute }) => overlap(label, absolute) > 0)
        .map(({ node }) => `${id} on ${node.path}`),
      ...edges
        .slice(0, n)
        .filter(other => overlap(label, other.data.route.label) > 0)
        .map(other => `${id} on ${other.id}`),
    ]
  })
}

/** Lines that run through a card that is none of their ends, without saying so. */
function crossings(draft: Draft, { edges }: Picture): string[] {
  const cards = cardsOf(draft)
  return edges.flatMap(({ id, source, target, data }) => {
    const { points, crosses } = data.route
    if (crosses || data.stays) return []
    return points.slice(1).flatMap((end, n) => {
      const piece = segmentBox(points[n]!, end)
      return cards
        .filter(({ node }) => node.path !== source && node.path !== target)
        .filter(({ absolute }) => meets(grown(piece, 0.25), absolute))
        .map(({ node }) => `${id} through ${node.path}`)
    })
  })
}

/** Every state on its own, with room around it. */
function airy(definition: Definition): Layout {
  const states: Layout['states'] = {}
  const sizeOf = (
    path: string,
    inner: Definition['states'][string] | Definition,
  ): { w: number; h: number } => {
    let [x, h] = [90, 0]
    for (const [key, state] of Object.entries(inner.states ?? {})) {
      const here = path === '' ? key : `${path}.${key}`
      const size =
        state.type === 'history' ? { w: 40, h: 40 } : state.states ? sizeOf(here, state) : { w: 200, h: 72 }
      states[here] = { x, y: 140, ...size }
      x += size.w + 240
      h = Math.max(h, size.h)
    }
    return { w: x, h: h + 380 }
  }
  sizeOf('', definition)
  return { origin: 'parent', states }
}

describe('lines and labels', () => {
  test.each(shipped)('of the process %s cover no state and no other label', (_name, draft) => {
    const picture = draw(draft)

    expect(coveredByLabels(draft, picture)).toEqual([])
    expect(crossings(draft, picture)).toEqual([])
    expect(picture.edges.filter(({ data }) => data.route.crosses)).toEqual([])
  })

  test('of any process cover no state and no other label where there is room', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        const draft = { definition, layout: airy(definition) }
        const picture = draw(draft)

        expect(coveredByLabels(draft, picture)).toEqual([])
        expect(crossings(draft, picture)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('where states stand close, a line that has to cross one says so', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), definition => {
        const draft = { definition, layout: { origin: 'parent' as const, states: {} } }

        expect(crossings(draft, draw(draft))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('lines that do not touch what was moved stay the same objects', () => {
    const projector = createProjector()
    const before = draw(journey, projector)

    const { x, y } = journey.layout.states['not-a-fit']!
    const moved = applyEdit(journey, { kind: 'place', places: { 'not-a-fit': { x: x + 8, y: y + 8 } } })
    const after = draw(moved, projector)

    const old = new Map(before.edges.map(edge => [edge.id, edge]))
    const drawnAnew = after.edges.filter(edge => old.get(edge.id) !== edge)
    expect(drawnAnew.length).toBeLessThan(8)
  })

  test('a title of 5,000 characters is cut in its label', () => {
    const definition: Definition = {
      id: 'long',
      name: 'Long',
      initial: 'a',
      states: {
        a: { on: { GO: [{ target: 'b', title: 'word '.repeat(1_000) }] } },
        b: { type: 'final' },
      },
    }

    const [edge] = draw({ definition, layout: { origin: 'parent', states: {} } }).edges

    expect(edge!.data.lines).toHaveLength(2)
    expect(edge!.data.lines[1]!.endsWith('…')).toBe(true)
    expect(edge!.data.route.label.w).toBeLessThan(200)
  })
})
