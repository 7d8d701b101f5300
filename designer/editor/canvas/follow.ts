// The lines of what is in hand, while it is: all that the canvas knows of how a line is drawn.

import type { Point, Route } from '../../diagram/route.ts'
import type { End } from './reconnect.ts'

const moved = ({ x, y }: Point, by: Point): Point => ({ x: x + by.x, y: y + by.y })

/** The line while its ends move: each end takes its bend along, the label stays half way. */
export function follow(route: Route, start: Point, end: Point): Route {
  return {
    start: moved(route.start, start),
    control1: moved(route.control1, start),
    control2: moved(route.control2, end),
    end: moved(route.end, end),
    label: moved(route.label, { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }),
  }
}

export const endOf = (route: Route, end: End): Point => route[end]

/** The middle of its label. */
export const labelOf = (route: Route): Point => route.label
