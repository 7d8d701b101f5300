import { NativeSelect } from '@mantine/core'
import type { Json } from '../../engine/json.ts'
import { LateInput } from '../editor/panels/LateInput.tsx'
import { type FormField, keywordsOfKind } from './field.ts'
import { words } from './texts.ts'
import { spelled } from './write-fields.ts'

type Props = { field: FormField; disabled: boolean; onChange(preset: Json | undefined): void }

/** What a field is when nobody says anything. */
export function PresetField({ field, disabled, onChange }: Props) {
  const { kind, preset, options } = field
  if (!keywordsOfKind[kind].includes('default')) return null
  if (kind === 'yes-no' || kind === 'choice') {
    const choices =
      kind === 'choice'
        ? options
        : [
            { value: true, label: words.field.yes },
            { value: false, label: words.field.no },
          ]
    const at = choices.findIndex(({ value }) => value === preset)
    return (
      <NativeSelect
        label={words.field.preset}
        value={preset === undefined ? '' : String(at)}
        disabled={disabled}
        data={[
          { value: '', label: words.field.nothing },
          ...(preset !== undefined && at < 0 ? [{ value: '-1', label: spelled(preset) }] : []),
          ...choices.map(({ value, label }, n) => ({ value: String(n), label: label || spelled(value) })),
        ]}
        onChange={event => onChange(choices[Number(event.currentTarget.value || -1)]?.value)}
      />
    )
  }
  const isNumber = kind === 'number' || kind === 'money' || kind === 'whole'
  return (
    <LateInput
      label={words.field.preset}
      placeholder={kind === 'date' ? '2026-12-31' : ''}
      value={preset === undefined ? '' : String(preset)}
      disabled={disabled}
      onDone={text => {
        const given = text.trim()
        if (given === '') onChange(undefined)
        else if (!isNumber) onChange(text)
        else if (Number.isFinite(Number(given))) onChange(Number(given))
      }}
    />
  )
}
