import { DndContext, DragOverlay, pointerWithin } from '@dnd-kit/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Definition } from '../../../engine/definition.ts'
import type { BoardColumn, BoardQuery, CaseSummary } from '../../answers.ts'
import { queries } from '../../queries.ts'
import { FocusAfter } from '../../ui/Dialog.tsx'
import { formatList } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { useSteady } from '../../ui/use-steady.ts'
import { placesOf } from '../places.ts'
import { useTitles } from '../use-titles.ts'
import { sinceOf } from './age.ts'
import classes from './Board.module.css'
import { type Around, CarriedCard } from './Card.tsx'
import { Column } from './Column.tsx'
import { ColumnChoice } from './ColumnChoice.tsx'
import { placedColumn, type ShownColumn, shownColumns } from './columns.ts'
import { MoveDialog } from './MoveDialog.tsx'
import { moneyIn } from './money.ts'
import { words } from './texts.ts'
import { useArrived } from './use-arrived.ts'
import { useCarry } from './use-carry.ts'
import { useLive } from './use-live.ts'
import { useMoves } from './use-moves.ts'
import { linkOf, nextCard } from './walk.ts'

type Props = { columns: BoardColumn[]; query: BoardQuery; definition: Definition }

// Said by the board itself, in the words of the process.
const silent = { onDragStart: () => '', onDragOver: () => '', onDragEnd: () => '', onDragCancel: () => '' }

export function Board({ columns: newest, query, definition }: Props) {
  const { by } = query
  const board = useRef<HTMLDivElement>(null)
  const isNarrow = useMediaQuery('(max-width: 720px)', undefined, { getInitialValueInEffect: false })
  const places = useMemo(() => placesOf(definition), [definition])
  const all = useMemo(() => shownColumns(newest, by, places), [newest, by, places])
  const moves = useMoves(query, id => all.find(column => column.id === id)?.name ?? id)
  const carry = useCarry(query, moves)
  const steady = useSteady({ refresh: moves.refresh, onMove: moves.openList })
  useLive(query.process, steady.refresh)

  // What is in hand is not pulled away: the board stays as it is until it is let go.
  const kept = useRef(all)
  if (!carry.held) kept.current = all
  const shown = kept.current
  const columns = useMemo(() => shown.map(column => placedColumn(column, moves.moved)), [shown, moves.moved])
  const arrived = useArrived(columns)
  const around = useAround(columns, query, definition, steady.onMove)

  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string | null>(null)
  const [chosen, choose] = useState<string | null>(null)
  const only =
    columns.find(({ id }) => id === chosen) ?? columns.find(({ items }) => items.length > 0) ?? columns[0]
  const drawn = isNarrow && only ? [only] : columns
  const isWide = columns.length <= 6
  const isFolded = ({ id, ends, items }: ShownColumn) =>
    !isNarrow && ((items.length === 0 && !isWide) || (ends && !opened.has(id)))
  const stop = stopOf(
    drawn.filter(column => !isFolded(column)),
    current,
  )

  const cardOf = useCallback(
    (id: string) => linkOf(board.current?.querySelector(`[data-card="${CSS.escape(id)}"]`)),
    [],
  )
  const { moved, asked } = moves
  useEffect(() => {
    const at = document.activeElement
    const isElsewhere = at && at !== document.body && at.id !== 'content'
    // The card that has gone takes the focus along.
    if (moved && !asked && !isElsewhere) cardOf(moved.item.id)?.focus({ preventScroll: true })
  })
  const after = useMemo(
    () => ({
      get current() {
        return asked ? cardOf(asked.view.id) : null
      },
    }),
    [asked, cardOf],
  )

  const onKeyDown = (pressed: KeyboardEvent<HTMLDivElement>) => {
    const card = (pressed.target as HTMLElement).closest<HTMLElement>('[data-card]')
    if (!card || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return
    const column = card.closest<HTMLElement>('[data-column]')?.dataset.column ?? ''
    const item = find(columns, column, card.dataset.card ?? '')
    if (pressed.key.toLowerCase() === 'm' && item?.status === 'open') {
      pressed.preventDefault()
      return moves.openList(item, column)
    }
    const next = nextCard(card, pressed.key)
    if (!next) return
    pressed.preventDefault()
    linkOf(next)?.focus()
  }

  const onFold = (id: string) => {
    const next = new Set(opened)
    if (!next.delete(id)) next.add(id)
    setOpened(next)
  }
  return (
    <FocusAfter.Provider value={after}>
      <DndContext
        sensors={isNarrow ? [] : carry.sensors}
        collisionDetection={pointerWithin}
        accessibility={{ announcements: silent, screenReaderInstructions: { draggable: '' } }}
        {...carry.handlers}
      >
        {isNarrow && only && <ColumnChoice columns={columns} chosen={only} onChoose={choose} />}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from link to link within */}
        <div
          ref={board}
          className={classes.columns}
          onKeyDown={onKeyDown}
          onFocus={({ target }) => setCurrent(placeOf(target) ?? current)}
        >
          {drawn.map(column => (
            <Column
              key={`${query.process} ${by} ${column.id}`}
              {...{ column, query, around, stop, arrived, isWide }}
              moved={moves.moved}
              reach={carry.reachOf(column.id)}
              isFolded={isFolded(column)}
              {...(column.ends && !isNarrow && { onFold: () => onFold(column.id) })}
            />
          ))}
        </div>
        <DragOverlay dropAnimation={carry.dropAnimation}>
          {carry.held && (
            <CarriedCard
              {...carry.held}
              around={around}
              hint={carry.hintOf(id => columns.find(column => column.id === id)?.stage ?? null)}
            />
          )}
        </DragOverlay>
      </DndContext>
      <div className={classes.notice} role="status" data-tone={moves.notice?.tone}>
        {moves.notice && (
          <>
            <p>{moves.notice.text}</p>
            <button type="button" onClick={moves.dismiss}>
              {words.dismiss}
            </button>
          </>
        )}
      </div>
      {asked && <MoveDialog key={asked.kind} {...{ asked, moves, columns }} isNarrow={isNarrow === true} />}
    </FocusAfter.Provider>
  )
}

