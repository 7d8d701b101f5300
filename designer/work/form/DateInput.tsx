import { TextInput } from '@mantine/core'
import type { WidgetProps } from '@rjsf/utils'
import { useState } from 'react'
import classes from '../Fields.module.css'
import { aroundInput } from './around-input.tsx'
import { instantOf, localOf } from './local-time.ts'

/** A calendar day; it has no zone. The browser's own calendar is known to its reader, and to their screen reader. */
export function DateInput(props: WidgetProps) {
  return (
    <TextInput
      {...aroundInput(props)}
      type="date"
      className={classes.short}
      value={typeof props.value === 'string' ? props.value : ''}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value || undefined)}
    />
  )
}

/** An instant, typed as the reader's clocks show it; the data has it in UTC. */
export function InstantInput(props: WidgetProps) {
  const given = typeof props.value === 'string' ? localOf(props.value) : ''
  // A year that is being typed goes through instants that are none.
  const [typed, setTyped] = useState(given)
  const shown = given !== '' && instantOf(typed) !== props.value ? given : typed
  return (
    <TextInput
      {...aroundInput(props)}
      type="datetime-local"
      className={classes.short}
      value={shown}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        props.onChange(instantOf(currentTarget.value))
      }}
    />
  )
}
