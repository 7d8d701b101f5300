// What an expression can read, with what people call it and what kind of value it has: from the JSON Schemas of
// the case data and of the events' forms, and from what the registers really hold.

import { type RegisterName, registerNames } from '../../engine/case.ts'
import type { Definition } from '../../engine/definition.ts'
import { isObject, type Json, type JsonSchema } from '../../engine/json.ts'
import { indexStates } from '../indexed.ts'
import { humanise } from '../ui/format.ts'

export type Kind = 'text' | 'number' | 'yes-no' | 'day' | 'instant' | 'list' | 'record' | 'any'

export type Choice = { value: string | number | boolean; label: string }

export type Name = {
  /** as an expression writes it: `data.prospect.budget`; `@.dueOn` for a field of a list's element */
  path: string
  /** the last part of the path */
  key: string
  /** what people call it: "Prospect › Budget" */
  label: string
  kind: Kind
  /** from the schema */
  about: string | null
  /** the only values that it can have */
  choices: Choice[]
  /** values that the registers have for something of this name */
  suggestions: string[]
  /** of a record */
  fields: Name[]
  /** of a list: what each of its elements is */
  element: Name | null
}

/** Everything that can be read, and what else an expression can name. */
export type Names = {
  roots: Name[]
  /** dotted paths of the states, for `active()` */
  states: Choice[]
}

/** The content of the registers in force. */
export type Contents = Partial<Record<RegisterName, Json>>

/** Deep enough for people, and a bound on schemas that refer to themselves. */
const deepest = 6
const most = 3_000

/** What all names of one list share. */
type Making = { left: number; values: Map<string, string[]> }

/** `events`: whose forms give `event` its fields. */
export function namesOf(definition: Definition, events: string[], registers: Contents): Names {
  const counter: Making = { left: most, values: valuesIn(registers) }
  const data = definition.data
  const promises = isObject(data?.properties) ? data.properties.promises : undefined
  const forms = events.map(event => ownOf(definition.events, event)?.schema)
  const root = (key: string, label: string, schema: unknown) =>
    toName({ path: key, key, label, schema, root: schema, depth: 0 }, counter)
  const inData = toName({ path: 'data', key: 'data', label: '', schema: data, root: data, depth: 0 }, counter)
  const all = root('promises', titleOf(promises, 'promises'), promises ?? { type: 'array' })
  return {
    roots: [
      { ...inData, label: 'Case data' },
      root('event', 'Event', forms.length > 0 ? merged(forms) : undefined),
      toName(
        {
          path: 'promise',
          key: 'promise',
          label: 'This promise',
          schema: isObject(promises) ? promises.items : undefined,
          root: data,
          depth: 0,
        },
        counter,
      ),
      all,
      root('actor', 'Person', actorSchema),
      root('now', 'Now', { type: 'string', format: 'date-time', description: 'When the event happens.' }),
      root('history', 'History', historySchema(definition)),
      ...registerNames.map(name =>
        root(
          name,
          humanise(name),
          registers[name] === undefined ? undefined : schemaOfValue(registers[name]),
        ),
      ),
    ],
    states: [...indexStates(definition).byPath.values()]
      .filter(({ path, type }) => path !== '' && type !== 'history')
      .map(({ path, definition: state }) => ({ value: path, label: state.title ?? path })),
  }
}

export const actorSchema: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'string', title: 'Who sends it', description: 'The id of whoever sends the event.' },
    kind: { type: 'string', title: 'Kind', enum: ['person', 'key', 'timer', 'process'] },
    name: { type: 'string', title: 'Name' },
    roles: { type: 'array', title: 'Roles', items: { type: 'string' } },
  },
}

/** How often each event was taken, and by whom. */
export function historySchema({ events }: Definition): JsonSchema {
  const each = (schema: JsonSchema) => ({
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(events ?? {}).map(([name, { title }]) => [
        name,
        { ...schema, title: title ?? humanise(name) },
      ]),
    ),
  })
  return {
    type: 'object',
    properties: {
      count: {
        ...each({ type: 'number' }),
        title: 'How often',
        description: 'How often an event was taken.',
      },
      actors: {
        ...each({ type: 'array', items: { type: 'string' } }),
        title: 'Who',
        description: 'The ids of those who sent an event.',
      },
    },
  }
}

/** The fields of several forms as those of one. */
export function merged(forms: unknown[]): JsonSchema {
  const properties: Record<string, unknown> = {}
  for (const form of forms)
    if (isObject(form) && isObject(form.properties))
      for (const [name, schema] of Object.entries(form.properties)) properties[name] ??= schema
  return { type: 'object', properties }
}

/** A schema that describes one value, as far as a value tells. */
function schemaOfValue(value: Json): JsonSchema {
  if (Array.isArray(value)) return { type: 'array', items: ofElements(value) }
  if (isObject(value))
    return {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(value as Record<string, Json>).map(([key, inner]) => [key, schemaOfValue(inner)]),
      ),
    }
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\d$/.test(value) ? { type: 'string', format: 'date' } : { type: 'string' }
  return value === null ? {} : { type: typeof value }
}

