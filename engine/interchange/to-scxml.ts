// Definition → SCXML (W3C Recommendation, 2015). `readScxml` gives the same definition: what SCXML has no place for
// travels in a namespace of our own (see scxml/own.ts).
//
// 1. States, transitions, timers, histories and assignments are SCXML's, so that other programs draw and run them.
//    Conditions and values are ECMAScript where all of them can be; otherwise all are CEL, which few programs know: a
//    document that is run half would be worse. One that computes nothing has the data model `null`.
// 2. `<scxml>` has neither transitions nor entry: a process that has some, or begins in several regions, is one state
//    more around its states.
// 3. Elements that only say again what ours say (the events of timers, the end of a process) are marked `generated`.

import type { Definition, StateDefinition } from '../definition.ts'
import { isObject } from '../json.ts'
import type { StateNode } from '../paths.ts'
import { canonical } from '../seal.ts'
import type { Note } from './note.ts'
import { toConstant } from './scxml/ecmascript.ts'
import { celModel, escapeOwn, ownNamespace, toJson, unused } from './scxml/own.ts'
import { isVariable } from './scxml/to-ecmascript.ts'
import { writeEffects } from './scxml/write-actions.ts'
import { moreOf, writeTarget, writeTimers, writeTransitions } from './scxml/write-transitions.ts'
import { type Attributes, fieldsOf, innerOf, own, ScxmlWriter } from './scxml/writer.ts'
import { printXml, type XmlNode, xmlNode } from './xml-writer.ts'

/** The notes say what SCXML carries along without acting on it. */
export function toScxml(definition: Definition): { scxml: string; notes: Note[] } {
  const known = new ScxmlWriter(definition, 'ecmascript')
  const scxml = writeDocument(definition, known)
  if (known.isSaid) return { scxml: printXml(scxml), notes: known.notes }
  const writer = new ScxmlWriter(definition, celModel)
  return { scxml: printXml(writeDocument(definition, writer)), notes: writer.notes }
}

function writeDocument(definition: Definition, writer: ScxmlWriter): XmlNode {
  const about = [...writeData(definition, writer), ...writeEvents(definition), ...writeRules(definition)]
  if (Object.keys(definition.rules ?? {}).length > 0) writer.carry('rules', '/rules')
  if (Object.values(definition.events ?? {}).some(({ schema }) => schema)) writer.carry('forms', '/events')
  const { root } = writer.index
  const inside = needsState(root) ? wrap(root, writer) : writeInside(root, '', writer)
  const computes = writer.hasExpressions || about.some(({ name }) => name === 'datamodel')
  const { $schema, id, name } = definition
  return xmlNode(
    'scxml',
    {
      xmlns: 'http://www.w3.org/2005/07/scxml',
      'xmlns:tl': ownNamespace,
      version: '1.0',
      datamodel: computes ? writer.dataModel : 'null',
      name: id,
      ...own('version', '1'),
      ...(name !== id && own('name', name)),
      ...own('schema', $schema),
      ...inside.attributes,
    },
    [...about, ...inside.content],
  )
}

type Inside = { attributes: Attributes; content: XmlNode[] }

/** Does the process itself do what `<scxml>` cannot? */
function needsState({ definition, type }: StateNode): boolean {
  const { on = {}, after = {}, always = [], onDone = [], entry = [], exit = [] } = definition
  const lists = [...Object.values(on), ...Object.values(after), always, onDone, entry, exit]
  return type === 'parallel' || lists.some(list => list.length > 0)
}

/** One state around all, and the end of the document when that has finished. */
function wrap(root: StateNode, writer: ScxmlWriter): Inside {
  const taken = new Set(writer.ids.values())
  const id = unused('process', taken)
  const end = unused('process.end', taken)
  const again = own('generated', 'true')
  const ends = root.type === 'parallel' || root.children.some(({ type }) => type === 'final')
  const { attributes, content } = writeInside(root, id, writer)
  const over = xmlNode('transition', { event: `done.state.${id}`, target: end, ...again })
  return {
    attributes: { initial: id },
    content: [
      xmlNode(
        nameOf(root),
        { id, ...own('process', 'true'), ...attributes },
        ends ? [over, ...content] : content,
      ),
      ...(ends ? [xmlNode('final', { id: end, ...again })] : []),
    ],
  }
}

function writeState(node: StateNode, writer: ScxmlWriter): XmlNode {
  const id = writer.ids.get(node)!
  const { attributes, content } = writeInside(node, id, writer)
  return xmlNode(nameOf(node), { id, ...(id !== node.key && own('key', node.key)), ...attributes }, content)
}

const nameOf = ({ type }: StateNode) => (type === 'atomic' || type === 'compound' ? 'state' : type)

/** What a state has beside its id, and what is inside it. */
function writeInside(node: StateNode, id: string, writer: ScxmlWriter): Inside {
  const { title, description, stage, assign, entry = [], exit = [] } = node.definition
  const more = strangersOf(node)
  if (Object.keys(more).length > 0) writer.carry('shape', node.pointer)
  const about = {
    ...own('id', node.parent ? (node.definition as StateDefinition).id : undefined),
    ...own('title', title),
    ...own('description', description),
    ...own('stage', stage),
    ...own('assign', assign),
    ...typeOf(node),
  }
  if (node.type === 'history') {
    const { attributes, content } = writeHistory(node, writer)
    return { attributes: { ...attributes, ...about }, content: [...content, ...moreOf(more)] }
  }
  const blocks = [
    ...(entry.length > 0
      ? [xmlNode('onentry', {}, writeEffects(entry, `${node.pointer}/entry`, writer))]
      : []),
    ...(exit.length > 0 ? [xmlNode('onexit', {}, writeEffects(exit, `${node.pointer}/exit`, writer))] : []),
  ]
  const moves =
    node.type === 'final' ? [] : [...writeTimers(node, id, writer), ...writeTransitions(node, id, writer)]
  return {
    attributes: { ...initialOf(node, writer), ...about },
    content: [...blocks, ...moves, ...innerOf(node).map(child => writeState(child, writer)), ...moreOf(more)],
  }
}

