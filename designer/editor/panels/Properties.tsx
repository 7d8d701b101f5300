import classes from '../Editor.module.css'
import type { Editor } from '../editor.ts'
import { words } from '../texts.ts'
import { useEditor } from '../use-editor.ts'
import { ProcessPanel } from './ProcessPanel.tsx'
import { StatePanel } from './StatePanel.tsx'
import { TransitionPanel } from './TransitionPanel.tsx'

/** The fields of what is selected; of the process, when nothing is. */
export function Properties({ editor }: { editor: Editor }) {
  const { selection } = useEditor(editor)
  const { states, transitions } = selection
  const count = states.length + transitions.length
  const [title, panel] =
    count > 1
      ? [words.several(count), null]
      : states[0] !== undefined
        ? [words.state, <StatePanel key={states[0]} editor={editor} path={states[0]} />]
        : transitions[0] !== undefined
          ? [
              words.transition,
              <TransitionPanel key={transitions[0]} editor={editor} pointer={transitions[0]} />,
            ]
          : [words.process, <ProcessPanel key="process" editor={editor} />]
  return (
    <aside className={classes.properties} aria-label={words.properties}>
      <h2>{title}</h2>
      {panel}
    </aside>
  )
}
