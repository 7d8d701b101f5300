// What is wrong with a definition written as JSON, at its place in the text: whether it can be read at all, and
// when it can, what `verify` says of it.

import type { Definition } from '../../engine/definition.ts'
import { parseDefinition } from '../../engine/parse.ts'
import type { Problem } from '../../engine/problems.ts'
import { verify } from '../../engine/verify.ts'

export type Placed = Problem & { from: number; to: number }

export type Read = {
  /** undefined while it cannot be read */
  definition: Definition | undefined
  /** with what keeps it from being read first, in the order of the text */
  problems: Placed[]
}

export function readText(text: string): Read {
  const { definition, problems, locate } = parseDefinition(text)
  const found = definition ? verify(definition).map(locate) : problems
  const starts = lineStarts(text)
  return {
    definition,
    problems: found.map(problem => placed(problem, text, starts)).sort((a, b) => a.from - b.from),
  }
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)]
}

/** To the end of the name, text or number that stands there. */
function placed(problem: Problem, text: string, starts: number[]): Placed {
  const { line, column, range } = problem
  const at = line === undefined ? 0 : (starts[line - 1] ?? 0) + (column ?? 1) - 1
  const from = Math.min(at, Math.max(0, text.length - 1))
  const token = /^(?:"(?:[^"\\\n]|\\.)*"|[\w.+-]+|[^\n]?)/.exec(text.slice(from))?.[0] ?? ''
  // Inside of a text that holds an expression, only the part that is meant.
  const length = range && text[from] !== '"' ? range.end - range.start : token.length
  return { ...problem, from, to: Math.min(text.length, from + Math.max(1, length)) }
}
