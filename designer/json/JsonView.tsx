import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { toXstateJson } from '../../engine/interchange/to-xstate-json.ts'
import type { Editor } from '../editor/editor.ts'
import { useEditor } from '../editor/use-editor.ts'
import { CodeEditor } from '../ui/CodeEditor.tsx'
import classes from './JsonView.module.css'
import { type Placed, readText } from './json-check.ts'
import { definitionJson } from './json-language.ts'
import { words } from './texts.ts'
import { keep, textOf, type Unapplied, unappliedOf } from './unapplied.ts'

/**
 * The draft as text, both ways. Text that is not applied is kept, also when the page is left, and the draft stays as
 * it is. Nothing of a definition is out of reach here.
 */
export function JsonView({ process, editor }: { process: string; editor: Editor }) {
  const { definition } = useEditor(editor).draft
  const drawn = useMemo(() => textOf(definition), [definition])
  const [unapplied, setUnapplied] = useState(() => (editor.readOnly ? null : unappliedOf(process)))
  const write = (next: Unapplied | null) => {
    setUnapplied(next)
    keep(process, next)
  }
  const text = unapplied?.text ?? drawn
  const isChanged = text !== drawn
  const [settled] = useDebouncedValue(text, 300)
  const read = useMemo(() => readText(settled), [settled])
  const [place, setPlace] = useState<{ at: number } | null>(null)

  const latest = useRef(definition)
  useEffect(() => {
    latest.current = read.definition ?? definition
  }, [read, definition])
  const language = useMemo(() => definitionJson(() => latest.current), [])

  return (
    <div className={classes.json}>
      <CodeEditor
        label={words.label}
        description={words.about}
        hint={words.hint}
        className={classes.text}
        value={text}
        disabled={editor.readOnly}
        extensions={language}
        marks={read.problems}
        place={place}
        onChange={next => write(next === drawn ? null : { text: next, drawn: unapplied?.drawn ?? drawn })}
      />
      <div className={classes.side}>
        <p role="status">{isChanged && words.changed}</p>
        {isChanged && unapplied && unapplied.drawn !== drawn && (
          <p className={classes.moved}>{words.moved}</p>
        )}
        {isChanged && (
          <Problems
            problems={read.problems}
            isReadable={read.definition !== undefined}
            onShow={at => setPlace({ at })}
          />
        )}
        {!editor.readOnly && (
          <>
            <Button
              disabled={!isChanged || !read.definition || settled !== text}
              onClick={() => {
                const before = editor.get().draft
                if (read.definition) editor.apply({ kind: 'replace', definition: read.definition })
                // What the editor does not take is told, and stays here.
                if (editor.get().draft !== before) write(null)
              }}
            >
              {words.apply}
            </Button>
            <Button variant="default" disabled={!isChanged} onClick={() => write(null)}>
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

const shown = 20

type ProblemsProps = { problems: Placed[]; isReadable: boolean; onShow(at: number): void }

function Problems({ problems, isReadable, onShow }: ProblemsProps) {
  if (problems.length === 0) return null
  return (
    <div role="alert" className={classes.problems}>
      <p>{isReadable ? words.notes : words.wrong}</p>
      <ul>
        {problems.slice(0, shown).map(({ at, message, line, from, severity }) => (
          <li key={`${at} ${message}`} data-severity={severity}>
            <button type="button" onClick={() => onShow(from)}>
              <strong>{words.at(line)}</strong>
              {message}
            </button>
          </li>
        ))}
      </ul>
      {problems.length > shown && <p>{words.more(problems.length - shown)}</p>}
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
