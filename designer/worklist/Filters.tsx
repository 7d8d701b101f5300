import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { queries } from '../queries.ts'
import { departments, stageName } from '../ui/department.ts'
import { SearchSign } from '../ui/signs.tsx'
import { words } from './texts.ts'
import classes from './WorkPage.module.css'
import {
  canBeReady,
  dueWithin,
  priorities,
  sorts,
  toFilter,
  viewOf,
  type WorkSearch,
  withChange,
} from './work-search.ts'

/** Search, filters and order, all of them in the address. On a narrow screen all but the search is folded away. */
export function Filters({ search }: { search: WorkSearch }) {
  const navigate = useNavigate({ from: '/work' })
  const processes = useQuery(queries.processes()).data ?? []
  const [isOpen, setOpen] = useState(false)
  const set = Object.keys(toFilter(search)).filter(part => part !== 'q').length
  /** Replaces the address: going back leaves the list, not a keystroke. */
  const filter = (change: { [name in keyof WorkSearch]: string }) =>
    navigate({ search: withChange(search, change), replace: true })
  const isDone = viewOf(search) === 'done'

  return (
    <search className={classes.filters} data-open={isOpen || undefined}>
      <SearchField q={search.q ?? ''} filter={q => filter({ q })} />
      <Button
        variant="default"
        className={classes.fold}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {words.filtersSet(set)}
      </Button>
      <div className={classes.choices}>
        <NativeSelect
          aria-label={words.stage}
          value={search.stage ?? ''}
          onChange={event => filter({ stage: event.currentTarget.value })}
          data={[
            { value: '', label: words.everyStage },
            ...[...new Set([...departments, ...(search.stage === undefined ? [] : [search.stage])])].map(
              stage => ({ value: stage, label: stageName(stage) }),
            ),
          ]}
        />
        {processes.length > 1 && (
          <NativeSelect
            aria-label={words.process}
            value={search.process ?? ''}
            onChange={event => filter({ process: event.currentTarget.value })}
            data={[
              { value: '', label: words.everyProcess },
              ...processes.map(({ process, name }) => ({ value: process, label: name })),
            ]}
          />
        )}
        <NativeSelect
          aria-label={words.priority}
          value={search.priority ?? ''}
          onChange={event => filter({ priority: event.currentTarget.value })}
          data={[
            { value: '', label: words.everyPriority },
            ...priorities.map(value => ({ value, label: words.priorities[value] })),
          ]}
        />
        {!isDone && (
          <>
            <NativeSelect
              aria-label={words.dueFilter}
              value={search.due ?? ''}
              onChange={event => filter({ due: event.currentTarget.value })}
              data={[
                { value: '', label: words.everyDue },
                ...dueWithin.map(value => ({ value, label: words.dueWithin[value] })),
              ]}
            />
            <NativeSelect
              aria-label={words.sort}
              value={search.sort ?? 'due'}
              onChange={event => filter({ sort: event.currentTarget.value })}
              data={sorts.map(value => ({ value, label: words.sorts[value] }))}
            />
          </>
        )}
        {canBeReady(search) && (
          <Checkbox
            className={classes.ready}
            label={words.ready}
            checked={search.show !== 'all'}
            onChange={event => filter({ show: event.currentTarget.checked ? '' : 'all' })}
          />
        )}
      </div>
    </search>
  )
}

function SearchField({ q, filter }: { q: string; filter(q: string): unknown }) {
  const [typed, setTyped] = useState(q)
  const field = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => field.current?.focus()]])
  const asked = useRef(q)
  const searchFor = useDebouncedCallback((next: string) => {
    asked.current = next
    return filter(next)
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
      aria-label={words.search}
      placeholder={words.searchHint}
      leftSection={<SearchSign />}
      className={classes.search}
      value={typed}
      onChange={event => {
        setTyped(event.currentTarget.value)
        searchFor(event.currentTarget.value.trim())
      }}
    />
  )
}
