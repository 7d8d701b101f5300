// SCXML's transitions of one state, as `on`, `always` and `onDone`.

import type { StateDefinition, Transition } from '../../definition.ts'
import { fromCssTime, toIsoDuration, toMilliseconds } from '../durations.ts'
import type { XmlElement } from '../xml.ts'
import { readActions } from './actions.ts'
import { toCondition, toDescriptor } from './own.ts'
import { readOwnFields } from './read-own.ts'
import type { ScxmlReader } from './reader.ts'
import type { Place } from './states.ts'

/** A transition and the events that it is for: `*`, or names that also mean all that begin with them. */
type Arrow = { descriptors: string[]; transition: Transition }

export function readTransitions(
  place: Place,
  reader: ScxmlReader,
): Pick<StateDefinition, 'on' | 'always' | 'after' | 'onDone'> {
  const elements = place.element.children.filter(
    child => child.name === 'transition' && reader.isOurs(child) && !reader.isGenerated(child),
  )
  const always: Transition[] = []
  const onDone: Transition[] = []
  const arrows: Arrow[] = []
  const timed: Arrow[] = []
  const done = `${doneState}${place.element.attributes.get('id')}`
  for (const element of elements) {
    const name = reader.own(element, 'event')
    const descriptors = toDescriptors(element.attributes.get('event'))
    const transition = readTransition(element, place, reader)
    const delay = toDelay(element, place, reader)
    if (!descriptors) always.push(transition)
    else if (delay !== undefined) timed.push({ descriptors: [delay], transition })
    else if (name !== undefined && toDescriptor(name) === element.attributes.get('event'))
      arrows.push({ descriptors: [name], transition })
    else if (isOwnDone(descriptors, place.element)) onDone.push(transition)
    else {
      const names = reader.isOwn ? toNames(element.attributes.get('event')) : descriptors
      arrows.push({ descriptors: names.filter(event => isEvent(event, element, reader)), transition })
    }
  }
  // Others than the state itself are waiting for its end: it tells them.
  if (reader.events.has(done)) onDone.push({ effects: [{ type: 'raise', params: { event: done } }] })
  const on = reader.isOwn ? toLists(arrows) : toOn(arrows, reader.events)
  const after = toLists(timed)
  return {
    ...(Object.keys(on).length > 0 && { on }),
    ...(Object.keys(after).length > 0 && { after }),
    ...(always.length > 0 && { always }),
    ...(onDone.length > 0 && { onDone }),
  }
}

/** `foo bar.* *` → `foo`, `bar`, `*`; undefined for a transition that waits for no event. */
export function toDescriptors(event: string | undefined): string[] | undefined {
  if (event === undefined) return undefined
  return toNames(event).map(name => (name === '*' ? name : name.replace(/\.\*?$/, '')))
}

const toNames = (text = '') => text.split(/\s+/).filter(Boolean)

const doneState = 'done.state.'

/** Whether a state's transition waits for the end of just that state, which is `onDone`. */
export function isOwnDone(descriptors: string[], state: XmlElement): boolean {
  return descriptors.length === 1 && descriptors[0] === `${doneState}${state.attributes.get('id')}`
}

/** Events of the platform are none that a case can be sent. */
function isEvent(name: string, element: XmlElement, reader: ScxmlReader): boolean {
  if (name === 'error' || name.startsWith('error.')) {
    reader.add(
      element,
      'warning',
      'left-out',
      `"${name}" is left out: what cannot be computed refuses the event, and raises no other.`,
    )
    return false
  }
  if (name === 'done' || name.startsWith('done.')) {
    const state = name.slice(doneState.length)
    if (name.startsWith(doneState) && reader.paths.has(state)) return true
    reader.unsupported(element, `"${name}" names no state of the document: write "done.state." and its id.`)
    return false
  }
  return true
}

function readTransition(element: XmlElement, place: Place, reader: ScxmlReader): Transition {
  const ids = toNames(element.attributes.get('target'))
  const guard = readGuard(element, reader)
  const target = readTarget(element, place, reader)
  const effects = readActions(element.children, reader)
  // A transition has a place of its own for what it assigns; the rest keeps its order behind that.
  const [first, ...others] = effects
  const assigns =
    first?.type === 'assign' &&
    first.if === undefined &&
    first.with !== undefined &&
    reader.own(element, 'first') !== 'effect'
  const rest = assigns ? others : effects
  const said = reader.own(element, 'reenter')
  const leaves = leavesItself(element, ids, place, reader) || undefined
  const reenter = said === undefined ? leaves : said === '' ? undefined : said === 'true'
  return {
    ...(target !== undefined && { target }),
    ...(guard !== undefined && { guard }),
    ...(assigns && { assign: first.with! }),
    ...(rest.length > 0 && { effects: rest }),
    ...(reenter !== undefined && { reenter }),
    ...readOwnFields(element, reader),
  }
}

/** Where a transition goes, as we would spell it, or as it was spelled when it was written. */
export function readTarget(
  element: XmlElement,
  place: Place,
  reader: ScxmlReader,
): string | string[] | undefined {
  const text = element.attributes.get('target') ?? ''
  const own = reader.json(element, reader.own(element, 'target'))
  if (Array.isArray(own) && own[0] === text) return own[1]
  const ids = toNames(text)
  const targets = ids.flatMap(id => toTarget(element, id, place, reader) ?? [])
  return targets.length > 0 ? oneOrMany(targets) : undefined
}

function readGuard(element: XmlElement, reader: ScxmlReader): Transition['guard'] {
  const condition = element.attributes.get('cond')
  if (condition === undefined) return undefined
  const own = reader.json(element, reader.own(element, 'guard'))
  if (isGuard(own) && reader.means(condition, toCondition(own))) return own
  const guard = reader.expression(element, 'cond')
  return guard === 'true' ? undefined : guard
}

const isGuard = (value: unknown): value is string | string[] =>
  typeof value === 'string' || (Array.isArray(value) && value.every(one => typeof one === 'string'))

function oneOrMany(targets: string[]): string | string[] {
  return targets.length === 1 ? targets[0]! : targets
}

/** Does SCXML leave the source although all targets are inside it? */
function leavesItself(element: XmlElement, ids: string[], place: Place, reader: ScxmlReader): boolean {
  if (ids.length === 0 || place.keys.length === 0) return false
  const isInside = (id: string) => place.keys.every((key, i) => reader.paths.get(id)?.[i] === key)
  const isSelf = (id: string) => reader.paths.get(id)?.length === place.keys.length
  const isCompound = place.element.name === 'state' && place.children.length > 0
  const isInternal = element.attributes.get('type') === 'internal' && isCompound && !ids.some(isSelf)
  return ids.every(isInside) && !isInternal
}

/** A target as definitions write it: the key of a sibling, or `#path.from.root`. Undefined, and a problem, when there is no such state. */
export function toTarget(
  element: XmlElement,
  id: string,
  from: Place,
  reader: ScxmlReader,
): string | undefined {
  const keys = reader.paths.get(id)
  if (!keys) {
    reader.add(element, 'error', 'unknown-target', `Goes to "${id}", which is not the id of a state.`)
    return undefined
  }
  const isSibling =
    keys.length === from.keys.length && keys.slice(0, -1).every((key, i) => key === from.keys[i])
  return isSibling ? keys.at(-1)! : `#${keys.join('.')}`
}

/** The key of a timer: ours as long as it is as long as the delay with which its event is sent. */
function toDelay(element: XmlElement, { element: state }: Place, reader: ScxmlReader): string | undefined {
  const key = reader.own(element, 'after')
  const event = element.attributes.get('event')
  const sent = state.children
    .filter(child => child.name === 'onentry' && reader.isGenerated(child))
    .flatMap(({ children }) => children)
    .find(({ name, attributes }) => name === 'send' && attributes.get('event') === event)
  const ms = fromCssTime(sent?.attributes.get('delay') ?? '')
  return key === undefined || ms === undefined || ms === toMilliseconds(key) ? key : toIsoDuration(ms)
}

function toLists(arrows: Arrow[]): Record<string, Transition[]> {
  const lists = new Map<string, Transition[]>()
  for (const { descriptors, transition } of arrows)
    for (const key of descriptors) lists.set(key, [...(lists.get(key) ?? []), transition])
  return Object.fromEntries(lists)
}

/**
 * Transitions by key.
 *
 * For one event, the keys that fit are asked from the longest to `*`. So that document order wins all the
 * same, a transition with a wider descriptor stands under a narrower key too when it comes before one there.
 */
function toOn(arrows: Arrow[], events: ReadonlySet<string>): Record<string, Transition[]> {
  const descriptors = [...new Set(arrows.flatMap(arrow => arrow.descriptors))]
  const entries = descriptors.map(descriptor => {
    const fitting = arrows.filter(arrow => arrow.descriptors.some(wide => covers(wide, descriptor)))
    const last = fitting.findLastIndex(arrow => arrow.descriptors.includes(descriptor))
    return [toKey(descriptor, events), fitting.slice(0, last + 1).map(arrow => arrow.transition)] as const
  })
  return Object.fromEntries(entries)
}

function covers(wide: string, narrow: string): boolean {
  return wide === '*' || wide === narrow || narrow.startsWith(`${wide}.`)
}

/** `foo`, or `foo.*` when there are events that begin with `foo.`. */
function toKey(descriptor: string, events: ReadonlySet<string>): string {
  const isPrefix = [...events].some(event => event.startsWith(`${descriptor}.`))
  return isPrefix ? `${descriptor}.*` : descriptor
}
