// SCXML (W3C Recommendation, 2015) → definition.
//
// 1. Never half: a document that says something that a definition cannot, gives problems and no definition.
//    What has no consequence for the course of a case (a log line) is left out with a warning.
// 2. SCXML takes an event's transitions in document order, and a descriptor `a` also means `a.b`. A definition
//    goes from the longest key to the shortest. Where the two disagree, a transition stands under several keys.
// 3. Transitions are external in SCXML unless they say otherwise, and internal here: `reenter` where it shows.

import type { Definition, StateDefinition, Transition } from '../definition.ts'
import type { Json, JsonSchema } from '../json.ts'
import { parseDefinition } from '../parse.ts'
import type { Note } from './note.ts'
import { readActions } from './scxml/actions.ts'
import { toConstant } from './scxml/ecmascript.ts'
import { celModel, ownNamespace } from './scxml/own.ts'
import { readOwnProcess, unwrap, withOwnFields } from './scxml/read-own.ts'
import { ScxmlReader } from './scxml/reader.ts'
import { isStateElement, type Place, placeStates } from './scxml/states.ts'
import { isOwnDone, readTarget, readTransitions, toDescriptors, toTarget } from './scxml/transitions.ts'
import { parseXml, type XmlElement, XmlSyntaxError } from './xml.ts'

/** What became of a document. `definition` is there when no note is an error. */
export type ScxmlReading = {
  definition?: Definition
  notes: Note[]
  /** id of a state in the document → its path in the definition */
  paths: Record<string, string>
}

/** Reads an SCXML document. Answers with notes, never throws, whatever the text is. */
export function readScxml(text: string): ScxmlReading {
  try {
    return readDocument(parseXml(text))
  } catch (error) {
    if (!(error instanceof XmlSyntaxError)) throw error
    const { message, line, column } = error
    return { notes: [{ code: 'xml-syntax', severity: 'error', at: '', message, line, column }], paths: {} }
  }
}

function readDocument(root: XmlElement): ScxmlReading {
  const reader = new ScxmlReader()
  if (root.name !== 'scxml')
    reader.add(root, 'error', 'not-scxml', `The document is <${root.name}>, not <scxml>.`)
  const read = root.name === 'scxml' && reader.isOurs(root) ? readRoot(root, reader) : undefined
  const { definition, problems } = isClean(reader.notes) && read ? parseDefinition(read) : { problems: [] }
  return {
    ...(definition && { definition }),
    notes: [...reader.notes, ...problems],
    paths: Object.fromEntries([...reader.paths].map(([id, keys]) => [id, keys.join('.')])),
  }
}

const isClean = (notes: Note[]) => notes.every(({ severity }) => severity !== 'error')

function readRoot(root: XmlElement, reader: ScxmlReader): object | undefined {
  const dataModel = root.attributes.get('datamodel') ?? 'ecmascript'
  if (!['ecmascript', 'null', celModel].includes(dataModel)) {
    reader.unsupported(
      root,
      `The data model "${dataModel}" is not ours; "ecmascript", "${celModel}" and "null" are read.`,
    )
    return undefined
  }
  reader.isCel = dataModel === celModel
  reader.isOwn = reader.own(root, 'version') !== undefined
  const place = placeStates(unwrap(root, reader), reader)
  if (!place) return undefined
  collectEvents(root, reader)
  const { data, entry } = readData(root, reader)
  const state = readState(place, reader)
  const name = root.attributes.get('name') ?? 'SCXML'
  const properties = { ...data, ...decisionsOf(reader) }
  return {
    ...state,
    id: toProcessId(name),
    name: reader.own(root, 'name') ?? name,
    ...(Object.keys(properties).length > 0 && { data: { type: 'object', properties } }),
    ...(entry.length > 0 && { entry: [...entry, ...(state.entry ?? [])] }),
    ...readOwnProcess(root, properties, reader),
    states: state.states ?? {},
  }
}

/** `Traffic Light` → `traffic-light`. */
function toProcessId(name: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,79}$/.test(name)) return name
  const id = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)
  return id || 'scxml'
}

function collectEvents(root: XmlElement, reader: ScxmlReader): void {
  for (const element of everyElement(root))
    for (const child of element.children) {
      const { name, attributes } = child
      if (name !== 'transition' && name !== 'raise' && name !== 'send') continue
      // Of our own documents only the end of a state is asked for that is waited for elsewhere.
      if (reader.isOwn && (name !== 'transition' || reader.own(child, 'event') !== undefined)) continue
      if (reader.isGenerated(child)) continue
      const descriptors = toDescriptors(attributes.get('event')) ?? []
      if (isOwnDone(descriptors, element)) continue
      for (const event of descriptors) if (event !== '*') reader.events.add(event)
    }
}

/** Initial values as defaults of the case data; those that have to be computed, as assignments at the start. */
function readData(root: XmlElement, reader: ScxmlReader) {
  const elements = everyElement(root).filter(element => element.name === 'data')
  for (const element of elements) reader.data.add(element.attributes.get('id') ?? '')
  if (root.attributes.get('binding') === 'late')
    reader.leaveOut(root, 'Late binding: all data begins with the case.')

  const data: Record<string, JsonSchema> = Object.create(null)
  const entry: StateDefinition['entry'] & object = []
  for (const element of elements) {
    const id = element.attributes.get('id')
    const source = element.attributes.get('expr') ?? element.text.trim()
    if (id === undefined) reader.incomplete(element, 'id')
    else if (element.attributes.has('src'))
      reader.unsupported(element, `"${id}" is fetched from elsewhere; nothing is.`)
    else if (!/^[A-Za-z_]\w*$/.test(id))
      reader.unsupported(element, `"${id}" is no name for a field of the case data.`)
    else if (source === '') data[id] = {}
    else {
      const read = reader.isCel ? toJsonConstant : toConstant
      const value: Json | undefined = reader.attempt(element, source, read)
      data[id] = value === undefined ? {} : { default: value }
      const computed = value === undefined ? reader.toCel(element, source) : undefined
      if (computed !== undefined) entry.push({ type: 'assign', with: { [id]: computed } })
    }
  }
  return { data, entry }
}

