import { Checkbox, NativeSelect } from '@mantine/core'
import type { EnumOptionsType, WidgetProps } from '@rjsf/utils'
import { texts } from '../../texts.ts'
import classes from '../Fields.module.css'
import { aroundInput } from './around-input.tsx'

/** One of some values, or several of them. */
export function ChoiceInput(props: WidgetProps) {
  const options = Array.isArray(props.options.enumOptions) ? props.options.enumOptions : []
  return props.multiple ? <Several {...props} choices={options} /> : <One {...props} choices={options} />
}

type Props = WidgetProps & { choices: EnumOptionsType[] }

// Values may be of any type, so an option is known by its place.
function One({ choices, ...props }: Props) {
  const { readOnly, disabled, ...around } = aroundInput(props)
  const at = choices.findIndex(({ value }) => isSame(value, props.value))
  return (
    <NativeSelect
      {...around}
      disabled={disabled || readOnly}
      className={classes.short}
      value={at < 0 ? '' : String(at)}
      onChange={({ currentTarget }) => props.onChange(choices[Number(currentTarget.value || -1)]?.value)}
      data={[
        { value: '', label: texts.form.choose },
        ...choices.map((choice, i) => ({ value: String(i), label: labelOf(choice) })),
      ]}
    />
  )
}

function Several({ choices, ...props }: Props) {
  const { readOnly, disabled, 'aria-label': _, ...around } = aroundInput(props)
  const chosen: unknown[] = Array.isArray(props.value) ? props.value : []
  const at = choices.flatMap(({ value }, i) => (chosen.some(one => isSame(one, value)) ? [String(i)] : []))
  return (
    <Checkbox.Group
      {...around}
      tabIndex={-1}
      value={at}
      onChange={places => props.onChange(places.map(place => choices[Number(place)]?.value))}
    >
      <div className={classes.choices}>
        {choices.map((choice, i) => (
          <Checkbox
            key={choice.label}
            value={String(i)}
            label={labelOf(choice)}
            disabled={disabled || readOnly}
          />
        ))}
      </div>
    </Checkbox.Group>
  )
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** A value without a title is shown as it is written, with a capital. */
const labelOf = ({ value, label }: EnumOptionsType): string =>
  label === value ? label.charAt(0).toUpperCase() + label.slice(1) : label
