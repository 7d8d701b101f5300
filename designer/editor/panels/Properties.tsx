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
  return (
    <aside className={classes.properties} aria-label={words.properties} {...leaveFirst}>
      <h2>{title}</h2>
      {panel}
    </aside>
  )
}