/** JSON is CEL too. */
function toJsonConstant(source: string): Json | undefined {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

function decisionsOf(reader: ScxmlReader): Record<string, JsonSchema> {
  const schema = { type: 'integer', description: 'Which branch was taken, where SCXML says <if>' }
  return Object.fromEntries([...reader.decisions].map(name => [name, schema]))
}

function readState(place: Place, reader: ScxmlReader): StateDefinition {
  reader.at = place.keys
  const { element } = place
  const blocks = (name: string) =>
    element.children
      .filter(child => child.name === name && reader.isOurs(child) && !reader.isGenerated(child))
      .flatMap(child => readActions(child.children, reader))
  reportStrangers(place, reader)
  if (element.name === 'history') return withOwnFields(readHistory(place, reader), element, reader)

  const entry = blocks('onentry')
  const exit = blocks('onexit')
  const id = element.attributes.get('id')
  const transitions = readTransitions(place, reader)
  const { initial, states } = readInner(place, reader)
  const state: StateDefinition = {
    ...(!reader.isOwn && id !== undefined && id !== place.keys.at(-1) && { title: id }),
    ...typeOf(place),
    ...(initial !== undefined && { initial }),
    ...(entry.length > 0 && { entry }),
    ...(exit.length > 0 && { exit }),
    ...transitions,
    ...(states && { states }),
  }
  return withOwnFields(state, element, reader)
}

function typeOf({ element }: Place): Pick<StateDefinition, 'type'> {
  if (element.name === 'parallel') return { type: 'parallel' }
  return element.name === 'final' ? { type: 'final' } : {}
}

/** Whatever is not read elsewhere. */
function reportStrangers({ element }: Place, reader: ScxmlReader): void {
  const read = new Set(['onentry', 'onexit', 'transition', 'initial', 'datamodel'])
  for (const child of element.children) {
    if (read.has(child.name) || isStateElement(child) || !reader.isOurs(child)) continue
    if (child.name === 'donedata') reader.leaveOut(child, 'A state that has finished hands on no data.')
    else if (child.name === 'script') reader.scripting(child, 'is a script')
    else reader.unsupported(child, `<${child.name}> has no counterpart in a definition.`)
  }
}

function readHistory(place: Place, reader: ScxmlReader): StateDefinition {
  const { element } = place
  const history = element.attributes.get('type') === 'deep' ? 'deep' : 'shallow'
  const transition = element.children.find(child => child.name === 'transition' && !reader.isGenerated(child))
  if (transition && transition.children.length > 0)
    reader.unsupported(transition, 'A history state only says where to go; move what it does into onentry.')
  const target = transition && readTarget(transition, place, reader)
  return { type: 'history', history, ...(target !== undefined && { target }) }
}

function readInner(place: Place, reader: ScxmlReader): Pick<StateDefinition, 'initial' | 'states'> {
  if (place.children.length === 0) return {}
  const start = place.element.name === 'parallel' ? undefined : readInitial(place, reader)
  const states = place.children.map(child => [child.keys.at(-1)!, readState(child, reader)] as const)
  reader.at = place.keys
  return {
    ...(start && { initial: start.key }),
    states: Object.fromEntries(start?.state ? [[start.key, start.state], ...states] : states),
  }
}

/**
 * Where a state starts: the key of an inner state.
 *
 * SCXML may start deep inside, in several regions, or do something on the way. That is an inner state more,
 * which is left at once.
 */
function readInitial(
  place: Place,
  reader: ScxmlReader,
): { key: string; state?: StateDefinition } | undefined {
  const keys = place.children.map(child => child.keys.at(-1)!)
  const attribute = place.element.attributes.get('initial')
  const transition = place.element.children
    .find(child => child.name === 'initial')
    ?.children.find(child => child.name === 'transition')
  const ids = (attribute ?? transition?.attributes.get('target') ?? '').split(/\s+/).filter(Boolean)
  if (ids.length === 0) {
    const first = place.children.find(child => child.element.name !== 'history')
    return first && { key: first.keys.at(-1)! }
  }
  const effects = transition ? readActions(transition.children, reader) : []
  const [only, ...more] = ids
  const child = place.children.find(({ element }) => element.attributes.get('id') === only)
  if (child && more.length === 0 && effects.length === 0) return { key: child.keys.at(-1)! }

  let key = 'start'
  while (keys.includes(key)) key = `${key}-`
  const from = { ...place, keys: [...place.keys, key] }
  const targets = ids.flatMap(id => toTarget(transition ?? place.element, id, from, reader) ?? [])
  const onward: Transition = { target: targets, ...(effects.length > 0 && { effects }) }
  return { key, state: { always: [onward] } }
}

function everyElement(root: XmlElement): XmlElement[] {
  const children = root.children.filter(({ namespace }) => namespace !== ownNamespace)
  return [root, ...children.flatMap(everyElement)]
}
