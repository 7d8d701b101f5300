// Definitions as text: JSON to a value, with the place of every part, so that a problem can say line and column.

import { getNodePath, type Node, type ParseErrorCode, parseTree, visit } from 'jsonc-parser'
import { limits } from '../definition.ts'
import { pointerParts, toPointer } from '../paths.ts'
import { type Problem, problem } from '../problems.ts'
import { boundsOf, deepestNesting } from './bounds.ts'

/** Parsed text. `value` is undefined when it could not be parsed. */
export type Source = { value: unknown; problems: Problem[]; locate(problem: Problem): Problem }

/**
 * Reads JSON text. Never throws; a text that is too large or too deep is not parsed at all, because a parser
 * that calls itself would exhaust the stack.
 */
export function readSource(given: string): Source {
  const text = given.replace(/^\uFEFF/, '')
  const lines = lineStarts(text)
  const failed = (found: Problem[]): Source => ({ value: undefined, problems: found, locate: same => same })

  if (text.length > limits.size) return failed([problem('too-large', '', limits.size, 'characters')])
  const tooDeepAt = deeperThan(text, deepestNesting)
  if (tooDeepAt !== undefined)
    return failed([{ ...problem('too-deep', '', 'json', deepestNesting), ...lines.placeOf(tooDeepAt) }])

  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return failed(
      syntaxProblems(text).map(({ offset, what }) => ({
        ...problem('not-json', '', what),
        ...lines.placeOf(offset),
      })),
    )
  }
  const unbounded = boundsOf(value)
  if (unbounded.some(({ code }) => code !== 'reserved-key')) return failed(unbounded)
  const tree = parseTree(text)
  const place = findPlaces(tree)
  const locate = (found: Problem) => ({ ...found, ...lines.placeOf(offsetOf(found, place, text)) })
  return { value, problems: [...doubles(tree), ...unbounded].map(locate), locate }
}

/** What keeps a text from being JSON, the first few of it. */
function syntaxProblems(text: string): { offset: number; what: string }[] {
  const found: { offset: number; what: string }[] = []
  const enough = new Error('enough')
  try {
    visit(
      text,
      {
        onError(code, offset) {
          found.push({ offset, what: syntaxErrors[code] ?? 'something unexpected' })
          if (found.length === 20) throw enough
        },
      },
      { disallowComments: true, allowTrailingComma: false },
    )
  } catch {
    // Either enough was found, or what a comment hides was nested too deep for this parser.
  }
  // It forgives some raw control characters in texts, which JSON does not.
  return found.length > 0
    ? found
    : [{ offset: 0, what: 'a text in it contains a character that has to be escaped' }]
}

/** Where the nesting goes beyond `most`; text inside strings does not count. */
function deeperThan(text: string, most: number): number | undefined {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (inString) {
      if (character === '\\') at++
      else if (character === '"' || character === '\n') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') {
      if (++depth > most) return at
    } else if (character === '}' || character === ']') depth--
  }
  return undefined
}

/** Keys that are written twice in one object. JSON lets the last one win, silently. */
function doubles(tree: Node | undefined): Problem[] {
  const problems: Problem[] = []
  const waiting = tree ? [tree] : []
  for (let node = waiting.pop(); node && problems.length < 20; node = waiting.pop()) {
    const keys = new Set<unknown>()
    for (const child of node.children ?? []) {
      if (child.type === 'property') {
        const key: unknown = child.children?.[0]?.value
        if (keys.has(key)) problems.push(problem('duplicate-key', pointerTo(child), String(key)))
        keys.add(key)
      }
      waiting.push(child)
    }
  }
  return problems
}

/** Of a property: with its own name. */
function pointerTo(property: Node): string {
  return toPointer(getNodePath(property.children![0]!))
}

type Place = { key: Node; value: Node }

/**
 * Finds a value by its pointer. Each object's keys are indexed when it is first passed through: one list of all
 * pointers would be as large as the depth times the text.
 */
function findPlaces(tree: Node | undefined): (part: string, within: Place | null) => Place | undefined {
  const indexes = new Map<Node, Map<string, Place>>()
  return (part, within) => {
    if (!within) return tree && { key: tree, value: tree }
    let index = indexes.get(within.value)
    if (!index) {
      index = new Map()
      within.value.children?.forEach((child, position) => {
        const [key, value] = child.type === 'property' ? (child.children ?? []) : [child, child]
        if (key && value) index?.set(key === value ? String(position) : String(key.value), { key, value })
      })
      indexes.set(within.value, index)
    }
    return index.get(part)
  }
}

/** These are about a name, the others about what it stands for. */
const aboutNames: ReadonlySet<string> = new Set(['unknown-field', 'duplicate-key', 'reserved-key'])

/** A value is pointed at where it stands; objects and lists where their name stands; what is missing, where it would be. */
function offsetOf({ at, range, code }: Problem, place: ReturnType<typeof findPlaces>, text: string): number {
  let found = place('', null)
  let exact = true
  for (const part of pointerParts(at)) {
    const inner = found && place(part, found)
    exact = inner !== undefined
    if (!inner) break
    found = inner
  }
  if (!found) return 0
  const { key, value } = found
  const isGroup = value.type === 'object' || value.type === 'array'
  if (!exact || isGroup || aboutNames.has(code)) return key.offset
  return range && value.type === 'string' ? insideString(text, value.offset, range.start) : value.offset
}

/** The offset of the n-th character of a JSON string, counting each escape as the character that it stands for. */
function insideString(text: string, quoteAt: number, characters: number): number {
  let at = quoteAt + 1
  for (let i = 0; i < characters && at < text.length && text[at] !== '"'; i++)
    at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2
  return at
}

function lineStarts(text: string): { placeOf(offset: number): { line: number; column: number } } {
  let starts: number[] | undefined
  return {
    placeOf(offset) {
      starts ??= [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(found => found.index + found[0].length)]
      let [low, high] = [0, starts.length - 1]
      while (low < high) {
        const middle = Math.ceil((low + high) / 2)
        if (starts[middle]! <= offset) low = middle
        else high = middle - 1
      }
      return { line: low + 1, column: offset - starts[low]! + 1 }
    },
  }
}

// By number, because the library declares its codes as a const enum, which type stripping cannot read.
const syntaxErrors: Partial<Record<ParseErrorCode | number, string>> = {
  1: 'a word or sign that has no meaning here',
  2: 'a number is written wrongly',
  3: 'the name of a field is expected, in double quotes',
  4: 'a value is expected',
  5: 'a ":" is expected after the name of a field',
  6: 'a "," is expected before this',
  7: 'a "}" is missing',
  8: 'a "]" is missing',
  9: 'the text goes on after its end',
  10: 'comments are not allowed',
  11: 'comments are not allowed',
  12: 'a closing quotation mark is missing',
  13: 'a number ends too early',
  14: 'a \\u has to be followed by four hexadecimal digits',
  15: 'a backslash is followed by something that it cannot escape',
  16: 'a text contains a character that has to be escaped',
}
