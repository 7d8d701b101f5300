// What the parts of the SCXML writer share: ids for states, attributes, and the list of what is only carried.

import type { Definition } from '../../definition.ts'
import { isObject } from '../../json.ts'
import { indexStates, type StateIndex, type StateNode } from '../../paths.ts'
import type { Note } from '../note.ts'
import { writable, type XmlNode } from '../xml-writer.ts'
import { toCel } from './ecmascript.ts'
import { celModel, escapeOwn, unused } from './own.ts'
import { isVariable, toEcmascript } from './to-ecmascript.ts'

export type Attributes = XmlNode['attributes']

/** The language of conditions and values. */
type DataModel = 'ecmascript' | typeof celModel

const carried = {
  rules:
    'Rules are kept, but SCXML has none: conditions call them by name. Put each one in its place to run the document.',
  forms: 'Forms of events are kept, but SCXML does not check the data of an event.',
  allow: 'Roles are kept, but SCXML lets everybody send everything.',
  expression:
    'Some of the conditions and values cannot be said in ECMAScript: all are CEL. SCXML lets a document choose its language, but few interpreters know this one.',
  together:
    'Values that are assigned together are all computed first here; SCXML computes and assigns one after the other.',
  effects: 'Effects other than raise and assign are kept, but SCXML carries none of them out.',
  delay: 'This timer is not always of the same length: it is kept, but SCXML has only fixed delays.',
  names:
    'To SCXML, the name of an event also means every name that begins with it and a dot. Here this one means only itself.',
  event: 'This name of an event has signs that SCXML uses otherwise: it is kept, and written with others.',
  target: 'This target is no state of the process: it is kept, but SCXML goes nowhere.',
  reenter: 'Here the state is not left on this way; SCXML leaves it and enters it again.',
  shape:
    'This state has fields that states of its type do not have: they are kept, but SCXML does not see them.',
}

/** One writing of one definition. */
export class ScxmlWriter {
  readonly notes: Note[] = []
  readonly index: StateIndex
  readonly ids: ReadonlyMap<StateNode, string>
  readonly dataModel: DataModel
  /** whether anything has to be computed to run the document */
  hasExpressions = false
  /** whether all of that could be said in the language of the data model */
  isSaid = true
  readonly #data: ReadonlySet<string>
  readonly #paths: ReadonlyMap<string, string>
  readonly #noted = new Set<string>()
  readonly #beginnings: ReadonlySet<string>

  constructor(definition: Definition, dataModel: DataModel) {
    this.dataModel = dataModel
    this.#data = new Set(fieldsOf(definition).map(([name]) => name))
    this.index = indexStates(definition)
    this.ids = toIds(this.index.root)
    this.#paths = new Map([...this.ids].map(([{ path }, id]) => [id, path]))
    const states = [...this.index.byPath.values()]
    const events = states.flatMap(({ definition: state }) => Object.keys(state.on ?? {}))
    this.#beginnings = new Set(events.flatMap(beginningsOf))
  }

  /** Once for each kind, where it is first: an owner needs to hear it once. */
  carry(kind: keyof typeof carried, at: string): void {
    if (this.#noted.has(kind)) return
    this.#noted.add(kind)
    this.notes.push({ code: `carried-${kind}`, severity: 'warning', at, message: carried[kind] })
  }

  /** An expression in CEL as the value of an attribute. */
  expression(name: string, cel: string, at: string): Attributes {
    this.hasExpressions = true
    if (this.dataModel === celModel) {
      this.carry('expression', at)
      return exactly(name, cel)
    }
    const text = toEcmascript(cel, this)
    if (text === undefined) this.isSaid = false
    // The reader translates back; where it would choose other words, ours are kept.
    return { [name]: text, ...(text !== undefined && toCel(text, this) !== cel && own(name, cel)) }
  }

  /** The place of a value in the case data. */
  location(path: string): Attributes {
    const [field = ''] = path.split('.')
    const isPlace = /^\w+(\.[A-Za-z_]\w*)*$/.test(path) && isVariable(field) && this.isData(field)
    if (this.dataModel !== celModel && !isPlace) this.isSaid = false
    return exactly('location', path)
  }

  isData(name: string): boolean {
    return this.#data.has(name)
  }

  idOf(path: string): string | undefined {
    const node = this.index.byPath.get(path)
    return node && this.ids.get(node)
  }

  pathOf(id: string): string | undefined {
    return this.#paths.get(id)
  }

  /** Does another event of the process begin with this one and a dot? */
  isBeginning(event: string): boolean {
    return this.#beginnings.has(event)
  }
}

/** `a.b.c` → `a`, `a.b`; of `a.b.*` only `a`, because `a.b` is meant there. */
function beginningsOf(event: string): string[] {
  const parts = event.replace(/\.\*$/, '').split('.')
  return parts.slice(1).map((_part, n) => parts.slice(0, n + 1).join('.'))
}

/** Fields of the case data that can be variables of the data model. */
export function fieldsOf({ data }: Definition): [name: string, schema: unknown][] {
  const properties = isObject(data?.properties) ? data.properties : {}
  return Object.entries(properties).filter(([name]) => /^[A-Za-z_]\w*$/.test(name))
}

/** A plain attribute, and ours where XML cannot hold the value as it is. */
function exactly(name: string, value: string): Attributes {
  const plain = writable(value)
  return { [name]: plain, ...(plain !== value && own(name, value)) }
}

export const own = (name: string, value: string | undefined): Attributes => ({
  [`tl:${name}`]: value === undefined ? undefined : escapeOwn(value),
})

/** States as SCXML has them: what is inside a final state or a history has no place there. */
export const innerOf = ({ type, children }: StateNode): StateNode[] =>
  type === 'final' || type === 'history' ? [] : children

/** A state's key where that is no other state's too, and an XML name; its path otherwise. */
function toIds(root: StateNode): Map<StateNode, string> {
  const nodes: StateNode[] = []
  const visit = (node: StateNode): void => {
    for (const child of innerOf(node)) {
      nodes.push(child)
      visit(child)
    }
  }
  visit(root)

  const times = new Map<string, number>()
  for (const { key } of nodes) times.set(key, (times.get(key) ?? 0) + 1)
  const isOwn = ({ key }: StateNode) => times.get(key) === 1 && /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key)
  const taken = new Set(nodes.filter(isOwn).map(({ key }) => key))
  return new Map(nodes.map(node => [node, isOwn(node) ? node.key : unused(toName(node.path), taken)]))
}

/** An XML name that reminds of a path. */
function toName(path: string): string {
  const parts = path.split('.').map(part => part.replaceAll(/[^\p{L}\p{N}_-]/gu, '_') || '_')
  const name = parts.join('.')
  return /^[\p{L}_]/u.test(name) ? name : `_${name}`
}
