import { Button, SegmentedControl } from '@mantine/core'
import { ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { placeAll } from '../diagram/auto-layout.ts'
import type { Marks } from '../diagram/marks.ts'
import { Canvas } from './Canvas.tsx'
import { Conflict } from './Conflict.tsx'
import { ConnectDialog } from './ConnectDialog.tsx'
import { fromClipboardText, toClipboardText } from './clipboard.ts'
import { append, copySelected, nudge, pasteFragment, removeSelected, selectAll, walk } from './commands.ts'
import { createEditor } from './create-editor.ts'
import type { Draft } from './draft.ts'
import classes from './Editor.module.css'
import { type Command, commandOf, isTyping } from './keys.ts'
import { Problems } from './Problems.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { Properties } from './panels/Properties.tsx'
import { marksOf } from './problem-marks.ts'
import { words } from './texts.ts'
import { useEditor } from './use-editor.ts'
import { useSaving } from './use-saving.ts'

const SimulateView = lazy(() =>
  import('../simulate/SimulateView.tsx').then(({ SimulateView }) => ({ default: SimulateView })),
)

const VersionsView = lazy(() =>
  import('../versions/VersionsView.tsx').then(({ VersionsView }) => ({ default: VersionsView })),
)

const JsonView = lazy(() => import('../json/JsonView.tsx').then(({ JsonView }) => ({ default: JsonView })))

type Props = { process: string; revision: number; draft: Draft; readOnly: boolean }

/** The Draw tab: tools, drawing, properties, problems. */
export function EditorView(props: Props) {
  return (
    <ReactFlowProvider>
      <View {...props} />
    </ReactFlowProvider>
  )
}

function View({ process, revision, draft, readOnly }: Props) {
  const [said, say] = useState('')
  const editor = useMemo(() => createEditor(draft, { tell: say, readOnly }), [draft, readOnly])
  const { saving, savingState } = useSaving(process, revision, draft, editor)
  const state = useEditor(editor)
  const [dialog, setDialog] = useState<'publish' | 'connect' | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)
  const [tab, setTab] = useState<'draw' | 'simulate' | 'versions' | 'json'>('draw')
  const canvas = useRef<HTMLDivElement>(null)
  const { fitView } = useReactFlow()
  const { selection, problems, canUndo, canRedo } = state
  const marks = useMemo((): Marks => marksOf(problems), [problems])
  const one = selection.states.at(-1)

  /** Answers whether the key had a meaning. */
  function run(command: Command): boolean {
    if (typeof command === 'object') {
      if ('walk' in command) walk(editor, command.walk)
      else if (selection.states.length === 0) return false
      else nudge(editor, command.move, `nudge ${selection.states.join(' ')}`)
      return true
    }
    const copied = copySelected(editor)
    switch (command) {
      case 'undo':
        editor.undo()
        return true
      case 'redo':
        editor.redo()
        return true
      case 'copy':
      case 'cut':
        if (!copied) return false
        void navigator.clipboard.writeText(toClipboardText(copied))
        if (command === 'cut') removeSelected(editor)
        return true
      case 'paste':
        void pasteFromClipboard()
        return true
      case 'duplicate':
        if (copied) pasteFragment(editor, copied)
        return true
      case 'remove':
        removeSelected(editor)
        return true
      case 'select-all':
        selectAll(editor)
        return true
      case 'rename':
        if (one === undefined || readOnly) return false
        setRenaming(one)
        return true
      case 'append':
        if (readOnly) return false
        append(editor)
        return true
      case 'connect':
        if (one === undefined || readOnly) return false
        setDialog('connect')
        return true
      case 'save':
        void saving.now()
        return true
      case 'fit':
        void fitView({ padding: 0.08, maxZoom: 1 })
        return true
      case 'nothing':
        editor.select({ states: [], transitions: [] })
        return true
    }
  }

  async function pasteFromClipboard(): Promise<void> {
    const fragment = fromClipboardText(await navigator.clipboard.readText().catch(() => ''))
    if (fragment) pasteFragment(editor, fragment)
    else say(words.nothingToPaste)
  }

  async function tidy(): Promise<void> {
    const { draft } = editor.get()
    editor.apply({ kind: 'set-layout', layout: await placeAll(draft.definition, draft.layout) })
    requestAnimationFrame(() => void fitView({ padding: 0.08, maxZoom: 1 }))
  }

  return (
    <div className={classes.editor} data-wide>
      <div className={classes.tools} role="toolbar" aria-label={words.tools}>
        <h1>{state.draft.definition.name}</h1>
        <SegmentedControl
          size="xs"
          aria-label={words.tabs.label}
          value={tab}
          onChange={value => setTab(value as typeof tab)}
          data={[
            { value: 'draw', label: words.tabs.draw },
            { value: 'simulate', label: words.tabs.simulate },
            { value: 'versions', label: words.tabs.versions },
            { value: 'json', label: words.tabs.json },
          ]}
        />
        {tab === 'draw' && !readOnly && (
          <>
            <Tool name={words.undo} off={!canUndo} run={editor.undo} />
            <Tool name={words.redo} off={!canRedo} run={editor.redo} />
            <Tool name={words.addState} run={() => append(editor)} />
            <Tool name={words.connect} off={one === undefined} run={() => setDialog('connect')} />
            <Tool
              name={words.remove}
              off={selection.states.length + selection.transitions.length === 0}
              run={() => removeSelected(editor)}
            />
            <Tool name={words.tidy} run={() => void tidy()} />
          </>
        )}
        {tab === 'draw' && <Tool name={words.fit} run={() => run('fit')} />}
        <span className={classes.saving} role="status">
          {readOnly ? words.readOnly : words.saving[savingState]}
        </span>
        {!readOnly && (
          <Button size="compact-sm" onClick={() => setDialog('publish')}>
            {words.publish}
          </Button>
        )}
      </div>
      {tab !== 'draw' ? (
        <Suspense>
          {tab === 'simulate' && <SimulateView draft={state.draft} />}
          {tab === 'versions' && <VersionsView process={process} editor={editor} say={say} />}
          {tab === 'json' && <JsonView editor={editor} />}
        </Suspense>
      ) : (
        <>
          <div
            role="application"
            ref={canvas}
            className={classes.canvas}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing is worked by keys, as a whole
            tabIndex={0}
            aria-label={words.canvas(state.draft.definition.name)}
            aria-describedby="canvas-said"
            onKeyDown={event => {
              if (isTyping(event.target)) return
              // Tab out of the drawing when nothing is selected that a state could be appended to.
              if (event.key === 'Tab' && (one === undefined || event.shiftKey)) return
              const command = commandOf(event)
              if (command !== undefined && run(command)) event.preventDefault()
            }}
          >
            <Canvas
              editor={editor}
              marks={marks}
              renaming={renaming}
              onRenamed={() => {
                setRenaming(null)
                canvas.current?.focus()
              }}
            />
          </div>
          <Properties editor={editor} />
          <Problems editor={editor} />
        </>
      )}
      {savingState === 'conflict' && (
        <Conflict
          keepMine={() => void saving.keepMine()}
          takeTheirs={() => {
            const theirs = saving.takeTheirs()
            if (theirs) editor.apply({ kind: 'replace', ...theirs })
          }}
          copyMine={() =>
            void navigator.clipboard.writeText(JSON.stringify(editor.get().draft.definition, null, 2))
          }
        />
      )}
      <p id="canvas-said" role="alert" className={classes.said}>
        {said}
      </p>
      {dialog === 'publish' && (
        <PublishDialog editor={editor} process={process} onClose={() => setDialog(null)} />
      )}
      {dialog === 'connect' && one !== undefined && (
        <ConnectDialog editor={editor} from={one} onClose={() => setDialog(null)} />
      )}
    </div>
  )
}

function Tool({ name, off = false, run }: { name: string; off?: boolean; run(): void }) {
  return (
    <Button variant="default" size="compact-sm" disabled={off} onClick={run}>
      {name}
    </Button>
  )
}
