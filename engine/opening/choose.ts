// Of the ways in which a guard would hold: what each would change, whether that can be so at once, and which of them
// needs least.

import { type Change, type Changes, createChanges } from './changes.ts'
import { comesOutAt, type Literal, wanting } from './literal.ts'
import { overlaps, type Place } from './places.ts'
import { isPossible, together, type Wanted } from './wanted.ts'
import { type Part, partsOf, type Way } from './ways.ts'

/** What is asked of those who know the events: how far off a change is, and whether one event makes several at once. */
export type Makers = {
  distanceOf: (change: Change) => number
  isMadeAtOnce: (changes: Change[]) => boolean
}

/**
 * What a way changes; null when its parts contradict each other. Also a part that holds already has a say: what it
 * reads must not be changed so that it no longer does.
 */
function changesOf(way: Way, makers: Makers): Change[] | null {
  const changes = createChanges()
  const own = partsOf(way)
  for (const part of own) changes.add(part)
  const parts = own.flatMap(part => insteadOf(part, changes, makers) ?? [part])
  const later = changes.time()
  for (const { literal, repair } of parts) {
    constrain(literal, changes)
    if (repair === null && later && !staysSoAt(literal, later)) return null
  }
  const all = changes.all()
  if (!all.every(({ wanted }) => wanted === null || isPossible(wanted))) return null
  return all.map(change => ({ ...change, wanted: change.wanted && together(change.wanted) }))
}

/**
 * A promise that becomes confirmed is one that the rules about confirmed promises look at, from then on. Where the
 * event that confirms it sets what those rules read as well, that goes along with it, and is no need of its own. The
 * parts that then have to hold instead of one that held so far; undefined: that one has to go on holding.
 */
function insteadOf({ literal, repair, orElse }: Part, changes: Changes, makers: Makers): Part[] | undefined {
  if (repair !== null || !orElse) return undefined
  const touched = changes.touching(literal)
  const [change] = touched
  const narrower = change && wanting(literal, change.place)
  if (touched.length !== 1 || !change?.wanted || !narrower) return undefined
  if (isSame(together(change.wanted), together([...change.wanted, narrower]))) return undefined
  const others = partsOf(orElse)
  const along = createChanges()
  for (const other of others) along.add(other)
  const beside = along.all()
  if (beside.length === 0)
    return others.some(other => reads(other.literal, change.place)) ? undefined : others
  if (!beside.every(({ place }) => isBeside(place, change.place))) return undefined
  if (!makers.isMadeAtOnce([change, ...beside])) return undefined
  for (const other of others) changes.add(other, change.place)
  return others
}

const reads = (literal: Literal, place: Place): boolean => literal.reads.some(read => overlaps(read, place))

const isSame = (a: Wanted[], b: Wanted[]): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Two fields of one object. */
const isBeside = (a: Place, b: Place): boolean =>
  a.keys.length === b.keys.length && a.keys.slice(0, -1).every((key, i) => key === b.keys[i])

/** Lets a part have its say about what is changed around it. */
function constrain(literal: Literal, changes: Changes): void {
  const touched = changes.touching(literal)
  const [only] = touched
  if (!only || only.place.kind === 'time') return
  if (touched.length === 1) {
    const wanted = wanting(literal, only.place)
    if (wanted === null) only.wanted = null
    else only.wanted?.push(wanted)
    return
  }
  for (const change of touched) change.wanted = null
}

function staysSoAt(literal: Literal, { wanted }: Change): boolean {
  if (!literal.reads.some(({ kind }) => kind === 'time')) return true
  return (wanted ?? []).every(({ value }) => comesOutAt(literal, Date.parse(String(value))))
}

/** The changes of the way that needs least: few, such that somebody can make them soon, told exactly. */
export function leastOf(ways: Way[], makers: Makers): Change[] | null {
  let best: { changes: Change[]; rank: number[] } | null = null
  for (const way of ways) {
    const changes = changesOf(way, makers)
    if (!changes) continue
    const own = changes.filter(change => !change.with)
    if (best && own.length > best.rank[0]!) continue
    const rank = [
      own.length,
      way.evasions,
      own.reduce((sum, change) => sum + makers.distanceOf(change), 0),
      own.filter(({ wanted }) => wanted === null).length,
    ]
    if (!best || compareRanks(rank, best.rank) < 0) best = { changes, rank }
    // Nothing can be nearer than one thing, told exactly, that somebody can do now.
    if (compareRanks(best.rank, [1, 0, 0, 0]) <= 0) break
  }
  return best?.changes ?? null
}

export function compareRanks(a: number[], b: number[]): number {
  const at = a.findIndex((rank, i) => rank !== b[i])
  return at < 0 ? 0 : a[at]! - b[at]!
}
