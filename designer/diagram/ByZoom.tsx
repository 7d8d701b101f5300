import { useStore } from '@xyflow/react'
import { createContext, type ReactNode } from 'react'
import { type ZoomLevel, zoomLevel } from './zoom.ts'

/** How near the picture is, for its thousands of states and lines: they hear of it here, and only when it changes. */
export const Zoom = createContext<ZoomLevel>('near')

/** Around `ReactFlow`, within its provider. */
export function ByZoom({ children }: { children: ReactNode }) {
  return <Zoom.Provider value={useStore(zoomLevel)}>{children}</Zoom.Provider>
}
