// Text in, a mapping or what is wrong with it out. Everything that can be known without the rows is found here,
// so that an import of a million rows does not stop at the last one.

import type { z } from 'zod'
import type { Definition } from '../definition.ts'
import { readSource } from '../parse/source.ts'
import { toPointer } from '../paths.ts'
import { closest, type Problem, quote } from '../problems.ts'
import { createExpressions, type Expressions, WrongExpressionError } from './expression.ts'
import { toInstant } from './instant.ts'
import { type Mapping, mappingSchema } from './mapping.ts'
import { reportVariables } from './measure.ts'
import { ofRowAlone, variablesOf } from './plan.ts'

/** One thing wrong with a mapping. `at` is a JSON Pointer into it. */
export type MappingProblem = Pick<Problem, 'at' | 'message' | 'line' | 'column'>

/**
 * Reads a mapping from JSON text. With the definition of the process, the names of its events are checked too.
 *
 * `mapping` is there when nothing is wrong.
 */
export function parseMapping(
  text: string,
  definition?: Definition,
): { mapping?: Mapping; problems: MappingProblem[] } {
  const { value, problems, locate } = readSource(text)
  if (problems.length > 0) return { problems: problems.map(said) }
  const parsed = mappingSchema.safeParse(value)
  const found = parsed.success
    ? checkMapping(parsed.data, definition)
    : parsed.error.issues.flatMap(shapeProblem)
  if (!parsed.success || found.length > 0)
    return {
      problems: found.map(problem => said(locate({ code: 'malformed', severity: 'error', ...problem }))),
    }
  return { mapping: parsed.data, problems: [] }
}

function said({ at, message, line, column }: Problem): MappingProblem {
  return { at, message, ...(line !== undefined && { line }), ...(column !== undefined && { column }) }
}

type Found = Pick<Problem, 'at' | 'message' | 'range'>
type Path = readonly (string | number)[]

function shapeProblem(issue: z.core.$ZodIssue): Found[] {
  const path = issue.path.map(part => (typeof part === 'number' ? part : String(part)))
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({
      at: toPointer([...path, key]),
      message: `${quote(key)} is not a field of a mapping here. Remove it, or see docs/guide/import.md.`,
    }))
  const what = path.length === 0 ? 'The mapping' : quote(String(path.at(-1)))
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return [
      { at: toPointer(path.slice(0, -1)), message: `${what} is missing here. See docs/guide/import.md.` },
    ]
  return [{ at: toPointer(path), message: `${what}: ${issue.message}.` }]
}

/** What is wrong with a mapping of the right shape. */
export function checkMapping(mapping: Mapping, definition?: Definition): Found[] {
  const check = createCheck(mapping)
  checkSources(mapping, check)
  checkEvents(mapping, check, definition)
  checkReport(mapping, check)
  if (definition && definition.id !== mapping.process)
    check.add(
      ['process'],
      `The mapping is for the process ${quote(mapping.process)}, not for ${quote(definition.id)}.`,
    )
  if (mapping.horizon !== undefined)
    try {
      toInstant(mapping.horizon, mapping.time)
    } catch (error) {
      check.add(['horizon'], (error as Error).message)
    }
  return check.found
}

type Check = ReturnType<typeof createCheck>

function createCheck(mapping: Mapping) {
  const found: Found[] = []
  const sources = Object.keys(mapping.sources)

  const add = (at: Path, message: string, start?: number) =>
    void found.push({
      at: toPointer([...at]),
      message,
      ...(start !== undefined && { range: { start, end: start } }),
    })

  function known(kind: string, name: string, names: Iterable<string>, at: Path, where = ''): boolean {
    const all = [...names]
    if (all.includes(name)) return true
    add(at, `There is no ${kind} ${quote(name)}${where}.${didYouMean(name, all)}`)
    return false
  }

  function column(source: string, name: string, at: Path): void {
    const { columns } = mapping.sources[source]!
    if (!columns || columns.includes(name)) return
    add(
      at,
      `There is no column ${quote(name)} among the columns of ${quote(source)}.${didYouMean(name, columns)} If the file has it, add it to ${toPointer(['sources', source, 'columns'])}.`,
    )
  }

  /** An expression over rows of a source, or of none. */
  function expression(text: string, within: Expressions, source: string | null, at: Path): void {
    try {
      within.compile(text)
    } catch (error) {
      if (!(error instanceof WrongExpressionError)) throw error
      add(at, `${error.message}.`, error.start)
      return
    }
    for (const read of within.columnsIn(text)) {
      const from = read.source ?? source
      if (from !== null && known('source', from, sources, at)) column(from, read.column, at)
    }
  }

  return { found, sources, add, known, column, expression }
}

