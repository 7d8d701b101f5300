import {
  type FocusEvent,
  type FormEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { compileForm } from '../../../engine/form.ts'
import type { JsonObject, JsonSchema } from '../../../engine/json.ts'
import type { Violation } from '../../../engine/refusal.ts'
import classes from '../EventForm.module.css'
import { FormFields } from './FormFields.tsx'
import { placed, readDraft } from './read-draft.ts'
import { shownSchema } from './shown-schema.ts'
import { toText } from './to-text.ts'
import { Violations } from './Violations.tsx'
import type { Draft } from './validator.ts'

export type DataFormProps = {
  schema: JsonSchema
  title: string
  /** what stands in the fields at first */
  initial?: Draft
  /** what the server found; a new list for each of its answers */
  found?: readonly Violation[]
  /** where it opens, its first field has the focus */
  takesFocus?: boolean
  /** in line with the button that opens it */
  isIndented?: boolean
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
  const {
    schema,
    title,
    initial,
    found = none,
    isFixed = false,
    takesFocus = false,
    isIndented = false,
    told,
    buttons,
    onChange,
    onSubmit,
  } = props
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState<Draft>(initial ?? {})
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [isTried, setTried] = useState(false)
  const [turns, setTurns] = useState(0)
  const [served, setServed] = useState<readonly Violation[]>(none)
  const shown = useMemo(() => shownSchema(schema), [schema])
  const reading = useMemo(() => readDraft(shown, draft), [shown, draft])
  const own = useMemo(() => placed(check(schema, reading.data), reading), [schema, reading])
  const violations = useMemo(() => {
    const seen = own.filter(({ field }) => isTried || left.has(field))
    const further = served.filter(({ field }) => !seen.some(one => one.field === field))
    return [...seen, ...further]
  }, [own, served, isTried, left])

  useEffect(() => {
    if (takesFocus) focusFirst(form.current)
  }, [takesFocus])
  const latest = useRef({ reading, violations })
  latest.current = { reading, violations }
  useEffect(() => {
    setServed(placed(found, latest.current.reading))
    if (found.length > 0) setTurns(before => before + 1)
  }, [found])

  // The first wrong field has the focus, once for each attempt and each answer; what is wrong is read out above.
  useEffect(() => {
    if (turns > 0) focusWrong(form.current, formId, latest.current.violations)
  }, [turns, formId])

  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    if (isFixed) return
    setServed(none)
    setTried(own.length > 0)
    if (own.length > 0) setTurns(turns + 1)
    else onSubmit(reading.data)
  }

  // What is said beside a field moves what is below: not while a button there is being pressed.
  const leave = ({ target, relatedTarget }: FocusEvent<HTMLFormElement>) => {
    const pointer = target.id.startsWith(formId) ? target.id.slice(formId.length) : ''
    if (pointer !== '' && !(relatedTarget instanceof HTMLButtonElement))
      setLeft(before => (before.has(pointer) ? before : new Set([...before, pointer])))
  }

  return (
    <form
      ref={form}
      onBlur={leave}
      className={`${classes.form} ${isIndented ? classes.indented : ''}`}
      onSubmit={submit}
      onKeyDown={({ key, defaultPrevented }) => key === 'Escape' && !defaultPrevented && props.onCancel?.()}
      aria-label={title}
      noValidate
    >
      {told}
      <div className={classes.problem} role="alert">
        {(isTried || served.length > 0) && violations.length > 0 && (
          <Violations {...{ violations, formId }} names={reading.names} />
        )}
      </div>
      <FormFields
        {...{ formId, draft, violations, isFixed }}
        schema={shown}
        onChange={(changed, pointer) => {
          setDraft(changed)
          setServed(before =>
            before.some(({ field }) => field === pointer)
              ? before.filter(({ field }) => field !== pointer)
              : before,
          )
          // Defaults that come to stand in the fields by themselves are not typed by anybody.
          if (pointer !== '') onChange?.(changed)
        }}
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
