// A condition as the builder shows it, and back: groups of lines joined by "and" or "or", each line about one
// field. It is made from CEL's own syntax tree, and only of what it can give back as the same tree; everything
// else stays text.
//
// 1. What a line is about, and what it may be compared with, is a term: a path (`data.score`), an element found
//    in a list (`find(strategy.markets, data.market).name`), a number of elements, a day. It is kept as CEL.
// 2. Inside a question about the elements of a list, `@` stands for the element, whatever the text calls it.
// 3. `a && b && c` is one group of three. What is nested otherwise in the text is a group within the group.
// 4. A group without lines asks for nothing: it is `true`.

import type { ASTNode } from '@marcbachmann/cel-js'
import { parseCel } from '../../engine/cel.ts'
import {
  type Comparison,
  elementField,
  type Group,
  type Line,
  type Literal,
  type Method,
  type Operator,
  whereField,
} from './lines.ts'
import { toCel, toText } from './query-text.ts'

const comparisons: readonly string[] = ['==', '!=', '<', '<=', '>', '>=']
const methods: readonly string[] = ['contains', 'startsWith', 'endsWith', 'matches']
const calls: readonly string[] = ['find', 'day', 'date', 'week', 'min', 'max', 'sum']

/** What the builder shows of a text; undefined when the text has to stay text. */
export function toQuery(text: string): Group | undefined {
  if (text.trim() === '') return { combinator: 'and', rules: [] }
  const tree = treeOf(text)
  const query = tree && wholeOf(tree, undefined)
  const back = query && toCel(query)
  const tree2 = back === undefined ? undefined : treeOf(back)
  return tree && tree2 && isSameTree(tree, tree2) ? query : undefined
}

function treeOf(text: string): ASTNode | undefined {
  try {
    return parseCel(text).ast
  } catch {
    return undefined
  }
}

/** The same expression, however it is spaced, quoted and bracketed. */
export function isSameTree(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((part, n) => isSameTree(part, b[n]))
  if (isNode(a) && isNode(b)) return a.op === b.op && isSameTree(a.args, b.args)
  return Object.is(a, b)
}

const isNode = (value: unknown): value is ASTNode =>
  typeof value === 'object' && value !== null && 'op' in value && 'args' in value

function wholeOf(node: ASTNode, variable: string | undefined): Group | undefined {
  if (node.op === 'value' && node.args === true) return { combinator: 'and', rules: [] }
  const item = itemOf(node, variable)
  if (!item) return undefined
  return 'rules' in item ? item : { combinator: 'and', rules: [item] }
}

function itemOf(node: ASTNode, variable: string | undefined): Group | Line | undefined {
  if (node.op === '&&' || node.op === '||') {
    const rules = operands(node, node.op).map(part => itemOf(part, variable))
    if (!rules.every(rule => rule !== undefined)) return undefined
    return { combinator: node.op === '&&' ? 'and' : 'or', rules }
  }
  const line = lineOf(node, variable)
  if (line || node.op !== '!_') return line
  const inner = itemOf(node.args, variable)
  if (!inner) return undefined
  return 'rules' in inner && !inner.not
    ? { ...inner, not: true }
    : { combinator: 'and', not: true, rules: [inner] }
}

/** Only what the text joins from left to right: in `a && (b && c)` the brackets are kept. */
function operands(node: ASTNode, op: '&&' | '||'): ASTNode[] {
  return node.op === op ? [...operands(node.args[0], op), node.args[1]] : [node]
}

function lineOf(node: ASTNode, variable: string | undefined): Line | undefined {
  if (comparisons.includes(node.op)) return compared(node as Binary, variable)
  if (node.op === 'in') return member(node.args, variable, false)
  if (node.op === '!_') return negated(node.args, variable)
  if (node.op === 'call') {
    const [name, [argument]] = node.args
    if (name === 'has' && argument?.op === '.') return about(argument, variable, 'given')
    if (name === 'active' && argument?.op === 'value' && typeof argument.args === 'string')
      return { field: whereField, operator: '==', value: argument.args, valueSource: 'value' }
  }
  if (node.op === 'rcall') {
    const [name, receiver, parts] = node.args
    if (methods.includes(name)) return called(name as Method, receiver, parts, variable)
    if (['all', 'exists', 'exists_one'].includes(name)) return asked(name, receiver, parts, variable)
  }
  return about(node, variable, 'yes')
}

type Binary = Extract<ASTNode, { op: Comparison }>

function about(node: ASTNode, variable: string | undefined, operator: Operator): Line | undefined {
  const field = termOf(node, variable)
  return field === undefined ? undefined : { field, operator, value: '', valueSource: 'value' }
}

function negated(node: ASTNode, variable: string | undefined): Line | undefined {
  if (node.op === 'in') return member(node.args, variable, true)
  const line = lineOf(node, variable)
  if (!line) return undefined
  if (line.match?.mode === 'some') return { ...line, match: { mode: 'none' } }
  if (line.field === whereField && line.operator === '==') return { ...line, operator: '!=' }
  const opposite = opposites.get(line.operator)
  return opposite && !line.match ? { ...line, operator: opposite } : undefined
}

