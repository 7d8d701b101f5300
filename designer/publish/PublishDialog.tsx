import { Button, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import type { Json } from '../../engine/json.ts'
import type { Version } from '../answers.ts'
import { ApiError } from '../api.ts'
import type { Editor } from '../editor/editor.ts'
import { useChecked, useEditor } from '../editor/use-editor.ts'
import { isUnapplied } from '../json/unapplied.ts'
import { api, queries, queryClient } from '../queries.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import { takeFocus } from '../ui/take-focus.ts'
import { Changes } from '../versions/Changes.tsx'
import { OpenCases } from './OpenCases.tsx'
import { Problems } from './Problems.tsx'
import classes from './Publish.module.css'
import { words } from './texts.ts'

// They need the whole engine, which nothing else needs before publishing.
const Scenarios = lazy(() => import('./Scenarios.tsx').then(({ Scenarios }) => ({ default: Scenarios })))

type Props = {
  editor: Editor
  process: string
  /** the saved scenarios do not yet say what the draft says */
  isWaiting: boolean
  onClose(): void
  showChanges(): void
  showJson(): void
  showProblem(at: string): void
  showScenarios(): void
}

const longestNote = 500

/** The newest version; null when nothing was published yet. */
const newestOf = (process: string) =>
  api.process(process).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return null
    throw error
  })

/** What changes, what is wrong, which cases stay where; then a note. The server looks again, whatever is shown here. */
export function PublishDialog(props: Props) {
  const { editor, process, isWaiting, onClose, showChanges, showJson, showProblem, showScenarios } = props
  const { draft } = useEditor(editor)
  const { problems } = useChecked(editor)
  const [note, setNote] = useState('')
  const [isAsked, ask] = useState(false)
  const newest = useQuery({
    queryKey: ['newest', process],
    queryFn: () => newestOf(process),
    staleTime: 0,
    gcTime: 0,
  })
  const cases = useQuery({
    queryKey: ['open-cases', process],
    queryFn: () => api.openCases(process),
    staleTime: 0,
  })
  const before = newest.data
  const errors = problems.filter(({ severity }) => severity === 'error').length
  // A second click may come before the button is drawn as busy.
  const isUnderWay = useRef(false)
  const publish = useMutation({
    mutationFn: () =>
      api.publish(process, {
        definition: draft.definition,
        layout: draft.layout as unknown as Json,
        note: note.trim(),
        onTopOf: before?.version ?? 0,
      }),
    async onSuccess(answer) {
      if (answer.kind === 'conflict') queryClient.setQueryData(['newest', process], answer.newest)
      await queryClient.invalidateQueries({ queryKey: queries.processes().queryKey })
      await queryClient.invalidateQueries({ queryKey: ['versions', process] })
    },
    onSettled: () => {
      isUnderWay.current = false
    },
  })
  const left = longestNote - note.trim().length
  const isNoted = note.trim() !== '' && left >= 0
  const overtaken = publish.data?.kind === 'conflict' ? publish.data.newest : null

  function submit(): void {
    ask(true)
    if (!isNoted || errors > 0 || isUnderWay.current) return
    isUnderWay.current = true
    publish.mutate()
  }

  if (publish.data?.kind === 'published')
    return (
      <Shell onClose={onClose}>
        <Done
          version={publish.data.version}
          before={before?.version ?? 0}
          stay={(cases.data ?? []).reduce((sum, { cases }) => sum + cases, 0)}
        />
        <div className={classes.foot}>
          <Button
            variant="default"
            onClick={() => {
              showChanges()
              onClose()
            }}
          >
            {words.seeVersions}
          </Button>
          <Button ref={takeFocus} onClick={onClose}>
            {words.close}
          </Button>
        </div>
      </Shell>
    )

  return (
    <Shell onClose={onClose}>
      <form
        onSubmit={event => {
          event.preventDefault()
          submit()
        }}
      >
        {overtaken && <Overtaken newest={overtaken} />}
        {isUnapplied(process, draft.definition) && (
          <NotApplied
            show={() => {
              showJson()
              onClose()
            }}
          />
        )}
        <Textarea
          data-autofocus
          label={words.note}
          description={words.noteHint}
          value={note}
          minRows={2}
          error={isAsked && !isNoted && (left < 0 ? words.noteLeft(left) : words.noteMissing)}
          onChange={event => setNote(event.currentTarget.value)}
        />
        {left < 100 && left >= 0 && <small>{words.noteLeft(left)}</small>}
        <section className={classes.part}>
          {before === null && <p>{words.first}</p>}
          {before && (
            <>
              <div className={classes.head}>
                <h3>{words.changes(before.version)}</h3>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => {
                    showChanges()
                    onClose()
                  }}
                >
                  {words.seeDrawing}
                </Button>
              </div>
              <div className={classes.changes}>
                <Changes before={before.definition} after={draft.definition} open={false} />
              </div>
            </>
          )}
          {newest.error && <p role="alert">{sentenceOf(newest.error)}</p>}
        </section>
        <Problems
          problems={problems}
          show={at => {
            onClose()
            showProblem(at)
          }}
        />
        <Suspense>
          <Scenarios
            {...{ process, isWaiting }}
            definition={draft.definition}
            show={() => {
              onClose()
              showScenarios()
            }}
          />
        </Suspense>
        <OpenCases counts={cases.data} error={cases.error} next={(before?.version ?? 0) + 1} />
        {publish.data?.kind === 'problems' && <p role="alert">{publish.data.problems[0]?.message}</p>}
        {publish.error && <p role="alert">{sentenceOf(publish.error)}</p>}
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {words.close}
          </Button>
          <Button
            type="submit"
            disabled={errors > 0 || newest.data === undefined}
            loading={publish.isPending}
          >
            {words.now}
          </Button>
        </div>
      </form>
    </Shell>
  )
}

function Shell({ onClose, children }: { onClose(): void; children: ReactNode }) {
  return (
    <Dialog onClose={onClose} size="lg" title={words.title} closeButtonProps={{ 'aria-label': words.close }}>
      {children}
    </Dialog>
  )
}

function Done({ version, before, stay }: { version: Version; before: number; stay: number }) {
  if (version.version === before) return <p role="status">{words.doneSame(before)}</p>
  return (
    <div role="status">
      <p>
        <strong>{words.done(version.version)}</strong>
      </p>
      <p>{words.doneCases(stay)}</p>
    </div>
  )
}

/** Text that the draft does not have yet is not published; nobody should have to find that out afterwards. */
function NotApplied({ show }: { show(): void }) {
  return (
    <div role="status" className={classes.overtaken}>
      <p>{words.notApplied}</p>
      <Button variant="default" size="compact-sm" onClick={show}>
        {words.seeJson}
      </Button>
    </div>
  )
}

/** Somebody else published while this was being looked at. */
function Overtaken({ newest }: { newest: Version }) {
  return (
    <div role="alert" className={classes.overtaken}>
      <p>{words.overtaken(newest.publishedByName ?? newest.publishedBy, newest.version)}</p>
      {newest.note && <p>{words.theirNote(newest.note)}</p>}
    </div>
  )
}
