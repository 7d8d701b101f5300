import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { queries } from '../queries.ts'
import { departments, stageName } from '../ui/department.ts'
import { SearchField } from '../ui/SearchField.tsx'
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
      <SearchField
        label={words.search}
        hint={words.searchHint}
        className={classes.search}
        q={search.q ?? ''}
        onSearch={q => filter({ q })}
      />
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