/** Those that CEL writes with a `!` in front. */
const opposites = new Map<Operator, Operator>([
  ['given', 'missing'],
  ['yes', 'no'],
  ['contains', 'not-contains'],
  ['startsWith', 'not-startsWith'],
  ['endsWith', 'not-endsWith'],
  ['matches', 'not-matches'],
])

function compared({ op, args: [left, right] }: Binary, variable: string | undefined): Line | undefined {
  const field = termOf(left, variable)
  if (field === undefined) return undefined
  if (right.op === 'value' && right.args === null) {
    if (op !== '==' && op !== '!=') return undefined
    return { field, operator: op === '==' ? 'null' : 'not-null', value: '', valueSource: 'value' }
  }
  return withValue({ field, operator: op }, right, variable)
}

function withValue(
  line: Pick<Line, 'field' | 'operator'>,
  node: ASTNode,
  variable: string | undefined,
): Line | undefined {
  const literal = literalOf(node)
  if (literal !== undefined) return { ...line, value: literal, valueSource: 'value' }
  const term = termOf(node, variable)
  return term === undefined ? undefined : { ...line, value: term, valueSource: 'field' }
}

function member(
  [left, right]: [ASTNode, ASTNode],
  variable: string | undefined,
  not: boolean,
): Line | undefined {
  const element = literalOf(left)
  if (element !== undefined) {
    const list = termOf(right, variable)
    if (list === undefined) return undefined
    return { field: list, operator: not ? 'excludes' : 'includes', value: element, valueSource: 'value' }
  }
  const field = termOf(left, variable)
  if (field === undefined) return undefined
  const operator = not ? 'not-in' : 'in'
  if (right.op === 'list') {
    const value = right.args.map(literalOf)
    if (value.length === 0 || value.includes(undefined)) return undefined
    return { field, operator, value, valueSource: 'value' }
  }
  const list = termOf(right, variable)
  return list === undefined ? undefined : { field, operator, value: list, valueSource: 'field' }
}

function called(
  operator: Method,
  receiver: ASTNode,
  parts: ASTNode[],
  variable: string | undefined,
): Line | undefined {
  const field = termOf(receiver, variable)
  if (field === undefined || parts.length !== 1) return undefined
  return withValue({ field, operator }, parts[0]!, variable)
}

function asked(
  name: string,
  receiver: ASTNode,
  [element, body, more]: ASTNode[],
  variable: string | undefined,
): Line | undefined {
  // A list within a list could be about the outer element as well: that is no longer one line.
  if (variable !== undefined || element?.op !== 'id' || !body || more) return undefined
  const field = termOf(receiver, undefined)
  const value = wholeOf(body, element.args)
  if (field === undefined || !value) return undefined
  const match: Line['match'] =
    name === 'exists_one'
      ? { mode: 'exactly', threshold: 1 }
      : { mode: name === 'all' ? ('all' as const) : ('some' as const) }
  return { field, operator: '==', value, match, variable: element.args }
}

function literalOf(node: ASTNode): Literal | undefined {
  if (node.op === '-_') {
    const inner = literalOf(node.args)
    return typeof inner === 'number' && inner > 0 ? -inner : undefined
  }
  if (node.op !== 'value') return undefined
  const value = node.args
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined
  // `60.0` is not what `60` is.
  return typeof value === 'number' && !Number.isInteger(value) ? value : undefined
}

function termOf(node: ASTNode, variable: string | undefined): string | undefined {
  switch (node.op) {
    case 'id':
      return node.args === variable ? elementField : node.args
    case '.': {
      const owner = termOf(node.args[0], variable)
      return owner === undefined ? undefined : `${owner}.${node.args[1]}`
    }
    case '[]': {
      const owner = termOf(node.args[0], variable)
      const key = node.args[1].op === 'value' ? literalOf(node.args[1]) : undefined
      if (owner === undefined || key === undefined || hasAt(key)) return undefined
      return `${owner}[${toText(key)}]`
    }
    case 'call': {
      const [name, parts] = node.args
      const given = parts.map(part => argumentOf(part, variable))
      return calls.includes(name) && !given.includes(undefined) ? `${name}(${given.join(', ')})` : undefined
    }
    case 'rcall': {
      const [name, receiver, parts] = node.args
      const owner = termOf(receiver, variable)
      const isPlain = (name === 'size' || name === 'lower') && parts.length === 0
      return owner === undefined || !isPlain ? undefined : `${owner}.${name}()`
    }
  }
  return undefined
}

function argumentOf(node: ASTNode, variable: string | undefined): string | undefined {
  const literal = literalOf(node)
  if (literal === undefined) return termOf(node, variable)
  return hasAt(literal) ? undefined : toText(literal)
}

/** The sign that stands for the element may not mean anything else in a term. */
const hasAt = (literal: Literal) => typeof literal === 'string' && literal.includes(elementField)
