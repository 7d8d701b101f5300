// The part of ECMAScript that conditions and values in SCXML are mostly written in, as CEL.
//
// Read by a small parser of its own, never evaluated. What has the same meaning in both languages is
// translated; everything else is refused with the words that are the trouble, because a translation that
// is right most of the time would be a wrong rule some of the time.

import { limits } from '../../definition.ts'
import type { Json } from '../../json.ts'
import { type Expression, parseExpression } from './expression.ts'

/** What an expression can mean by its names. */
export type Names = {
  /** is this a variable of the data model? */
  isData(name: string): boolean
  /** the path of the state with this id */
  pathOf(id: string): string | undefined
}

/** Thrown with the reason why an expression cannot be said in CEL. */
export class NoWordInCel extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'NoWordInCel'
  }
}

/** `x === 2 && In('s')` → `data.x == 2 && active('s')`. Throws NoWordInCel. */
export function toCel(source: string, names: Names): string {
  return print(parseExpression(source), 0, names)
}

/** The value of an expression without names, `{a: [1, 'x']}`; undefined when it has any. Throws NoWordInCel. */
export function toConstant(source: string): Json | undefined {
  return constantOf(parseExpression(source))
}

/** Every name of the data model that an expression reads. */
export function readNames(source: string): string[] {
  const found = new Set<string>()
  const visit = (node: Expression): void => {
    if (node.kind === 'name') found.add(node.name)
    for (const child of childrenOf(node)) visit(child)
  }
  visit(parseExpression(source))
  return [...found]
}

/** `==` and `!=`: ECMAScript converts types before it compares, CEL does not. */
export function comparesLoosely(source: string): boolean {
  const visit = (node: Expression): boolean =>
    (node.kind === 'operation' && (node.operator === '==' || node.operator === '!=')) ||
    childrenOf(node).some(visit)
  return visit(parseExpression(source))
}

const precedence: Record<string, number> = {
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
}
const unaryPrecedence = 7
const memberPrecedence = 8

function print(node: Expression, outer: number, names: Names): string {
  const [text, own] = printBare(node, names)
  if (text.length > limits.expression)
    throw new NoWordInCel(`comes to more than ${limits.expression} characters in CEL`)
  return own < outer ? `(${text})` : text
}

/** The text, and how tightly its outermost operator binds. */
function printBare(node: Expression, names: Names): [string, number] {
  const inner = (child: Expression, outer = 0) => print(child, outer, names)
  switch (node.kind) {
    case 'literal':
      return [printLiteral(node.value), typeof node.value === 'number' && node.value < 0 ? 7 : 9]
    case 'name':
      return [printName(node.name, names), memberPrecedence]
    case 'list':
      return [`[${node.items.map(item => inner(item)).join(', ')}]`, 9]
    case 'map':
      return [`{${node.entries.map(([key, value]) => `${quote(key)}: ${inner(value)}`).join(', ')}}`, 9]
    case 'member':
      return [printMember(node, names), memberPrecedence]
    case 'call':
      return printCall(node, names)
    case 'not':
      return [`!${inner(node.of, unaryPrecedence)}`, unaryPrecedence]
    case 'minus':
      return [`-${inner(node.of, unaryPrecedence + 1)}`, unaryPrecedence]
    case 'choice':
      return [`${inner(node.test, 2)} ? ${inner(node.yes, 2)} : ${inner(node.no, 1)}`, 1]
    case 'operation':
      return printOperation(node, names)
  }
}

function printOperation(node: Expression & { kind: 'operation' }, names: Names): [string, number] {
  const operator = node.operator.replace(/^([=!])==$/, '$1=')
  const own = precedence[operator]
  if (own === undefined) throw new NoWordInCel(`"${node.operator}"`)
  if (operator === '+' && isText(node.left) !== isText(node.right))
    throw new NoWordInCel('text and something else joined by "+"')
  const [left, right] = [node.left, node.right].map((side, i) => print(side, own + i, names)) as [
    string,
    string,
  ]
  // A whole number is an int in CEL, and 1 / 2 of ints is 0.
  if (operator === '/' && isWhole(node.left)) return [`double(${left}) / ${right}`, own]
  return [`${left} ${operator} ${right}`, own]
}

const longestPower = 8

