// A history in plain sentences: who did what, and where the case was afterwards.

import { type Actor, type HistoryEntry, isStep, type NoteEntry } from '../../engine/case.ts'
import type { Definition, StateDefinition } from '../../engine/definition.ts'
import type { Source } from '../../engine/sources.ts'
import { texts } from '../texts.ts'
import { formatList, humanise } from '../ui/format.ts'
import { leavesOf, type Places } from './places.ts'

export type Happening = {
  seq: number
  at: string
  kind: 'moved' | 'stayed' | 'refused' | 'said'
  who: string
  what: string
  /** where the case was afterwards, or why it was refused */
  afterwards: string | null
  supplied: boolean
}

/** Newest first. The first of `entries` counts as a move when nothing before it is known. */
export function tell(entries: HistoryEntry[], definition: Definition, places: Places): Happening[] {
  let before = ''
  const told = entries.map(entry => {
    const { event, seq } = entry
    const common = {
      seq,
      at: event.at,
      who: nameOfActor(event.actor),
      supplied: event.origin?.supplied ?? false,
    }
    const title = eventTitle(definition, event.type)
    if (entry.kind === 'refusal')
      return {
        ...common,
        kind: 'refused' as const,
        what: texts.history.tried(title),
        afterwards: refusalOf(entry),
      }
    if (!isStep(entry)) return { ...common, kind: 'said' as const, what: noteOf(entry), afterwards: null }
    const leaves = leavesOf(entry.to.states)
    const after = leaves.join(' ')
    const moved = after !== before
    before = after
    const entered = formatList(leaves.map(places.titleOf))
    return {
      ...common,
      kind: moved ? ('moved' as const) : ('stayed' as const),
      what: whatOf(entry, title, definition),
      afterwards: moved ? texts.history.moved(entered) : null,
    }
  })
  return told.reverse()
}

/** What somebody did that gave a case a value: the event by its title, or the wait that was over. */
export function deedOf({ event, actor }: Pick<Source, 'event' | 'actor'>, definition: Definition): string {
  if (actor.kind === 'timer') return timerTitle(event, definition)
  return event === 'start' && !definition.events?.start
    ? texts.history.started
    : eventTitle(definition, event)
}

/** What an event is called by its type, or a wait by the id of its timer. */
export const titleOfType = (type: string, definition: Definition): string =>
  type.startsWith('after ') ? timerTitle(type, definition) : eventTitle(definition, type)

function eventTitle(definition: Definition, type: string): string {
  return definition.events?.[type]?.title ?? humanise(type)
}

export function nameOfActor(actor: Pick<Actor, 'kind' | 'id' | 'name'>): string {
  if (actor.kind === 'timer') return texts.history.timer
  if (actor.kind === 'process') return texts.history.process
  return actor.name ?? actor.id ?? texts.history.somebody
}

function whatOf(entry: HistoryEntry, title: string, definition: Definition): string {
  if (entry.kind === 'start') return texts.history.started
  if (entry.kind === 'timer') return timerTitle(entry.event.type, definition)
  return title
}

function noteOf({ kind, event }: NoteEntry): string {
  const { text, assignee, name, note, priority } = event.data
  if (kind === 'comment') return texts.history.said(String(text))
  if (kind === 'priority') return texts.history.prioritised(String(priority), wordOf(note))
  if (kind === 'file') return texts.history.attached(String(name))
  const why = wordOf(note)
  if (assignee === null) return texts.history.gaveBack(why)
  return assignee === event.actor.id ? texts.history.took : texts.history.gave(String(name ?? assignee), why)
}

const wordOf = (note: unknown) => (typeof note === 'string' && note !== '' ? note : null)

function refusalOf(entry: HistoryEntry & { kind: 'refusal' }): string {
  const rules = entry.verdicts.filter(({ outcome }) => outcome !== 'pass').map(({ title }) => title)
  return rules.length > 0 ? texts.history.stoppedBy([...new Set(rules)]) : texts.refusal[entry.refusal.reason]
}

/** `after P90D in marketing.nurturing` → the title of what it leads to: "Silent for 90 days". */
export function timerTitle(id: string, definition: Definition): string {
  const named = /^after (.+) in (\S+)$/.exec(id)
  if (!named) return humanise(id)
  const [, key = '', path = ''] = named
  let state: Pick<StateDefinition, 'states' | 'after' | 'title'> | undefined = definition
  for (const name of path.split('.')) state = state?.states?.[name]
  return state?.after?.[key]?.[0]?.title ?? texts.history.waited(state?.title ?? humanise(path))
}
