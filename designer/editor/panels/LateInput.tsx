import { Textarea, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'

type Props = {
  label: string
  description?: string
  value: string
  disabled: boolean
  /** several lines, in the letters of code */
  isCode?: boolean
  onDone(value: string): void
}

/** A field whose value counts when it is left: half a name or half an expression is none. Enter leaves one line. */
export function LateInput({ label, description, value, disabled, isCode = false, onDone }: Props) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const done = () => {
    if (text !== value) onDone(text)
    // What is not accepted goes back to what it was.
    setText(value)
  }
  const field = {
    label,
    description,
    value: text,
    disabled,
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
    onBlur: done,
  }
  if (isCode)
    return <Textarea {...field} autosize minRows={2} styles={{ input: { fontFamily: 'var(--mono)' } }} />
  return (
    <TextInput
      {...field}
      onKeyDown={event => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') setText(value)
      }}
    />
  )
}
