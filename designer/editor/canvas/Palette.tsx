import { useReactFlow } from '@xyflow/react'
import { type PointerEvent, useRef, useState } from 'react'
import type { StateType } from '../../../engine/paths.ts'
import { boxesOf } from '../../diagram/boxes.ts'
import type { Point } from '../../diagram/route.ts'
import { addOfType } from '../commands.ts'
import type { Editor } from '../editor.ts'
import classes from './Canvas.module.css'
import { holderAt } from './drop.ts'
import { KindSign } from './signs.tsx'
import { words } from './texts.ts'

const kinds: readonly StateType[] = ['atomic', 'compound', 'parallel', 'final', 'history']

type Props = {
  editor: Editor
  /** the drawing; what is let go elsewhere is dropped nowhere */
  within(point: Point): boolean
  /** says into which state it would go, while it is dragged */
  aim(target: string | null): void
  /** opens the title of the state at a path, which is new */
  entitle(path: string): void
}

/** New states: dragged into the drawing, or chosen, and put beside the selection then. */
export function Palette({ editor, within, aim, entitle }: Props) {
  const { screenToFlowPosition } = useReactFlow()
  const [dragged, setDragged] = useState<{ kind: StateType; at: Point } | null>(null)
  const begun = useRef<Point | null>(null)

  function move(event: PointerEvent, kind: StateType): void {
    const at = { x: event.clientX, y: event.clientY }
    const isFar = begun.current && Math.hypot(at.x - begun.current.x, at.y - begun.current.y) > 4
    if (!dragged && !isFar) return
    setDragged({ kind, at })
    const { draft } = editor.get()
    aim(within(at) ? holderAt(boxesOf(draft.definition, draft.layout), screenToFlowPosition(at)) : null)
  }

  function letGo(event: PointerEvent, kind: StateType): void {
    const at = { x: event.clientX, y: event.clientY }
    if (dragged && within(at)) {
      const { x, y } = screenToFlowPosition(at)
      entitle(addOfType(editor, kind, { x: x - 100, y: y - 36 }, { x, y }))
    }
    stop()
  }

  function stop(): void {
    begun.current = null
    aim(null)
    // After the click that follows, which is none of its own.
    requestAnimationFrame(() => setDragged(null))
  }

  return (
    <fieldset className={classes.palette}>
      <legend>{words.palette}</legend>
      {kinds.map(kind => (
        <button
          key={kind}
          type="button"
          title={words.actions[`add-${kind}`]}
          onPointerDown={event => {
            begun.current = { x: event.clientX, y: event.clientY }
            event.currentTarget.setPointerCapture(event.pointerId)
          }}
          onPointerMove={event => begun.current && move(event, kind)}
          onPointerUp={event => letGo(event, kind)}
          onPointerCancel={stop}
          onClick={() => !dragged && entitle(addOfType(editor, kind))}
        >
          <KindSign kind={kind} />
          {words.kinds[kind]}
        </button>
      ))}
      {dragged && (
        <div
          className={classes.ghost}
          style={{ transform: `translate(${dragged.at.x + 8}px, ${dragged.at.y + 8}px)` }}
          aria-hidden
        >
          <KindSign kind={dragged.kind} />
          {words.newTitles[dragged.kind]}
        </div>
      )}
    </fieldset>
  )
}
