import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'
import classes from '../Editor.module.css'
import type { Editor } from '../editor.ts'
import { words } from '../texts.ts'
import { useEditor } from '../use-editor.ts'
import { leaveFirst } from './leave-first.ts'
import { ProcessPanel } from './ProcessPanel.tsx'
import { SeveralPanel } from './SeveralPanel.tsx'
import { StatePanel } from './StatePanel.tsx'
import { TransitionPanel } from './TransitionPanel.tsx'

/** The fields of what is selected; of the process, when nothing is. */
export function Properties({ editor }: { editor: Editor }) {
  const { selection } = useEditor(editor)
  const { states, transitions } = selection
  const count = states.length + transitions.length
  // Of two states (or transitions) one after the other the panel stays: what is open in it stays open, and a change
  // that gives the selected thing another name does not take the keyboard out of it.
  const [title, panel] =
    count > 1
      ? [words.several(count), <SeveralPanel key="several" editor={editor} />]
      : states[0] !== undefined
        ? [words.state, <StatePanel key="state" editor={editor} path={states[0]} />]
        : transitions[0] !== undefined
          ? [words.transition, <TransitionPanel key="transition" editor={editor} pointer={transitions[0]} />]
          : [words.process, <ProcessPanel key="process" editor={editor} />]
  const heading = useRef<HTMLHeadingElement>(null)
  const kept = useKeptFocus(heading, title)
  return (
    <aside className={classes.properties} aria-label={words.properties} {...leaveFirst} {...kept}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {panel}
    </aside>
  )
}

/** What had the focus can go with what it was a field of: the heading has it then, not the page. */
function useKeptFocus(heading: RefObject<HTMLElement | null>, title: string) {
  const isHere = useRef(false)
  const shown = useRef(title)
  // After everything that changes the properties: what goes without being left tells nobody.
  useEffect(() => {
    const isLost = isHere.current && document.activeElement === document.body
    // Where the panel stays, so does what is seen of it.
    if (isLost) heading.current?.focus({ preventScroll: shown.current === title })
    shown.current = title
  })
  return {
    onFocus: () => {
      isHere.current = true
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      isHere.current = currentTarget.contains(relatedTarget)
    },
  }
}
