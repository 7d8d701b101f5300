import { useDroppable } from '@dnd-kit/core'
import { Button, VisuallyHidden } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { BoardQuery } from '../../answers.ts'
import { queries } from '../../queries.ts'
import { Department } from '../../ui/Department.tsx'
import { stageHue } from '../../ui/department.ts'
import { LockSign } from '../../ui/signs.tsx'
import { type Around, Card } from './Card.tsx'
import classes from './Column.module.css'
import { type Moved, placed, type ShownColumn, type Total, totalOf } from './columns.ts'
import { formatMoney } from './money.ts'
import { words } from './texts.ts'

/** What a column is to the card in hand. */
export type Reach = 'from' | 'open' | 'blocked' | 'none'

type Props = {
  column: ShownColumn
  query: BoardQuery
  moved: Moved | null
  around: Around
  /** `null`: nothing is in hand */
  reach: Reach | null
  /** the card where the Tab key comes to the board */
  stop: string | null
  /** cards that have just come from another column */
  arrived: ReadonlySet<string>
  /** folded columns show their name only; one with nothing in it stays folded */
  isFolded: boolean
  /** there is room for all columns at their full width */
  isWide: boolean
  onFold?: () => void
}

export function Column(props: Props) {
  const { column, reach, isFolded, isWide } = props
  const { setNodeRef, isOver } = useDroppable({ id: column.id })
  const Shown = isFolded ? Folded : Unfolded
  return (
    <div
      ref={setNodeRef}
      className={classes.column}
      style={stageHue(column.stage)}
      data-column={column.id}
      data-folded={isFolded || undefined}
      data-empty={column.items.length === 0 || undefined}
      data-wide-column={isWide || undefined}
      data-reach={reach ?? undefined}
      data-over={isOver || undefined}
    >
      <Shown {...props} />
    </div>
  )
}

function Folded({ column, reach, onFold }: Props) {
  const { name, count } = column
  const label = (
    <>
      <span className={classes.dot} aria-hidden />
      {reach === 'blocked' && <LockSign />}
      <span className={classes.vertical}>{name}</span>
      <span className={classes.number} aria-hidden>
        {count ?? words.many}
      </span>
    </>
  )
  if (!onFold || count === 0)
    return (
      <div className={classes.strip} title={`${name}: ${words.count(count)}`}>
        {label}
      </div>
    )
  return (
    <button
      type="button"
      className={classes.strip}
      aria-expanded={false}
      aria-label={`${words.open(name)}, ${words.count(count)}`}
      onClick={onFold}
    >
      {label}
    </button>
  )
}

function Unfolded({ column, query, moved, around, reach, stop, arrived, onFold }: Props) {
  const id = useId()
  const [isWhole, showWhole] = useState(false)
  const isState = query.by === 'state'
  const asked = {
    process: query.process,
    ...(isState ? { state: column.id } : { stage: column.id }),
    ...(query.assignee !== undefined && { assignee: query.assignee }),
    ...(query.q !== undefined && { q: query.q }),
    ...(column.ends ? {} : query.priority !== undefined && { priority: query.priority }),
    ...column.more,
  }
  const whole = useInfiniteQuery({ ...queries.column(asked), enabled: isWhole })
  const pages = isWhole ? whole.data?.pages.flatMap(page => page.items) : undefined
  const items = pages ? placed(pages, column.id, moved) : column.items
  const hasMore = pages ? whole.hasNextPage : column.next !== null && column.id !== ''
  const total = totalOf(items, column.count, around.moneys)
  return (
    <section className={classes.body} aria-labelledby={id}>
      <header className={classes.head}>
        {isState && column.stage !== null && (
          <span className={classes.stage}>
            <Department stage={column.stage} />
          </span>
        )}
        <h2 id={id}>
          {isState || column.stage === null ? column.name : <Department stage={column.stage} />}
          {reach === 'blocked' && <LockSign />}
          <span className={classes.number}>
            <span aria-hidden>{column.count ?? words.many}</span>
            <VisuallyHidden>{words.count(column.count)}</VisuallyHidden>
          </span>
        </h2>
        {total && <TotalMark total={total} />}
        {onFold && (
          <button type="button" className={classes.fold} onClick={onFold} aria-expanded>
            {words.close(column.name)}
          </button>
        )}
      </header>
      <div className={classes.scroll}>
        {items.length === 0 ? (
          <p className={classes.empty}>{words.empty}</p>
        ) : (
          <ul className={classes.cards} aria-labelledby={id}>
            {items.map(item => (
              <Card
                key={item.id}
                item={item}
                column={column.id}
                around={around}
                isStop={stop === `${column.id} ${item.id}`}
                isNew={arrived.has(`${column.id} ${item.id}`)}
              />
            ))}
          </ul>
        )}
        {hasMore && (
          <Button
            variant="subtle"
            size="xs"
            fullWidth
            mt="xs"
            loading={whole.isFetching && (!pages || whole.isFetchingNextPage)}
            onClick={() => (isWhole ? void whole.fetchNextPage() : showWhole(true))}
          >
            {words.more}
          </Button>
        )}
      </div>
    </section>
  )
}

function TotalMark({ total: { sum, isWhole, title, currency } }: { total: Total }) {
  const amount = formatMoney(sum, currency)
  return (
    <span className={classes.total} title={title}>
      <span aria-hidden>{words.total(amount, isWhole)}</span>
      <VisuallyHidden>{words.totalSpoken(title, amount, isWhole)}</VisuallyHidden>
    </span>
  )
}