function printCall(node: Expression & { kind: 'call' }, names: Names): [string, number] {
  const [first, second] = node.args
  if (node.callee === 'In' && node.args.length === 1 && first?.kind === 'literal') {
    const path = names.pathOf(String(first.value))
    if (path === undefined)
      throw new NoWordInCel(`In('${first.value}'), because there is no state with that id`)
    return [`active(${quote(path)})`, 9]
  }
  if (node.callee === 'Math.pow' && node.args.length === 2 && second?.kind === 'literal') {
    const power = second.value
    if (typeof power === 'number' && Number.isInteger(power) && power >= 1 && power <= longestPower)
      return [
        Array(power)
          .fill(print(first!, precedence['*']! + 1, names))
          .join(' * '),
        precedence['*']!,
      ]
  }
  if ((node.callee === 'Math.min' || node.callee === 'Math.max') && node.args.length > 0) {
    const list = node.args.map(argument => print(argument, 0, names)).join(', ')
    return [`${node.callee.slice(5)}([${list}])`, 9]
  }
  throw new NoWordInCel(`the call ${node.callee}(…)`)
}

function printMember(node: Expression & { kind: 'member' }, names: Names): string {
  if (node.of.kind === 'name' && node.of.name === '_event') {
    // `event` is the event's data, which SCXML calls `_event.data`.
    if (node.key.kind === 'literal' && node.key.value === 'data') return 'event'
    throw new NoWordInCel('"_event" beyond its data')
  }
  const of = print(node.of, memberPrecedence, names)
  if (node.key.kind !== 'literal') return `${of}[${print(node.key, 0, names)}]`
  if (node.key.value === 'length') return `size(${of})`
  if (typeof node.key.value === 'number') return `${of}[${node.key.value}]`
  return isCelName(String(node.key.value))
    ? `${of}.${node.key.value}`
    : `${of}[${quote(String(node.key.value))}]`
}

function printName(name: string, names: Names): string {
  if (!names.isData(name)) throw new NoWordInCel(`"${name}", which is no variable of the data model`)
  return isCelName(name) ? `data.${name}` : `data[${quote(name)}]`
}

function printLiteral(value: null | boolean | number | string): string {
  if (typeof value === 'string') return quote(value)
  // Larger whole numbers than these are no ints in CEL.
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    return value.toExponential()
  return String(value)
}

/** JSON's escapes are CEL's. */
const quote = (text: string) =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

const reservedInCel =
  /^(as|break|const|continue|else|false|for|function|if|import|in|let|loop|null|package|namespace|return|true|var|void|while)$/

function isCelName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !reservedInCel.test(name)
}

/** Known to be text. */
function isText(node: Expression): boolean {
  return node.kind === 'literal'
    ? typeof node.value === 'string'
    : node.kind === 'operation' && node.operator === '+' && isText(node.left)
}

/** A number that may be an int to CEL: numbers from data never are, lengths always. */
function isWhole(node: Expression): boolean {
  switch (node.kind) {
    case 'literal':
      return Number.isInteger(node.value)
    case 'member':
      return node.key.kind === 'literal' && node.key.value === 'length'
    case 'call':
      return node.args.some(isWhole)
    case 'choice':
      return isWhole(node.yes) || isWhole(node.no)
    case 'minus':
      return isWhole(node.of)
    case 'operation':
      return isWhole(node.left) && isWhole(node.right)
    default:
      return false
  }
}

function constantOf(node: Expression): Json | undefined {
  switch (node.kind) {
    case 'literal':
      return node.value
    case 'minus': {
      const value = constantOf(node.of)
      return typeof value === 'number' ? -value : undefined
    }
    case 'list': {
      const items = node.items.map(constantOf)
      return items.includes(undefined) ? undefined : (items as Json[])
    }
    case 'map': {
      const entries = node.entries.map(([key, value]) => [key, constantOf(value)] as const)
      return entries.some(([, value]) => value === undefined)
        ? undefined
        : (Object.fromEntries(entries) as Json)
    }
    default:
      return undefined
  }
}

function childrenOf(node: Expression): Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return []
    case 'list':
      return node.items
    case 'map':
      return node.entries.map(([, value]) => value)
    case 'member':
      return [node.of, node.key]
    case 'call':
      return node.args
    case 'not':
    case 'minus':
      return [node.of]
    case 'choice':
      return [node.test, node.yes, node.no]
    case 'operation':
      return [node.left, node.right]
  }
}
