import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { priorities } from '../../../engine/case.ts'
import type { ProcessSummary } from '../../answers.ts'
import { SearchSign } from '../../ui/signs.tsx'
import classes from './Board.module.css'
import type { BoardSearch } from './board-search.ts'
import { words } from './texts.ts'

type Props = { search: BoardSearch; process: string; by: 'state' | 'stage'; processes: ProcessSummary[] }

/** Which process, which columns, and whose cases. All of it stands in the address. */
export function BoardFilters({ search, process, by, processes }: Props) {
  const navigate = useNavigate({ from: '/board' })
  const [typed, setTyped] = useState(search.q ?? '')
  const field = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => field.current?.focus()]])

  /** An empty value takes the filter away. Replaces the address: going back leaves the board, not a keystroke. */
  const filter = (change: { [name in keyof BoardSearch]: string }) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '')
    return navigate({ search: Object.fromEntries(next) as BoardSearch, replace: true })
  }
  const asked = useRef(search.q ?? '')
  const searchFor = useDebouncedCallback((q: string) => {
    asked.current = q
    return filter({ q })
  }, 250)
  useEffect(() => {
    const q = search.q ?? ''
    if (q !== asked.current) setTyped(q)
    asked.current = q
  }, [search.q])

  return (
    <search className={classes.filters}>
      {processes.length > 1 && (
        <NativeSelect
          aria-label={words.process}
          value={process}
          onChange={event => filter({ process: event.currentTarget.value })}
          data={processes.map(({ process, name }) => ({ value: process, label: name }))}
        />
      )}
      <SegmentedControl
        aria-label={words.by.label}
        value={by}
        onChange={by => filter({ by })}
        data={[
          { value: 'stage', label: words.by.stage },
          { value: 'state', label: words.by.state },
        ]}
      />
      <SegmentedControl
        aria-label={words.whose.label}
        value={search.assignee ?? ''}
        onChange={assignee => filter({ assignee })}
        data={[
          { value: '', label: words.whose.all },
          { value: 'me', label: words.whose.me },
          { value: 'none', label: words.whose.none },
        ]}
      />
      <NativeSelect
        aria-label={words.priority.label}
        value={search.priority ?? ''}
        onChange={event => filter({ priority: event.currentTarget.value })}
        data={[
          { value: '', label: words.priority.all },
          ...priorities.map(one => ({ value: one, label: words.priorities[one] })),
        ]}
      />
      <TextInput
        ref={field}
        type="search"
        className={classes.search}
        aria-label={words.search}
        placeholder={words.searchHint}
        leftSection={<SearchSign />}
        value={typed}
        onChange={event => {
          setTyped(event.currentTarget.value)
          searchFor(event.currentTarget.value.trim())
        }}
      />
    </search>
  )
}
