// What is let go over a state goes into it.

import { boxesOf, type Placed } from '../../diagram/boxes.ts'
import type { Point } from '../../diagram/route.ts'
import { isWithin, parentOf } from '../apply/tree.ts'
import type { Draft, Place } from '../draft.ts'
import type { Edit } from '../edit.ts'
import { movable } from './align.ts'

/** Room for the border, and for the title, of the state around. */
const pad = 32
const head = 56

/** The innermost state at a point that fits; '' is the process. */
export function stateUnder(
  placed: ReadonlyMap<string, Placed>,
  { x, y }: Point,
  fits: (one: Placed) => boolean,
): string {
  let found = ''
  // Outer before inner, lower before upper: the last that fits is the one that is seen.
  for (const [path, one] of placed) {
    const { absolute: box } = one
    if (x < box.x || x > box.x + box.w || y < box.y || y > box.y + box.h) continue
    if (fits(one)) found = path
  }
  return found
}

/** The innermost state at a point that can hold others. `except`: what is dragged cannot be put into itself. */
export const holderAt = (
  placed: ReadonlyMap<string, Placed>,
  point: Point,
  except: readonly string[] = [],
): string =>
  stateUnder(
    placed,
    point,
    ({ node: { path, type } }) =>
      type !== 'final' && type !== 'history' && !except.some(one => isWithin(path, one)),
  )

/** A point of the picture, as a place inside a state: never over its border or its title. */
export function placeInside(placed: ReadonlyMap<string, Placed>, holder: string, { x, y }: Point): Point {
  const around = placed.get(holder)
  if (!around) return { x: Math.round(x), y: Math.round(y) }
  const isOpen = around.node.children.length > 0 && !around.collapsed
  if (!isOpen) return { x: pad, y: head }
  return {
    x: Math.max(pad / 2, Math.round(x - around.absolute.x)),
    y: Math.max(head - 8, Math.round(y - around.absolute.y)),
  }
}

/** Dragged states, let go at points of the picture over `holder`: one edit, whether they change their parent or not. */
export function dropping({ definition, layout }: Draft, at: Record<string, Point>, holder: string): Edit {
  const placed = boxesOf(definition, layout)
  const paths = movable(Object.keys(at)).filter(path => placed.has(path))
  const moves = paths.some(path => parentOf(path) !== holder)
  if (!moves) {
    const places = paths.map(path => {
      const around = placed.get(holder)?.absolute ?? { x: 0, y: 0 }
      const to = { x: Math.round(at[path]!.x - around.x), y: Math.round(at[path]!.y - around.y) }
      return [path, { ...layout.states[path], ...to }] as const
    })
    return { kind: 'place', places: Object.fromEntries(places) }
  }
  // They keep their order among each other: all are moved by what the first one needs to be inside.
  const left = Math.min(...paths.map(path => at[path]!.x))
  const top = Math.min(...paths.map(path => at[path]!.y))
  const corner = placeInside(placed, holder, { x: left, y: top })
  const places = paths.map((path): [string, Place] => [
    path,
    {
      ...layout.states[path],
      x: Math.round(corner.x + at[path]!.x - left),
      y: Math.round(corner.y + at[path]!.y - top),
    },
  ])
  return { kind: 'move-into', paths, parent: holder, places: Object.fromEntries(places) }
}
