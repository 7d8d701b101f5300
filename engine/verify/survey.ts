// What all checks look at: the states and transitions of a definition in their places, with targets resolved
// and guards understood as far as that goes without running them. Made once.

import type { Definition, Transition } from '../definition.ts'
import { indexStates, type StateIndex, type StateNode, toPointer } from '../paths.ts'
import { type Problem, type ProblemCode, type ProblemWords, problem, quote } from '../problems.ts'
import { allOf, always, type Formula, isNever, toFormula } from './formula.ts'
import { asList, createTargets } from './targets.ts'

export type Trigger = 'on' | 'always' | 'after' | 'onDone'

/** A transition in its place. */
export type TransitionNode = {
  source: StateNode
  transition: Transition
  pointer: string
  trigger: Trigger
  /** event type or delay; '' for always and onDone */
  key: string
  /** from 1, among the transitions of the same state and trigger */
  place: number
  /** where it leads; of an unknown target the one that was probably meant, so that one slip is one problem */
  targets: StateNode[]
  /** one of its targets is unknown, and nothing like it exists */
  isLost: boolean
  guard: Formula
}

/** The transitions of one state for one event, timer, or none: the first that can be taken is. */
export type TransitionList = TransitionNode[]

/** A pointer, or a part of the text that it leads to. */
export type At = string | { pointer: string; range: { start: number; end: number } }

export type Report = <Code extends ProblemCode>(code: Code, at: At, ...words: ProblemWords<Code>) => void

export type Survey = {
  definition: Definition
  index: StateIndex
  /** in document order */
  states: StateNode[]
  transitions: TransitionNode[]
  lists: TransitionList[]
  outgoing: Map<StateNode, TransitionNode[]>
  /** more targets are unknown than were guessed at: what can be reached cannot be told */
  isUncharted: boolean
  /** formulas of rules, by name */
  rules: Map<string, Formula>
  report: Report
}

/** How many problems of one kind are kept: past that nobody reads, and wording them takes time. */
const mostOfAKind = 100

/** Gathers problems. */
export function createReport(): { report: Report; problems(): Problem[] } {
  const found = new Map<string, Problem>()
  const counts = new Map<ProblemCode, number>()
  let isCut = false
  return {
    report(code, at, ...words) {
      const count = counts.get(code) ?? 0
      if (count >= mostOfAKind) {
        isCut = true
        return
      }
      const [pointer, range] = typeof at === 'string' ? [at] : [at.pointer, at.range]
      const next: Problem = { ...problem(code, pointer, ...words), ...(range && { range }) }
      // A rule that several events ask for is wrong once.
      const key = `${code} ${pointer} ${next.message}`
      if (found.has(key)) return
      found.set(key, next)
      counts.set(code, count + 1)
    },
    problems: () => [...found.values(), ...(isCut ? [problem('more-problems', '', found.size)] : [])],
  }
}

export function survey(definition: Definition, report: Report): Survey {
  const index = indexStates(definition)
  const states = allStates(index.root)
  const { rules, guardOf } = formulasFor(definition.rules ?? {})
  const targets = createTargets(index, states, report)
  const lists = states.flatMap(source =>
    listsOf(source).map(({ list, pointer, trigger, key }) =>
      list.map((transition, n): TransitionNode => {
        const at = `${pointer}/${n}`
        const found = targets.resolve(source, transition.target, at)
        const guard = guardOf(transition)
        return { source, transition, pointer: at, place: n + 1, trigger, key, ...found, guard }
      }),
    ),
  )
  const transitions = lists.flat()
  const outgoing = new Map<StateNode, TransitionNode[]>(states.map(state => [state, []]))
  for (const transition of transitions) outgoing.get(transition.source)?.push(transition)
  return {
    definition,
    index,
    states,
    transitions,
    lists,
    outgoing,
    rules,
    report,
    isUncharted: targets.isUncharted(),
  }
}