function checkSources(mapping: Mapping, check: Check): void {
  const ofRow = createExpressions(ofRowAlone, mapping.time)
  for (const [name, source] of Object.entries(mapping.sources)) {
    const at = ['sources', name]
    if (source.case !== undefined) check.expression(source.case, ofRow, name, [...at, 'case'])
    for (const [i, column] of (source.key ?? []).entries()) check.column(name, column, [...at, 'key', i])
    for (const [as, lookup] of Object.entries(source.lookups ?? {})) {
      const there = [...at, 'lookups', as]
      check.expression(lookup.value, ofRow, name, [...there, 'value'])
      if (check.known('source', lookup.source, check.sources, [...there, 'source']))
        check.column(lookup.source, lookup.column, [...there, 'column'])
    }
  }
}

function checkEvents(mapping: Mapping, check: Check, definition: Definition | undefined): void {
  const expressions = new Map(
    check.sources.map(name => [name, createExpressions(variablesOf(mapping, name), mapping.time)]),
  )
  const over = (text: string | undefined, source: string, at: Path) => {
    if (text !== undefined) check.expression(text, expressions.get(source)!, source, at)
  }
  const entries = [
    [{ ...mapping.start, type: 'start', name: undefined, each: undefined }, ['start']] as const,
    ...mapping.events.map((event, i) => [event, ['events', i]] as const),
  ]
  const names = new Set<string>()
  for (const [event, at] of entries) {
    const { from, actor } = event
    if (!check.known('source', from, check.sources, [...at, 'from'])) continue
    if (mapping.sources[from]!.case === undefined)
      check.add([...at, 'from'], `The source ${quote(from)} has no "case", so its rows make no events.`)
    for (const field of ['when', 'each', 'at'] as const) over(event[field], from, [...at, field])
    for (const [field, text] of Object.entries(event.data ?? {})) over(text, from, [...at, 'data', field])
    if (
      actor !== undefined &&
      check.known('actor', actor, Object.keys(mapping.actors ?? {}), [...at, 'actor'])
    ) {
      over(mapping.actors![actor]!.id, from, ['actors', actor, 'id'])
      over(mapping.actors![actor]!.name, from, ['actors', actor, 'name'])
    }
    const name = event.name ?? event.type
    if (names.has(`${from}/${name}`))
      check.add(
        at,
        `Another event of ${quote(from)} is called ${quote(name)} too. Give one of them a "name".`,
      )
    names.add(`${from}/${name}`)
    if (definition && at[0] === 'events')
      check.known(
        'event',
        event.type,
        Object.keys(definition.events ?? {}),
        [...at, 'type'],
        ' in the process',
      )
  }
  for (const [i, { from, when }] of (mapping.contradictions ?? []).entries())
    if (check.known('source', from, check.sources, ['contradictions', i, 'from']))
      over(when, from, ['contradictions', i, 'when'])
}

function checkReport({ report = {}, time }: Mapping, check: Check): void {
  const expressions = createExpressions(reportVariables, time)
  const { by, won, days, score, outcomes = {} } = report
  const texts: [Path, string | undefined][] = [
    [['by', 'value'], by?.value],
    [['won'], won],
    [['days'], days],
    [['score'], score],
    ...Object.entries(outcomes).map(([outcome, text]): [Path, string] => [['outcomes', outcome], text]),
  ]
  for (const [at, text] of texts)
    if (text !== undefined) check.expression(text, expressions, null, ['report', ...at])
}

/** The columns that a mapping needs of a source and that its file does not have, each as a sentence. */
export function missingColumns(mapping: Mapping, source: string, found: string[]): string[] {
  const { columns = [], key = [] } = mapping.sources[source]!
  const withFound: Mapping = {
    ...mapping,
    sources: { ...mapping.sources, [source]: { ...mapping.sources[source]!, columns: found } },
  }
  const needed = [...new Set([...columns, ...key])].filter(column => !found.includes(column))
  const listed = needed.map(column => `There is no column ${quote(column)}.${didYouMean(column, found)}`)
  const read = checkMapping(withFound).map(({ at, message }) => `${message} (The mapping reads it at ${at}.)`)
  return listed.length > 0 ? listed : read
}

function didYouMean(name: string, known: string[]): string {
  const near = closest(name, known)
  if (near !== undefined) return ` Did you mean ${quote(near)}?`
  if (known.length === 0 || known.length > 40) return ''
  return ` There ${known.length === 1 ? 'is' : 'are'} ${known.map(quote).join(', ')}.`
}
