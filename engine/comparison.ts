// The conditions that most rules are made of, without the way through CEL: `data.score >= strategy.threshold`,
// `data.consent == true`, `data.segment in strategy.segments`. CEL has the last word on everything that is not
// plainly the same kind on both sides: missing, null, dates, lists, a number beside a text.

import type { ASTNode } from '@marcbachmann/cel-js'
import { registerNames } from './case.ts'
import type { Scope } from './cel.ts'
import { isObject } from './json.ts'

type Plain = string | number | boolean
type Read = (scope: Scope) => unknown

const compare: Record<string, (a: Plain, b: Plain) => boolean> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

/** Answers as CEL would, or undefined: ask CEL. */
type Answer = (scope: Scope) => boolean | undefined

/**
 * Such a comparison, or several with `&&`, `||`, `!`, `all` and `exists`. Undefined for every other condition.
 * `bound`: the loop variables that it may read.
 */
export function plainCondition(node: ASTNode, bound: string[] = []): Answer | undefined {
  if (node.op === '!_') return negation(plainCondition(node.args, bound))
  if (node.op === 'rcall') return quantifier(node.args, bound)
  const holds = compare[node.op]
  if (!holds && !['in', '&&', '||'].includes(node.op)) return undefined
  const sides = node.args as [ASTNode, ASTNode]
  if (node.op === '&&' || node.op === '||') {
    const [left, right] = sides.map(side => plainCondition(side, bound))
    return left && right && junction(left, right, node.op === '||')
  }
  // Between two literals, CEL knows more kinds than the values show: `1.0 in [1]` is none of its operators.
  if (sides.every(isLiteral)) return undefined
  const [left, right] = sides.map(side => reader(side, bound))
  if (!left || !right) return undefined
  if (!holds) return membership(left, right)
  return scope => {
    const [a, b] = [left(scope), right(scope)]
    return isPlain(a) && typeof a === typeof b ? holds(a, b as Plain) : undefined
  }
}

/** Of a list, CEL looks at the first element for its kind. */
function membership(left: Read, right: Read): Answer {
  return scope => {
    const [value, list] = [left(scope), right(scope)]
    const sameKind = isPlain(value) && Array.isArray(list) && typeof list[0] === typeof value
    return sameKind ? list.includes(value) : undefined
  }
}

function negation(inner: Answer | undefined): Answer | undefined {
  if (!inner) return undefined
  return scope => {
    const answer = inner(scope)
    return answer === undefined ? undefined : !answer
  }
}

function junction(left: Answer, right: Answer, decisive: boolean): Answer {
  return scope => {
    const answer = left(scope)
    return answer === undefined || answer === decisive ? answer : right(scope)
  }
}

function quantifier(
  [macro, receiver, parts]: [string, ASTNode, ASTNode[]],
  bound: string[],
): Answer | undefined {
  const [variable, condition] = parts
  if ((macro !== 'all' && macro !== 'exists') || parts.length !== 2 || variable!.op !== 'id') return undefined
  const name = variable!.args
  const list = reader(receiver, bound)
  const element = plainCondition(condition!, [...bound, name])
  if (!list || !element) return undefined
  const decisive = macro === 'exists'
  return scope => {
    const elements = list(scope)
    if (!Array.isArray(elements)) return undefined
    const inner: Scope = Object.create(scope)
    for (const one of elements) {
      inner[name] = one
      const answer = element(inner)
      if (answer === undefined || answer === decisive) return answer
    }
    return !decisive
  }
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Names that cannot mean one of CEL's own types. */
const names = [
  'data',
  'event',
  'sent',
  'actor',
  'promise',
  'promises',
  'history',
  ...registerNames,
] as string[]

function reader(node: ASTNode, bound: string[]): Read | undefined {
  if (node.op === 'value') return literalReader(node.args)
  if (node.op === 'list') return listReader(node.args)
  const keys = fieldsOf(node)
  return keys && (names.includes(keys[0]!) || bound.includes(keys[0]!)) ? fieldReader(keys) : undefined
}

function listReader(elements: ASTNode[]): Read | undefined {
  const literals = elements.map(element => (element.op === 'value' ? literalReader(element.args) : undefined))
  if (!literals.every(literal => literal !== undefined)) return undefined
  const list = literals.map(literal => literal({} as Scope))
  return () => list
}

const isLiteral = ({ op }: ASTNode) => op === 'value' || op === 'list'

function literalReader(literal: unknown): Read | undefined {
  const value = typeof literal === 'bigint' ? Number(literal) : literal
  // Beyond these, CEL's ints are more exact than JavaScript's numbers.
  if (typeof literal === 'bigint' && !Number.isSafeInteger(value)) return undefined
  return isPlain(value) ? () => value : undefined
}

function fieldsOf(node: ASTNode): string[] | undefined {
  if (node.op === 'id') return [node.args]
  if (node.op !== '.') return undefined
  const before = fieldsOf(node.args[0])
  return before && [...before, node.args[1]]
}

/** Own fields of objects only: what else has fields in JavaScript (lists, dates) has other ones in CEL, or none. */
function fieldReader(keys: string[]): Read {
  return scope => {
    let value: unknown = scope[keys[0]!]
    for (let n = 1; n < keys.length; n++) {
      const key = keys[n]!
      if (!isObject(value) || !Object.hasOwn(value, key)) return undefined
      value = value[key]
    }
    return value
  }
}
