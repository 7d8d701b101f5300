// What can be told about conditions without running them: whether one is always or never true, whether two
// exclude each other, whether one is included in the other, whether both can hold.
//
// A condition becomes a choice of alternatives, each a set of facts that hold at once: what values a path may
// have (from comparisons with literals), and which other parts are true or false (known only by their text).
// Every answer is on the safe side: "excludes", "implies" and "can both hold" are said only when they are
// certain; of everything else nothing is said.

import { type ASTNode, serialize } from '@marcbachmann/cel-js'
import { parseCel } from '../cel.ts'
import { visit } from '../explain.ts'
import { constantValue } from '../expressions.ts'
import { allValues, intersect, isEmpty, isWithin, type Literal, type Values } from './values.ts'

/** Facts that hold at once. */
type Alternative = { paths: Map<string, Values>; texts: Map<string, boolean> }

/** Alternatives of which one has to hold. None: never true. */
type Choice = Alternative[]

/** A condition and its opposite. */
export type Formula = { yes: Choice; no: Choice }

/** More alternatives than this are not told apart: the condition is then known by its text only. */
const mostAlternatives = 8

const nothing: Alternative = { paths: new Map(), texts: new Map() }

/** True whatever the data. */
export const always: Formula = { yes: [nothing], no: [] }

export const isNever = (formula: Formula): boolean => formula.yes.length === 0
export const isAlways = (formula: Formula): boolean => formula.no.length === 0

/** What can be told about a CEL text. One that is not CEL is known by its text. */
export function toFormula(text: string): Formula {
  let ast: ASTNode
  try {
    ast = parseCel(text).ast
  } catch {
    return byText(text)
  }
  return fromNode(ast)
}

/** Neither true nor false, whatever the data: it cannot be computed. */
const failing: Formula = { yes: [], no: [] }

/** All of them hold. */
export function allOf(formulas: Formula[]): Formula {
  return formulas.reduce((one, other) => both(one, other, () => `${keyOf(one)} && ${keyOf(other)}`), always)
}

/** They can never hold together. */
export function excludes(one: Formula, other: Formula): boolean {
  return one.yes.every(a => other.yes.every(b => merge(a, b) === undefined))
}

/** Whenever `one` holds, so does `other`. */
export function implies(one: Formula, other: Formula): boolean {
  return one.yes.every(a => other.yes.some(b => includes(b, a)))
}

/** There is certainly data for which both hold: everything they ask for is a comparison with a literal, or the same text. */
export function canBothHold(one: Formula, other: Formula): boolean {
  return one.yes.some(a =>
    other.yes.some(b => {
      const together = merge(a, b)
      return together !== undefined && together.texts.size === 0
    }),
  )
}

/** Alternatives with the facts of `wide` hold wherever those of `narrow` do. */
function includes(wide: Alternative, narrow: Alternative): boolean {
  for (const [text, truth] of wide.texts) if (narrow.texts.get(text) !== truth) return false
  for (const [path, values] of wide.paths) {
    const known = narrow.paths.get(path)
    if (!known || !isWithin(known, values)) return false
  }
  return true
}

function fromNode(node: ASTNode): Formula {
  switch (node.op) {
    case 'value':
      return node.args === true ? always : node.args === false ? opposite(always) : byText(serialize(node))
    case '!_':
      return opposite(fromNode(node.args))
    case '&&':
      return both(fromNode(node.args[0]), fromNode(node.args[1]), () => textOf(node))
    case '||':
      return opposite(
        both(opposite(fromNode(node.args[0])), opposite(fromNode(node.args[1])), () => `!(${textOf(node)})`),
      )
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return fromComparison(node, node.op)
    case 'in':
      return fromMembership(node)
    case 'id':
    case '.':
    case '[]':
      return isPath(node) ? about(serialize(node), only([true]), only([false])) : byText(serialize(node))
    default:
      return byText(serialize(node))
  }
}

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='

/** The same comparison read from right to left. */
const mirrored: Record<Comparison, Comparison> = {
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '==': '==',
  '>': '<',
  '>=': '<=',
}

function fromComparison(node: ASTNode, op: Comparison): Formula {
  const [left, right] = node.args as [ASTNode, ASTNode]
  const constant = !isPath(left) && !isPath(right) ? constantOf(node) : undefined
  if (constant) return constant
  const [a, b] = [serialize(left), serialize(right)]
  if (isPath(left) && a === b) return ['==', '<=', '>='].includes(op) ? always : opposite(always)
  const [leftLiteral, rightLiteral] = [literalOf(left), literalOf(right)]
  if (isPath(left) && rightLiteral !== undefined) return compared(a, op, rightLiteral, node)
  if (isPath(right) && leftLiteral !== undefined) return compared(b, mirrored[op], leftLiteral, node)
  return byOrder(a < b ? [a, op, b] : [b, mirrored[op], a])
}

