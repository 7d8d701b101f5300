import { NumberInput, Textarea, TextInput } from '@mantine/core'
import { getSchemaType, type WidgetProps } from '@rjsf/utils'
import classes from '../Fields.module.css'
import { aroundInput } from './around-input.tsx'
import { RegisterChoice } from './RegisterChoice.tsx'

/** A line, a paragraph, a number with its unit, or something that a register knows. */
export function TextOrNumber(props: WidgetProps) {
  const { schema, value, onChange, options } = props
  const type = getSchemaType(schema)
  const register: unknown = schema['x-register']
  if (type === 'number' || type === 'integer') return <Amount {...props} isWhole={type === 'integer'} />
  if (typeof register === 'string') return <RegisterChoice {...props} register={register} />
  const common = {
    ...aroundInput(props),
    value: typeof value === 'string' ? value : '',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onChange(currentTarget.value === '' ? options.emptyValue : currentTarget.value),
  }
  return (schema.maxLength ?? 0) > 300 ? (
    <Textarea {...common} autosize minRows={2} maxRows={12} />
  ) : (
    <TextInput {...common} type={schema.format === 'time' ? 'time' : 'text'} />
  )
}

function Amount({ isWhole, ...props }: WidgetProps & { isWhole: boolean }) {
  const { schema, value, onChange } = props
  const { 'x-currency': currency, 'x-unit': named } = schema as Record<string, unknown>
  const unit = [currency, named].find(one => typeof one === 'string')
  const around = aroundInput(props)
  return (
    <NumberInput
      {...around}
      value={value ?? ''}
      onChange={onChange}
      allowDecimal={!isWhole}
      // As the screens write numbers: what is typed is seen at once as it is meant.
      thousandSeparator=","
      decimalSeparator="."
      allowedDecimalSeparators={['.']}
      {...(typeof currency === 'string' && { decimalScale: 2 })}
      {...(unit !== undefined && {
        'aria-label': `${props.label} (${unit})`,
        rightSection: <span className={classes.currency}>{unit as string}</span>,
        rightSectionWidth: 64,
      })}
      hideControls
      className={classes.short}
    />
  )
}
