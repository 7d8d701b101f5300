import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { EnabledEvent } from '../../engine/enabled.ts'
import { compileForm } from '../../engine/form.ts'
import type { JsonObject } from '../../engine/json.ts'
import type { Violation } from '../../engine/refusal.ts'
import type { CaseView, Refused } from '../answers.ts'
import { ApiError } from '../api.ts'
import { api, queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { sentenceOf } from '../ui/Message.tsx'
import { Rule } from './Blocked.tsx'
import classes from './EventForm.module.css'
import { Fields } from './Fields.tsx'
import { type Draft, emptyDraft, fieldsOf, namedFields, readDraft } from './form.ts'
import type { LabelOf } from './labels.ts'
import { newId } from './new-id.ts'

type Props = {
  view: CaseView
  event: EnabledEvent
  /** the case has moved on, and would no longer take it */
  gone: boolean
  labelOf: LabelOf
  onSent: (after: CaseView) => void
  onCancel: () => void
}

/** The form of one event. Checks as the server does, before it asks the server; keeps what was typed whatever happens. */
export function EventForm({ view, event, gone, labelOf, onSent, onCancel }: Props) {
  const client = useQueryClient()
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  const problem = useRef<HTMLDivElement>(null)
  const fields = useMemo(() => fieldsOf(event.schema), [event.schema])
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(fields))
  const [violations, setViolations] = useState<Violation[]>([])
  const [refusal, setRefusal] = useState<Refused | null>(null)

  // An attempt that got no answer may have arrived: sent again under its id, it counts once. An attempt that was
  // answered is over, and the next one is another.
  const attempt = useRef(newId())
  const send = useMutation({
    mutationFn: (data: JsonObject) =>
      api.sendEvent(view.id, { type: event.type, data, seq: view.seq, id: attempt.current }),
    onSuccess: answer => {
      attempt.current = newId()
      if (answer.kind === 'sent') return onSent(answer.case)
      setViolations(answer.violations ?? [])
      setRefusal(answer.reason === 'invalid-data' ? null : answer)
      // A refused attempt is on record, and a stale one tells that there is something new to see.
      return client.invalidateQueries({ queryKey: queries.case(view.id).queryKey })
    },
    onError: error => {
      if (!(error instanceof ApiError) || error.status !== 0) attempt.current = newId()
    },
  })

  useEffect(() => focusFirst(form.current), [])
  useEffect(() => {
    if (violations.length > 0 || refusal !== null || send.isError) problem.current?.focus()
  }, [violations, refusal, send.isError])

  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    const data = readDraft(fields, draft)
    const found = event.schema ? compileForm(event.schema)(data) : []
    setRefusal(null)
    setViolations(found)
    if (found.length === 0) send.mutate(data)
  }

  return (
    <form
      ref={form}
      className={classes.form}
      onSubmit={submit}
      onKeyDown={({ key }) => key === 'Escape' && onCancel()}
      aria-label={event.title}
      noValidate
    >
      <div ref={problem} tabIndex={-1} className={classes.problem} role="alert">
        {gone && <p>{texts.events.gone}</p>}
        {send.error && <p>{failureOf(send.error)}</p>}
        {violations.length > 0 && (
          <Violations violations={violations} names={namedFields(fields, draft)} formId={formId} />
        )}
        {refusal && <Refusal refusal={refusal} labelOf={labelOf} />}
      </div>
      <Fields {...{ fields, formId, draft, violations }} path={[]} onChange={setDraft} />
      <div className={classes.buttons}>
        <Button type="submit" loading={send.isPending} disabled={gone}>
          {event.title}
        </Button>
        <Button variant="subtle" color="gray" className={classes.cancel} onClick={onCancel}>
          {texts.events.cancel}
        </Button>
      </div>
    </form>
  )
}

/** What is not right yet, each leading to its field. */
function Violations(props: { violations: Violation[]; names: Map<string, string>; formId: string }) {
  const { violations, names, formId } = props
  return (
    <>
      <p>{texts.form.wrong(violations.length)}</p>
      <ul>
        {violations.map(({ field, message }) => {
          const name = names.get(field)
          return (
            <li key={`${field} ${message}`}>
              {name === undefined ? (
                `${field} ${message}`
              ) : (
                <a
                  href={`#${formId}${field}`}
                  onClick={click => {
                    click.preventDefault()
                    document.getElementById(`${formId}${field}`)?.focus()
                  }}
                >
                  {name} {message}
                </a>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

function Refusal({ refusal, labelOf }: { refusal: Refused; labelOf: LabelOf }) {
  const failing = refusal.verdicts.filter(({ outcome }) => outcome !== 'pass')
  return (
    <>
      <p>{refusal.reason === 'stale' ? texts.events.moved : `${texts.events.refused}: ${refusal.message}`}</p>
      <ul className={classes.rules}>
        {failing.map(verdict => (
          <Rule key={verdict.title} verdict={verdict} labelOf={labelOf} />
        ))}
      </ul>
    </>
  )
}

const failureOf = (error: Error): string =>
  error instanceof ApiError && error.status === 0 ? texts.events.offline : sentenceOf(error)

function focusFirst(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('input, select, textarea, button[type=submit]')?.focus()
}
