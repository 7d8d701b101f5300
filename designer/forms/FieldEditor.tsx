import { Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useContext } from 'react'
import { isReservedKey } from '../../engine/parse/bounds.ts'
import { LateInput } from '../editor/panels/LateInput.tsx'
import { queries } from '../queries.ts'
import { listsIn } from '../work/register-options.ts'
import { CaseLists } from './case-lists.ts'
import { isKey, newField, withKind } from './change-fields.ts'
import { FieldList } from './FieldList.tsx'
import classes from './Forms.module.css'
import { boundsOfKind, type FieldKind, type FormField, fieldKinds } from './field.ts'
import { Options } from './Options.tsx'
import { PresetField } from './PresetField.tsx'
import { words } from './texts.ts'

type Props = {
  field: FormField
  /** names of the fields beside it, and its own */
  taken: string[]
  disabled: boolean
  /** it is a field of the case data, which can be asked when a case is started */
  isCaseData: boolean
  onChange(field: FormField): void
  tell(sentence: string): void
}

/** Everything that can be said of one field. */
export function FieldEditor({ field, taken, disabled, isCaseData, onChange, tell }: Props) {
  const put = (change: Partial<FormField>) => onChange({ ...field, ...change })
  const name = field.label || field.key
  const rename = (key: string) => {
    if (isReservedKey(key)) tell(words.reservedKey(key))
    else if (!isKey(key)) tell(words.badKey(key))
    else if (taken.includes(key)) tell(words.takenKey(key))
    else put({ key })
  }
  return (
    <>
      {field.more.length > 0 && (
        <p className={classes.more}>
          {words.more} <code>{field.more.join(', ')}</code>. {words.moreKept}
        </p>
      )}
      <div className={classes.pair}>
        <LateInput
          label={words.field.label}
          placeholder={field.key}
          value={field.label}
          disabled={disabled}
          onDone={label => put({ label: label.trim() })}
        />
        <KindSelect
          label={words.field.kind}
          kind={field.kind}
          disabled={disabled}
          onChange={kind => onChange(withKind(field, kind))}
        />
      </div>
      <LateInput
        label={words.field.help}
        value={field.help}
        disabled={disabled}
        onDone={help => put({ help: help.trim() })}
      />
      <Checkbox
        label={words.field.required}
        checked={field.required}
        disabled={disabled}
        onChange={event => put({ required: event.currentTarget.checked })}
      />
      {isCaseData && (
        <Checkbox
          label={words.field.start}
          checked={field.start}
          disabled={disabled}
          onChange={event => put({ start: event.currentTarget.checked })}
        />
      )}
      <Particulars {...{ field, disabled, put, tell }} />
      {(field.kind === 'group' || field.kind === 'list') && (
        <fieldset className={classes.inner}>
          <legend>{field.kind === 'group' ? words.fieldsOf(name) : words.eachOf(name)}</legend>
          <FieldList
            of={name}
            fields={field.fields}
            disabled={disabled}
            tell={tell}
            onChange={fields => put({ fields })}
          />
        </fieldset>
      )}
      <LateInput
        label={words.field.key}
        description={words.field.keyHint}
        value={field.key}
        disabled={disabled}
        onDone={rename}
      />
    </>
  )
}

type KindProps = {
  label: string
  kind: FieldKind
  kinds?: readonly FieldKind[]
  disabled: boolean
  onChange(kind: FieldKind): void
}

function KindSelect({ label, kind, kinds = fieldKinds, disabled, onChange }: KindProps) {
  return (
    <NativeSelect
      label={label}
      value={kind}
      disabled={disabled}
      data={kinds
        .filter(one => one !== 'other' || one === kind)
        .map(value => ({ value, label: words.kinds[value] }))}
      onChange={event => onChange(event.currentTarget.value as FieldKind)}
    />
  )
}

