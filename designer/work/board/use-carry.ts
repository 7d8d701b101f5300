// A card in hand: what it is to each column, and what comes of letting it go.

import {
  type DragEndEvent,
  type DragStartEvent,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { useReducedMotion } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { BoardQuery, CaseSummary } from '../../answers.ts'
import { queries } from '../../queries.ts'
import { hasFields } from '../has-fields.ts'
import type { Hint } from './Card.tsx'
import type { Reach } from './Column.tsx'
import { columnsOf, leadsOf } from './leads.ts'
import { stopperOf } from './MoveDialog.tsx'
import { words } from './texts.ts'
import type { Moves } from './use-moves.ts'

export type Held = { item: CaseSummary; column: string }

const snapMs = 150

export function useCarry({ by }: BoardQuery, moves: Moves) {
  const [held, hold] = useState<Held | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const [isLetIn, letIn] = useState(false)
  const isStill = useReducedMotion()
  const mouse = useSensor(MouseSensor, { activationConstraint: { distance: 6 } })
  const touch = useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } })
  const sensors = useSensors(mouse, touch)

  const { data: view } = useQuery({ ...queries.case(held?.item.id ?? ''), enabled: held !== null })
  const { process, version } = held?.item ?? { process: '', version: 0 }
  const { data: ran } = useQuery({ ...queries.version(process, version), enabled: held !== null })
  const leads = useMemo(
    () => (held && view && ran ? leadsOf(view, ran.definition, by) : null),
    [held, view, ran, by],
  )

  function reachOf(column: string): Reach | null {
    if (!held) return null
    if (column === held.column) return 'from'
    if (!leads) return null
    const lead = leads.get(column)
    return !lead ? 'none' : lead.open.length > 0 ? 'open' : 'blocked'
  }

  function hintOf(stageOf: (column: string) => string | null): Hint | null {
    if (!leads || over === null || over === held?.column) return null
    const lead = leads.get(over)
    const stage = stageOf(over)
    if (!lead) return { kind: 'none', text: words.no, stage }
    if (lead.open.length > 0)
      return { kind: 'open', text: words.lead(lead.open.map(({ title }) => title)), stage }
    return { kind: 'blocked', text: words.locked(stopperOf(lead.blocked[0]!)), stage }
  }

  function start({ active }: DragStartEvent): void {
    hold(active.data.current as Held)
    setOver(null)
    letIn(false)
    moves.dismiss()
  }

  function end({ over }: DragEndEvent): void {
    keepFromFollowing()
    hold(null)
    if (!held) return
    const { item, column: from } = held
    const isStray = view !== undefined && !columnsOf(view, by).includes(from)
    const to = over === null ? from : String(over.id)
    if (to === from && !isStray) return
    const open = leads?.get(to)?.open ?? []
    // Whatever is not sent at once goes back to where it was taken from.
    letIn(!isStray && open.length === 1 && !hasFields(open[0]!.schema))
    moves.drop(item, from, to)
  }

  return {
    held,
    reachOf,
    hintOf,
    sensors,
    dropAnimation: isLetIn || isStill ? null : { duration: snapMs, easing: 'ease-out' },
    handlers: {
      onDragStart: start,
      onDragOver: ({ over }: { over: { id: string | number } | null }) =>
        setOver(over === null ? null : String(over.id)),
      onDragEnd: end,
      onDragCancel: () => {
        keepFromFollowing()
        hold(null)
      },
    },
  }
}

/** A card is a link too. Letting it go where it was taken from is no click on it. */
function keepFromFollowing(): void {
  const stop = (click: Event) => click.preventDefault()
  window.addEventListener('click', stop, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', stop, { capture: true }), 0)
}
