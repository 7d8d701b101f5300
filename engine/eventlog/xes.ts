// XES (IEEE 1849): an XML file of traces, each with attributes and events.
//
// 1. Nothing that a document defines is ever expanded: entities of its own are errors where they are used, and
//    a DOCTYPE is refused before anything else is read.
// 2. One trace is in memory at a time.

import { SaxesParser } from 'saxes'
import type { Json } from '../json.ts'
import { type Row, setValue, UnreadableLogError } from './row.ts'

/** One trace, which is one case of the process that the log is about. */
export type Trace = {
  line: number
  attributes: { [key: string]: Json }
  /** in the order of the file */
  events: { line: number; attributes: { [key: string]: Json } }[]
}

type Attributes = Trace['attributes']
type Holder = { attributes: Attributes; path: string }

const deepest = 100
const longestTrace = 1_000_000

/**
 * The traces of an XES log.
 *
 * Attributes are by key; one inside another is `outer/inner`. Dates stay text, as they are written. What is not
 * a log, a trace or an event (extensions, classifiers, global defaults) is passed over.
 */
export async function* readXes(
  chunks: AsyncIterable<string> | Iterable<string>,
  options: { file: string },
): AsyncGenerator<Trace> {
  const reader = createReader(options.file)
  for await (const chunk of chunks) {
    reader.write(chunk)
    yield* reader.takeTraces()
  }
  reader.close()
  yield* reader.takeTraces()
}

/**
 * The events of an XES log as rows: an event's attributes by key, its trace's as `case:` and the key, and in
 * `case:index` the position of the trace in the file, from 0.
 */
export async function* readXesRows(
  chunks: AsyncIterable<string> | Iterable<string>,
  options: { file: string },
): AsyncGenerator<Row> {
  let index = 0
  for await (const trace of readXes(chunks, options)) {
    const ofTrace: Attributes = { 'case:index': index++ }
    for (const [key, value] of Object.entries(trace.attributes)) ofTrace[`case:${key}`] = value
    for (const event of trace.events) yield { line: event.line, values: { ...event.attributes, ...ofTrace } }
  }
}

function createReader(file: string) {
  const parser = new SaxesParser()
  let traces: Trace[] = []
  let trace: Trace | undefined
  let depth = 0
  let sawLog = false
  /** Where attributes belong at each depth; undefined where they are nobody's. */
  const holders: (Holder | undefined)[] = []

  const fail = (what: string, cause?: unknown): never => {
    throw new UnreadableLogError(file, parser.line, parser.column + 1, what, cause)
  }

  parser.on('error', cause => fail(cause.message.replace(/^\d+:\d+: /, '').replace(/\.$/, ''), cause))
  parser.on('doctype', () => fail('has a DOCTYPE. Event logs need none; remove it'))
  parser.on('opentag', tag => {
    depth++
    const name = tag.name.slice(tag.name.indexOf(':') + 1)
    if (!sawLog && name !== 'log') fail(`is not an XES log: it begins with <${tag.name}> instead of <log>`)
    if (depth > deepest) fail(`has elements more than ${deepest} deep, which no event log has`)
    sawLog = true
    holders[depth] = open(name, tag.attributes)
  })
  parser.on('closetag', tag => {
    depth--
    if (tag.name.slice(tag.name.indexOf(':') + 1) !== 'trace' || !trace) return
    traces.push(trace)
    trace = undefined
  })

  function open(name: string, xml: Record<string, string>): Holder | undefined {
    const line = parser.line
    if (name === 'trace') {
      trace = { line, attributes: {}, events: [] }
      return { attributes: trace.attributes, path: '' }
    }
    if (name === 'event') {
      if (!trace) return fail('an event stands outside every trace, so it belongs to no case')
      if (trace.events.length >= longestTrace) fail('a trace has more than a million events')
      const event = { line, attributes: {} }
      trace.events.push(event)
      return { attributes: event.attributes, path: '' }
    }
    const holder = holders[depth - 1]
    // A list keeps its members in an element of its own, which has no key.
    if (!holder || xml.key === undefined) return holder
    const path = holder.path === '' ? xml.key : `${holder.path}/${xml.key}`
    if (xml.value !== undefined) setValue(holder.attributes, path, toValue(name, xml.value))
    return { attributes: holder.attributes, path }
  }

  return {
    write: (chunk: string) => void parser.write(chunk),
    close() {
      parser.close()
    },
    takeTraces(): Trace[] {
      const taken = traces
      traces = []
      return taken
    },
  }
}

/** A number that JSON cannot keep exactly, and a value that is not what its element says, stay text. */
function toValue(kind: string, text: string): Json {
  const number = Number(text)
  if (kind === 'int' && Number.isSafeInteger(number) && text.trim() !== '') return number
  if (kind === 'float' && Number.isFinite(number) && text.trim() !== '') return number
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
