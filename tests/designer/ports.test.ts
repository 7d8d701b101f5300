import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Box } from '../../designer/diagram/geometry.ts'
import { createPorts, type Ends } from '../../designer/diagram/route/ports.ts'

const boxes: Box[] = Array.from({ length: 6 }, (_, n) => ({
  x: (n % 3) * 320,
  y: Math.floor(n / 3) * 180 + (n % 2) * 30,
  w: 200,
  h: 72,
}))
const lines: Ends[] = boxes.flatMap((from, a) =>
  boxes.flatMap((to, b): Ends[] =>
    [false, true].map(isFeedback => ({
      id: `${a}-${b}-${isFeedback}`,
      from,
      to,
      relation: a === b ? 'self' : 'apart',
      isFeedback,
    })),
  ),
)

test('whatever lines came and went before, they stand as if they had always been these', () => {
  const drawings = fc.array(fc.subarray(lines, { maxLength: 24 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(drawings, drawings => {
      const remembering = createPorts()

      for (const drawing of drawings)
        expect(remembering(drawing).map(pair => [...pair])).toEqual(
          createPorts()(drawing).map(pair => [...pair]),
        )
    }),
  )
})
