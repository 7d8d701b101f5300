import { type NodeChange, type OnNodeDrag, useReactFlow } from '@xyflow/react'
import { useEffect, useRef, useState } from 'react'
import { boxesOf, type Placed } from '../../diagram/boxes.ts'
import type { DiagramNode } from '../../diagram/project.ts'
import { drop } from '../commands.ts'
import type { Editor } from '../editor.ts'
import { absoluteOf, drag, emptyHand, type Hand, placesOf, resize } from './hand.ts'

/** How near on the screen counts as in line. */
const reach = 6

/** Dragging and resizing: what is in hand now, and what has to be told to React Flow. One edit when it is let go. */
export function useHand(editor: Editor) {
  const { screenToFlowPosition, getZoom } = useReactFlow()
  const [hand, setHand] = useState<Hand>(emptyHand)
  const now = useRef<Hand>(emptyHand)
  /** the boxes when it began; null: nothing is in hand */
  const held = useRef<ReadonlyMap<string, Placed> | 'put back' | null>(null)

  function show(next: Hand): void {
    now.current = next
    setHand(next)
  }

  function take(): ReadonlyMap<string, Placed> {
    const { draft } = editor.get()
    held.current = boxesOf(draft.definition, draft.layout)
    return held.current
  }

  function letGo(): Hand {
    const last = now.current
    held.current = null
    if (last !== emptyHand) show(emptyHand)
    return last
  }

  useEffect(() => {
    const putBack = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !held.current) return
      event.stopPropagation()
      held.current = 'put back'
      now.current = emptyHand
      setHand(emptyHand)
    }
    window.addEventListener('keydown', putBack, true)
    return () => window.removeEventListener('keydown', putBack, true)
  }, [])

  const onNodeDrag: OnNodeDrag<DiagramNode> = (event, _, nodes) => {
    if (held.current === 'put back') return
    const at = 'touches' in event ? (event as unknown as TouchEvent).touches[0]! : event
    show(
      drag({
        placed: held.current ?? take(),
        wished: new Map(nodes.map(({ id, position }) => [id, position])),
        pointer: screenToFlowPosition({ x: at.clientX, y: at.clientY }),
        reach: event.altKey ? 0 : reach / getZoom(),
      }),
    )
  }

  function onNodeDragStop(): void {
    const placed = held.current
    const { inHand, target } = letGo()
    const [lead] = Object.keys(inHand)
    if (!placed || placed === 'put back' || lead === undefined) return
    const parent = lead.slice(0, Math.max(0, lead.lastIndexOf('.')))
    drop(editor, absoluteOf(placed, inHand), target ?? parent)
  }

  /** Sizes arrive as changes: while they last, and a last one when the handle is let go. */
  function onResize(changes: NodeChange<DiagramNode>[]): void {
    const sized = changes.find(one => one.type === 'dimensions' && one.resizing !== undefined)
    if (sized?.type !== 'dimensions') return
    if (!sized.resizing) {
      const { inHand } = letGo()
      const places = placesOf(inHand, editor.get().draft.layout.states)
      if (Object.keys(places).length > 0) editor.apply({ kind: 'place', places })
      return
    }
    if (held.current === 'put back') return
    const placed = held.current ?? take()
    const { box } = placed.get(sized.id)!
    const moved = changes.find(one => one.type === 'position' && one.id === sized.id)
    const at = (moved?.type === 'position' && moved.position) || now.current.inHand[sized.id] || box
    const size = sized.dimensions ?? { width: box.w, height: box.h }
    show(resize(placed, sized.id, { x: at.x, y: at.y, w: size.width, h: size.height }))
  }

  return { hand, onNodeDrag, onNodeDragStop, onResize }
}
