// Finding a state, a transition, a rule or an event by what it is called.

import type { Definition } from '../../../engine/definition.ts'
import { titleOf } from '../../diagram/project.ts'
import type { Selection } from '../../diagram/selection.ts'
import { indexStates } from '../../indexed.ts'
import { asList, listTransitions } from '../transitions.ts'

export type Found = {
  kind: 'state' | 'transition' | 'event' | 'rule'
  /** its key, pointer or name */
  id: string
  title: string
  /** where it is, or what uses it */
  where: string
  /** what is selected when it is chosen; of a rule or an event, the transitions that use it */
  selection: Selection
}

/** Every word has to be somewhere in it; what begins with the text comes first. */
export function search(definition: Definition, text: string): Found[] {
  const asked = fold(text).split(/\s+/).filter(Boolean)
  if (asked.length === 0) return []
  return everything(definition)
    .filter(one => asked.every(word => one.words.includes(word)))
    .map(one => ({ ...one, rank: rankOf(one.found, asked.join(' ')) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ found }) => found)
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

function rankOf({ title, id }: Found, text: string): number {
  const names = [fold(title), fold(id)]
  if (names.includes(text)) return 0
  return names.some(name => name.startsWith(text)) ? 1 : 2
}

type Entry = { found: Found; words: string }

function everything(definition: Definition): Entry[] {
  const titles = new Map<string, string>()
  const states = [...indexStates(definition).byPath.values()].flatMap(({ path, key, parent, definition }) => {
    if (!parent) return []
    const title = ('title' in definition && definition.title) || key
    titles.set(path, title)
    const where = parent.path === '' ? '' : (titles.get(parent.path) ?? parent.key)
    return entry({ kind: 'state', id: path, title, where, selection: { states: [path], transitions: [] } })
  })
  const listed = listTransitions(definition)
  const transitions = listed.flatMap(one => {
    const nameOf = (path: string) => titles.get(path) ?? definition.name
    const where = `${nameOf(one.source.path)} → ${one.targets.map(({ path }) => nameOf(path)).join(', ')}`
    const more = 'key' in one.at ? one.at.key : ''
    const selection = { states: [], transitions: [one.pointer] }
    return entry(
      { kind: 'transition', id: one.pointer, title: titleOf(definition, one), where, selection },
      more,
    )
  })
  const using = (isUsed: (one: (typeof listed)[number]) => boolean): Selection => ({
    states: [],
    transitions: listed.filter(isUsed).map(({ pointer }) => pointer),
  })
  const events = Object.entries(definition.events ?? {}).flatMap(([name, { title }]) => {
    const selection = using(({ at }) => at.list === 'on' && at.key === name)
    return entry({ kind: 'event', id: name, title: title ?? name, where: '', selection })
  })
  const rules = Object.entries(definition.rules ?? {}).flatMap(([name, { title }]) => {
    const selection = using(({ transition }) => asList(transition.guard).includes(name))
    return entry({ kind: 'rule', id: name, title: title ?? name, where: '', selection })
  })
  return [...states, ...transitions, ...events, ...rules]
}

const entry = (found: Found, more = ''): Entry[] => [
  { found, words: fold(`${found.title} ${found.id} ${found.where} ${more}`) },
]
