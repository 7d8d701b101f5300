import { limits } from '../definition.ts'
import { toPointer } from '../paths.ts'
import { type Problem, problem } from '../problems.ts'

/** Lists and objects inside one another. Twenty states deep needs about sixty. */
export const deepestNesting = 120

/** What JavaScript treats specially as a key; no name of anything may be one. */
export const isReservedKey = (key: string): boolean => key === '__proto__'

/** Values of all kinds. Ten for each transition at the limit of transitions, and as many for the rest. */
const mostValues = 400_000

/** How many such problems are listed before the rest is left out. */
const shown = 20

/** A value and the way to it, as a chain: a path for each would multiply the memory by the depth. */
type Visit = { value: unknown; part: string | number; outer: Visit | null; depth: number }

/**
 * What makes a value unfit to be looked at more closely: too large, too deep (also a circle), not JSON, or
 * with a key that JavaScript treats specially. Empty when it is fit.
 *
 * A list of work instead of recursion, and everything that is visited is counted: values that share parts
 * with one another can be small in memory and endless to walk.
 */
export function boundsOf(value: unknown): Problem[] {
  const problems: Problem[] = []
  const waiting: Visit[] = [{ value, part: '', outer: null, depth: 0 }]
  let [size, values] = [0, 0]
  for (let here = waiting.pop(); here && problems.length < shown; here = waiting.pop()) {
    const { value, depth } = here
    size += typeof value === 'string' ? value.length : 1
    values += Array.isArray(value) ? value.length : 1
    if (depth > deepestNesting) return [problem('too-deep', '', 'json', deepestNesting)]
    const strange = notData(value)
    if (strange) problems.push(problem('not-data', pointerOf(here), strange))
    if (size > limits.size) return [problem('too-large', '', limits.size, 'characters')]
    if (values > mostValues) return [problem('too-large', '', mostValues, 'values')]
    if (strange || typeof value !== 'object' || value === null) continue
    // Keys in reverse, because the list of work is taken from its end: problems come in document order.
    for (const part of Object.keys(value).reverse()) {
      const inner = { value: (value as Record<string, unknown>)[part], part, outer: here, depth: depth + 1 }
      if (!Array.isArray(value)) size += part.length
      if (isReservedKey(part)) problems.push(problem('reserved-key', pointerOf(inner), part))
      // A field that is undefined is a field that is not there.
      else if (inner.value !== undefined) waiting.push(inner)
    }
  }
  return problems
}

function pointerOf(visit: Visit): string {
  const parts: (string | number)[] = []
  for (let at = visit; at.outer; at = at.outer) parts.unshift(at.part)
  return toPointer(parts)
}

/** What a value is when JSON has no word for it. */
function notData(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined
    case 'number':
      return Number.isFinite(value) ? undefined : 'a number without a value'
    case 'object': {
      if (value === null || Array.isArray(value)) return undefined
      const kind = Object.getPrototypeOf(value)
      return kind === null || kind === Object.prototype ? undefined : 'an object of a special kind'
    }
    case 'undefined':
      return 'nothing at all'
    default:
      return `a ${typeof value}`
  }
}
