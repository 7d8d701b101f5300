import { Input } from '@mantine/core'
import type { WidgetProps } from '@rjsf/utils'
import { useContext } from 'react'
import { FileInput, type FileValue } from '../FileInput.tsx'
import { words } from '../texts.ts'
import { aroundInput, Name } from './around-input.tsx'
import { FormCase } from './form-case.ts'

/** A file of the case, as the value of a field. */
export function FileWidget(props: WidgetProps) {
  const caseId = useContext(FormCase)?.id ?? null
  const { id, description, error, disabled, readOnly } = aroundInput(props)
  const isRequired = props.required === true
  const around = { id, description, error, label: <Name label={props.label} isRequired={isRequired} /> }
  const value: FileValue | null = props.value?.sha256 === undefined ? null : props.value
  if (caseId === null || disabled || readOnly)
    return (
      <Input.Wrapper {...around} labelElement="div">
        <p>{value?.name ?? words.files.notHere}</p>
      </Input.Wrapper>
    )
  return (
    <FileInput
      {...around}
      caseId={caseId}
      required={isRequired}
      value={value}
      onChange={file => props.onChange(file ?? undefined)}
    />
  )
}
