import type { ReactNode } from 'react'
import { titleOf } from '../../diagram/project.ts'
import { isolated } from '../../ui/isolated.ts'
import type { Editor } from '../editor.ts'
import type { Listed } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import classes from './Panels.module.css'
import { words } from './texts.ts'

type Props = {
  editor: Editor
  transitions: Listed[]
  /** said before each title: not where all of them leave the same state */
  withSource?: boolean
  /** the one that is shown already */
  here?: string
}

/** Transitions, each leading to its place in the drawing and to its fields. */
export function TransitionLinks({ editor, transitions, withSource = false, here }: Props) {
  return (
    <ul className={classes.links}>
      {transitions.map(listed => (
        <li key={listed.pointer}>
          <button
            type="button"
            className={classes.link}
            disabled={listed.pointer === here}
            onClick={() => editor.reveal(listed.pointer)}
          >
            <TransitionName editor={editor} listed={listed} withSource={withSource} />
            {listed.pointer === here && <small> · {words.priority.here}</small>}
          </button>
        </li>
      ))}
    </ul>
  )
}

function TransitionName(props: { editor: Editor; listed: Listed; withSource: boolean }): ReactNode {
  const { editor, listed, withSource } = props
  return nameOf(useEditor(editor).draft.definition, listed, withSource)
}

/** "Discovery: Confirm the fit → Leads" */
export function nameOf(
  definition: Parameters<typeof titleOf>[0],
  listed: Listed,
  withSource: boolean,
): string {
  const { source, targets } = listed
  const stateTitle = (node: (typeof targets)[number]) =>
    isolated(node.path === '' ? definition.name : ((node.definition as { title?: string }).title ?? node.key))
  const to = targets.map(stateTitle).join(', ')
  const title = isolated(titleOf(definition, listed))
  return `${withSource ? `${stateTitle(source)}: ` : ''}${title} → ${to || words.target.stay}`
}
