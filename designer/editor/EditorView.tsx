import { Button, SegmentedControl } from '@mantine/core'
import { ReactFlowProvider } from '@xyflow/react'
import { lazy, memo, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useCommands } from '../command/use-commands.ts'
import { ExportMenu } from '../diagram/export/ExportMenu.tsx'
import type { Point } from '../diagram/route.ts'
import { PublishDialog } from '../publish/PublishDialog.tsx'
import type { Part } from '../simulate/SimulateView.tsx'
import { useFollowing } from '../simulate/use-following.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { FocusAfter } from '../ui/Dialog.tsx'
import { useSteady } from '../ui/use-steady.ts'
import { actionsOf } from './actions.ts'
import { Dialogs } from './canvas/Dialogs.tsx'
import { Drawing } from './canvas/Drawing.tsx'
import { possibleOf, Toolbar, UndoTools } from './canvas/Toolbar.tsx'
import { usePage } from './canvas/use-page.ts'
import { checkBeside } from './checking/create-check.ts'
import { createEditor } from './create-editor.ts'
import classes from './Editor.module.css'
import { keepHistory, keptHistory } from './kept-history.ts'
import { Problems } from './Problems.tsx'
import { paletteCommands, type Tab } from './palette-commands.ts'
import { Properties } from './panels/Properties.tsx'
import { Present } from './presence/Present.tsx'
import { usePresence } from './presence/use-presence.ts'
import { words as problemWords } from './problems/texts.ts'
import { DraftNotices } from './saving/DraftNotices.tsx'
import { SavingStatus } from './saving/SavingStatus.tsx'
import { type Opened, useDrafting } from './saving/use-drafting.ts'
import { words } from './texts.ts'
import { useEditor } from './use-editor.ts'
import { usePageKeys } from './use-page-keys.ts'

const SimulateView = lazy(() =>
  import('../simulate/SimulateView.tsx').then(({ SimulateView }) => ({ default: SimulateView })),
)

const VersionsView = lazy(() =>
  import('../versions/VersionsView.tsx').then(({ VersionsView }) => ({ default: VersionsView })),
)

const ListView = lazy(() => import('./list/ListView.tsx').then(({ ListView }) => ({ default: ListView })))

const JsonView = lazy(() => import('../json/JsonView.tsx').then(({ JsonView }) => ({ default: JsonView })))

type Props = { process: string; person: string; opened: Opened; readOnly: boolean }

/** The page of a draft: tools, drawing, properties, problems; and its other tabs. */
export function EditorView(props: Props) {
  return (
    <ReactFlowProvider>
      <View {...props} />
    </ReactFlowProvider>
  )
}

