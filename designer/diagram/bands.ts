// Departments as bands behind the states: columns where they follow one another from left to right, rows where they
// lie above each other, and otherwise columns for as long as one department goes on.

import type { Placed } from './boxes.ts'
import { around, type Box } from './geometry.ts'

export type Band = { stage: string; box: Box; isColumn: boolean }

const side = 40
const top = 72
const bottom = 64

type Piece = { stage: string | null; box: Box }

export function bandsOf(placed: ReadonlyMap<string, Placed>): Band[] {
  const all = [...placed.values()]
  const outer = all.filter(({ node }) => node.parent?.path === '')
  const pieces = outer.map((one): Piece => ({ stage: stageOf(one, all), box: one.absolute }))
  const whole = around(pieces.map(({ box }) => box))
  if (!whole || pieces.every(({ stage }) => stage === null)) return []
  const stages = [...new Set(pieces.map(({ stage }) => stage))]
  const groups = stages.map(stage => ({
    stage,
    box: around(pieces.filter(one => one.stage === stage).map(({ box }) => box))!,
  }))
  const columns = inARow(groups, true) ?? inARow(groups, false) ?? runs(pieces)
  const isColumn = columns.isColumn
  return columns.pieces.flatMap(({ stage, from, to }): Band[] => {
    if (stage === null) return []
    const box = isColumn
      ? { x: from, y: whole.y - top, w: to - from, h: whole.h + top + bottom }
      : { x: whole.x - side, y: from, w: whole.w + 2 * side, h: to - from }
    return [{ stage, box, isColumn }]
  })
}

/** A state's own department; without one, that of everything inside it if it is one. */
function stageOf({ node }: Placed, all: readonly Placed[]): string | null {
  if (node.stage !== null) return node.stage
  const inner = new Set(
    all.filter(one => one.node.path.startsWith(`${node.path}.`)).map(one => one.node.stage),
  )
  inner.delete(null)
  return inner.size === 1 ? [...inner][0]! : null
}

type Strips = { isColumn: boolean; pieces: { stage: string | null; from: number; to: number }[] }

/** One strip after the other, each reaching to the middle of the gap to the next; undefined where they overlap. */
function inARow(pieces: Piece[], isColumn: boolean): Strips | undefined {
  const start = ({ box }: Piece) => (isColumn ? box.x : box.y)
  const end = ({ box }: Piece) => (isColumn ? box.x + box.w : box.y + box.h)
  const sorted = [...pieces].sort((a, b) => start(a) - start(b))
  if (sorted.some((one, n) => n > 0 && start(one) < end(sorted[n - 1]!))) return undefined
  const before = isColumn ? side : top
  return {
    isColumn,
    pieces: sorted.map((one, n) => {
      const [last, next] = [sorted[n - 1], sorted[n + 1]]
      const gapBefore = last ? (start(one) - end(last)) / 2 : before
      const gapAfter = next ? (start(next) - end(one)) / 2 : isColumn ? side : bottom
      // The name of a row stands above its states.
      const shift = isColumn || !last ? 0 : Math.min(20, gapBefore / 2)
      const shiftNext = isColumn || !next ? 0 : Math.min(20, gapAfter / 2)
      return { stage: one.stage, from: start(one) - gapBefore - shift, to: end(one) + gapAfter - shiftNext }
    }),
  }
}

/** What overlaps from left to right is one strip, without a department if it has several. */
function runs(pieces: Piece[]): Strips {
  const strips: Piece[] = []
  for (const { stage, box } of [...pieces].sort((a, b) => a.box.x - b.box.x)) {
    const last = strips.at(-1)
    if (last && box.x < last.box.x + last.box.w) {
      last.stage = last.stage === stage ? stage : null
      last.box = around([last.box, box])!
    } else strips.push({ stage, box: { ...box } })
  }
  const joined: Piece[] = []
  for (const strip of strips) {
    const last = joined.at(-1)
    if (last && last.stage === strip.stage) last.box = around([last.box, strip.box])!
    else joined.push(strip)
  }
  return inARow(joined, true)!
}
