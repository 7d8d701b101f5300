import { Button } from '@mantine/core'
import { useState } from 'react'
import { useRowKeys } from '../../ui/row-keys.ts'
import type { Editor } from '../editor.ts'
import { freshName } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { eventsIn } from '../uses.ts'
import { EventFields } from './EventFields.tsx'
import { Fold } from './Fold.tsx'
import classes from './Panels.module.css'
import { words } from './texts.ts'

/** Every event of the process: those that are described, and those that are only used. */
export function EventList({ editor }: { editor: Editor }) {
  const { definition } = useEditor(editor).draft
  const [added, setAdded] = useState<string | null>(null)
  const names = eventsIn(definition)
  const keys = useRowKeys(names)
  const events = definition.events ?? {}
  return (
    <>
      <p className={classes.hint}>{words.events.hint}</p>
      <div className={classes.items}>
        {names.map((name, n) => (
          <Fold
            key={keys[n]}
            isItem
            title={events[name]?.title ?? name}
            note={Object.hasOwn(events, name) ? (events[name]?.title ? name : '') : words.events.undeclared}
            startOpen={name === added}
          >
            <EventFields editor={editor} name={name} />
          </Fold>
        ))}
      </div>
      {!editor.readOnly && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              const name = freshName(words.events.newName, one => names.includes(one))
              setAdded(name)
              editor.apply({ kind: 'add-event', name, event: {} })
            }}
          >
            {words.events.add}
          </Button>
        </div>
      )}
    </>
  )
}
