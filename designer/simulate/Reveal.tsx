import { useReactFlow, useStore } from '@xyflow/react'
import { useContext, useEffect } from 'react'
import { DrawnLines } from '../diagram/drawn.ts'
import type { DiagramNode } from '../diagram/project.ts'

/** What is to be shown: a state's path or a transition's pointer. Another object shows it again. */
export type Place = { of: string }

/** Small enough to see what is around it, large enough to read it. */
const least = 0.7

/** Brings a state or a transition of the diagram around it into view. */
export function Reveal({ place }: { place: Place | null }) {
  const { getInternalNode, getZoom, setCenter } = useReactFlow<DiagramNode>()
  const lines = useContext(DrawnLines)
  const isReady = useStore(({ nodesInitialized }) => nodesInitialized)
  useEffect(() => {
    if (!place || !isReady) return
    const label = lines.find(({ id }) => id === place.of)?.data.route.label
    const node = getInternalNode(place.of)
    const at = node?.internals.positionAbsolute
    const center = label ?? (at && { x: at.x + (node.width ?? 0) / 2, y: at.y + (node.height ?? 0) / 2 })
    if (center) void setCenter(center.x, center.y, { zoom: Math.max(getZoom(), least) })
  }, [place, isReady, lines, getInternalNode, getZoom, setCenter])
  return null
}
