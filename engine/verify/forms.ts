// The JSON Schemas of case data and of events: what would make checking data crash, hang, or mean nothing.

import { isObject } from '../json.ts'
import { pointerParts, toPointer } from '../paths.ts'
import { isSlow, whyNoPattern } from './patterns.ts'
import type { Report, Survey } from './survey.ts'

const schemaTypes = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

/** Keywords that hold one schema, a list of them, or schemas by name. */
const one = [
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]
const listed = ['allOf', 'anyOf', 'oneOf', 'prefixItems']
const named = ['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties']

/** Of these, the ones that look at the same value as the schema that they stand in. */
const sameValue = new Set(['allOf', 'anyOf', 'dependentSchemas', 'else', 'if', 'not', 'oneOf', 'then'])

type Schema = Record<string, unknown>
type Place = { schema: Schema; pointer: string }

export function checkForms({ definition, report }: Survey): void {
  if (definition.data) checkSchema(definition.data, '/data', report)
  for (const [name, { schema }] of Object.entries(definition.events ?? {}))
    if (schema) checkSchema(schema, toPointer(['events', name, 'schema']), report)
}

function checkSchema(root: Schema, pointer: string, report: Report): void {
  /** schema → the schemas that look at the same value */
  const sameValueAs = new Map<Schema, Place[]>()
  const waiting: Place[] = [{ schema: root, pointer }]
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const { schema, pointer: at } = place
    if (sameValueAs.has(schema)) continue
    checkKeywords(schema, at, report)
    const inner = innerSchemas(place)
    const same = inner.filter(({ keyword }) => sameValue.has(keyword))
    const referred = referredBy(schema, root, pointer, at, report)
    sameValueAs.set(schema, referred ? [...same, referred] : same)
    waiting.push(...inner, ...(referred ? [referred] : []))
  }
  const endless = circle({ schema: root, pointer }, sameValueAs)
  if (endless !== undefined)
    report('endless-reference', `${endless.pointer}/$ref`, String(endless.schema.$ref ?? '#'))
}

function checkKeywords(schema: Schema, at: string, report: Report): void {
  const types = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type]
  for (const type of types)
    if (typeof type !== 'string' || !schemaTypes.includes(type))
      report('unknown-schema-type', `${at}/type`, String(type), schemaTypes)
  const patterns = isObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : []
  if (typeof schema.pattern === 'string') checkPattern(schema.pattern, `${at}/pattern`, report)
  for (const pattern of patterns)
    checkPattern(pattern, `${at}${toPointer(['patternProperties', pattern])}`, report)
}

function checkPattern(pattern: string, at: string, report: Report): void {
  const why = whyNoPattern(pattern, 'u')
  if (why !== undefined) report('bad-pattern', at, pattern, why)
  else if (isSlow(pattern)) report('slow-pattern', at, pattern)
}

function innerSchemas({ schema, pointer }: Place): (Place & { keyword: string })[] {
  const inner: (Place & { keyword: string })[] = []
  const add = (keyword: string, value: unknown, ...parts: string[]) => {
    if (isObject(value))
      inner.push({ keyword, schema: value, pointer: `${pointer}${toPointer([keyword, ...parts])}` })
  }
  for (const keyword of one) add(keyword, schema[keyword])
  for (const keyword of listed) {
    const list = schema[keyword]
    if (Array.isArray(list)) list.forEach((value, n) => void add(keyword, value, String(n)))
  }
  for (const keyword of named) {
    const group = schema[keyword]
    if (isObject(group)) for (const [name, value] of Object.entries(group)) add(keyword, value, name)
  }
  return inner
}

function referredBy(
  schema: Schema,
  root: Schema,
  rootPointer: string,
  at: string,
  report: Report,
): Place | undefined {
  const reference = schema.$ref
  if (reference === undefined) return undefined
  const found = typeof reference === 'string' ? referred(reference, root) : undefined
  if (!isObject(found)) {
    if (found !== true && found !== false) report('unknown-reference', `${at}/$ref`, String(reference))
    return undefined
  }
  return { schema: found, pointer: `${rootPointer}${String(reference).slice(1)}` }
}

/** `#` and `#/…` within the same schema; nothing is fetched from elsewhere. */
function referred(reference: string, root: Schema): unknown {
  if (reference !== '#' && !reference.startsWith('#/')) return undefined
  let at: unknown = root
  for (const part of pointerParts(decode(reference.slice(1)))) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = (at as Record<string, unknown>)[part]
  }
  return at
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A schema that, to check a value, has to check the same value against itself again. */
function circle(root: Place, next: Map<Schema, Place[]>): Place | undefined {
  const finished = new Set<Schema>()
  const onTheWay = new Set<Schema>()
  const starts = [root, ...[...next.values()].flat()]
  for (const start of starts) {
    const walk = finished.has(start.schema) ? [] : [{ place: start, index: 0 }]
    for (let here = walk.at(-1); here; here = walk.at(-1)) {
      const { schema } = here.place
      onTheWay.add(schema)
      const to = next.get(schema)?.[here.index++]
      if (!to) {
        walk.pop()
        onTheWay.delete(schema)
        finished.add(schema)
      } else if (onTheWay.has(to.schema)) return here.place
      else if (!finished.has(to.schema)) walk.push({ place: to, index: 0 })
    }
  }
  return undefined
}
