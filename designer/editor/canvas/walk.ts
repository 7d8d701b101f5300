// From state to state by keyboard: along the transitions where there is one in that direction, otherwise to the
// nearest state that lies there.

import type { Definition } from '../../../engine/definition.ts'
import { type Box, boxesOf } from '../../diagram/boxes.ts'
import { isWithin, parentOf } from '../apply/tree.ts'
import type { Draft } from '../draft.ts'
import type { Direction } from '../keys.ts'
import { listTransitions } from '../transitions.ts'

/** The state to go to; undefined when nothing lies there. Without a state to begin at: where the process starts. */
export function stateTowards(
  { definition, layout }: Draft,
  from: string | undefined,
  towards: Direction,
): string | undefined {
  const placed = boxesOf(definition, layout)
  const here = from === undefined ? undefined : placed.get(from)
  if (from === undefined || !here) return definition.initial ?? [...placed.keys()][0]
  const joined = joinedTo(definition, from)
  let best: { path: string; cost: number } | undefined
  for (const [path, { absolute }] of placed) {
    if (isWithin(path, from) || isWithin(from, path)) continue
    const way = wayTo(here.absolute, absolute, towards)
    if (!way) continue
    // A state of the same parent is nearer than one that lies elsewhere; one that a transition joins is nearest.
    const foreign = parentOf(path) === parentOf(from) ? 0 : 400
    const cost = way.ahead + way.aside * 2 + foreign - (joined.has(path) ? 10_000 : 0)
    if (!best || cost < best.cost) best = { path, cost }
  }
  if (towards === 'down' && here.node.children.length > 0 && !here.collapsed)
    return `${from}.${here.node.definition.initial ?? here.node.children[0]!.key}`
  if (best && (joined.has(best.path) || parentOf(best.path) === parentOf(from))) return best.path
  const around = parentOf(from)
  return towards === 'up' && around !== '' ? around : best?.path
}

function joinedTo(definition: Definition, from: string): Set<string> {
  const joined = new Set<string>()
  for (const { source, targets } of listTransitions(definition))
    for (const { path } of targets) {
      if (source.path === from) joined.add(path)
      if (path === from) joined.add(source.path)
    }
  return joined
}

const middle = ({ x, y, w, h }: Box) => ({ x: x + w / 2, y: y + h / 2 })

/** How far ahead and how far aside; undefined when it lies more aside than ahead. */
function wayTo(from: Box, to: Box, towards: Direction): { ahead: number; aside: number } | undefined {
  const [a, b] = [middle(from), middle(to)]
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const isAcross = towards === 'left' || towards === 'right'
  const ahead = { left: -dx, right: dx, up: -dy, down: dy }[towards]
  const aside = Math.abs(isAcross ? dy : dx)
  // Beside each other counts even when it is far down: rows are wide, columns are low.
  const slack = isAcross ? (from.h + to.h) / 2 : (from.w + to.w) / 2
  return ahead > 1 && aside - slack <= ahead ? { ahead, aside } : undefined
}
