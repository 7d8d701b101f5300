import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import type { JsonSchema } from '../../engine/json.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { CaseLists } from './case-lists.ts'
import { FieldList } from './FieldList.tsx'
import classes from './Forms.module.css'
import type { FormField } from './field.ts'
import { Preview } from './Preview.tsx'
import { moreOfForm, readFields } from './read-fields.ts'
import { words } from './texts.ts'
import { writeFields } from './write-fields.ts'

type Props = {
  title: string
  /** an event's form, which staff fill in, or the case data, which nobody does as a whole */
  of: 'event' | 'data'
  schema: JsonSchema | undefined
  /** what can be chosen from in a case of the process */
  lists: readonly string[]
  disabled: boolean
  onChange(schema: JsonSchema): void
}

const nothing: JsonSchema = { type: 'object', additionalProperties: false }

/** The fields of a form at a glance, and the way to where they are edited. */
export function FormPart({ title, of, schema = nothing, lists, disabled, onChange }: Props) {
  const [isOpen, setOpen] = useState(false)
  const fields = readFields(schema)
  return (
    <>
      <Glance fields={fields} none={of === 'event' ? words.noFields : words.noData} />
      <div>
        <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
          {disabled ? words.look : of === 'event' ? words.edit : words.editData}
        </Button>
      </div>
      {isOpen && (
        <CaseLists value={lists}>
          <FormDialog
            {...{ of, title, schema, fields, disabled, onChange }}
            heading={of === 'event' ? words.formOf(title) : title}
            onClose={() => setOpen(false)}
          />
        </CaseLists>
      )}
    </>
  )
}

function Glance({ fields, none }: { fields: FormField[]; none: string }) {
  const shown = fields.slice(0, 12)
  if (fields.length === 0) return <p className={classes.hint}>{none}</p>
  return (
    <ul className={classes.glance}>
      {shown.map(({ key, label, kind, required }) => (
        <li key={key}>
          {label || key}{' '}
          <small>
            {words.shortKinds[kind]}
            {required && ` · ${words.required}`}
          </small>
        </li>
      ))}
      {fields.length > shown.length && <li>{words.andMore(fields.length - shown.length)}</li>}
    </ul>
  )
}

type DialogProps = {
  of: 'event' | 'data'
  heading: string
  title: string
  schema: JsonSchema
  fields: FormField[]
  disabled: boolean
  onChange(schema: JsonSchema): void
  onClose(): void
}

function FormDialog({ of, heading, title, schema, fields, disabled, onChange, onClose }: DialogProps) {
  const [said, tell] = useState('')
  const isNarrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false })
  const more = moreOfForm(schema)
  return (
    <Dialog
      title={<strong>{heading}</strong>}
      size={1040}
      fullScreen={isNarrow === true}
      closeButtonProps={{ 'aria-label': words.close }}
      onClose={onClose}
    >
      <div className={classes.dialog}>
        <section aria-label={words.fields}>
          {more.length > 0 && (
            <p className={classes.more}>
              {words.moreOfForm} <code>{more.join(', ')}</code>. {words.moreKept}
            </p>
          )}
          <FieldList
            of=""
            isCaseData={of === 'data'}
            fields={fields}
            disabled={disabled}
            tell={tell}
            onChange={changed => {
              tell('')
              onChange(writeFields(schema, changed))
            }}
          />
          <p role="alert" className={classes.said}>
            {said}
          </p>
        </section>
        {/* Another form begins empty: what was typed may fit no field of it. */}
        <Preview key={JSON.stringify(schema)} title={title} schema={schema} />
      </div>
      <div className={classes.foot}>
        <p className={classes.hint}>{!disabled && words.saved}</p>
        <Button onClick={onClose}>{words.done}</Button>
      </div>
    </Dialog>
  )
}
