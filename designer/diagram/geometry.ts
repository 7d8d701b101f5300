export type Point = { x: number; y: number }
export type Box = { x: number; y: number; w: number; h: number }

export const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y))

export const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

export const grown = ({ x, y, w, h }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  w: w + 2 * by,
  h: h + 2 * by,
})

export const sameBox = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h

/** The smallest box around all of them; undefined around nothing. */
export function around(boxes: Iterable<Box>): Box | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y, w, h } of boxes) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + w)
    bottom = Math.max(bottom, y + h)
  }
  return left === Infinity ? undefined : { x: left, y: top, w: right - left, h: bottom - top }
}

/** A piece of a line as a box without thickness. */
export const segmentBox = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  w: Math.abs(a.x - b.x),
  h: Math.abs(a.y - b.y),
})

export type Grid<T extends Box> = {
  add(item: T): void
  remove(item: T): void
  /** all that may meet the box, each once */
  near(box: Box): T[]
}

const cell = 256

/** Boxes by the squares of a grid that they touch, so that looking around costs no more in a large picture. */
export function createGrid<T extends Box>(): Grid<T> {
  const cells = new Map<number, Set<T>>()
  const key = (column: number, row: number) => (column + 50_000) * 200_000 + row + 50_000
  function* keys({ x, y, w, h }: Box): Generator<number> {
    const [left, right] = [Math.floor(x / cell), Math.floor((x + w) / cell)]
    const [top, bottom] = [Math.floor(y / cell), Math.floor((y + h) / cell)]
    for (let column = left; column <= right; column++)
      for (let row = top; row <= bottom; row++) yield key(column, row)
  }
  return {
    add(item) {
      for (const at of keys(item)) {
        const known = cells.get(at)
        if (known) known.add(item)
        else cells.set(at, new Set([item]))
      }
    },
    remove(item) {
      for (const at of keys(item)) cells.get(at)?.delete(item)
    },
    near(box) {
      const found = new Set<T>()
      for (const at of keys(box)) for (const item of cells.get(at) ?? []) found.add(item)
      return [...found]
    },
  }
}
