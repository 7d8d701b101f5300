import { Button } from '@mantine/core'
import { type FormEvent, useId, useMemo, useState } from 'react'
import { compileForm } from '../../engine/form.ts'
import type { JsonSchema } from '../../engine/json.ts'
import type { Violation } from '../../engine/refusal.ts'
import { Fields } from '../work/Fields.tsx'
import { type Draft, emptyDraft, fieldsOf, readDraft } from '../work/form.ts'
import classes from './Forms.module.css'
import { words } from './texts.ts'

/** A form as staff will see it, to be filled in and tried; nothing is sent. */
export function Preview({ title, schema }: { title: string; schema: JsonSchema }) {
  const formId = useId()
  const fields = useMemo(() => fieldsOf(schema), [schema])
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(fields))
  const [violations, setViolations] = useState<Violation[] | null>(null)
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    setViolations(checked(schema, readDraft(fields, draft)))
  }
  return (
    <form className={classes.preview} onSubmit={submit} aria-label={words.preview.title} noValidate>
      <h3>{words.preview.title}</h3>
      <p className={classes.previewTitle}>{title}</p>
      {fields.length === 0 && <p className={classes.hint}>{words.preview.nothing}</p>}
      <Fields
        {...{ fields, formId, draft }}
        violations={violations ?? []}
        path={[]}
        onChange={changed => {
          setDraft(changed)
          setViolations(null)
        }}
      />
      {fields.length > 0 && (
        <div>
          <Button type="submit" variant="default">
            {words.preview.try}
          </Button>
        </div>
      )}
      <p role="status" className={classes.hint}>
        {violations && (violations.length > 0 ? words.preview.wrong(violations.length) : words.preview.fits)}
      </p>
    </form>
  )
}

/** A schema that cannot be used, such as one with a broken pattern, is a problem of the draft and told there. */
function checked(schema: JsonSchema, data: ReturnType<typeof readDraft>): Violation[] {
  try {
    return compileForm(schema)(data)
  } catch (error) {
    return [{ field: '', message: error instanceof Error ? error.message : String(error) }]
  }
}
