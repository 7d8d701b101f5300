// Histories as XES (IEEE 1849-2016), a piece of the file at a time: `head`, for each case `traceHead`, its events and
// `traceFoot`, and `foot`.
//
// 1. The file is valid against the schema of the standard: no namespace, extensions before globals before
//    classifiers before attributes before traces; every key is an XML name; no key twice in one element; no
//    attribute inside another (not every tool reads these).
// 2. Nothing is lost: `throughline.entry` holds, as canonical JSON, what was sent, and how it ended. The other
//    attributes say the same in the words of other tools. `own-log.ts` reads it back.
// 3. A character that XML cannot hold is written as JSON writes it (`\u0000`). In JSON that is the same text; in the
//    other attributes it is told from nothing.
//
// The keys beside the standard's have a dot and no colon: in XES a colon is for extensions that a log declares.

import { type HistoryEntry, isStep, type StateValue } from '../case.ts'
import { escapeAttribute } from '../interchange/xml-writer.ts'
import type { Json } from '../json.ts'
import { canonical } from '../seal.ts'

/** The attribute that an event is read back from. */
export const ownKey = 'throughline.entry'

/** What an entry is read back from: who sent what when, as what, and why it was refused, where it was. */
export type OwnEntry = Pick<HistoryEntry, 'caseId' | 'event' | 'kind' | 'seq'> & { refused?: string }

const extensions = [
  ['Concept', 'concept'],
  ['Time', 'time'],
  ['Lifecycle', 'lifecycle'],
  ['Organizational', 'org'],
]

/** The beginning of a log; `name` says what it is about, such as the process. */
export function head(name: string): string {
  const declared = extensions.map(
    ([title, prefix]) =>
      `  <extension name="${title}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>\n`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="">
${declared.join('')}  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>
    <string key="org:resource" value=""/>
    <string key="lifecycle:transition" value="complete"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
  <classifier name="ActivityAndTransition" keys="concept:name lifecycle:transition"/>
${attribute('  ', 'string', 'concept:name', name)}${attribute('  ', 'string', 'lifecycle:model', 'standard')}`
}

export const foot = '</log>\n'

/** The beginning of a case. */
export function traceHead({
  caseId,
  process,
  version,
}: Pick<HistoryEntry, 'caseId' | 'process' | 'version'>) {
  return `  <trace>
${attribute('    ', 'string', 'concept:name', caseId)}${attribute('    ', 'string', 'throughline.process', process)}${attribute('    ', 'int', 'throughline.version', String(version))}`
}

export const traceFoot = '  </trace>\n'

/** An entry, as an event. A refused attempt did not happen to its case: its transition is `ate_abort`. */
export function writeEvent(entry: HistoryEntry): string {
  const { caseId, event, kind, seq } = entry
  const { actor } = event
  const refused = entry.kind === 'refusal' ? entry.refusal.reason : undefined
  const own = { caseId, event, kind, seq, ...(refused !== undefined && { refused }) } satisfies OwnEntry
  const said = createAttributes('      ')
  said.add('string', 'concept:name', event.type)
  said.add('date', 'time:timestamp', toDateTime(event.at))
  said.add('string', 'org:resource', actor.id)
  if (actor.roles.length > 0) said.add('string', 'org:role', actor.roles.join(' '))
  said.add('string', 'lifecycle:transition', refused === undefined ? 'complete' : 'ate_abort')
  said.add('int', 'throughline.seq', String(seq))
  said.add('string', 'throughline.kind', kind)
  said.add('string', 'throughline.id', event.id)
  said.add('string', 'throughline.actor.kind', actor.kind)
  if (actor.name !== undefined) said.add('string', 'throughline.actor.name', actor.name)
  if (event.origin) said.add('string', 'throughline.origin', `${event.origin.import} ${event.origin.row}`)
  if (refused !== undefined) said.add('string', 'throughline.refusal', refused)
  if (isStep(entry)) {
    said.add('string', 'throughline.states', [...leavesOf(entry.to.states, '')].join(' '))
    said.add('string', 'throughline.status', entry.to.status)
  }
  said.addData('data', event.data)
  said.add('string', ownKey, canonical(own))
  return `    <event>\n${said.text()}    </event>\n`
}

type Kind = 'string' | 'date' | 'int' | 'float' | 'boolean'

function createAttributes(indent: string) {
  const keys = new Set<string>()
  const lines: string[] = []

  function add(kind: Kind, key: string, value: string): void {
    // A field called "a.b" beside a field "b" in "a": the first one counts, `throughline.entry` has both.
    if (keys.has(key)) return
    keys.add(key)
    lines.push(attribute(indent, kind, key, value))
  }

  /** One attribute for each value in the data; what is empty has none. */
  function addData(key: string, value: Json): void {
    if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) addData(`${key}.${toName(name)}`, inner)
    else if (typeof value === 'string') add(isDateTime(value) ? 'date' : 'string', key, value)
    else if (typeof value === 'number') add(Number.isSafeInteger(value) ? 'int' : 'float', key, String(value))
    else if (typeof value === 'boolean') add('boolean', key, String(value))
  }

  return { add, addData, text: () => lines.join('') }
}

const attribute = (indent: string, kind: Kind, key: string, value: string) =>
  `${indent}<${kind} key="${key}" value="${escapeAttribute(spelled(value))}"/>\n`

/** What XML 1.0 cannot hold, or advises against, as JSON spells it. */
const spelled = (text: string) =>
  text.replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, sign =>
    '\t\n\r'.includes(sign) ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** A field's name as part of an XML name; other characters become `_x20_`. */
const toName = (field: string) =>
  field.replaceAll(/[^A-Za-z0-9_\-À-ÖØ-öø-ÿ]/gu, sign => `_x${sign.codePointAt(0)!.toString(16)}_`)

/** Exactly as a moment is written here, and on a day that there is. */
function isDateTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(text) || text.startsWith('0000')) return false
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) return false
  const written = at.toISOString()
  return written === text || written === text.replace('Z', '.000Z')
}

/** As `xs:dateTime` writes years that do not have four digits. */
const toDateTime = (at: string) =>
  at.replace(/^([+-])0*(\d+)/, (_, sign, year) => `${sign === '-' ? '-' : ''}${year.padStart(4, '0')}`)

/** Dotted paths of the atomic states. */
function* leavesOf(states: StateValue, around: string): Iterable<string> {
  if (typeof states === 'string') yield around + states
  else for (const [name, inner] of Object.entries(states)) yield* inside(inner, around + name)
}

/** A final or history state alone in its region is written as an empty object. */
const inside = (inner: StateValue, path: string): Iterable<string> =>
  typeof inner === 'object' && Object.keys(inner).length === 0 ? [path] : leavesOf(inner, `${path}.`)
