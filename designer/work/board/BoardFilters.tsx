import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { priorities } from '../../../engine/case.ts'
import type { ProcessSummary } from '../../answers.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import classes from './Board.module.css'
import type { BoardSearch } from './board-search.ts'
import { words } from './texts.ts'

type Props = { search: BoardSearch; process: string; by: 'state' | 'stage'; processes: ProcessSummary[] }

/** Which process, which columns, and whose cases. All of it stands in the address. */
export function BoardFilters({ search, process, by, processes }: Props) {
  const navigate = useNavigate({ from: '/board' })
  /** An empty value takes the filter away. Replaces the address: going back leaves the board, not a keystroke. */
  const filter = (change: { [name in keyof BoardSearch]: string }) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '')
    return navigate({ search: Object.fromEntries(next) as BoardSearch, replace: true })
  }
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
      <SearchField
        label={words.search}
        hint={words.searchHint}
        className={classes.search}
        q={search.q ?? ''}
        onSearch={q => filter({ q })}
      />
    </search>
  )
}
