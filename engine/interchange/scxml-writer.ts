// What the parts of the SCXML writer share: ids for states, attributes, and the list of what is only carried.

import type { Definition } from '../definition.ts'
import { indexStates, type StateIndex, type StateNode } from '../paths.ts'
import type { Note } from './note.ts'
import { escapeOwn, unused } from './scxml-own.ts'
import { writable, type XmlNode } from './xml-writer.ts'

export type Attributes = XmlNode['attributes']

const carried = {
  rules:
    'Rules are kept, but SCXML has none: conditions call them by name. Put each one in its place to run the document.',
  forms: 'Forms of events are kept, but SCXML does not check the data of an event.',
  allow: 'Roles are kept, but SCXML lets everybody send everything.',
  expression:
    'Conditions and values are CEL. SCXML lets a document choose its language, but few interpreters know this one.',
  together:
    'Values that are assigned together are all computed first here; SCXML computes and assigns one after the other.',
  effects: 'Effects other than raise and assign are kept, but SCXML carries none of them out.',
  delay: 'This timer is not always of the same length: it is kept, but SCXML has only fixed delays.',
  names:
    'To SCXML, the name of an event also means all that begin with it and a dot. Here it means only itself: this event is also begun by others.',
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
  /** whether anything has to be computed to run the document */
  hasExpressions = false
  readonly #noted = new Set<string>()
  readonly #events: string[]

  constructor(definition: Definition) {
    this.index = indexStates(definition)
    this.ids = toIds(this.index.root)
    const states = [...this.index.byPath.values()]
    this.#events = [...new Set(states.flatMap(({ definition: state }) => Object.keys(state.on ?? {})))]
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
    this.carry('expression', at)
    return exactly(name, cel)
  }

  /** Does another event of the process begin with this one and a dot? */
  isBeginning(event: string): boolean {
    return this.#events.some(other => other.startsWith(`${event}.`) && other !== `${event}.*`)
  }
}

/** A plain attribute, and ours where XML cannot hold the value as it is. */
export function exactly(name: string, value: string): Attributes {
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
