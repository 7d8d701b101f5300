// One entry of a mapping's list of events, applied to one row.

import type { Actor } from '../case.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Expression, Expressions } from './expression.ts'
import type { ActorMapping, EventMapping, Mapping } from './mapping.ts'
import type { PlannedEvent, SourceRow } from './plan.ts'

/** What the expressions of one row can read. */
export type Around = Record<string, unknown>

export type Maker = {
  from: string
  /** Throws when an expression cannot be computed for this row. */
  make(row: SourceRow, around: Around): PlannedEvent[]
}

/** Compiles the entry. Its events' ids depend on the mapping, the row's key and the entry's name alone. */
export function createMaker(
  mapping: Mapping,
  event: Omit<EventMapping, 'each'> & { each?: string | undefined; kind: 'start' | 'event' },
  expressions: Expressions,
): Maker {
  const when = event.when === undefined ? undefined : expressions.compile(event.when)
  const each = event.each === undefined ? undefined : expressions.compile(event.each)
  const at = expressions.compile(event.at)
  const data = Object.entries(event.data ?? {}).map(
    ([field, text]) => [field, expressions.compile(text)] as const,
  )
  const actor = createActor(mapping, event.actor, expressions)
  const name = event.name ?? event.type
  const supplied = event.supplied ?? null

  const makeOne = (row: SourceRow, around: Around, n: number | null): PlannedEvent => ({
    kind: event.kind,
    id: [mapping.id, row.source, row.key, n === null ? name : `${name} ${n}`].join('/'),
    type: event.type,
    at: instantFrom(at(around), event.at),
    data: dataFrom(data, around),
    actor: actor(around),
    origin: { import: mapping.id, row: `${row.file}:${row.line}`, supplied: supplied !== null },
    row,
    supplied,
  })

  return {
    from: event.from,
    make(row, around) {
      if (when && when(around) !== true) return []
      if (!each) return [makeOne(row, around, null)]
      const elements = each(around)
      if (!Array.isArray(elements)) throw new Error(`${event.each} gives no list`)
      return elements.map((it, n) => makeOne(row, { ...around, it }, n))
    },
  }
}

function instantFrom(value: Json, expression: string): string {
  const instant = typeof value === 'string' ? new Date(value) : undefined
  if (!instant || Number.isNaN(instant.getTime()))
    throw new Error(`${expression} gives ${JSON.stringify(value)}, which is no time. Use time(…)`)
  return instant.toISOString()
}

function dataFrom(fields: (readonly [string, Expression])[], around: Around): JsonObject {
  const data: JsonObject = {}
  for (const [field, expression] of fields) {
    const value = expression(around)
    if (value !== null) data[field] = value
  }
  return data
}

function createActor(mapping: Mapping, name: string | undefined, expressions: Expressions) {
  const declared: ActorMapping | undefined = name === undefined ? undefined : mapping.actors?.[name]
  if (!declared) return (): Actor => ({ kind: 'process', id: `import ${mapping.id}`, roles: [] })
  const id = expressions.compile(declared.id)
  const fullName = declared.name === undefined ? undefined : expressions.compile(declared.name)
  return (around: Around): Actor => {
    const actorId = id(around)
    if (typeof actorId !== 'string' || actorId === '')
      throw new Error(`${declared.id} gives no id for the actor`)
    const called = fullName?.(around)
    return {
      kind: declared.kind,
      id: actorId,
      ...(typeof called === 'string' && called !== '' && { name: called }),
      roles: declared.roles,
    }
  }
}
