import { Textarea, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'

type Props = {
  label: string
  description?: string
  placeholder?: string
  value: string
  disabled: boolean
  /** several lines, in the letters of code */
  isCode?: boolean
  /** several lines */
  isLong?: boolean
  /** counts with every letter: for what is only sent with a button */
  isLive?: boolean
  onDone(value: string): void
}

/** A field whose value counts when it is left: half a name or half an expression is none. Enter leaves one line. */
export function LateInput(props: Props) {
  const { value, isCode = false, isLong = false, isLive = false, onDone, ...shown } = props
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const done = () => {
    if (text !== value) onDone(text)
    // What is not accepted goes back to what it was.
    setText(value)
  }
  const field = {
    ...shown,
    value: text,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => {
      setText(currentTarget.value)
      if (isLive) onDone(currentTarget.value)
    },
    onBlur: done,
  }
  if (isCode || isLong)
    return <Textarea {...field} {...(isCode && { styles: { input: { fontFamily: 'var(--mono)' } } })} />
  return (
    <TextInput
      {...field}
      onKeyDown={event => {
        if (event.key === 'Enter' && !isLive) event.currentTarget.blur()
        if (event.key === 'Escape') setText(value)
      }}
    />
  )
}
