// CEL → the part of ECMAScript that the reader takes for the same (see ecmascript.ts). What has another meaning
// there, or none, is not translated.

import type { ASTNode } from '@marcbachmann/cel-js'
import { parseCel } from '../../cel.ts'
import { writable } from '../xml-writer.ts'
import { type Names as ReaderNames, toCel } from './ecmascript.ts'

type Names = ReaderNames & {
  /** the id of the state with this path */
  idOf(path: string): string | undefined
}

/** `data.x == 2 && active('s')` → `x === 2 && In('s')`; undefined for what ECMAScript has no word for. */
export function toEcmascript(cel: string, names: Names): string | undefined {
  try {
    const text = print(parseCel(cel).ast, 0, names)
    if (text === undefined || writable(text) !== text) return undefined
    toCel(text, names)
    return text
  } catch {
    // Not CEL, or not what the reader accepts: it stays as it is.
    return undefined
  }
}

const words =
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield In Math _event _sessionid _name _ioprocessors _x'
const reserved = new Set(words.split(' '))

/** Can a variable of the data model have this name? */
export const isVariable = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name) && !reserved.has(name)

const operators: Record<string, [text: string, precedence: number]> = {
  '||': ['||', 2],
  '&&': ['&&', 3],
  '==': ['===', 4],
  '!=': ['!==', 4],
  '<': ['<', 5],
  '<=': ['<=', 5],
  '>': ['>', 5],
  '>=': ['>=', 5],
  '+': ['+', 6],
  '-': ['-', 6],
  '*': ['*', 7],
  '/': ['/', 7],
  '%': ['%', 7],
}
const [choice, unary, member, whole] = [1, 8, 9, 10]

type Printed = [text: string, precedence: number] | undefined

function print(node: ASTNode, outer: number, names: Names): string | undefined {
  const printed = printBare(node, names)
  return printed && (printed[1] < outer ? `(${printed[0]})` : printed[0])
}

function printBare(node: ASTNode, names: Names): Printed {
  const inner = (child: ASTNode, outer = 0) => print(child, outer, names)
  switch (node.op) {
    case 'value':
      return printValue(node.args)
    case 'id':
      return node.args === 'event' ? ['_event.data', member] : undefined
    case '.':
      return printMember(node.args[0], node.args[1], names)
    case '[]': {
      const [of, key] = [inner(node.args[0], member), inner(node.args[1])]
      const isLength = node.args[1].op === 'value' && node.args[1].args === 'length'
      return of === undefined || key === undefined || isLength ? undefined : [`${of}[${key}]`, member]
    }
    case 'call':
      return printCall(node.args[0], node.args[1], names)
    case 'list': {
      const items = node.args.map(item => inner(item))
      return items.includes(undefined) ? undefined : [`[${items.join(', ')}]`, whole]
    }
    case 'map': {
      const entries = node.args.map(([key, value]) => [inner(key), inner(value)])
      const isSaid = node.args.every(([key]) => key.op === 'value' && typeof key.args === 'string')
      if (!isSaid || entries.flat().includes(undefined)) return undefined
      return [`{${entries.map(([key, value]) => `${key}: ${value}`).join(', ')}}`, whole]
    }
    case '!_':
    case '-_': {
      const of = inner(node.args, unary)
      return of === undefined || of.startsWith('-') ? undefined : [`${node.op[0]}${of}`, unary]
    }
    case '?:': {
      const [test, yes, no] = [inner(node.args[0], 2), inner(node.args[1], 2), inner(node.args[2], choice)]
      const isSaid = test !== undefined && yes !== undefined && no !== undefined
      return isSaid ? [`${test} ? ${yes} : ${no}`, choice] : undefined
    }
    default:
      return printOperation(node, names)
  }
}

function printOperation(node: ASTNode, names: Names): Printed {
  const found = Object.hasOwn(operators, node.op) ? operators[node.op] : undefined
  if (!found || !Array.isArray(node.args)) return undefined
  const [operator, own] = found
  const [left, right] = node.args as [ASTNode, ASTNode]
  // CEL compares lists by what is in them, and drops the fraction when it divides whole numbers.
  if (own === 4 && [left, right].some(({ op }) => op === 'list' || op === 'map')) return undefined
  if (node.op === '/' && ![left, right].some(isDouble)) return undefined
  const [before, after] = [print(left, own, names), print(right, own + 1, names)]
  return before === undefined || after === undefined ? undefined : [`${before} ${operator} ${after}`, own]
}

/** Surely no whole number to CEL: numbers from data never are, sizes always. */
function isDouble(node: ASTNode): boolean {
  switch (node.op) {
    case '.':
    case '[]':
      return true
    case 'value':
      return typeof node.args === 'number'
    case 'call': {
      const [name, [list]] = node.args
      return (name === 'min' || name === 'max') && list?.op === 'list' && list.args.every(isDouble)
    }
    case '-_':
      return isDouble(node.args)
    case '+':
    case '-':
    case '*':
    case '/':
      return node.args.some(isDouble)
    default:
      return false
  }
}

function printValue(value: unknown): Printed {
  if (typeof value === 'string') {
    const quoted = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
    return [`'${quoted}'`, whole]
  }
  if (typeof value === 'bigint') return [`${value}`, value < 0n ? unary : whole]
  if (typeof value === 'boolean' || value === null) return [`${value}`, whole]
  return typeof value === 'number' && Number.isFinite(value)
    ? [`${value}`, value < 0 ? unary : whole]
    : undefined
}

function printMember(of: ASTNode, key: string, names: Names): Printed {
  if (of.op === 'id' && of.args === 'data')
    return isVariable(key) && names.isData(key) ? [key, member] : undefined
  const printed = print(of, member, names)
  // The length of a text or list is `size` to CEL: a field of that name would become one.
  return printed === undefined || key === 'length' ? undefined : [`${printed}.${key}`, member]
}

function printCall(name: string, args: ASTNode[], names: Names): Printed {
  const [first] = args
  if (args.length !== 1 || !first) return undefined
  if (name === 'active') {
    const id = first.op === 'value' && typeof first.args === 'string' ? names.idOf(first.args) : undefined
    const printed = printValue(id)
    return printed && [`In(${printed[0]})`, member]
  }
  if (name === 'size') {
    const of = print(first, member, names)
    return of === undefined ? undefined : [`${of}.length`, member]
  }
  if ((name === 'min' || name === 'max') && first.op === 'list') {
    const items = first.args.map(item => print(item, 0, names))
    return items.includes(undefined) || items.length === 0
      ? undefined
      : [`Math.${name}(${items.join(', ')})`, member]
  }
  return undefined
}
