import { Checkbox } from '@mantine/core'
import type { WidgetProps } from '@rjsf/utils'
import { aroundInput } from './around-input.tsx'

export function BooleanInput(props: WidgetProps) {
  const { readOnly, disabled, ...around } = aroundInput(props)
  return (
    <Checkbox
      {...around}
      disabled={disabled || readOnly}
      checked={props.value === true}
      onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
    />
  )
}
