// Two drafts that began as one, brought together: what does not touch the same thing by itself, the rest by choice.

import { type Choose, type Clash, merge } from '../../../engine/merge.ts'
import { canonical } from '../../../engine/seal.ts'
import { indexStates } from '../../indexed.ts'
import { parentOf } from '../apply/tree.ts'
import type { Draft, Layout, Place } from '../draft.ts'
import { applyEdit } from '../edit.ts'
import { freshName } from '../transitions.ts'

export type Sides = { base: Draft; mine: Draft; theirs: Draft }

export type Meeting = {
  /** with the choices made; where nothing is chosen yet, as in mine */
  draft: Draft
  /** what both changed in the definition, chosen or not */
  clashes: Clash[]
  /** states that both moved, by path: they stand where mine are */
  places: string[]
  /** states that both added under one key: mine has another key now, so that both are there */
  renamed: { from: string; to: string }[]
}

export function meet({ base, mine: ours, theirs }: Sides, choose?: Choose): Meeting {
  const { draft: mine, renamed } = besides(base, ours, theirs)
  const { value, clashes } = merge(base.definition, mine.definition, theirs.definition, choose)
  const { layout, places } = mergeLayouts(base.layout, mine.layout, theirs.layout)
  return { draft: { definition: value, layout }, clashes, places, renamed }
}

/** Takes what somebody else changed out of a draft again; what was changed since stays. */
export function without({ before, after }: { before: Draft; after: Draft }, now: Draft): Draft {
  return meet({ base: after, mine: now, theirs: before }).draft
}

/** What came in one after the other from one person, with nothing in between, as one. */
export function together<Taken extends { by: string; base: Draft; before: Draft; after: Draft }>(
  earlier: Taken | null,
  later: Taken,
): Taken {
  const isOneAfterTheOther = earlier?.by === later.by && earlier.after === later.before
  return isOneAfterTheOther ? { ...later, base: earlier.base, before: earlier.before } : later
}

/** Two people who each add a state get the same key for it. Both states stay: mine under another key. */
function besides(base: Draft, mine: Draft, theirs: Draft): { draft: Draft; renamed: Meeting['renamed'] } {
  const [was, ours, others] = [base, mine, theirs].map(({ definition }) => indexStates(definition).byPath)
  const twice = [...ours!.keys()].filter(path => {
    const [here, there] = [ours!.get(path)!, others!.get(path)]
    const isNewHere = !was!.has(path) && (parentOf(path) === '' || was!.has(parentOf(path)))
    return isNewHere && there && canonical(here.definition) !== canonical(there.definition)
  })
  return twice.reduce(
    ({ draft, renamed }, from) => {
      const parent = parentOf(from)
      const at = (key: string) => (parent === '' ? key : `${parent}.${key}`)
      const isTaken = (key: string) => [was, ours, others].some(paths => paths!.has(at(key)))
      const key = freshName(from.slice(parent === '' ? 0 : parent.length + 1), isTaken)
      return {
        draft: applyEdit(draft, { kind: 'rename-state', path: from, key }),
        renamed: [...renamed, { from, to: at(key) }],
      }
    },
    { draft: mine, renamed: [] as Meeting['renamed'] },
  )
}

/** A place is one thing: half of mine and half of theirs is a place that nobody chose. */
function mergeLayouts(base: Layout, mine: Layout, theirs: Layout): { layout: Layout; places: string[] } {
  const states: Record<string, Place> = {}
  const places: string[] = []
  for (const path of new Set([...Object.keys(theirs.states), ...Object.keys(mine.states)])) {
    const [was, here, there] = [base, mine, theirs].map(layout => textOf(layout.states[path]))
    const isTheirs = here === was
    if (!isTheirs && there !== was && here !== there) places.push(path)
    const place = (isTheirs ? theirs : mine).states[path]
    if (place) states[path] = place
  }
  const layout = { ...theirs, states }
  const isSame = (one: Layout) => textOf(one) === textOf(layout)
  return { layout: isSame(theirs) ? theirs : isSame(mine) ? mine : layout, places }
}

const textOf = (value: unknown): string => JSON.stringify(value) ?? ''
