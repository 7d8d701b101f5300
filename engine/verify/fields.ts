// What fields a part of an expression can have, as far as the schemas of case data and event say.

import type { ASTNode } from '@marcbachmann/cel-js'
import type { Definition } from '../definition.ts'
import { isObject } from '../json.ts'

/** The schemas of names: the variables, and inside a macro its loop variables. */
export type Names = ReadonlyMap<string, unknown>

export function namesFor(definition: Definition, event: string | undefined): Names {
  const { data, events } = definition
  const form =
    event !== undefined && events && Object.hasOwn(events, event) ? events[event]?.schema : undefined
  const promises = propertyOf(data, 'promises')
  return new Map<string, unknown>([
    ['data', data],
    ['event', form],
    ['promises', promises],
    ['promise', itemOf(promises)],
  ])
}

/** The schema says what fields there are, and this is none of them. Does not list them: schemas can be large. */
export function isUnknownField(schema: unknown, field: string): boolean {
  return isClosed(schema) && !Object.hasOwn(schema.properties, field)
}

/** The only fields that a schema's values have; undefined when there may be others. */
export function fieldsOf(schema: unknown): string[] | undefined {
  if (!isClosed(schema)) return undefined
  let names = listed.get(schema)
  if (!names) {
    names = Object.keys(schema.properties)
    listed.set(schema, names)
  }
  return names
}

/** A schema of thousands of fields is asked thousands of times. */
const listed = new WeakMap<object, string[]>()

function isClosed(schema: unknown): schema is { properties: Record<string, unknown> } {
  if (!isObject(schema) || !isObject(schema.properties)) return false
  return schema.additionalProperties === undefined || schema.additionalProperties === false
}

/** Calls `see` for each node, with the schemas of the names that it can use. */
export function walk(node: ASTNode, names: Names, see: (node: ASTNode, names: Names) => void): void {
  see(node, names)
  if (node.op === 'rcall' && macros.has(node.args[0]) && node.args[2].length >= 2) {
    const [, receiver, [variable, ...bodies]] = node.args
    walk(receiver, names, see)
    const inner = new Map(names).set(String(variable!.args), itemOf(schemaOf(receiver, names)))
    for (const body of bodies) walk(body, inner, see)
    return
  }
  for (const child of childrenOf(node)) walk(child, names, see)
}

const macros: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

/** How many macros over lists are inside one another. */
export function macroDepth(node: ASTNode): number {
  if (node.op === 'rcall' && macros.has(node.args[0])) {
    const [, receiver, inner] = node.args
    return Math.max(macroDepth(receiver), 1 + Math.max(0, ...inner.map(macroDepth)))
  }
  return Math.max(0, ...childrenOf(node).map(macroDepth))
}

function childrenOf({ args }: ASTNode): ASTNode[] {
  const found: ASTNode[] = []
  const add = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(add)
    else if (typeof part === 'object' && part !== null && 'op' in part) found.push(part as ASTNode)
  }
  add(args)
  return found
}

/** The schema of what a path leads to; undefined when nothing is known about it. */
export function schemaOf(node: ASTNode, names: Names): unknown {
  if (node.op === 'id') return names.get(node.args)
  if (node.op === '.') return propertyOf(schemaOf(node.args[0], names), node.args[1])
  if (node.op === '[]') {
    const [owner, key] = node.args
    const schema = schemaOf(owner, names)
    return key.op === 'value' && typeof key.args === 'string' ? propertyOf(schema, key.args) : itemOf(schema)
  }
  return undefined
}

export function propertyOf(schema: unknown, name: string): unknown {
  if (!isObject(schema) || !isObject(schema.properties)) return undefined
  return Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined
}

function itemOf(schema: unknown): unknown {
  return isObject(schema) ? schema.items : undefined
}