function View({ process, person, opened, readOnly }: Props) {
  const [said, say] = useState('')
  const { following, isWaiting } = useFollowing(process)
  const editor = useMemo(
    () =>
      createEditor(opened.draft, {
        tell: say,
        readOnly,
        kept: keptHistory(process, opened.draft),
        check: checkBeside,
        renamed: following.renamed,
      }),
    [process, opened, readOnly, following],
  )
  useEffect(() => () => keepHistory(process, editor.history()), [process, editor])
  const drafting = useDrafting({ process, person, opened, editor, following })
  const { saving } = drafting
  const people = usePresence(editor, { process, tab: drafting.tab, heard: saving.heard })
  const [choosing, setChoosing] = useState(false)
  const state = useEditor(editor)
  const [isPublishing, setPublishing] = useState(false)
  const [tab, setTab] = useState<Tab>('draw')
  const [simulates, setSimulates] = useState<Part>('try')
  const draws = tab === 'draw' || tab === 'list'
  const canvas = useRef<HTMLDivElement>(null)
  const pointer = useRef<Point | null>(null)
  const parts = { properties: useRef<HTMLDivElement>(null), problems: useRef<HTMLDivElement>(null) }
  const shown = usePage({ editor, canvas, pointer, parts, save: () => void saving.now(), tell: say })
  const { page, hidden } = shown
  const actions = useMemo(() => actionsOf(editor, page), [editor, page])
  const possible = possibleOf(actions)
  const read = useMemo(() => () => editor.get().draft, [editor])
  usePageKeys(actions)
  const { selection, happened } = state

  const publish = () => {
    void saving.now()
    setPublishing(true)
  }
  const show = (tab: Tab) => {
    // What is tried is the draft as it is here; its scenarios follow once it is saved.
    if (tab === 'simulate' && !readOnly) void saving.now()
    setSimulates('try')
    setTab(tab)
  }
  const steady = useSteady({ show })
  useCommands(paletteCommands({ actions, tab, open: show, publish, readOnly }))

  return (
    <FocusAfter value={canvas}>
      <div className={classes.editor} data-wide data-hidden={hidden.join(' ')}>
        <div className={classes.tools} role="toolbar" aria-label={words.tools}>
          <h1 dir="auto" title={state.draft.definition.name}>
            {state.draft.definition.name}
          </h1>
          <Tabs tab={tab} show={steady.show} />
          {tab === 'draw' && (
            <Toolbar {...{ actions, possible, readOnly }} isSeveral={selection.states.length > 1} />
          )}
          {(tab === 'versions' || tab === 'json') && !readOnly && <UndoTools {...{ actions, possible }} />}
          {tab === 'draw' && <ExportMenu read={read} say={say} />}
          <span className={classes.saving}>
            <Present people={people} editor={editor} />
            {readOnly ? (
              words.readOnly
            ) : (
              <SavingStatus shown={drafting.shown} choose={() => setChoosing(true)} />
            )}
          </span>
          {!readOnly && (
            <Button size="compact-sm" disabled={drafting.shown.state === 'conflict'} onClick={publish}>
              {words.publish}
            </Button>
          )}
        </div>
        {!draws ? (
          <Boundary area={words.tabs[tab]} resetWhen={tab}>
            <Suspense>
              {tab === 'simulate' && (
                <SimulateView {...{ process, readOnly }} opens={simulates} draft={state.draft} />
              )}
              {tab === 'versions' && <VersionsView process={process} editor={editor} say={say} />}
              {tab === 'json' && <JsonView process={process} editor={editor} />}
            </Suspense>
          </Boundary>
        ) : (
          <>
            <Boundary area={words.tabs[tab]} resetWhen={tab} className={classes.middle}>
              {tab === 'list' ? (
                <Suspense>
                  <ListView editor={editor} actions={actions} />
                </Suspense>
              ) : (
                <Drawing editor={editor} actions={actions} canvas={canvas} pointer={pointer} {...shown} />
              )}
            </Boundary>
            {!hidden.includes('properties') && (
              <div ref={parts.properties} className={classes.part} tabIndex={-1}>
                <Boundary area={words.properties} resetWhen={selection} className={classes.properties}>
                  <Properties editor={editor} />
                </Boundary>
              </div>
            )}
            {!hidden.includes('problems') && (
              <div ref={parts.problems} className={classes.part} tabIndex={-1}>
                <Boundary area={problemWords.title} resetWhen={state.draft} className={classes.below}>
                  <Problems editor={editor} />
                </Boundary>
              </div>
            )}
          </>
        )}
        <DraftNotices {...{ drafting, editor, choosing, setChoosing, say }} />
        <p role="alert" className={classes.said}>
          {said}
        </p>
        <p role="status" className={classes.heard}>
          <span key={happened.nth}>{happened.sentence}</span>
        </p>
        {isPublishing && (
          <PublishDialog
            editor={editor}
            process={process}
            isWaiting={isWaiting}
            onClose={() => setPublishing(false)}
            showChanges={() => setTab('versions')}
            showJson={() => setTab('json')}
            showProblem={at => {
              setTab('draw')
              editor.reveal(at)
            }}
            showScenarios={() => {
              setSimulates('scenarios')
              setTab('simulate')
            }}
          />
        )}
        <Dialogs editor={editor} page={page} dialog={shown.dialog} close={() => shown.setDialog(null)} />
      </div>
    </FocusAfter>
  )
}

const tabs = (['draw', 'list', 'simulate', 'versions', 'json'] as const).map(value => ({
  value,
  label: words.tabs[value],
}))

const Tabs = memo(function Tabs({ tab, show }: { tab: Tab; show(tab: Tab): void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={words.tabs.label}
      value={tab}
      onChange={value => show(value as Tab)}
      data={tabs}
    />
  )
})
