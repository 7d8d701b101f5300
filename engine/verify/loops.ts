// Transitions that follow without an event ("always", and "onDone" of what finishes at once) and lead in a
// circle. Nothing but their guards can stop them; the engine gives up after a hundred and refuses the event.
//
// Two graphs, of what may be taken next (see loop-graphs.ts). In the first, only transitions that are taken for
// certain: a circle there never ends, unless a guarded transition on the way leads out of it. In the second,
// all that are ever taken: whether a circle there ends depends on the data, so it is a warning, and nothing at
// all where two guards on it exclude each other and nothing assigns in between. Raised events are not followed.

import type { EffectDefinition } from '../definition.ts'
import type { StateNode } from '../paths.ts'
import { circles } from './circles.ts'
import { excludes, isAlways } from './formula.ts'
import { certainEdges, type Following, pointOf, possibleEdges } from './loop-graphs.ts'
import type { Reach } from './reach.ts'
import { label, type Survey, type TransitionNode } from './survey.ts'

export function checkLoops(survey: Survey, { taken, done }: Reach): void {
  const following: Following = { always: new Map(), onDone: new Map() }
  for (const list of survey.lists) {
    const possible = list.filter(one => taken.has(one))
    const [first] = possible
    if (first?.trigger === 'always' || first?.trigger === 'onDone')
      following[first.trigger].set(first.source, possible)
  }
  if (following.always.size + following.onDone.size === 0) return

  const { states, index } = survey
  // When all regions of the case have finished, the case ends, whatever else could follow.
  const canClose = index.root.type === 'parallel' && done.has(index.root)
  const told = new Set<StateNode>()
  for (const circle of circles(certainEdges(states, following))) {
    const sources = sourcesOf(circle, survey, following)
    const guarded = circle.some(point =>
      followingAll(following, pointOf(point, states).node).some(({ guard }) => !isAlways(guard)),
    )
    tell(survey, following, sources, guarded || canClose ? 'eventless-loop-possible' : 'eventless-loop')
    for (const source of sources) told.add(source)
  }
  const edges = possibleEdges(survey, following)
  for (const circle of circles(edges)) {
    const sources = sourcesOf(circle, survey, following)
    if (sources.length === 0 || sources.some(source => told.has(source))) continue
    if (!endsByItself(circle, edges, survey, following))
      tell(survey, following, sources, 'eventless-loop-possible')
  }
}

/** The transitions that are taken at a point of a graph: none where it is only passed. */
function takenAt(point: number, { states }: Survey, following: Following): TransitionNode[] {
  const { kind, node } = pointOf(point, states)
  return kind === 'always' || kind === 'onDone' ? (following[kind].get(node) ?? []) : []
}

/** The states whose transitions make a circle, in order. */
function sourcesOf(circle: number[], survey: Survey, following: Following): StateNode[] {
  return [...new Set(circle.flatMap(point => takenAt(point, survey, following).map(({ source }) => source)))]
}

const followingAll = ({ always, onDone }: Following, node: StateNode) => [
  ...(always.get(node) ?? []),
  ...(onDone.get(node) ?? []),
]

function tell(
  survey: Survey,
  following: Following,
  sources: StateNode[],
  code: 'eventless-loop' | 'eventless-loop-possible',
): void {
  const first = sources[0]
  if (!first) return
  const names = sources.slice(0, 8).map(source => label(survey, source))
  const last = sources.length > 8 ? '…' : names[0]!
  survey.report(code, followingAll(following, first)[0]!.pointer, [...names, last])
}

/** No assignment on the way, and two guards that cannot both hold, both of which every way round has to pass. */
function endsByItself(circle: number[], edges: number[][], survey: Survey, following: Following): boolean {
  const taken = circle.filter(point => takenAt(point, survey, following).length > 0)
  // Twenty on one circle are plenty.
  if (taken.length > 20) return false
  const transitionsAt = (point: number) => takenAt(point, survey, following)
  const assigns = (effects: EffectDefinition[] | undefined) => effects?.some(({ type }) => type === 'assign')
  const changes =
    taken.flatMap(transitionsAt).some(({ transition }) => transition.assign || assigns(transition.effects)) ||
    sourcesOf(circle, survey, following).some(
      ({ definition }) => assigns(definition.entry) || assigns(definition.exit),
    )
  if (changes) return false
  const needed = taken
    .filter(point => transitionsAt(point).length === 1 && !leadsRound(circle, edges, point))
    .flatMap(transitionsAt)
  return needed.some(one => needed.some(other => excludes(one.guard, other.guard)))
}

/** Whether there is still a way round without this point. */
function leadsRound(circle: number[], edges: number[][], without: number): boolean {
  const names = new Map(circle.filter(point => point !== without).map((point, n) => [point, n]))
  const rest = [...names.keys()].map(point => edges[point]!.flatMap(to => names.get(to) ?? []))
  return circles(rest).length > 0
}
