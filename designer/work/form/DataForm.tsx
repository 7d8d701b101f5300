import { type FormEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { compileForm } from '../../../engine/form.ts'
import type { JsonObject, JsonSchema } from '../../../engine/json.ts'
import type { Violation } from '../../../engine/refusal.ts'
import classes from '../EventForm.module.css'
import { FormFields } from './FormFields.tsx'
import { placed, readDraft } from './read-draft.ts'
import { shownSchema } from './shown-schema.ts'
import { toText } from './to-text.ts'
import type { Draft } from './validator.ts'
import { Violations } from './Violations.tsx'

export type DataFormProps = {
  schema: JsonSchema
  title: string
  /** what stands in the fields at first */
  initial?: Draft
  /** what the server found; a new list for each of its answers */
  found?: readonly Violation[]
  /** it can be read, not changed */
  isFixed?: boolean
  /** what is told above the fields */
  told?: ReactNode
  /** the buttons below; `text`: what was filled in, to be taken elsewhere */
  buttons: (form: { text: () => string }) => ReactNode
  onChange?(draft: Draft): void
  onSubmit(data: JsonObject): void
  onCancel?: () => void
}

/** A form by its schema, checked as the server checks it: each field once it was left, all of them when it is sent. */
export function DataForm(props: DataFormProps) {
  const { schema, title, initial, found = none, isFixed = false, told, buttons, onChange, onSubmit } = props
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState<Draft>(initial ?? {})
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [attempts, setAttempts] = useState(0)
  const [served, setServed] = useState<readonly Violation[]>(none)
  const shown = useMemo(() => shownSchema(schema), [schema])
  const reading = useMemo(() => readDraft(shown, draft), [shown, draft])
  const own = useMemo(() => placed(check(schema, reading.data), reading), [schema, reading])
  const violations = useMemo(() => {
    const seen = own.filter(({ field }) => attempts > 0 || left.has(field))
    const further = served.filter(({ field }) => !seen.some(one => one.field === field))
    return [...seen, ...further]
  }, [own, served, attempts, left])

  useEffect(() => focusFirst(form.current), [])
  useEffect(() => setServed(placed(found, latest.current)), [found])
  const latest = useRef(reading)
  latest.current = reading

  // The first wrong field has the focus, once for each attempt and each answer; what is wrong is read out above.
  const wrong = useRef(violations)
  wrong.current = violations
  useEffect(() => {
    if (attempts > 0 || served.length > 0) focusWrong(form.current, formId, wrong.current)
  }, [attempts, served, formId])

  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    if (isFixed) return
    setServed(none)
    setAttempts(own.length > 0 ? attempts + 1 : 0)
    if (own.length === 0) onSubmit(reading.data)
  }

  return (
    <form
      ref={form}
      className={classes.form}
      onSubmit={submit}
      onKeyDown={({ key, defaultPrevented }) => key === 'Escape' && !defaultPrevented && props.onCancel?.()}
      aria-label={title}
      noValidate
    >
      {told}
      <div className={classes.problem} role="alert">
        {(attempts > 0 || served.length > 0) && violations.length > 0 && (
          <Violations {...{ violations, formId }} names={reading.names} />
        )}
      </div>
      <FormFields
        {...{ formId, draft, violations, isFixed }}
        schema={shown}
        onChange={(changed, pointer) => {
          setDraft(changed)
          setServed(before => (before.some(({ field }) => field === pointer) ? before.filter(({ field }) => field !== pointer) : before))
          onChange?.(changed)
        }}
        onLeave={pointer => setLeft(before => (before.has(pointer) ? before : new Set([...before, pointer])))}
      />
      <div className={classes.buttons}>{buttons({ text: () => toText(reading) })}</div>
    </form>
  )
}

const none: readonly Violation[] = []

/** A schema that cannot be used, such as one with a broken pattern, is a problem of the draft and told there. */
function check(schema: JsonSchema, data: JsonObject): Violation[] {
  try {
    return compileForm(schema)(data)
  } catch (error) {
    return [{ field: '', message: error instanceof Error ? error.message : String(error) }]
  }
}

function focusFirst(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('input, select, textarea, button[type=submit]')?.focus()
}

/** In the order of the fields, not of what the checker found first. */
function focusWrong(form: HTMLFormElement | null, formId: string, violations: readonly Violation[]): void {
  const ids = new Set(violations.map(({ field }) => formId + field))
  const fields = [...(form?.querySelectorAll<HTMLElement>('[id]') ?? [])]
  fields.find(({ id }) => id !== formId && ids.has(id))?.focus()
}