function ofElements(list: Json[]): JsonSchema {
  const schemas = list.slice(0, 200).map(schemaOfValue)
  return schemas.every(({ type }) => type === 'object') && schemas.length > 0
    ? merged(schemas)
    : (schemas[0] ?? {})
}

type At = { path: string; key: string; label: string; schema: unknown; root: unknown; depth: number }

function toName(at: At, counter: Making): Name {
  counter.left--
  const schema = referred(at.schema, at.root)
  const choices = choicesOf(schema)
  const name: Name = {
    path: at.path,
    key: at.key,
    label: at.label,
    kind: kindOf(schema, choices),
    about: isObject(schema) && typeof schema.description === 'string' ? schema.description : null,
    choices,
    suggestions: choices.length === 0 ? (counter.values.get(singular(at.key)) ?? []) : [],
    fields: [],
    element: null,
  }
  if (!isObject(schema) || at.depth >= deepest || counter.left <= 0) return name
  if (name.kind === 'record' && isObject(schema.properties))
    name.fields = Object.entries(schema.properties)
      .filter(([key]) => /^[A-Za-z_]\w*$/.test(key))
      .slice(0, Math.max(0, counter.left))
      .map(([key, inner]) => {
        const title = titleOf(referred(inner, at.root), key)
        const isOwnList = key === 'list' && at.depth === 0
        const label = at.label === '' ? title : isOwnList ? at.label : `${at.label} › ${title}`
        return toName(
          { path: `${at.path}.${key}`, key, label, schema: inner, root: at.root, depth: at.depth + 1 },
          counter,
        )
      })
  if (name.kind === 'list')
    name.element = toName(
      { path: '@', key: at.key, label: '', schema: schema.items, root: at.root, depth: at.depth + 1 },
      counter,
    )
  return name
}

/**
 * The texts that registers have, by what they are of: ids of the elements of `markets` under "market", and so are
 * the texts of every field that is called `market`.
 */
function valuesIn(registers: Contents): Map<string, string[]> {
  const found = new Map<string, Set<string>>()
  const add = (key: string, value: unknown) => {
    if (typeof value !== 'string' || value.length > 60) return
    const values = found.get(key) ?? new Set()
    found.set(key, values.size < 200 ? values.add(value) : values)
  }
  const visit = (key: string, value: Json): void => {
    if (Array.isArray(value))
      for (const element of value)
        if (isObject(element)) {
          add(singular(key), element.id)
          visit(key, element as Json)
        } else add(singular(key), element)
    else if (isObject(value))
      // A register's own list is about what the register is about.
      for (const [inner, one] of Object.entries(value as Record<string, Json>))
        if (inner !== 'id') visit(inner === 'list' ? key : inner, one)
    if (typeof value === 'string') add(singular(key), value)
  }
  for (const [name, content] of Object.entries(registers)) if (content !== undefined) visit(name, content)
  return new Map([...found].map(([key, values]) => [key, [...values]]))
}

const singular = (key: string): string => key.replace(/ies$/, 'y').replace(/s$/, '')

const titleOf = (schema: unknown, key: string): string =>
  isObject(schema) && typeof schema.title === 'string' ? schema.title : humanise(key)

function kindOf(schema: unknown, choices: Choice[]): Kind {
  if (!isObject(schema)) return 'any'
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  const type = types.find(one => one !== 'null') ?? (isObject(schema.properties) ? 'object' : undefined)
  switch (type) {
    case 'string':
      return schema.format === 'date' ? 'day' : schema.format === 'date-time' ? 'instant' : 'text'
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'yes-no'
    case 'array':
      return 'list'
    case 'object':
      return 'record'
  }
  return choices.length > 0 && choices.every(({ value }) => typeof value === 'string') ? 'text' : 'any'
}

function choicesOf(schema: unknown): Choice[] {
  if (!isObject(schema)) return []
  const named = [schema.oneOf, schema.anyOf].find(
    (each): each is Record<string, unknown>[] =>
      Array.isArray(each) && each.length > 0 && each.every(one => isObject(one) && 'const' in one),
  )
  const values: { value: unknown; title?: unknown }[] = Array.isArray(schema.enum)
    ? schema.enum.map(value => ({ value }))
    : 'const' in schema
      ? [{ value: schema.const }]
      : (named?.map(({ const: value, title }) => ({ value, title })) ?? [])
  return values.flatMap(({ value, title }) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? { value, label: typeof title === 'string' ? title : String(value) }
      : [],
  )
}

/** `#/$defs/x` within the same schema. */
function referred(schema: unknown, root: unknown): unknown {
  if (!isObject(schema) || typeof schema.$ref !== 'string' || !schema.$ref.startsWith('#/')) return schema
  return schema.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), root)
}

const ownOf = <T>(record: Record<string, T> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined
