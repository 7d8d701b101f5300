// Data to try an expression on: a form for just what it reads, and the scope that the engine evaluates it in.

import type { ASTNode } from '@marcbachmann/cel-js'
import type { Actor, Registers, Snapshot } from '../../engine/case.ts'
import { parseCel, promiseMeant, type Scope, toJson } from '../../engine/cel.ts'
import { withDefaults } from '../../engine/defaults.ts'
import type { Definition } from '../../engine/definition.ts'
import { compileCondition, sentenceOf } from '../../engine/explain.ts'
import { isObject, type Json, type JsonObject, type JsonSchema } from '../../engine/json.ts'
import type { Clause } from '../../engine/verdict.ts'
import { type Draft, fieldsOf, readDraft } from '../work/form.ts'
import { actorSchema, historySchema, merged } from './names.ts'

/** What somebody filled in, by what it belongs to. */
export type Sample = { data: Draft; event: Draft; actor: Draft; history: Draft; state: string }

export const emptySample: Sample = { data: {}, event: {}, actor: {}, history: {}, state: '' }

/** What is asked for: of each part a schema with only the fields that the expression reads. */
export type Asked = {
  data: JsonSchema | null
  event: JsonSchema | null
  actor: JsonSchema | null
  history: JsonSchema | null
  /** it asks where the case is */
  state: boolean
}

export type Part = Exclude<keyof Asked, 'state'>
export const parts: readonly Part[] = ['data', 'event', 'actor', 'history']

/** The schemas that a sample is read with, whole. */
function schemasOf(definition: Definition, events: string[]): Record<Part, JsonSchema> {
  const forms = events.map(event => {
    const all = definition.events
    return all && Object.hasOwn(all, event) ? all[event]?.schema : undefined
  })
  return {
    data: definition.data ?? {},
    event: merged(forms),
    actor: actorSchema,
    history: historySchema(definition),
  }
}

/** The form for what a text reads; null while it cannot be parsed. */
export function askedBy(text: string, definition: Definition, events: string[]): Asked | null {
  let ast: ASTNode
  try {
    ast = parseCel(text).ast
  } catch {
    return null
  }
  const reads: Reads = { paths: [], state: false }
  collect(ast, new Map(), reads)
  const schemas = schemasOf(definition, events)
  const asked = (part: Part) => {
    const own = reads.paths.filter(([root]) => root === part).map(path => path.slice(1))
    return own.length > 0 ? pruned(schemas[part], own) : null
  }
  return {
    data: asked('data'),
    event: asked('event'),
    actor: asked('actor'),
    history: asked('history'),
    state: reads.state,
  }
}

type Reads = { paths: string[][]; state: boolean }

/** Any element of a list. */
const each = '*'

/** `variables`: what the variables of macros stand for. */
function collect(node: ASTNode, variables: Map<string, string[]>, reads: Reads): void {
  const path = pathOf(node, variables)
  if (path) {
    reads.paths.push(path)
    // Which of the promises is meant is told by its number.
    if (node.op !== 'id') visitInside(node, variables, reads)
    return
  }
  if (node.op === 'call' && node.args[0] === 'active') {
    reads.state = true
    return
  }
  if (
    node.op === 'rcall' &&
    isObject(node.args[2][0]) &&
    node.args[2][0].op === 'id' &&
    node.args[2].length > 1
  ) {
    const [, receiver, [variable, ...bodies]] = node.args
    const list =
      pathOf(receiver, variables) ?? (receiver.op === 'rcall' ? elementsOf(receiver, variables) : null)
    // The list itself is asked for by its elements.
    if (!pathOf(receiver, variables)) collect(receiver, variables, reads)
    const inner = new Map(variables).set(String(variable!.args), list ? [...list, each] : [])
    if (list) reads.paths.push([...list, each, 'id'])
    for (const body of bodies) collect(body, inner, reads)
    return
  }
  for (const child of childrenOf(node)) collect(child, variables, reads)
}

/** `data.list[data.index]`: what stands in the brackets is read as well. */
function visitInside(node: ASTNode, variables: Map<string, string[]>, reads: Reads): void {
  if (node.op === '.') visitInside(node.args[0], variables, reads)
  if (node.op !== '[]') return
  visitInside(node.args[0], variables, reads)
  collect(node.args[1], variables, reads)
}

/** The list that a filtered list is of. */
function elementsOf(node: ASTNode & { op: 'rcall' }, variables: Map<string, string[]>): string[] | null {
  const [name, receiver] = node.args
  if (name !== 'filter') return null
  return pathOf(receiver, variables) ?? (receiver.op === 'rcall' ? elementsOf(receiver, variables) : null)
}

