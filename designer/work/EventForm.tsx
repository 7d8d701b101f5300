import { Button, Loader } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { HistoryEntry } from '../../engine/case.ts'
import type { EnabledEvent } from '../../engine/enabled.ts'
import type { JsonObject } from '../../engine/json.ts'
import type { Violation } from '../../engine/refusal.ts'
import type { CaseView, Me, Refused } from '../answers.ts'
import { ApiError } from '../api.ts'
import { api, queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { sentenceOf } from '../ui/Message.tsx'
import { Rules } from './Blocked.tsx'
import classes from './EventForm.module.css'
import { BareForm } from './form/BareForm.tsx'
import { CopyTyped } from './form/CopyTyped.tsx'
import { FormCase } from './form/form-case.ts'
import { KeptNotice } from './form/KeptNotice.tsx'
import { Moved } from './form/Moved.tsx'
import { useKept } from './form/use-kept.ts'
import { hasFields } from './has-fields.ts'
import type { LabelOf } from './labels.ts'
import { newId } from './new-id.ts'
import { refusalSentence } from './refusal-sentence.ts'
import type { Happening } from './sentence.ts'

const load = () => import('./form/DataForm.tsx')
const DataForm = lazy(() => load().then(({ DataForm }) => ({ default: DataForm })))

/** For whoever is about to open a form, and types at once. */
export const preloadForm = (event: EnabledEvent): void => {
  if (hasFields(event.schema)) void load().catch(() => {})
}

type Props = {
  view: CaseView
  event: EnabledEvent
  /** whose typing it is */
  person: string
  entries: HistoryEntry[]
  told: Happening[]
  /** the case has moved on, and would no longer take it */
  gone: boolean
  labelOf: LabelOf
  onSent: (after: CaseView) => void
  onCancel: () => void
}

/** The form of one event. Checks as the server does, before it asks the server; keeps what was typed whatever happens. */
export function EventForm({ view, event, person, entries, told, gone, labelOf, onSent, onCancel }: Props) {
  const client = useQueryClient()
  const me = useQuery(queries.me()).data
  const { kept, keep, drop } = useKept({ person, caseId: view.id, event: event.type })
  const [opened] = useState({ seq: view.seq, data: view.data })
  const [found, setFound] = useState<readonly Violation[]>([])
  const [refusal, setRefusal] = useState<Refused | null>(null)
  const [beginning, setBeginning] = useState(0)
  const problem = useRef<HTMLDivElement>(null)

  // An attempt that got no answer may have arrived: sent again under its id, it counts once. An attempt that was
  // answered is over, and the next one is another.
  const attempt = useRef(newId())
  const isUnderway = useRef(false)
  const send = useMutation({
    mutationFn: (data: JsonObject) =>
      api.sendEvent(view.id, { type: event.type, data, seq: view.seq, id: attempt.current }),
    onSuccess: answer => {
      attempt.current = newId()
      if (answer.kind === 'sent') {
        drop()
        return onSent(answer.case)
      }
      setFound(answer.violations ?? [])
      setRefusal(answer.reason === 'invalid-data' ? null : answer)
      // A refused attempt is on record, and a stale one tells that there is something new to see.
      return client.invalidateQueries({ queryKey: queries.case(view.id).queryKey })
    },
    onError: error => {
      if (!(error instanceof ApiError) || error.status !== 0) attempt.current = newId()
    },
    onSettled: () => {
      isUnderway.current = false
    },
  })

  useEffect(() => {
    if (refusal !== null || send.isError) problem.current?.focus()
  }, [refusal, send.isError])

  const submit = (data: JsonObject) => {
    // The second of two clicks comes before the button is shown as pressed.
    if (isUnderway.current) return
    isUnderway.current = true
    setRefusal(null)
    setFound([])
    send.mutate(data)
  }

  const blocked = view.events.find(({ type, enabled }) => type === event.type && !enabled)
  const common = {
    title: event.title,
    isFixed: gone,
    onSubmit: submit,
    onCancel,
    told: (
      <>
        {kept && (
          <KeptNotice
            at={kept.at}
            onStartOver={() => {
              drop()
              setFound([])
              setBeginning(beginning + 1)
            }}
          />
        )}
        <div role="status" className={classes.live}>
          <Moved {...{ opened, entries, told, labelOf }} data={view.data} />
        </div>
        <div ref={problem} tabIndex={-1} className={classes.problem} role="alert">
          {gone && <p>{texts.events.gone}</p>}
          {gone && blocked && <Rules verdicts={blocked.verdicts} labelOf={labelOf} />}
          {send.error && !isOver(send.error, me) && <p>{failureOf(send.error)}</p>}
          {refusal && <Refusal refusal={refusal} labelOf={labelOf} />}
        </div>
      </>
    ),
    buttons: ({ text }: { text: () => string }) => (
      <>
        {gone ? (
          hasFields(event.schema) && <CopyTyped text={text} />
        ) : (
          <Button type="submit" loading={send.isPending}>
            {event.title}
          </Button>
        )}
        <Button variant="subtle" color="gray" className={classes.cancel} onClick={onCancel}>
          {texts.events.cancel}
        </Button>
      </>
    ),
  }

  if (!hasFields(event.schema)) return <BareForm {...common} />
  return (
    <FormCase value={view}>
      <Suspense fallback={<Loader size="sm" m="md" aria-label={texts.loading} />}>
        <DataForm
          key={beginning}
          {...common}
          schema={event.schema}
          {...(kept && { initial: kept.draft })}
          found={found}
          takesFocus
          isIndented
          onChange={keep}
        />
      </Suspense>
    </FormCase>
  )
}

function Refusal({ refusal, labelOf }: { refusal: Refused; labelOf: LabelOf }) {
  return (
    <>
      <p>{refusalSentence(refusal)}</p>
      <Rules verdicts={refusal.verdicts} labelOf={labelOf} />
    </>
  )
}

function failureOf(error: Error): string {
  if (error instanceof ApiError && error.status === 0) return texts.events.offline
  return isSignedOut(error) ? texts.events.signedOut : sentenceOf(error)
}

const isSignedOut = (error: Error) => error instanceof ApiError && error.status === 401

/** Whoever was signed out and is back has nothing to be told. */
const isOver = (error: Error, me: Me | null | undefined) => isSignedOut(error) && Boolean(me)