/** What all cards show beside their case; the same object while none of it changes. */
function useAround(
  columns: BoardColumn[],
  { by }: BoardQuery,
  definition: Definition,
  onMove: Around['onMove'],
): Around {
  const items = useMemo(() => columns.flatMap(({ items }) => items), [columns])
  const titles = useSteady({ titleOf: useTitles(items) })
  const colleagues = useQuery(queries.colleagues()).data
  const now = useNow()
  return useMemo(() => {
    const places = placesOf(definition)
    const names = new Map(colleagues?.map(({ id, name }) => [id, name]))
    return {
      now,
      moneys: moneyIn(definition.data),
      personName: id => names.get(id) ?? id,
      statesOf: item =>
        by === 'state' ? '' : formatList(item.activeStates.map(path => titles.titleOf(item, path))),
      sinceIn: (item, column) =>
        sinceOf(item.clocks, path =>
          by === 'state' ? path === column : places.stageOf(path) === (column || null),
        ),
      onMove,
    }
  }, [now, definition, colleagues, by, titles, onMove])
}

const find = (columns: BoardColumn[], column: string, id: string): CaseSummary | undefined =>
  columns.find(one => one.id === column)?.items.find(item => item.id === id)

/** "column case" of the card that something is in. */
function placeOf(target: EventTarget): string | null {
  const card = (target as HTMLElement).closest<HTMLElement>('[data-card]')
  const column = card?.closest<HTMLElement>('[data-column]')
  return card && column ? `${column.dataset.column} ${card.dataset.card}` : null
}

/** The Tab key comes back to the card that was left, or else to the first one. */
function stopOf(columns: BoardColumn[], current: string | null): string | null {
  const cards = columns.flatMap(({ id, items }) => items.map(item => `${id} ${item.id}`))
  return cards.find(card => card === current) ?? cards[0] ?? null
}