function pathOf(node: ASTNode, variables: Map<string, string[]>): string[] | null {
  if (node.op === 'id') {
    if (variables.has(node.args)) return variables.get(node.args)!
    if (node.args === 'promises') return ['data', 'promises']
    if (node.args === 'promise') return ['data', 'promises', each]
    return parts.includes(node.args as Part) ? [node.args] : null
  }
  if (node.op === '.') {
    const owner = pathOf(node.args[0], variables)
    return owner && owner.length > 0 ? [...owner, node.args[1]] : null
  }
  if (node.op === '[]') {
    const owner = pathOf(node.args[0], variables)
    const key = node.args[1]
    if (!owner || owner.length === 0) return null
    return [...owner, key.op === 'value' && typeof key.args === 'string' ? key.args : each]
  }
  // find(data.list, id).field
  if (node.op === 'call' && node.args[0] === 'find') {
    const list = node.args[1][0] && pathOf(node.args[1][0], variables)
    return list ? [...list, each] : null
  }
  return null
}

function childrenOf({ args }: ASTNode): ASTNode[] {
  const list: unknown[] = Array.isArray(args) ? args.flat(3) : [args]
  return list.filter((part): part is ASTNode => isObject(part) && 'op' in part)
}

/** Only the fields that are read, all of them to be filled in. What is read as a whole is asked for as a whole. */
function pruned(schema: unknown, reads: string[][]): JsonSchema {
  const whole = isObject(schema) ? schema : {}
  if (reads.some(path => path.length === 0) && reads.every(path => path.length === 0)) return whole
  const further = reads.filter(path => path.length > 0)
  if (further.every(([key]) => key === each)) {
    const items = pruned(
      whole.items,
      further.map(path => path.slice(1)),
    )
    return { ...whole, type: 'array', items }
  }
  if (!isObject(whole.properties)) return whole
  const keys = Object.keys(whole.properties).filter(key => further.some(([first]) => first === key))
  const properties = Object.fromEntries(
    keys.map(key => [
      key,
      pruned(
        (whole.properties as Record<string, unknown>)[key],
        further.filter(([first]) => first === key).map(path => path.slice(1)),
      ),
    ]),
  )
  return { ...whole, properties, required: keys }
}

/** Where an expression is tried: on a sample, or on a case as it stands. */
export type Ground = {
  sample: Sample
  /** a real case, in place of the sample's data, history and place */
  snapshot: Snapshot | null
  activeStates: string[]
}

export type Around = { definition: Definition; events: string[]; registers: Registers; me: Actor; now: Date }

export function scopeOn({ sample, snapshot, activeStates }: Ground, around: Around): Scope {
  const { definition, events, registers, me, now } = around
  const schemas = schemasOf(definition, events)
  const read = (part: Part) => withoutGaps(readDraft(fieldsOf(schemas[part]), sample[part])) as JsonObject
  const data = snapshot ? snapshot.data : withDefaults(definition, read('data'))
  const event = read('event')
  const promises = data.promises ?? []
  const scope: Scope = {
    data,
    event,
    sent: event,
    actor: { id: me.id, kind: me.kind, name: me.name ?? me.id, roles: me.roles, ...read('actor') },
    promises,
    now,
    history: snapshot ? snapshot.tally : { count: {}, actors: {}, ...read('history') },
    ' active': path =>
      [...activeStates, ...(snapshot ? [] : [sample.state])].some(
        state => state === path || state.startsWith(`${path}.`),
      ),
  }
  for (const [name, register] of Object.entries(registers)) scope[name] = register.content
  // On a sample, the promise that an event is about is the first, unless the event says which.
  scope.promise = promiseMeant(scope) ?? (!snapshot && Array.isArray(promises) ? promises[0] : undefined)
  return scope
}

/** A form has a place for every group; a group in which nothing was filled in is not there. */
function withoutGaps(value: Json): Json | undefined {
  if (Array.isArray(value)) return value.map(one => withoutGaps(one) ?? {})
  if (!isObject(value)) return value
  const filled = Object.entries(value as JsonObject).flatMap(([key, inner]) => {
    const kept = withoutGaps(inner)
    return kept === undefined || (isObject(kept) && Object.keys(kept).length === 0) ? [] : [[key, kept]]
  })
  return Object.fromEntries(filled)
}

/** What an expression comes to. */
export type Answer = { clause: Clause } | { value: Json } | { error: string }

export function answerTo(text: string, gives: 'bool' | 'value' | 'instant', scope: Scope): Answer {
  try {
    return gives === 'bool'
      ? { clause: compileCondition(text).explain(scope) }
      : { value: toJson(parseCel(text)(scope)) }
  } catch (error) {
    return { error: sentenceOf(error) }
  }
}
