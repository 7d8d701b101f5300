import { Button, Skeleton } from '@mantine/core'
import { useDocumentTitle, useLocalStorage } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { BoardQuery, ProcessSummary } from '../../answers.ts'
import { queries } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Failed, Message } from '../../ui/Message.tsx'
import classes from './Board.module.css'
import { Board } from './Board.tsx'
import { BoardFilters } from './BoardFilters.tsx'
import type { BoardSearch } from './board-search.ts'
import { words } from './texts.ts'

type Choice = { process?: string; by?: 'state' | 'stage' }

/** The board as somebody left it, unless the address says otherwise. */
export function BoardPage({ search }: { search: BoardSearch }) {
  useDocumentTitle(`${words.title} · ${texts.product}`)
  const processes = useQuery(queries.processes())
  const [kept, keep] = useLocalStorage<Choice>({
    key: 'throughline:board',
    defaultValue: {},
    getInitialValueInEffect: false,
  })
  const list = processes.data ?? []
  const wanted = [search.process, kept.process]
  const chosen = wanted.map(id => list.find(({ process }) => process === id)).find(one => one) ?? list[0]
  const by = search.by ?? kept.by ?? 'stage'
  const process = chosen?.process
  useEffect(() => {
    if (process !== undefined && (process !== kept.process || by !== kept.by)) keep({ process, by })
  }, [process, by, kept, keep])

  return (
    <div className={classes.page} data-wide>
      <div className={classes.head}>
        <h1>{words.title}</h1>
        {chosen && <BoardFilters search={search} process={chosen.process} by={by} processes={list} />}
      </div>
      {processes.isError ? (
        <Failed error={processes.error} retry={() => processes.refetch()} />
      ) : !processes.data ? (
        <Waiting />
      ) : !chosen ? (
        <Message title={words.noProcess.title}>
          <p>{words.noProcess.text}</p>
        </Message>
      ) : (
        <Loaded search={search} chosen={chosen} by={by} />
      )}
    </div>
  )
}

type LoadedProps = { search: BoardSearch; chosen: ProcessSummary; by: 'state' | 'stage' }

function Loaded({ search: { assignee, priority, q }, chosen, by }: LoadedProps) {
  const { process, version } = chosen
  const query: BoardQuery = {
    process,
    by,
    ...(assignee !== undefined && { assignee }),
    ...(priority !== undefined && { priority }),
    ...(q !== undefined && { q }),
  }
  const board = useQuery({ ...queries.board(query), placeholderData: keepPreviousData })
  const ran = useQuery(queries.version(process, version))
  const failed = (board.data ? null : board.error) ?? ran.error
  if (failed) return <Failed error={failed} retry={() => (board.data ? ran : board).refetch()} />
  if (!board.data || !ran.data) return <Waiting />
  const isEmpty = board.data.columns.every(({ items }) => items.length === 0)
  if (isEmpty && !board.isPlaceholderData)
    return <Nothing isFiltered={(assignee ?? priority ?? q) !== undefined} />
  return (
    <Board
      key={`${process} ${by}`}
      columns={board.data.columns}
      query={query}
      definition={ran.data.definition}
    />
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const navigate = useNavigate({ from: '/board' })
  const { none, noMatch } = words
  if (!isFiltered)
    return (
      <Message title={none.title}>
        <p>{none.text}</p>
      </Message>
    )
  const clear = () =>
    navigate({
      search: ({ process, by }) => ({ ...(process !== undefined && { process }), ...(by && { by }) }),
    })
  return (
    <Message title={noMatch.title}>
      <p>{noMatch.text}</p>
      <Button variant="default" onClick={clear}>
        {noMatch.clear}
      </Button>
    </Message>
  )
}

function Waiting() {
  return (
    <div role="status" aria-label={texts.loading} className={classes.columns}>
      {['a', 'b', 'c', 'd', 'e'].map(column => (
        <Skeleton key={column} width={272} height={320} radius={8} className={classes.waiting} />
      ))}
    </div>
  )
}
