// The columns of the board as they are shown: their names and order, and a card that is on its way.

import type { BoardColumn, CaseSummary } from '../../answers.ts'
import { stageName } from '../../ui/department.ts'
import type { Places } from '../places.ts'
import type { By } from './leads.ts'
import { type Money, worthOf } from './money.ts'
import { words } from './texts.ts'

export type ShownColumn = BoardColumn & {
  name: string
  /** where cases have ended */
  ends: boolean
}

/** A card that has been led elsewhere, before the board has come anew. `to`: every column that it is in then. */
export type Moved = { item: CaseSummary; to: string[] }

/** In the order of the journey; where cases end comes last. Of names that come twice each says what it is part of. */
export function shownColumns(columns: BoardColumn[], by: By, places: Places): ShownColumn[] {
  const named = columns.map(column => ({
    ...column,
    name: nameOf(column, by, places),
    ends: column.more.status === 'closed',
  }))
  const seen = Map.groupBy(named, ({ name }) => name)
  const distinct = named.map(column => {
    const around = places.trailOf(column.id).at(-2)
    const isTold = seen.get(column.name)!.length < 2 || around === undefined || by === 'stage'
    return isTold ? column : { ...column, name: `${around} › ${column.name}` }
  })
  const isLast = ({ id, ends }: ShownColumn) => ends && !id.includes('.')
  return [...distinct.filter(column => !isLast(column)), ...distinct.filter(isLast)]
}

function nameOf({ id, title }: BoardColumn, by: By, places: Places): string {
  if (by === 'state') return title ?? places.titleOf(id)
  return id === '' ? words.noStage : stageName(id)
}

/** The cards of a column, with the one that is on its way where it is led. */
export function placed(items: CaseSummary[], column: string, moved: Moved | null): CaseSummary[] {
  if (!moved) return items
  const at = items.findIndex(({ id }) => id === moved.item.id)
  if (!moved.to.includes(column)) return at < 0 ? items : items.filter((_, i) => i !== at)
  return at < 0 ? [moved.item, ...items] : items.with(at, moved.item)
}

export function placedColumn<C extends BoardColumn>(column: C, moved: Moved | null): C {
  const items = placed(column.items, column.id, moved)
  if (items === column.items) return column
  const count = column.count === null ? null : column.count + items.length - column.items.length
  return { ...column, items, count }
}

export type Total = { sum: number; isWhole: boolean; title: string; currency: string | null }

/** What the cards of a column are worth together; `isWhole`: none is missing. Null: not known, or not one currency. */
export function totalOf(items: CaseSummary[], count: number | null, moneys: Money[]): Total | null {
  const worths = items.flatMap(({ data }) => worthOf(data, moneys) ?? [])
  const [first] = worths
  if (!first || worths.some(({ money }) => money.currency !== first.money.currency)) return null
  const isOne = worths.every(({ money }) => money === first.money)
  return {
    sum: worths.reduce((sum, { value }) => sum + value, 0),
    isWhole: count === items.length,
    title: isOne ? first.money.title : words.worth,
    currency: first.money.currency,
  }
}
