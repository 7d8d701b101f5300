import type { Point } from './geometry.ts'

/** How round corners are: lines onward turn, ways back swing. Wider than this would touch what the line goes around. */
export const radiusOf = (isFeedback: boolean): number => (isFeedback ? 34 : 10)

/** An SVG path through the points, with round corners. */
export function toPath(points: readonly Point[], radius: number): string {
  const [first, ...rest] = points
  if (!first) return ''
  const parts = [`M${first.x} ${first.y}`]
  for (const [n, corner] of rest.entries()) {
    const [before, after] = [points[n]!, points[n + 2]]
    if (!after) parts.push(`L${corner.x} ${corner.y}`)
    else {
      // Half of a piece belongs to the corner at its other end.
      const share = (other: Point, isEnd: boolean) =>
        (Math.abs(other.x - corner.x) + Math.abs(other.y - corner.y)) * (isEnd ? 0.7 : 0.5)
      const r = Math.min(radius, share(before, n === 0), share(after, n === rest.length - 2))
      const [a, b] = [towards(corner, before, r), towards(corner, after, r)]
      parts.push(`L${a.x} ${a.y}Q${corner.x} ${corner.y} ${b.x} ${b.y}`)
    }
  }
  return parts.join('')
}

function towards(from: Point, to: Point, by: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const at = (a: number, b: number) => Math.round((a + ((b - a) / length) * by) * 10) / 10
  return { x: at(from.x, to.x), y: at(from.y, to.y) }
}
