// What the screens need to know of a definition: names of states, the order of stages, names of fields.

import { type HistoryEntry, isStep, type StateValue } from '../../engine/case.ts'
import type { Definition } from '../../engine/definition.ts'
import { isObject } from '../../engine/json.ts'
import type { StateNode } from '../../engine/paths.ts'
import { indexStates } from '../indexed.ts'
import { humanise } from '../ui/format.ts'

export type Places = {
  /** stages in the order in which they first appear */
  stages: string[]
  stageOf: (path: string) => string | null
  titleOf: (path: string) => string
  /** titles from the outermost state inwards */
  trailOf: (path: string) => string[]
}

/** A definition from another time may be of a shape that nobody can read: then names are made from the paths. */
export function placesOf(definition: Definition): Places {
  try {
    return readPlaces(definition)
  } catch {
    return unknownPlaces
  }
}

function readPlaces(definition: Definition): Places {
  const { byPath } = indexStates(definition)
  const nodes = [...byPath.values()].sort((a, b) => a.order - b.order)
  const find = (path: string) => byPath.get(path)
  return {
    stages: [...new Set(nodes.flatMap(node => node.stage ?? []))],
    stageOf: path => find(path)?.stage ?? null,
    titleOf: path => titleOf(find(path), path),
    trailOf: path => pathsTo(path).map(outer => titleOf(find(outer), outer)),
  }
}

/** Names made from the paths alone, for as long as the definition is not there. */
export const unknownPlaces: Places = {
  stages: [],
  stageOf: () => null,
  titleOf: path => titleOf(undefined, path),
  trailOf: path => pathsTo(path).map(outer => titleOf(undefined, outer)),
}

function titleOf(node: StateNode | undefined, path: string): string {
  const { title } = (node?.definition ?? {}) as { title?: string }
  return title ?? humanise(path.slice(path.lastIndexOf('.') + 1))
}

function pathsTo(path: string): string[] {
  const keys = path.split('.')
  return keys.map((_, i) => keys.slice(0, i + 1).join('.'))
}

/** The dotted paths of the innermost states that a state value names. */
export function leavesOf(states: StateValue, prefix = ''): string[] {
  if (typeof states === 'string') return [prefix + states]
  return Object.entries(states).flatMap(([key, inner]) =>
    isObject(inner) && Object.keys(inner).length === 0
      ? [prefix + key]
      : leavesOf(inner as StateValue, `${prefix}${key}.`),
  )
}

/** Where a case is now: for each stage the states that its active ones are all in, and what is active in those. */
export function placesNow(
  activeStates: string[],
  places: Places,
): { stage: string | null; around: string; states: string[] }[] {
  const byStage = Map.groupBy(activeStates, places.stageOf)
  return [...byStage].map(([stage, paths]) => {
    const trails = paths.map(path => places.trailOf(path))
    const shortest = Math.min(...trails.map(trail => trail.length)) - 1
    let shared = 0
    while (shared < shortest && trails.every(trail => trail[shared] === trails[0]![shared])) shared++
    // A department's outermost state is the department, whose name is there already.
    const named = stage !== null && shared > 0 ? 1 : 0
    return {
      stage,
      around: trails[0]!.slice(named, shared).join(' › '),
      states: trails.map(trail => withoutRepeats(trail.slice(shared)).join(' › ')),
    }
  })
}

/** "Marketing › Marketing reads what concerns it" says the first word twice. */
const withoutRepeats = (trail: string[]): string[] =>
  trail.filter((title, i) => i === trail.length - 1 || !trail.at(-1)!.startsWith(title))

/** The stages that a case has been in, from its history. */
export function stagesVisited(entries: HistoryEntry[], places: Places): Set<string> {
  const visited = new Set<string>()
  for (const entry of entries) {
    if (!isStep(entry)) continue
    for (const path of leavesOf(entry.to.states)) {
      const stage = places.stageOf(path)
      if (stage !== null) visited.add(stage)
    }
  }
  return visited
}
