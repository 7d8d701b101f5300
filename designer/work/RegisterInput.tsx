import { NativeSelect, type NativeSelectProps, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { listsIn } from './register-options.ts'

type Props = Pick<NativeSelectProps, 'id' | 'label' | 'description' | 'error' | 'aria-required'> & {
  register: string
  value: string
  onChange(value: string): void
}

/** A thing of a register, by its name; by its id where the register cannot be read. */
export function RegisterInput({ register, value, onChange, ...field }: Props) {
  const registers = useQuery(queries.registers())
  const list = listsIn(registers.data ?? []).find(({ name }) => name === register)
  if (!list && !registers.isPending)
    return (
      <TextInput
        id={field.id}
        label={field.label}
        description={field.description}
        error={field.error}
        aria-required={field['aria-required']}
        value={value}
        onChange={event => onChange(event.currentTarget.value)}
      />
    )
  const options = list?.options ?? []
  const isKnown = value === '' || options.some(option => option.value === value)
  return (
    <NativeSelect
      {...field}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: texts.form.choose },
        ...(isKnown ? [] : [{ value, label: value }]),
        ...options,
      ]}
    />
  )
}
