// Where the states of an SCXML document will be in the definition.

import { limits } from '../../definition.ts'
import type { XmlElement } from '../xml.ts'
import { unused } from './own.ts'
import type { ScxmlReader } from './reader.ts'

/** A state of the document with its place in the definition. */
export type Place = {
  element: XmlElement
  /** keys from the root; none for the root */
  keys: string[]
  children: Place[]
}

const stateNames = new Set(['state', 'parallel', 'final', 'history'])

export function isStateElement(element: XmlElement): boolean {
  return stateNames.has(element.name)
}

/** Gives every state its key, and the reader the path of every id. Undefined, and a problem, when there are none or too many. */
export function placeStates(root: XmlElement, reader: ScxmlReader): Place | undefined {
  let count = 0
  const place = (element: XmlElement, keys: string[]): Place => {
    const id = element.attributes.get('id')
    if (id !== undefined && keys.length > 0) {
      if (reader.paths.has(id))
        reader.add(element, 'error', 'duplicate-id', `Two states have the id "${id}". Give each its own.`)
      else reader.paths.set(id, keys)
    }
    count += 1
    const taken = new Set<string>()
    const inner = element.children.filter(
      child => isStateElement(child) && reader.isOurs(child) && !reader.isGenerated(child),
    )
    const children = inner.map(child =>
      place(child, [...keys, unused(reader.own(child, 'key') ?? toKey(child), taken)]),
    )
    return { element, keys, children }
  }
  const whole = place(root, [])
  if (whole.children.length === 0 && !reader.isOwn) {
    reader.add(root, 'error', 'no-states', 'The document has no states.')
    return undefined
  }
  const depth = depthOf(whole)
  if (count > limits.states || depth > limits.depth) {
    reader.add(
      root,
      'error',
      'too-large',
      `The document has ${count} states, ${depth} deep; at the most ${limits.states} and ${limits.depth} are read.`,
    )
    return undefined
  }
  return whole
}

/**
 * A key from an id. Dots and `#` have a meaning in targets. A key of digits only would be moved before the
 * others by JavaScript, and the order of states matters.
 */
function toKey(element: XmlElement): string {
  const id = element.attributes.get('id') ?? element.name
  const safe = id.replaceAll(/[.#\s]/g, '-')
  return /^\d+$/.test(safe) || safe === '__proto__' || safe === '' ? `state-${safe}` : safe
}

function depthOf(place: Place): number {
  return place.children.reduce((deepest, child) => Math.max(deepest, 1 + depthOf(child)), 0)
}
