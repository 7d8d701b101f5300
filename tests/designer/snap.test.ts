import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { grid, snap } from '../../designer/editor/canvas/snap.ts'

const box = (x: number, y: number, w = 200, h = 72) => ({ x, y, w, h })
const origin = { x: 0, y: 0 }

describe('what is dragged', () => {
  test('comes to rest in line with the edge of a state that is nearly in line', () => {
    const { by, lines } = snap({ moving: box(103, 200), others: [box(100, 0)], origin, reach: 6 })

    expect(by).toEqual({ x: -3, y: 0 })
    expect(lines[0]).toEqual({ axis: 'x', at: 100, from: 0, to: 272 })
  })

  test('comes to rest with its middle on the middle of a state of another size', () => {
    const { by, lines } = snap({ moving: box(52, 200, 100), others: [box(0, 0)], origin, reach: 6 })

    expect(by.x).toBe(-2)
    expect(lines).toEqual([{ axis: 'x', at: 100, from: 0, to: 272 }])
  })

  test('is not put with an edge on a middle, which nobody means', () => {
    const { lines } = snap({ moving: box(101, 200, 40), others: [box(0, 0)], origin, reach: 6 })

    expect(lines).toEqual([])
  })

  test('comes to rest on the grid of the state around it where nothing is near', () => {
    const { by, lines } = snap({ moving: box(101, 203), others: [], origin: { x: 3, y: 3 }, reach: 6 })

    expect(by).toEqual({ x: -2, y: 0 })
    expect(lines).toEqual([])
  })

  test('is never moved further than what is near, or half a step of the grid', () => {
    const place = fc.integer({ min: -500, max: 500 })
    const boxes = fc.record({ x: place, y: place, w: fc.constant(200), h: fc.constant(72) })
    fc.assert(
      fc.property(boxes, fc.array(boxes, { maxLength: 8 }), (moving, others) => {
        const { by } = snap({ moving, others, origin, reach: 6 })
        expect(Math.abs(by.x)).toBeLessThanOrEqual(Math.max(6, grid / 2))
        expect(Math.abs(by.y)).toBeLessThanOrEqual(Math.max(6, grid / 2))
      }),
    )
  })
})
