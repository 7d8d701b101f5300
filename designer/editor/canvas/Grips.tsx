import { useReactFlow, useStore, ViewportPortal } from '@xyflow/react'
import { type PointerEvent, useState } from 'react'
import { boxesOf } from '../../diagram/boxes.ts'
import type { DiagramEdge } from '../../diagram/project.ts'
import type { Point } from '../../diagram/route.ts'
import type { Editor } from '../editor.ts'
import classes from './Canvas.module.css'
import { stateUnder } from './drop.ts'
import { endOf } from './follow.ts'
import { Lit } from './Guides.tsx'
import { type End, reconnect } from './reconnect.ts'
import { words } from './texts.ts'

type Pulled = { edge: DiagramEdge; end: End; at: Point; over: string }

/** The ends of the selected transition: dragged to another state, they lead from or to that one. */
export function Grips({ editor, edges }: { editor: Editor; edges: DiagramEdge[] }) {
  const { screenToFlowPosition } = useReactFlow()
  const zoom = useStore(({ transform }) => transform[2])
  const [pulled, setPulled] = useState<Pulled | null>(null)
  const { draft } = editor.get()
  const placed = boxesOf(draft.definition, draft.layout)

  function pull(event: PointerEvent, edge: DiagramEdge, end: End): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY })
    // Nothing leads out of an end.
    const fits = end === 'end' ? () => true : mayLead
    setPulled({ edge, end, at, over: stateUnder(placed, at, fits) })
  }

  function letGo(): void {
    setPulled(null)
    if (!pulled || pulled.over === '') return
    const nth = Number(pulled.edge.id.split('#')[1] ?? 0)
    reconnect(editor, pulled.edge.data.pointer, { [pulled.end]: pulled.over }, nth)
  }

  const lit = pulled && placed.get(pulled.over)?.absolute
  return (
    <ViewportPortal>
      {lit && <Lit box={lit} />}
      {pulled && (
        <svg className={classes.guides} aria-hidden>
          <Pull pulled={pulled} />
        </svg>
      )}
      {edges.flatMap(edge =>
        (['start', 'end'] as const).map(end => {
          const { x, y } =
            pulled?.edge.id === edge.id && pulled.end === end ? pulled.at : endOf(edge.data.route, end)
          return (
            <div
              key={`${edge.id} ${end}`}
              className={`${classes.grip} nodrag nopan nokey`}
              data-end={end}
              title={words.grip[end]}
              style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%) scale(${1 / zoom})` }}
              onPointerDown={event => {
                event.stopPropagation()
                event.currentTarget.setPointerCapture(event.pointerId)
              }}
              onPointerMove={event => pull(event, edge, end)}
              onPointerUp={letGo}
              onPointerCancel={() => setPulled(null)}
            />
          )
        }),
      )}
    </ViewportPortal>
  )
}

function Pull({ pulled: { edge, end, at } }: { pulled: Pulled }) {
  const fixed = endOf(edge.data.route, end === 'start' ? 'end' : 'start')
  return <line className={classes.pull} x1={fixed.x} y1={fixed.y} x2={at.x} y2={at.y} />
}

const mayLead = ({ node: { type } }: { node: { type: string } }) => type !== 'final' && type !== 'history'
