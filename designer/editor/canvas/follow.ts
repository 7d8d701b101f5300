// The lines of what is in hand, while it is: all that the canvas knows of how a line is drawn.

import type { Point, Route } from '../../diagram/route.ts'
import type { End } from './reconnect.ts'

const moved = ({ x, y }: Point, by: Point): Point => ({ x: x + by.x, y: y + by.y })

/** The line while its ends move: pieces stay upright or flat as far as there are corners for it. */
export function follow(route: Route, start: Point, end: Point): Route {
  const { points, label } = route
  const both = start.x === end.x && start.y === end.y
  const last = points.length - 1
  const shown = both
    ? points.map(point => moved(point, start))
    : points.map((point, n) => {
        if (n === 0) return moved(point, start)
        if (n === last) return moved(point, end)
        return corner(
          corner(point, points[n - 1]!, n === 1 ? start : still),
          points[n + 1]!,
          n === last - 1 ? end : still,
        )
      })
  const half = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }
  return { ...route, points: shown, label: { ...label, ...moved(label, half) } }
}

const still: Point = { x: 0, y: 0 }

/** A corner goes along with its neighbour, across the piece between them. */
const corner = (point: Point, neighbour: Point, by: Point): Point =>
  point.x === neighbour.x ? { x: point.x + by.x, y: point.y } : { x: point.x, y: point.y + by.y }

export const endOf = ({ points }: Route, end: End): Point => points.at(end === 'start' ? 0 : -1)!

/** The middle of its label. */
export const labelOf = ({ label: { x, y, w, h } }: Route): Point => ({ x: x + w / 2, y: y + h / 2 })