type InnerProps = {
  field: FormField
  disabled: boolean
  put(change: Partial<FormField>): void
  tell(sentence: string): void
}

/** What only fields of this kind have. */
function Particulars({ field, disabled, put, tell }: InnerProps) {
  const { kind } = field
  return (
    <>
      {kind === 'choice' && (
        <Options options={field.options} disabled={disabled} onChange={options => put({ options })} />
      )}
      {kind === 'register' && (
        <RegisterSelect
          register={field.register}
          disabled={disabled}
          onChange={register => put({ register })}
        />
      )}
      {kind === 'money' && (
        <LateInput
          label={words.field.currency}
          value={field.currency}
          disabled={disabled}
          onDone={currency => currency.trim() !== '' && put({ currency: currency.trim().toUpperCase() })}
        />
      )}
      {kind === 'values' && field.item && (
        <Item item={field.item} disabled={disabled} tell={tell} onChange={item => put({ item })} />
      )}
      <Bounds field={field} disabled={disabled} put={put} />
      {(kind === 'text' || kind === 'long') && (
        <LateInput
          label={words.field.pattern}
          description={words.field.patternHint}
          value={field.pattern}
          disabled={disabled}
          onDone={pattern => put({ pattern })}
        />
      )}
      <PresetField field={field} disabled={disabled} onChange={preset => put({ preset })} />
    </>
  )
}

const simpleKinds: readonly FieldKind[] = fieldKinds.filter(
  kind => kind !== 'group' && kind !== 'list' && kind !== 'values',
)

function Item(props: {
  item: FormField
  disabled: boolean
  onChange(item: FormField): void
  tell(sentence: string): void
}) {
  const { item, disabled, onChange, tell } = props
  const kinds = simpleKinds.includes(item.kind) ? simpleKinds : [item.kind, ...simpleKinds]
  return (
    <>
      <KindSelect
        label={words.field.item}
        kind={item.kind}
        kinds={kinds}
        disabled={disabled}
        onChange={kind =>
          onChange(item.kind === 'other' ? newField('', item.label, kind) : withKind(item, kind))
        }
      />
      <Particulars
        field={item}
        disabled={disabled}
        tell={tell}
        put={change => onChange({ ...item, ...change })}
      />
    </>
  )
}

function Bounds({ field, disabled, put }: Omit<InnerProps, 'tell'>) {
  const labels = words.field.bounds[field.kind]
  if (!boundsOfKind(field.kind) || !labels) return null
  const isCounted = field.kind !== 'number' && field.kind !== 'money'
  const input = (bound: 'least' | 'most', label: string) => (
    <NumberInput
      // What the schema says is what is shown, also after an undo.
      key={`${bound} ${field[bound]}`}
      label={label}
      defaultValue={field[bound] ?? ''}
      allowDecimal={!isCounted}
      allowNegative={field.kind === 'number' || field.kind === 'money' || field.kind === 'whole'}
      hideControls
      disabled={disabled}
      onBlur={event => {
        const text = event.currentTarget.value.trim()
        const value = text === '' ? undefined : Number(text)
        if (value !== field[bound] && !Number.isNaN(value)) put({ [bound]: value })
      }}
    />
  )
  return (
    <div className={classes.pair}>
      {input('least', labels[0])}
      {input('most', labels[1])}
    </div>
  )
}

function RegisterSelect(props: { register: string; disabled: boolean; onChange(register: string): void }) {
  const { register, disabled, onChange } = props
  const registers = useQuery(queries.registers())
  const ofCase = useContext(CaseLists)
  const names = [...listsIn(registers.data ?? []).map(({ name }) => name), ...ofCase]
  return (
    <NativeSelect
      label={words.field.register}
      {...(registers.isError && { description: words.field.registerAway })}
      value={register}
      disabled={disabled}
      data={(names.includes(register) ? names : [register, ...names]).map(value => ({
        value,
        label: value.replace('.', ' › '),
      }))}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
