// Something unknown in, a definition or the problems with it out. What a definition means is not asked here:
// that is `verify`'s work.
//
// Files come from strangers. So everything that could hang or crash is bounded before anything recursive
// looks at it: first size and nesting, then shape, then the number and depth of states.

import { type Definition, definitionSchema, limits } from './definition.ts'
import { boundsOf } from './parse/bounds.ts'
import { shapeProblems } from './parse/shape.ts'
import { readSource, type Source } from './parse/source.ts'
import { indexStates } from './paths.ts'
import { type Problem, problem } from './problems.ts'

/** `definition` is there when nothing is wrong with the shape; `locate` adds line and column to later problems. */
export type Parsed = {
  definition?: Definition
  problems: Problem[]
  locate(problem: Problem): Problem
}

/**
 * A definition from JSON text, or from a value that JSON was parsed to. Never throws.
 *
 * From text, each problem says line and column; `locate` does the same for what `verify` finds.
 */
export function parseDefinition(input: unknown): Parsed {
  const { value, problems, locate } = typeof input === 'string' ? readSource(input) : readValue(input)
  if (problems.length > 0) return { problems, locate }
  const shaped = shape(value)
  const found = shaped.problems.map(locate)
  return shaped.definition && found.length === 0
    ? { definition: shaped.definition, problems: [], locate }
    : { problems: found, locate }
}

const readValue = (value: unknown): Source => ({ value, problems: boundsOf(value), locate: same => same })

/** The definition is a copy, so that a caller's later changes to the value do not reach it. */
function shape(value: unknown): { definition?: Definition; problems: Problem[] } {
  const { data, error } = definitionSchema.safeParse(value)
  return error ? { problems: shapeProblems(value, error) } : { definition: data, problems: tooMuch(data) }
}

/** The limits that only show when states are told from the rest. */
function tooMuch(definition: Definition): Problem[] {
  const nodes = [...indexStates(definition).byPath.values()]
  const problems: Problem[] = []
  const states = nodes.length - 1
  if (states > limits.states) problems.push(problem('too-many-states', '', states))
  const transitions = nodes.reduce((sum, { definition: state }) => {
    const lists = [...Object.values(state.on ?? {}), ...Object.values(state.after ?? {})]
    return [...lists, state.always ?? [], state.onDone ?? []].reduce((n, list) => n + list.length, sum)
  }, 0)
  if (transitions > limits.transitions) problems.push(problem('too-many-transitions', '', transitions))
  const tooDeep = nodes.find(({ depth }) => depth > limits.depth)
  if (tooDeep) problems.push(problem('too-deep', tooDeep.pointer, 'states', limits.depth))
  return problems
}
