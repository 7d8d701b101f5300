// How much is drawn at which zoom. Words that nobody could read cost time and say nothing.

/**
 * near: everything. mid: labels of transitions are gone, titles are as large as their cards allow. far: states are
 * blocks in their departments.
 */
export type ZoomLevel = 'near' | 'mid' | 'far'

export const readable = 0.45
const blocks = 0.16

type Store = { transform: readonly [x: number, y: number, zoom: number] }

export function zoomLevel({ transform }: Store): ZoomLevel {
  const [, , zoom] = transform
  return zoom >= readable ? 'near' : zoom >= blocks ? 'mid' : 'far'
}

/** How much larger titles are drawn when the picture is small: in few steps, so that zooming does not redraw all. */
export function titleScale({ transform }: Store): number {
  const [, , zoom] = transform
  return zoom >= 0.8 ? 1 : zoom >= readable ? 1.25 : zoom >= 0.3 ? 1.75 : 2.25
}
