import { Autocomplete } from '@mantine/core'
import { useEffect, useState } from 'react'

type Props = {
  label: string
  description?: string
  placeholder?: string
  value: string
  choices: string[]
  disabled: boolean
  /** counts with every letter: for what is only sent with a button */
  isLive?: boolean
  onDone(value: string): void
}

/** A text with choices to pick from. It counts when one is picked, or when the field is left. */
export function ChoiceInput({ value, choices, isLive = false, onDone, ...field }: Props) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const done = (chosen: string) => {
    if (chosen !== value) onDone(chosen)
    // What is not accepted goes back to what it was.
    setText(value)
  }
  return (
    <Autocomplete
      {...field}
      size="sm"
      data={choices}
      // All of them, until something is written that is none of what it was.
      filter={({ options, search }) =>
        search === value || search === ''
          ? options
          : options.filter(
              one => 'label' in one && one.label.toLowerCase().includes(search.toLowerCase().trim()),
            )
      }
      value={text}
      maxDropdownHeight={240}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      onChange={typed => {
        setText(typed)
        if (isLive) onDone(typed)
      }}
      onOptionSubmit={done}
      onBlur={() => done(text.trim())}
      onKeyDown={event => {
        // With one of the choices marked, it is that which is meant.
        const isPicking = event.currentTarget.getAttribute('aria-activedescendant')
        if (event.key === 'Enter' && !isPicking) done(text.trim())
      }}
    />
  )
}
