// Which part of a picture is in sight, in steps of half a window: so what is drawn changes rarely while it is moved.

import type { Box } from './geometry.ts'

type Store = { transform: readonly [x: number, y: number, zoom: number]; width: number; height: number }

/** The same text for the same part; for a selector of React Flow's store. */
export function sightOf({ transform: [x, y, zoom], width, height }: Store): string {
  // In powers of two, so that zooming does not change it at each turn of the wheel.
  const scale = 2 ** Math.floor(Math.log2(zoom))
  const [stepX, stepY] = [Math.max(1, width / scale / 2), Math.max(1, height / scale / 2)]
  return [Math.floor(-x / zoom / stepX), Math.floor(-y / zoom / stepY), stepX, stepY].join(' ')
}

/** Everything that can be in sight there, and half a window around it. */
export function regionOf(sight: string): Box {
  const [column, row, stepX, stepY] = sight.split(' ').map(Number) as [number, number, number, number]
  return { x: (column - 1) * stepX, y: (row - 1) * stepY, w: 5 * stepX, h: 5 * stepY }
}
