import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Fold } from '../editor/panels/Fold.tsx'
import { RowTools } from '../editor/panels/RowTools.tsx'
import { useRowKeys } from '../ui/row-keys.ts'
import { freshKey, moved, newField } from './change-fields.ts'
import { FieldEditor } from './FieldEditor.tsx'
import classes from './Forms.module.css'
import { type FieldKind, type FormField, fieldKinds } from './field.ts'
import { words } from './texts.ts'

export type ListProps = {
  /** what the fields are of; '': the form itself */
  of: string
  fields: FormField[]
  disabled: boolean
  onChange(fields: FormField[]): void
  /** they are the fields of the case data, of which some are asked at the start */
  isCaseData?: boolean
  /** says what cannot be done */
  tell(sentence: string): void
}

/** Fields of a form or of something in it: added, changed, ordered, removed. */
export function FieldList({ of, fields, disabled, isCaseData = false, onChange, tell }: ListProps) {
  // One at a time: the list stays one that can be looked over.
  const [opened, setOpened] = useState<number | null>(null)
  const keys = useRowKeys(fields.map(({ key }) => key))
  return (
    <div className={classes.list}>
      {fields.length === 0 && <p className={classes.hint}>{words.empty}</p>}
      {fields.map((field, index) => {
        const name = field.label || field.key
        return (
          <Fold
            key={keys[index]}
            isItem
            open={{
              isOpen: keys[index] === opened,
              toggle: () => setOpened(keys[index] === opened ? null : keys[index]!),
            }}
            title={name}
            note={`${words.shortKinds[field.kind]}${field.required ? ` · ${words.required}` : ''}`}
            tools={
              !disabled && (
                <RowTools
                  name={name}
                  place={{ index, count: fields.length, move: by => onChange(moved(fields, index, by)) }}
                  remove={() => onChange(fields.toSpliced(index, 1))}
                />
              )
            }
          >
            <FieldEditor
              field={field}
              taken={fields.map(({ key }) => key)}
              disabled={disabled}
              isCaseData={isCaseData}
              tell={tell}
              onChange={changed => onChange(fields.with(index, changed))}
            />
          </Fold>
        )
      })}
      {!disabled && (
        <AddField
          of={of}
          onAdd={(label, kind) => {
            const taken = fields.map(({ key }) => key)
            setOpened(Math.max(0, ...keys) + 1)
            onChange([...fields, newField(freshKey(label, taken), label, kind)])
          }}
        />
      )}
    </div>
  )
}

const choices = fieldKinds
  .filter(kind => kind !== 'other')
  .map(value => ({ value, label: words.kinds[value] }))

function AddField({ of, onAdd }: { of: string; onAdd(label: string, kind: FieldKind): void }) {
  const [label, setLabel] = useState('')
  const [kind, setKind] = useState<FieldKind>('text')
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    submitted.stopPropagation()
    if (label.trim() === '') return
    onAdd(label.trim(), kind)
    setLabel('')
  }
  return (
    <form className={classes.adding} onSubmit={submit}>
      <TextInput
        label={of === '' ? words.adding.label : words.adding.into(of)}
        placeholder={words.adding.labelHint}
        value={label}
        onChange={event => setLabel(event.currentTarget.value)}
      />
      <NativeSelect
        label={words.adding.kind}
        value={kind}
        data={choices}
        onChange={event => setKind(event.currentTarget.value as FieldKind)}
      />
      <Button type="submit" variant="default" disabled={label.trim() === ''}>
        {words.adding.add}
      </Button>
    </form>
  )
}
