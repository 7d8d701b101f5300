// What comes of leading a card to another column, by hand, by keys or from the list:
//
//   one event, no form     sent at once; the card is shown there, and put back when it is refused
//   one event with a form  the form is opened; the card waits where it is
//   several events         the reader chooses one
//   only blocked events    the card stays, and what is in the way is told
//   no event               the card stays, and where it can go is told

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BoardQuery, CaseEvent, CaseSummary, CaseView } from '../../answers.ts'
import { api, queries } from '../../queries.ts'
import { formatList } from '../../ui/format.ts'
import { isolated } from '../../ui/isolated.ts'
import { sentenceOf } from '../../ui/Message.tsx'
import { hasFields } from '../has-fields.ts'
import { newId } from '../new-id.ts'
import { placesOf } from '../places.ts'
import { nameOf } from './Card.tsx'
import type { Moved } from './columns.ts'
import { columnsOf, type Leads, leadsOf } from './leads.ts'
import { words } from './texts.ts'

/** What the reader is asked or told in a dialog. `from`, `to`: ids of columns; null: wherever the event leads. */
export type Asked =
  | { kind: 'list'; view: CaseView; leads: Leads; from: string }
  | { kind: 'choose'; view: CaseView; events: CaseEvent[]; from: string; to: string }
  | { kind: 'form'; view: CaseView; event: CaseEvent; from: string; to: string | null }
  | { kind: 'blocked'; view: CaseView; events: CaseEvent[]; from: string; to: string }

export type Notice = { text: string; tone: 'done' | 'no' }
export type Moves = ReturnType<typeof useMoves>

export function useMoves({ process, by }: BoardQuery, columnName: (id: string) => string) {
  const client = useQueryClient()
  const [asked, ask] = useState<Asked | null>(null)
  const [moved, setMoved] = useState<Moved | null>(null)
  const [notice, tell] = useState<Notice | null>(null)

  /** The case as it is now, and where it can be led. */
  async function look(id: string) {
    const view = await client.fetchQuery(queries.case(id))
    const { definition } = await client.fetchQuery(queries.version(process, view.version))
    return { view, definition, leads: leadsOf(view, definition, by) }
  }

  const say = (text: string, tone: Notice['tone']) => tell({ text, tone })
  const calledOf = (item: CaseSummary) => isolated(nameOf(item))

  async function whereIs(view: CaseView): Promise<string> {
    const { definition } = await client.fetchQuery(queries.version(process, view.version))
    return formatList(view.activeStates.map(placesOf(definition).titleOf))
  }

  async function openList(item: CaseSummary, from: string): Promise<void> {
    tell(null)
    try {
      const { view, leads } = await look(item.id)
      ask({ kind: 'list', view, leads, from })
    } catch (error) {
      say(words.refused(calledOf(item), sentenceOf(error as Error)), 'no')
    }
  }

  async function drop(item: CaseSummary, from: string, to: string): Promise<void> {
    tell(null)
    ask(null)
    try {
      const { view, leads } = await look(item.id)
      if (!columnsOf(view, by).includes(from)) {
        await refresh()
        return say(words.meanwhile(calledOf(item), await whereIs(view)), 'no')
      }
      const lead = leads.get(to)
      if (!lead) {
        const reachable = [...leads].flatMap(([id, { open }]) => (open.length > 0 ? [columnName(id)] : []))
        return say(words.nowhere(calledOf(item), columnName(to), reachable), 'no')
      }
      if (lead.open.length > 1) return ask({ kind: 'choose', view, events: lead.open, from, to })
      const [event] = lead.open
      if (!event) return ask({ kind: 'blocked', view, events: lead.blocked, from, to })
      await take(view, event, from, to)
    } catch (error) {
      say(words.refused(calledOf(item), sentenceOf(error as Error)), 'no')
    }
  }

  /** Sends an event, or opens its form first. */
  async function take(view: CaseView, event: CaseEvent, from: string, to: string | null): Promise<void> {
    if (hasFields(event.schema)) return ask({ kind: 'form', view, event, from, to })
    ask(null)
    if (to !== null)
      setMoved({ item: view, to: [...columnsOf(view, by).filter(column => column !== from), to] })
    try {
      const answer = await api.sendEvent(view.id, { type: event.type, seq: view.seq, id: newId() })
      if (answer.kind === 'sent') return await land(view, answer.case, to)
      await putBack(view, words.refused(calledOf(view), answer.message))
    } catch (error) {
      await putBack(view, words.refused(calledOf(view), sentenceOf(error as Error)))
    }
  }

  async function putBack(view: CaseView, why: string): Promise<void> {
    setMoved(null)
    say(why, 'no')
    await client.invalidateQueries({ queryKey: queries.case(view.id).queryKey })
    await refresh()
  }

  /** The card goes where the server says that the case is now. */
  async function land(before: CaseView, after: CaseView, wanted: string | null): Promise<void> {
    ask(null)
    const isGone = by === 'stage' && after.status === 'closed'
    const landed = { item: after, to: isGone ? [] : columnsOf(after, by) }
    setMoved(landed)
    client.setQueryData(queries.case(after.id).queryKey, after)
    say(await outcomeOf(before, after, wanted), 'done')
    void client.invalidateQueries({ queryKey: queries.case(after.id).queryKey })
    void client.invalidateQueries({ queryKey: ['cases'] })
    void client.invalidateQueries({ queryKey: ['work'] })
    await refresh()
    // Another card may be on its way by now.
    setMoved(now => (now === landed ? null : now))
  }

  async function outcomeOf(before: CaseView, after: CaseView, wanted: string | null): Promise<string> {
    const name = calledOf(after)
    if (after.status === 'closed') return words.ended(name)
    const where = await whereIs(after)
    if (wanted !== null && columnsOf(after, by).includes(wanted)) return words.moved(name, columnName(wanted))
    if (before.activeStates.join() === after.activeStates.join()) return words.stayed(name, where)
    return wanted === null ? words.moved(name, where) : words.elsewhere(name, columnName(wanted), where)
  }

  const refresh = () => client.invalidateQueries({ queryKey: ['board'] })

  return {
    asked,
    moved,
    notice,
    openList: (item: CaseSummary, from: string) => void openList(item, from),
    drop: (item: CaseSummary, from: string, to: string) => void drop(item, from, to),
    take: (view: CaseView, event: CaseEvent, from: string, to: string | null) =>
      void take(view, event, from, to),
    land: (before: CaseView, after: CaseView, wanted: string | null) => void land(before, after, wanted),
    close: () => ask(null),
    dismiss: () => tell(null),
    refresh,
  }
}
