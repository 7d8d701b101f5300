import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { toXstateJson } from '../../engine/interchange/to-xstate-json.ts'
import { parseDefinition } from '../../engine/parse.ts'
import type { Editor } from '../editor/editor.ts'
import { useEditor } from '../editor/use-editor.ts'
import classes from './JsonView.module.css'
import { words } from './texts.ts'

/**
 * The draft as text, both ways. Text that does not parse is kept, and the draft stays as it is. Nothing of a
 * definition is out of reach here.
 */
export function JsonView({ editor }: { editor: Editor }) {
  const { definition } = useEditor(editor).draft
  const drawn = JSON.stringify(definition, null, 2)
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? drawn
  const isChanged = text !== drawn
  const { definition: read, problems } = isChanged ? parseDefinition(text) : { definition, problems: [] }
  return (
    <div className={classes.json}>
      <Textarea
        label={words.label}
        description={words.about}
        className={classes.text}
        value={text}
        readOnly={editor.readOnly}
        spellCheck={false}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <div className={classes.side}>
        <p role="status">{isChanged && words.changed}</p>
        {problems.length > 0 && (
          <div role="alert">
            <p>{words.wrong}</p>
            <ul>
              {problems.slice(0, 20).map(({ at, message, line }) => (
                <li key={`${at} ${message}`}>
                  {words.at(line)}
                  {message}
                </li>
              ))}
            </ul>
          </div>
        )}
        {!editor.readOnly && (
          <>
            <Button
              disabled={!isChanged || !read}
              onClick={() => {
                if (read) editor.apply({ kind: 'replace', definition: read })
                setTyped(null)
              }}
            >
              {words.apply}
            </Button>
            <Button variant="default" disabled={!isChanged} onClick={() => setTyped(null)}>
              {words.back}
            </Button>
          </>
        )}
        <Button variant="default" onClick={() => download(`${definition.id}.json`, drawn)}>
          {words.download}
        </Button>
        <Button
          variant="default"
          onClick={() =>
            download(
              `${definition.id}.machine.json`,
              JSON.stringify(toXstateJson(definition).machine, null, 2),
            )
          }
        >
          {words.downloadXstate}
        </Button>
      </div>
    </div>
  )
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
