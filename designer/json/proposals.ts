// What can be written next in a definition's JSON: the fields that its schema knows, with what they mean, and the
// values that a field can have, those of the schema and the names that the definition itself has.

import { findNodeAtLocation, getLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser'
import type { Definition } from '../../engine/definition.ts'
import { definitionJsonSchema } from '../../engine/definition-schema.ts'
import { isObject, type Json, type JsonSchema } from '../../engine/json.ts'
import { indexStates } from '../indexed.ts'
import { formSchema } from './form-schema.ts'
import { words } from './texts.ts'

export type JsonProposal = {
  label: string
  /** takes the place of the text between `from` and `to` */
  text: string
  /** how many characters from its end the cursor is put */
  back: number
  detail: string
  info: string | null
}

export type JsonProposals = {
  from: number
  to: number
  /** where the letters begin that a label is compared with: after a quotation mark */
  wordFrom: number
  options: JsonProposal[]
}

let whole: JsonSchema | undefined
const schema = (): JsonSchema => {
  whole ??= definitionJsonSchema()
  return whole
}

/** `definition`: the last one that could be read; its names are proposed. */
export function jsonProposalsAt(text: string, offset: number, definition: Definition): JsonProposals | null {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset)
  const node = previousNode && within(previousNode, offset) ? previousNode : undefined
  const word = node ? '' : (/[\w$-]*$/.exec(text.slice(0, offset))?.[0] ?? '')
  const [from, to] = node ? [node.offset, node.offset + node.length] : [offset - word.length, offset]
  const place = { from, to, wordFrom: node?.type === 'string' || (isAtPropertyKey && node) ? from + 1 : from }
  const options = isAtPropertyKey
    ? keysFor(text, path, /^\s*:/.test(text.slice(to)), definition)
    : valuesFor(path, definition)
  return options.length > 0 ? { ...place, options } : null
}

/** A text that is not closed yet goes on to the end of its line. */
const within = ({ offset, length, type }: Node, at: number): boolean =>
  (type === 'string' || type === 'property' || type === 'number' || type === 'boolean' || type === 'null') &&
  offset < at &&
  at <= offset + length

function keysFor(text: string, path: JSONPath, hasColon: boolean, definition: Definition): JsonProposal[] {
  const owner = path.slice(0, -1)
  const there = new Set(keysIn(text, owner).filter(key => key !== path.at(-1)))
  const toProposal = (key: string, value: unknown): JsonProposal => {
    const start = hasColon ? '' : startOf(value)
    const field = `${JSON.stringify(key)}${hasColon ? '' : `: ${start}`}`
    return {
      label: key,
      text: field,
      back: start.length > 1 ? 1 : 0,
      detail: typeLabel(value),
      info: described(value),
    }
  }
  const known = new Map<string, unknown>()
  for (const one of schemasAt(owner))
    for (const [key, value] of Object.entries(propertiesOf(one))) if (!known.has(key)) known.set(key, value)
  // Names of the definition, where any name can stand.
  const value = schemasAt(path)[0]
  for (const key of namesFor(owner, definition)) if (!known.has(key)) known.set(key, value)
  return [...known].filter(([key]) => !there.has(key)).map(([key, value]) => toProposal(key, value))
}

function valuesFor(path: JSONPath, definition: Definition): JsonProposal[] {
  const schemas = schemasAt(path)
  const literal = (value: Json, info: string | null = null): JsonProposal => ({
    label: String(value),
    text: JSON.stringify(value),
    back: 0,
    detail: '',
    info,
  })
  const found = new Map<string, JsonProposal>()
  const add = (proposal: JsonProposal) => {
    if (!found.has(proposal.text)) found.set(proposal.text, proposal)
  }
  for (const { value, info } of namedValues(path, definition)) add(literal(value, info))
  for (const one of schemas) {
    if (Array.isArray(one.enum)) for (const value of one.enum) add(literal(value as Json))
    if (one.type === 'boolean') for (const value of [true, false]) add(literal(value))
    const start = startOf(one)
    if (start.length === 2 && start !== '""')
      add({ label: start, text: start, back: 1, detail: typeLabel(one), info: described(one) })
  }
  return [...found.values()]
}

/** The keys that an object has already. */
function keysIn(text: string, path: JSONPath): string[] {
  const tree = parseTree(text)
  const node = tree && findNodeAtLocation(tree, path)
  return (node?.children ?? []).flatMap(({ children }) => {
    const key: unknown = children?.[0]?.value
    return typeof key === 'string' ? key : []
  })
}

/** Every schema that what stands at a path has to fit, alternatives one by one. */
function schemasAt(path: JSONPath): JsonSchema[] {
  let found = alternatives(schema())
  for (const key of path) found = found.flatMap(one => inside(one, key)).flatMap(alternatives)
  return found
}

