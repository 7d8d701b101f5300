// An object in rows, each a name and an expression: `{'item': data.item, 'n': 3}` in CEL, or the same written as
// JSON when nothing in it is computed.

import type { ASTNode } from '@marcbachmann/cel-js'
import { parseCel } from '../../engine/cel.ts'
import { isObject, type Json } from '../../engine/json.ts'
import type { Value } from './effect-kinds.ts'

export type Row = { name: string; cel: string }

/** Undefined for a value that is no object with names, or an expression that only computes one. */
export function readRows(value: Value | undefined): Row[] | undefined {
  if (value === undefined) return []
  if (value.how === 'computed') return rowsOfCel(value.cel)
  if (!isObject(value.value)) return undefined
  return Object.entries(value.value).map(([name, one]) => ({ name, cel: JSON.stringify(one) }))
}

function rowsOfCel(text: string): Row[] | undefined {
  try {
    const { ast } = parseCel(text)
    if (ast.op !== 'map') return undefined
    const rows = (ast.args as [ASTNode, ASTNode][]).map(([key, value]) => {
      if (key.op !== 'value' || typeof key.args !== 'string') throw new Error('a computed name')
      const { start, end } = value as ASTNode & { start: number; end: number }
      return { name: key.args, cel: text.slice(start, end) }
    })
    // Brackets are not part of a node: where they had a meaning, the text stays one expression.
    return isSameMeaning(ast, parseCel(celOf(rows)).ast) ? rows : undefined
  } catch {
    return undefined
  }
}

export function writeRows(rows: Row[]): Value | undefined {
  if (rows.length === 0) return undefined
  const written = rows.map(({ name, cel }) => [name, jsonOf(cel)] as const)
  if (written.every(([, value]) => value !== undefined))
    return { how: 'written', value: Object.fromEntries(written) }
  return { how: 'computed', cel: celOf(rows) }
}

const celOf = (rows: Row[]) =>
  `{${rows.map(({ name, cel }) => `${JSON.stringify(name)}: ${cel}`).join(', ')}}`

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function isSameMeaning(a: unknown, b: unknown): boolean {
  if (typeof a === 'bigint' || typeof b === 'bigint') return a === b
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, n) => isSameMeaning(one, b[n]))
  if (isObject(a) && isObject(b)) return a.op === b.op && isSameMeaning(a.args, b.args)
  return a === b
}
