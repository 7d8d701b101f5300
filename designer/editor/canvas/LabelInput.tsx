import { ViewportPortal } from '@xyflow/react'
import type { Point } from '../../diagram/route.ts'
import classes from './Canvas.module.css'

type Props = { at: Point; label: string; value: string; onDone(text: string): void }

// The same function each time: what is written is not selected again while it is written.
const selectText = (input: HTMLInputElement | null) => input?.select()

/** A transition's title, written where it stands. Escape leaves it as it was. */
export function LabelInput({ at, label, value, onDone }: Props) {
  return (
    <ViewportPortal>
      <input
        className={`${classes.labelInput} nodrag nopan nokey`}
        aria-label={label}
        defaultValue={value}
        ref={selectText}
        style={{ transform: `translate(${at.x}px, ${at.y}px) translate(-50%, -50%)` }}
        onBlur={event => onDone(event.currentTarget.value)}
        onKeyDown={event => {
          event.stopPropagation()
          if (event.key === 'Escape') event.currentTarget.value = value
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        }}
      />
    </ViewportPortal>
  )
}
