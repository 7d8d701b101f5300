import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ExpressionField } from '../../rules/ExpressionField.tsx'
import { useRowKeys } from '../../ui/row-keys.ts'
import type { Editor } from '../editor.ts'
import type { Value } from '../effect-kinds.ts'
import { type Row, readRows, writeRows } from '../rows.ts'
import { LateInput } from './LateInput.tsx'
import classes from './Panels.module.css'
import { RowTools } from './RowTools.tsx'
import { words } from './texts.ts'

type Props = {
  editor: Editor
  label: string
  value: Value | undefined
  event: string | undefined
  /** without rows it is an empty object, and not nothing */
  isRequired: boolean
  onChange(value: Value | undefined): void
}

/** An object that goes along, each of its fields with an expression; one expression where it is no such object. */
export function RowsField({ editor, label, value, event, isRequired, onChange }: Props) {
  const [name, setName] = useState('')
  const rows = readRows(value)
  const keys = useRowKeys(rows?.map(row => row.name) ?? [])
  const disabled = editor.readOnly
  const given = event !== undefined && { event }
  if (!rows)
    return (
      <ExpressionField
        editor={editor}
        gives="value"
        label={label}
        value={
          value?.how === 'computed' ? value.cel : JSON.stringify(value?.how === 'written' && value.value)
        }
        {...given}
        disabled={disabled}
        onDone={cel => onChange(cel.trim() === '' ? undefined : { how: 'computed', cel })}
      />
    )

  const set = (after: Row[]) =>
    onChange(writeRows(after) ?? (isRequired ? { how: 'written', value: {} } : undefined))
  const isTaken = (one: string) => rows.some(row => row.name === one)
  const add = (submitted: FormEvent) => {
    submitted.preventDefault()
    if (name.trim() === '' || isTaken(name.trim())) return
    set([...rows, { name: name.trim(), cel: 'null' }])
    setName('')
  }

  return (
    <fieldset className={classes.rows}>
      <legend>{label}</legend>
      {rows.map((row, index) => (
        <div key={keys[index]} className={classes.condition}>
          <div className={classes.row}>
            <LateInput
              label={words.effects.fieldName}
              value={row.name}
              disabled={disabled}
              onDone={to =>
                to.trim() !== '' && !isTaken(to.trim()) && set(rows.with(index, { ...row, name: to.trim() }))
              }
            />
            {!disabled && <RowTools name={row.name} remove={() => set(rows.toSpliced(index, 1))} />}
          </div>
          <ExpressionField
            editor={editor}
            gives="value"
            label={words.effects.fieldValue(row.name)}
            value={row.cel}
            {...given}
            disabled={disabled}
            onDone={cel => cel.trim() !== '' && set(rows.with(index, { ...row, cel }))}
          />
        </div>
      ))}
      {!disabled && (
        <form className={classes.row} onSubmit={add}>
          <LateInput label={words.effects.newField} value={name} disabled={false} isLive onDone={setName} />
          <Button type="submit" variant="default" disabled={name.trim() === ''}>
            {words.effects.addField}
          </Button>
        </form>
      )}
    </fieldset>
  )
}
