import { SegmentedControl } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { registerNames } from '../../engine/case.ts'
import { useEditor } from '../editor/use-editor.ts'
import { api } from '../queries.ts'
import { CodeEditor } from '../ui/CodeEditor.tsx'
import { Attempt } from './Attempt.tsx'
import { cel } from './cel-language.ts'
import { checkOf, eventsOf, type Finding } from './check.ts'
import classes from './Expression.module.css'
import type { ExpressionProps } from './ExpressionField.tsx'
import { type Contents, namesOf } from './names.ts'
import { toQuery } from './query.ts'
import { words } from './texts.ts'

const Builder = lazy(() => import('./Builder.tsx').then(({ Builder }) => ({ default: Builder })))

type View = 'builder' | 'text'
const viewKey = 'throughline.rules.view'

/** The editor of an expression: text with completion and check, or the builder, and what it comes to on data. */
export function Expression(props: ExpressionProps) {
  const { editor, label, description, value, gives, event, disabled, onDone } = props
  const { definition } = useEditor(editor).draft
  const registers = useQuery({ queryKey: ['registers'], queryFn: api.registers })
  const contents = useMemo(
    (): Contents =>
      Object.fromEntries(
        (registers.data ?? [])
          .filter(({ name }) => registerNames.includes(name))
          .map(({ name, content }) => [name, content]),
      ),
    [registers.data],
  )
  const events = useMemo(() => eventsOf(definition, value, event), [definition, value, event])
  const names = useMemo(() => namesOf(definition, events, contents), [definition, events, contents])

  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? value
  const [settled] = useDebouncedValue(text, 250)
  const findings = useMemo(
    () => checkOf(definition)(settled, gives, events),
    [definition, settled, gives, events],
  )

  const [view, setView] = useState<View>(() =>
    gives === 'bool' && localStorage.getItem(viewKey) === 'builder' ? 'builder' : 'text',
  )
  const query = useMemo(() => (view === 'builder' ? toQuery(value) : undefined), [view, value])
  const isBuilt = view === 'builder' && query !== undefined

  const latest = useRef(names)
  useEffect(() => {
    latest.current = names
  }, [names])
  const language = useMemo(() => cel(() => latest.current), [])

  const leave = (left: string) => {
    if (left !== value) onDone(left)
    // What is not accepted goes back to what it was.
    setTyped(null)
  }
  const change = (next: string) => {
    setView(next as View)
    localStorage.setItem(viewKey, next)
  }

  return (
    <div className={classes.expression}>
      {isBuilt ? (
        <Suspense fallback={<p className={classes.code}>{value}</p>}>
          <Builder {...{ label, description, value, query, names, disabled, onDone }} />
        </Suspense>
      ) : (
        <CodeEditor
          {...{ label, description, disabled }}
          value={text}
          extensions={language}
          marks={findings}
          error={findings.length > 0 && <Findings findings={findings} />}
          hint={words.keysHint}
          onChange={setTyped}
          onLeave={leave}
        />
      )}
      {view === 'builder' && !isBuilt && (
        <p className={classes.particular} role="status">
          {findings.length > 0 ? words.unreadable : words.tooParticular}
        </p>
      )}
      {gives === 'bool' && (
        <SegmentedControl
          size="xs"
          className={classes.view}
          aria-label={words.view(label)}
          value={view}
          onChange={change}
          data={[
            { value: 'builder', label: words.builder },
            { value: 'text', label: words.text },
          ]}
        />
      )}
      <Attempt
        {...{ label, definition, events, names, gives }}
        text={settled}
        registers={registers.data ?? []}
        isWrong={findings.some(({ severity }) => severity === 'error')}
      />
    </div>
  )
}

const shown = 3

function Findings({ findings }: { findings: Finding[] }) {
  const messages = [...new Set(findings.map(({ message }) => message))]
  return (
    <>
      {messages.slice(0, shown).join(' ')}
      {messages.length > shown && ` ${words.more(messages.length - shown)}`}
    </>
  )
}
