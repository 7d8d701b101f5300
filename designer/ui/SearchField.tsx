import { TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { SearchSign } from './signs.tsx'

type Props = {
  label: string
  hint: string
  className: string | undefined
  /** the words in the address */
  q: string
  onSearch(q: string): unknown
}

/** Words to search for, which go into the address once nothing is typed for a moment. The key `/` leads here. */
export function SearchField({ label, hint, className, q, onSearch }: Props) {
  const [typed, setTyped] = useState(q)
  const field = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => field.current?.focus()]])
  const asked = useRef(q)
  const searchFor = useDebouncedCallback((next: string) => {
    asked.current = next
    return onSearch(next)
  }, 250)
  // The address changes by other ways too: cleared, or gone back to. What is being typed meanwhile stays.
  useEffect(() => {
    if (q !== asked.current) setTyped(q)
    asked.current = q
  }, [q])
  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={label}
      placeholder={hint}
      leftSection={<SearchSign />}
      className={className}
      value={typed}
      onChange={event => {
        setTyped(event.currentTarget.value)
        searchFor(event.currentTarget.value.trim())
      }}
    />
  )
}
