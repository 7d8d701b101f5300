import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { align, alignments, arranging, distribute } from '../../designer/editor/canvas/align.ts'
import type { Draft } from '../../designer/editor/draft.ts'
import { applyEdit } from '../../designer/editor/edit.ts'

const boxes = [
  { x: 0, y: 0, w: 100, h: 50 },
  { x: 40, y: 100, w: 200, h: 50 },
  { x: 300, y: 30, w: 100, h: 100 },
]
const moved = (by: { x: number; y: number }[]) =>
  boxes.map((box, n) => ({ ...box, x: box.x + by[n]!.x, y: box.y + by[n]!.y }))

test.for([
  ['left', [0, 0, 0]],
  ['centre', [150, 100, 150]],
  ['right', [300, 200, 300]],
] as const)('aligned at the %s, states begin at %j', ([how, xs]) => {
  const after = moved(align(boxes, how))

  expect(after.map(({ x }) => x)).toEqual(xs)
  expect(after.map(({ y }) => y)).toEqual([0, 100, 30])
})

test.for([
  ['top', [0, 0, 0]],
  ['middle', [50, 50, 25]],
  ['bottom', [100, 100, 50]],
] as const)('aligned at the %s, states begin at %j', ([how, ys]) => {
  expect(moved(align(boxes, how)).map(({ y }) => y)).toEqual(ys)
})

test('aligning twice changes nothing more', () => {
  const place = fc.integer({ min: -900, max: 900 })
  const size = fc.integer({ min: 1, max: 300 })
  const any = fc.array(fc.record({ x: place, y: place, w: size, h: size }), { minLength: 2, maxLength: 9 })
  fc.assert(
    fc.property(any, fc.constantFrom(...alignments), (some, how) => {
      const once = align(some, how).map(({ x, y }, n) => ({
        ...some[n]!,
        x: some[n]!.x + x,
        y: some[n]!.y + y,
      }))
      for (const { x, y } of align(once, how)) expect(Math.abs(x) + Math.abs(y)).toBeLessThan(1e-9)
    }),
  )
})

test('distributed, the outer states stay and the gaps between are equal', () => {
  const after = moved(distribute(boxes, 'horizontally'))

  expect(after.map(({ x }) => x)).toEqual([0, 100, 300])
})

describe('arranging a draft', () => {
  const draft: Draft = {
    definition: {
      id: 'order',
      name: 'Order',
      initial: 'open',
      states: { open: {}, sent: {}, group: { initial: 'packed', states: { packed: {} } } },
    },
    layout: {
      origin: 'parent',
      states: {
        open: { x: 0, y: 0 },
        sent: { x: 300, y: 9 },
        group: { x: 300, y: 200 },
        'group.packed': { x: 40, y: 80 },
      },
    },
  }

  test('is one edit, and goes by where states are in the picture, whatever they are in', () => {
    const after = applyEdit(draft, arranging(draft, ['open', 'group.packed'], 'left'))

    expect(after.layout.states['group.packed']).toEqual({ x: -300, y: 80 })
    expect(after.layout.states.open).toEqual({ x: 0, y: 0 })
  })

  test('moves what lies in a selected state only along with that', () => {
    const after = applyEdit(draft, arranging(draft, ['open', 'group', 'group.packed'], 'top'))

    expect(after.layout.states.group).toEqual({ x: 300, y: 0 })
    expect(after.layout.states['group.packed']).toEqual({ x: 40, y: 80 })
  })

  test('changes nothing where all are in line', () => {
    expect(applyEdit(draft, arranging(draft, ['sent', 'group'], 'left'))).toBe(draft)
  })
})