type Rules = NonNullable<Definition['rules']>
type Formulas = { rules: Map<string, Formula>; guardOf(transition: Transition): Formula }

const formulas = new WeakMap<Rules, Formulas>()

/**
 * Who draws changes a state and checks again: rules and most transitions are the same objects as before, and what
 * they come to is known.
 */
function formulasFor(definitions: Rules): Formulas {
  const known = formulas.get(definitions)
  if (known) return known
  const rules = new Map(Object.entries(definitions).map(([name, { when }]) => [name, toFormula(when)]))
  const texts = new Map(rules)
  const guards = new WeakMap<Transition, Formula>()

  function formulaOf(text: string): Formula {
    const before = texts.get(text)
    if (before) return before
    const formula = toFormula(text)
    texts.set(text, formula)
    return formula
  }

  const made: Formulas = {
    rules,
    guardOf(transition) {
      if (transition.guard === undefined) return always
      const before = guards.get(transition)
      if (before) return before
      const guard = allOf(asList(transition.guard).map(formulaOf))
      guards.set(transition, guard)
      return guard
    },
  }
  formulas.set(definitions, made)
  return made
}

/** `on GO`, as messages name it. */
export function nameOf({ trigger, key }: TransitionNode): string {
  return key === '' ? quote(trigger) : quote(key)
}

/** A state as messages name it: the path, or the process's id for the root. */
export const label = ({ definition }: Survey, { path }: StateNode): string => path || definition.id

/** A transition that some event, timer or data can bring about, as far as guard and roles tell. */
export const isPossible = ({ guard, trigger, transition }: TransitionNode): boolean =>
  !isNever(guard) && !(trigger === 'on' && transition.allow?.length === 0)

/** Inner states that are there for their own sake: history states only point to others. */
export const realChildren = ({ children }: StateNode): StateNode[] =>
  children.filter(({ type }) => type !== 'history')

/** The inner state that a compound one starts in; where that is wrong or missing, the first. */
export function initialOf(node: StateNode): StateNode | undefined {
  const { initial } = node.definition
  return node.children.find(({ key }) => key === initial) ?? realChildren(node)[0]
}

export function isInside(node: StateNode, outer: StateNode): boolean {
  for (let at = node.parent; at; at = at.parent) if (at === outer) return true
  return false
}

/** Every parallel state around a state, with the region that the state is in. */
export function regionsAround(node: StateNode): [parallel: StateNode, region: StateNode][] {
  const regions: [StateNode, StateNode][] = []
  for (let at = node; at.parent; at = at.parent)
    if (at.parent.type === 'parallel') regions.push([at.parent, at])
  return regions
}

/** All, also those whose path another state has already. */
function allStates(root: StateNode): StateNode[] {
  const states: StateNode[] = []
  const waiting = [root]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    states.push(node)
    for (let i = node.children.length - 1; i >= 0; i--) waiting.push(node.children[i]!)
  }
  return states
}

type List = Pick<TransitionNode, 'trigger' | 'key' | 'pointer'> & { list: Transition[] }

/** What an edit leaves as it is has the same lists as before. */
const listed = new WeakMap<StateNode['definition'], { pointer: string; lists: List[] }>()

function listsOf({ definition: state, pointer }: StateNode): List[] {
  const before = listed.get(state)
  if (before?.pointer === pointer) return before.lists
  const keyed = (trigger: 'on' | 'after'): List[] =>
    Object.entries(state[trigger] ?? {}).map(([key, list]) => ({
      trigger,
      key,
      pointer: `${pointer}${toPointer([trigger, key])}`,
      list,
    }))
  const plain = (trigger: 'always' | 'onDone'): List[] => {
    const list = state[trigger]
    return list ? [{ trigger, key: '', pointer: `${pointer}/${trigger}`, list }] : []
  }
  const lists = [...keyed('on'), ...plain('always'), ...keyed('after'), ...plain('onDone')]
  listed.set(state, { pointer, lists })
  return lists
}
