// The places that a way changes, found again by what a part of it reads.

import type { Literal } from './literal.ts'
import type { Place } from './places.ts'
import type { Wanted } from './wanted.ts'
import type { Part } from './ways.ts'

/**
 * A place to be changed. `wanted`: all of it; null: not known as comparisons. `for`: the parts that ask for it.
 * `with`: the place whose change brings this one about too, by the same event.
 */
export type Change = { place: Place; wanted: Wanted[] | null; for: Literal[]; with?: Place }

export type Changes = {
  /** Notes what a part repairs; `along`: what it goes along with. */
  add(part: Part, along?: Place): void
  all(): Change[]
  /** The changes of what a part reads, or of something in it or around it. */
  touching(literal: Literal): Change[]
  /** The change of the instant that is now, where waiting is part of the way. */
  time(): Change | undefined
}

export function createChanges(): Changes {
  const byKey = new Map<string, Change>()
  /** key of a place → the changes inside it */
  const inside = new Map<string, Change[]>()

  function begin(place: Place, along: Place | undefined): Change {
    const change: Change = { place, wanted: [], for: [], ...(along && { with: along }) }
    byKey.set(place.key, change)
    for (const key of place.around) {
      const others = inside.get(key)
      if (others) others.push(change)
      else inside.set(key, [change])
    }
    return change
  }

  return {
    add({ literal, repair }, along) {
      for (const { place, wanted } of repair ?? []) {
        const change = byKey.get(place.key) ?? begin(place, along)
        change.for.push(literal)
        if (wanted === null) change.wanted = null
        else change.wanted?.push(wanted)
      }
    },
    all: () => [...byKey.values()],
    touching({ reads }) {
      const touched = new Set<Change>()
      for (const { key, around } of reads) {
        for (const outer of [key, ...around]) {
          const change = byKey.get(outer)
          if (change) touched.add(change)
        }
        for (const change of inside.get(key) ?? []) touched.add(change)
      }
      return [...touched]
    },
    time: () => byKey.get('now'),
  }
}
