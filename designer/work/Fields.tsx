import {
  Button,
  Checkbox,
  Fieldset,
  Input,
  NativeSelect,
  NumberInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { toPointer } from '../../engine/paths.ts'
import type { Violation } from '../../engine/refusal.ts'
import { texts } from '../texts.ts'
import classes from './Fields.module.css'
import { type Draft, type DraftValue, emptyValue, type Field } from './form.ts'
import { RegisterInput } from './RegisterInput.tsx'

type Around = {
  formId: string
  violations: Violation[]
  /** where these fields are in the event's data */
  path: (string | number)[]
}

type FieldsProps = Around & { fields: Field[]; draft: Draft; onChange: (draft: Draft) => void }

/** The fields of a form or of a group in it, in the order of the schema. */
export function Fields({ fields, draft, onChange, ...around }: FieldsProps) {
  return (
    <>
      {fields.map(field => (
        <FieldInput
          key={field.key}
          {...around}
          field={field}
          path={[...around.path, field.key]}
          value={draft[field.key]}
          onChange={value => onChange({ ...draft, [field.key]: value })}
        />
      ))}
    </>
  )
}

type Props = Around & { field: Field; value: DraftValue; onChange: (value: DraftValue) => void }

function FieldInput(props: Props) {
  const { field, value, onChange, path, formId, violations } = props
  const pointer = toPointer(path)
  const error = violations
    .filter(violation => violation.field === pointer)
    .map(({ message }) => message.charAt(0).toUpperCase() + message.slice(1))
    .join('. ')
  const common = {
    id: `${formId}${pointer}`,
    label: <Label field={field} />,
    description: field.help,
    error: error || undefined,
    'aria-required': field.required,
  }
  const text = { ...common, value: (value as string | undefined) ?? '' }

  switch (field.kind) {
    case 'text':
      return <TextInput {...text} onChange={event => onChange(event.currentTarget.value)} />
    case 'long':
      return <Textarea {...text} onChange={event => onChange(event.currentTarget.value)} />
    case 'date':
    case 'instant':
      return (
        <TextInput
          {...text}
          type={field.kind === 'date' ? 'date' : 'datetime-local'}
          className={classes.short}
          onChange={event => onChange(event.currentTarget.value)}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...common}
          value={(value as number | string | undefined) ?? ''}
          allowDecimal={!field.whole}
          {...(field.currency !== null && {
            decimalScale: 2,
            rightSection: <span className={classes.currency}>{field.currency}</span>,
            rightSectionWidth: 48,
          })}
          hideControls
          className={classes.short}
          onChange={onChange}
        />
      )
    case 'register':
      return <RegisterInput {...text} register={field.register} onChange={onChange} />
    case 'boolean':
      return (
        <Checkbox
          {...common}
          checked={value === true}
          onChange={event => onChange(event.currentTarget.checked)}
        />
      )
    case 'choice':
      return (
        <NativeSelect
          {...text}
          className={classes.short}
          onChange={event => onChange(event.currentTarget.value)}
          data={[
            { value: '', label: texts.form.choose },
            ...field.options.map(({ label }, i) => ({ value: String(i), label })),
          ]}
        />
      )
    case 'choices':
      return (
        <Checkbox.Group
          {...common}
          value={(value as string[] | undefined) ?? []}
          onChange={onChange}
          tabIndex={-1}
        >
          <div className={classes.choices}>
            {field.options.map(({ label }, i) => (
              <Checkbox key={label} value={String(i)} label={label} />
            ))}
          </div>
        </Checkbox.Group>
      )
    case 'group':
      return (
        <Fieldset legend={<Label field={field} />} className={classes.group} id={common.id} tabIndex={-1}>
          <Fields
            {...{ formId, violations, path }}
            fields={field.fields}
            draft={(value as Draft | undefined) ?? {}}
            onChange={onChange}
          />
        </Fieldset>
      )
    case 'list':
      return <ListInput {...props} field={field} error={error} />
    case 'unlisted':
      return (
        <Input.Wrapper {...common} labelElement="div">
          <p className={classes.unlisted}>{texts.form.unlisted}</p>
        </Input.Wrapper>
      )
  }
}

/** As many inputs as somebody adds. */
function ListInput(props: Props & { field: Field & { kind: 'list' }; error: string }) {
  const { field, value, onChange, error, path, formId, violations } = props
  const items = (value as DraftValue[] | undefined) ?? []
  const itemName = field.item.label || field.label
  return (
    <Fieldset
      legend={<Label field={field} />}
      className={classes.group}
      id={`${formId}${toPointer(path)}`}
      tabIndex={-1}
    >
      {field.help !== null && <Input.Description>{field.help}</Input.Description>}
      {items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an element of such a list has no other name than its place
        <div key={i} className={classes.item}>
          <div>
            <FieldInput
              {...{ formId, violations }}
              field={{ ...field.item, label: texts.form.item(itemName, i + 1) }}
              path={[...path, i]}
              value={item}
              onChange={changed => onChange(items.map((other, at) => (at === i ? changed : other)))}
            />
          </div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            className={classes.remove}
            aria-label={texts.form.remove(texts.form.item(itemName, i + 1))}
            onClick={() => onChange(items.filter((_, at) => at !== i))}
          >
            {texts.form.removeShort}
          </Button>
        </div>
      ))}
      {error !== '' && <Input.Error>{error}</Input.Error>}
      <Button
        variant="default"
        size="compact-sm"
        className={classes.add}
        onClick={() => onChange([...items, emptyValue(field.item)])}
      >
        {texts.form.add(itemName)}
      </Button>
    </Fieldset>
  )
}

/** Most fields are required, so it is the others that say so. */
function Label({ field }: { field: Field }) {
  if (field.required || field.label === '') return field.label
  return (
    <>
      {field.label} <span className={classes.optional}>{texts.form.optional}</span>
    </>
  )
}
