import { Button } from '@mantine/core'
import { type FormEvent, useId, useMemo, useState } from 'react'
import { compileForm } from '../../engine/form.ts'
import type { JsonObject, JsonSchema } from '../../engine/json.ts'
import type { Violation } from '../../engine/refusal.ts'
import { texts } from '../texts.ts'
import { Fields } from '../work/Fields.tsx'
import { type Draft, emptyDraft, fieldsOf, readDraft } from '../work/form.ts'
import { words } from './texts.ts'

type Props = {
  title: string
  schema: JsonSchema | null
  onDone(data: JsonObject): void
  onCancel?: () => void
}

/** A form as staff will see it, filled in for the simulation alone. */
export function DataForm({ title, schema, onDone, onCancel }: Props) {
  const formId = useId()
  const fields = useMemo(() => fieldsOf(schema), [schema])
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(fields))
  const [violations, setViolations] = useState<Violation[]>([])
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    const data = readDraft(fields, draft)
    const found = schema ? compileForm(schema)(data) : []
    setViolations(found)
    if (found.length === 0) onDone(data)
  }
  return (
    <form onSubmit={submit} aria-label={title} noValidate>
      <p role="alert">{violations.length > 0 && texts.form.wrong(violations.length)}</p>
      <Fields {...{ fields, formId, draft, violations }} path={[]} onChange={setDraft} />
      <Button type="submit" mt="sm">
        {title}
      </Button>
      {onCancel && (
        <Button variant="subtle" color="gray" mt="sm" onClick={onCancel}>
          {words.cancel}
        </Button>
      )}
    </form>
  )
}