/** A type that the element does not say: one that is only spelled out, or that is not. */
function typeOf(node: StateNode): Attributes {
  const { type } = node.definition
  const said = nameOf(node) === 'state' ? undefined : node.type
  return type === said ? {} : own('type', type ?? '')
}

function initialOf(node: StateNode, writer: ScxmlWriter): Attributes {
  const { initial } = node.definition
  if (nameOf(node) !== 'state') return {}
  const child = innerOf(node).find(({ key }) => key === initial)
  if (child) return { initial: writer.ids.get(child)! }
  return innerOf(node).length > 0 ? own('initial', initial ?? '') : {}
}

/** Where it leads the first time is needed in SCXML; without a target it is where the state around it begins. */
function writeHistory(node: StateNode, writer: ScxmlWriter): Inside {
  const { history, target } = node.definition as StateDefinition
  const at = node.pointer
  const { attributes } = writeTarget(target, node, at, writer)
  const { parent } = node
  const isBeginning = (child: StateNode) =>
    parent?.type === 'parallel' ? child.type !== 'history' : child.key === parent?.definition.initial
  const ids = parent!.children.filter(isBeginning).map(child => writer.ids.get(child)!)
  const beginning = xmlNode('transition', { target: ids.join(' '), ...own('generated', 'true') })
  const first = target !== undefined ? [xmlNode('transition', attributes)] : ids.length > 0 ? [beginning] : []
  return {
    attributes: { type: history ?? 'shallow', ...(history === undefined && own('history', '')) },
    content: first,
  }
}

/** Fields that no element of this state's type can hold. */
function strangersOf(node: StateNode): Record<string, unknown> {
  const state: StateDefinition = { ...node.definition }
  const { events, rules } = node.definition as Partial<Definition>
  const { target, history, on, always, after, entry, exit, onDone, initial, states } = state
  const lists = { always, entry, exit, onDone }
  if (node.type === 'history') return present({ on, after, ...lists, initial, states })
  const isFinal = node.type === 'final'
  return present({
    events: emptyOf(events),
    rules: emptyOf(rules),
    target,
    history,
    on: isFinal ? on : emptyOf(on),
    after: isFinal ? after : emptyOf(after),
    always: isFinal || always?.length === 0 ? always : undefined,
    onDone: isFinal || onDone?.length === 0 ? onDone : undefined,
    entry: entry?.length === 0 ? entry : undefined,
    exit: exit?.length === 0 ? exit : undefined,
    initial: startsInside(node) ? undefined : initial,
    states: isFinal || (node.parent && states && node.children.length === 0) ? states : undefined,
  })
}

/** Can SCXML say where it begins? No text is our word for a beginning that is not said. */
const startsInside = (node: StateNode) =>
  nameOf(node) === 'state' &&
  innerOf(node).length > 0 &&
  (node.definition.initial !== '' || innerOf(node).some(({ key }) => key === ''))

/** The keys that lead to no transition; undefined where there are only others. */
function emptyOf(lists: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  if (!lists) return undefined
  const entries = Object.entries(lists).filter(([, list]) => Array.isArray(list) && list.length === 0)
  return entries.length > 0 || Object.keys(lists).length === 0 ? Object.fromEntries(entries) : undefined
}

/** Case data: fields with their initial values, and the whole schema where that says more. */
function writeData(definition: Definition, writer: ScxmlWriter): XmlNode[] {
  const { data } = definition
  if (!data) return []
  const fields = fieldsOf(definition)
  if (fields.some(([name, schema]) => !isVariable(name) || !isConstant(schema))) writer.isSaid = false
  const nodes = fields.map(([name, schema]) => {
    const hasDefault = isObject(schema) && Object.hasOwn(schema, 'default')
    return xmlNode('data', { id: name, expr: hasDefault ? toJson(schema.default) : undefined })
  })
  const plain = fields.map(([name, schema]): [string, unknown] => {
    const hasDefault = isObject(schema) && Object.hasOwn(schema, 'default')
    return [name, hasDefault ? { default: schema.default } : {}]
  })
  const isPlain =
    fields.length > 0 &&
    canonical(data) === canonical({ type: 'object', properties: Object.fromEntries(plain) })
  return [
    ...(nodes.length > 0 ? [xmlNode('datamodel', {}, nodes)] : []),
    ...(isPlain ? [] : [xmlNode('tl:data', {}, toJson(data))]),
  ]
}

/** Is the initial value one that ECMAScript and JSON write the same? */
function isConstant(schema: unknown): boolean {
  if (!isObject(schema) || !Object.hasOwn(schema, 'default')) return true
  try {
    return canonical(toConstant(toJson(schema.default))) === canonical(schema.default)
  } catch {
    return false
  }
}

function writeEvents({ events = {} }: Definition): XmlNode[] {
  return Object.entries(events).map(([name, { schema, ...texts }]) =>
    xmlNode('tl:event', toAttributes({ name, ...texts }), schema ? toJson(schema) : ''),
  )
}

function writeRules({ rules = {} }: Definition): XmlNode[] {
  return Object.entries(rules).map(([name, rule]) => xmlNode('tl:rule', toAttributes({ name, ...rule })))
}

const toAttributes = (texts: Record<string, string | undefined>): Attributes =>
  Object.fromEntries(Object.entries(present(texts)).map(([name, text]) => [name, escapeOwn(text as string)]))

function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