/** `a > b` and `a <= b` are one text, true and false: so are `a != b` and `a == b`. */
function byOrder([a, op, b]: [string, Comparison, string]): Formula {
  switch (op) {
    case '==':
    case '<':
    case '<=':
      return byText(`${a} ${op} ${b}`)
    case '!=':
      return opposite(byText(`${a} == ${b}`))
    case '>=':
      return opposite(byText(`${a} < ${b}`))
    case '>':
      return opposite(byText(`${a} <= ${b}`))
  }
}

function compared(path: string, op: Comparison, literal: Literal, node: ASTNode): Formula {
  if (op === '==') return about(path, only([literal]), except([literal]))
  if (op === '!=') return about(path, except([literal]), only([literal]))
  if (typeof literal !== 'number') return byText(serialize(node))
  const below: Values = { ...allValues, high: literal, highOpen: op === '<' || op === '>=' }
  const above: Values = { ...allValues, low: literal, lowOpen: op === '>' || op === '<=' }
  return op === '<' || op === '<=' ? about(path, below, above) : about(path, above, below)
}

function fromMembership(node: ASTNode & { op: 'in' }): Formula {
  const [left, right] = node.args
  const constant = constantOf(node)
  if (constant) return constant
  const literals = right.op === 'list' ? right.args.map(literalOf) : [undefined]
  if (!isPath(left) || literals.includes(undefined)) return byText(serialize(node))
  return about(serialize(left), only(literals as Literal[]), except(literals as Literal[]))
}

const only = (literals: Literal[]): Values => ({ ...allValues, only: new Set(literals) })
const except = (literals: Literal[]): Values => ({ ...allValues, except: new Set(literals) })

function about(path: string, yes: Values, no: Values): Formula {
  const fact = (values: Values): Choice =>
    isEmpty(values) ? [] : [{ paths: new Map([[path, values]]), texts: new Map() }]
  return { yes: fact(yes), no: fact(no) }
}

function byText(text: string): Formula {
  const fact = (truth: boolean): Choice => [{ paths: new Map(), texts: new Map([[text, truth]]) }]
  return { yes: fact(true), no: fact(false) }
}

const opposite = ({ yes, no }: Formula): Formula => ({ yes: no, no: yes })

function both(one: Formula, other: Formula, text: () => string): Formula {
  const yes: Choice = []
  for (const a of one.yes)
    for (const b of other.yes) {
      const together = merge(a, b)
      if (together) yes.push(together)
    }
  const no = [...one.no, ...other.no]
  if (yes.length > mostAlternatives || no.length > mostAlternatives) return byText(text())
  return { yes, no }
}

/** The facts of both; undefined when they contradict one another. */
function merge(a: Alternative, b: Alternative): Alternative | undefined {
  const texts = new Map(a.texts)
  for (const [text, truth] of b.texts) {
    if (texts.get(text) === !truth) return undefined
    texts.set(text, truth)
  }
  const paths = new Map(a.paths)
  for (const [path, values] of b.paths) {
    const known = paths.get(path)
    const shared = known ? intersect(known, values) : values
    if (isEmpty(shared)) return undefined
    paths.set(path, shared)
  }
  return { paths, texts }
}

/** A text for a formula that has none of its own. */
function keyOf({ yes }: Formula): string {
  return JSON.stringify(
    yes.map(({ paths, texts }) => [
      [...texts],
      [...paths].map(([path, { except, only, ...range }]) => [path, range, [...except], only && [...only]]),
    ]),
  )
}

/** As written: to bring long conditions into one form would take longer than they are worth. */
const textOf = ({ input, range }: ASTNode) => input.slice(range.start, range.end)

/** What a condition that reads nothing comes to; undefined when it reads something, or is no condition. */
function constantOf(node: ASTNode): Formula | undefined {
  if (!readsNothing(node)) return undefined
  const text = serialize(node)
  const value = constantValue(text)
  if (typeof value === 'boolean') return value ? always : opposite(always)
  return value === undefined && divides(node) ? failing : undefined
}

function divides(node: ASTNode): boolean {
  let found = false
  visit(node, inner => {
    if (inner.op === '/' || inner.op === '%') found = true
  })
  return found
}

function readsNothing(node: ASTNode): boolean {
  let reads = false
  visit(node, inner => {
    if (inner.op === 'id') reads = true
  })
  return !reads
}

function isPath(node: ASTNode): boolean {
  if (node.op === 'id') return true
  if (node.op === '.') return isPath(node.args[0])
  return node.op === '[]' && isPath(node.args[0]) && node.args[1].op === 'value'
}

function literalOf(node: ASTNode): Literal | undefined {
  if (node.op === '-_') {
    const inner = literalOf(node.args)
    return typeof inner === 'number' ? -inner : undefined
  }
  if (node.op !== 'value') return undefined
  const value = node.args
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'object' && value !== null ? undefined : (value as Literal)
}