function inside(one: JsonSchema, key: string | number): JsonSchema[] {
  const inner = typeof key === 'number' ? one.items : (propertiesOf(one)[key] ?? one.additionalProperties)
  return isObject(inner) ? [inner] : []
}

const propertiesOf = (one: JsonSchema): Record<string, unknown> =>
  isObject(one.properties) ? one.properties : {}

function alternatives(one: JsonSchema): JsonSchema[] {
  if (typeof one.$ref === 'string') {
    const referred = one.$ref.startsWith('#form') ? formSchema : definitionPart(one.$ref)
    return referred
      ? alternatives({ ...referred, ...(one.description !== undefined && { description: one.description }) })
      : []
  }
  if (Array.isArray(one.anyOf))
    return one.anyOf
      .filter(isObject)
      .flatMap(part =>
        alternatives(one.description === undefined ? part : { description: one.description, ...part }),
      )
  // Case data and forms may say anything; these are the words of it that the screens understand.
  if (typeof one.description === 'string' && one.description.includes('JSON Schema'))
    return [{ ...formSchema, description: one.description }]
  return [one]
}

function definitionPart(reference: string): JsonSchema | undefined {
  const parts = schema().$defs
  const name = /^#\/\$defs\/(.+)$/.exec(reference)?.[1]
  const part = name !== undefined && isObject(parts) ? parts[name] : undefined
  return isObject(part) ? part : undefined
}

const typeOf = (one: unknown): unknown => {
  if (!isObject(one)) return undefined
  const [first] = alternatives(one)
  return first?.type ?? (Array.isArray(first?.enum) ? 'string' : undefined)
}

function startOf(one: unknown): string {
  switch (typeOf(one)) {
    case 'object':
      return '{}'
    case 'array':
      return '[]'
    case 'string':
      return '""'
  }
  return ''
}

const typeLabel = (one: unknown): string => words.types[typeOf(one) as keyof typeof words.types] ?? ''

function described(one: unknown): string | null {
  if (!isObject(one)) return null
  const [first] = alternatives(one)
  const description = one.description ?? first?.description
  return typeof description === 'string' ? description : null
}

/** Names that the definition has, where its schema lets any name stand. */
function namesFor(owner: JSONPath, definition: Definition): string[] {
  const [list, before] = [owner.at(-1), owner.at(-2)]
  if (list === 'on') return Object.keys(definition.events ?? {})
  if (list === 'events' && owner.length === 1) return eventsSent(definition)
  return list === 'assign' && typeof before === 'number' && isObject(definition.data?.properties)
    ? Object.keys(definition.data.properties)
    : []
}

const eventsSent = (definition: Definition): string[] => [
  ...new Set(
    [...indexStates(definition).byPath.values()].flatMap(({ definition: state }) =>
      Object.keys(state.on ?? {}),
    ),
  ),
]

type NamedValue = { value: string; info: string | null }

/** Names that the definition has for what stands at a path. */
function namedValues(path: JSONPath, definition: Definition): NamedValue[] {
  const key = path.findLast(part => typeof part === 'string')
  const nodes = [...indexStates(definition).byPath.values()]
  const used = (values: (string | null | undefined)[]): NamedValue[] =>
    [...new Set(values)].flatMap(value => (value ? { value, info: null } : []))
  switch (key) {
    case 'target':
      return nodes
        .filter(({ path }) => path !== '')
        .map(({ path, definition: { title } }) => ({ value: `#${path}`, info: title ?? null }))
    case 'guard':
      return Object.entries(definition.rules ?? {}).map(([value, { title }]) => ({ value, info: title }))
    case 'initial': {
      const owner = statePath(path.slice(0, -1))
      const node = owner === undefined ? undefined : nodes.find(({ path }) => path === owner)
      return (node?.children ?? []).map(({ key, definition: { title } }) => ({
        value: key,
        info: title ?? null,
      }))
    }
    case 'stage':
      return used(nodes.map(({ stage }) => stage))
    case 'allow':
    case 'assign':
    case 'owner':
      return used(nodes.map(({ assign }) => assign))
    case 'type':
      return path.includes('effects') || path.includes('entry') || path.includes('exit')
        ? effects.map(value => ({ value, info: null }))
        : []
  }
  return []
}

const effects = ['notify', 'webhook', 'start-case', 'send-event', 'raise', 'assign']

/** `states.a.states.b` → `a.b`; undefined when it is no state. */
function statePath(path: JSONPath): string | undefined {
  const keys = path.filter((_, n) => n % 2 === 1)
  return path.length % 2 === 0 && path.every((part, n) => n % 2 === 1 || part === 'states')
    ? keys.join('.')
    : undefined
}
