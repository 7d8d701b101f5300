import { Select, TextInput } from '@mantine/core'
import type { WidgetProps } from '@rjsf/utils'
import { useQuery } from '@tanstack/react-query'
import { useContext } from 'react'
import { queries } from '../../queries.ts'
import { texts } from '../../texts.ts'
import classes from '../Fields.module.css'
import { listsIn, listsInCase } from '../register-options.ts'
import { aroundInput } from './around-input.tsx'
import { FormCase } from './form-case.ts'

/** A thing of a register or of a list of the case, found by its name; by its id where the list cannot be read. */
export function RegisterChoice({ register, ...props }: WidgetProps & { register: string }) {
  const registers = useQuery(queries.registers())
  const inCase = useContext(FormCase)
  const lists = [...listsIn(registers.data ?? []), ...listsInCase(inCase?.data ?? {})]
  const list = lists.find(({ name }) => name === register)
  const around = aroundInput(props)
  const value = typeof props.value === 'string' ? props.value : ''
  if (!list && !registers.isPending)
    return (
      <TextInput
        {...around}
        value={value}
        onChange={({ currentTarget }) => props.onChange(currentTarget.value || undefined)}
      />
    )
  const options = list?.options ?? []
  const isKnown = value === '' || options.some(option => option.value === value)
  return (
    <Select
      {...around}
      className={classes.short}
      placeholder={texts.form.choose}
      nothingFoundMessage={texts.form.notFound}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': texts.form.clear(props.label) }}
      value={value === '' ? null : value}
      onChange={chosen => props.onChange(chosen ?? undefined)}
      data={[...(isKnown ? [] : [{ value, label: value }]), ...options]}
    />
  )
}
