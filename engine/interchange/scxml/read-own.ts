// What of ours a document carries (see own.ts), on states, on transitions and for the whole process. Whether it
// makes sense is asked of the whole definition when it is parsed.

import type { StateDefinition, Transition } from '../../definition.ts'
import { isObject } from '../../json.ts'
import { canonical } from '../../seal.ts'
import type { XmlElement } from '../xml.ts'
import { ownNamespace, unescapeOwn } from './own.ts'
import type { ScxmlReader } from './reader.ts'
import { isStateElement } from './states.ts'

type Fields = Record<string, unknown>

/** The state around all states, when it only stands for the process; the document itself otherwise. */
export function unwrap(root: XmlElement, reader: ScxmlReader): XmlElement {
  const states = root.children.filter(child => isStateElement(child) && !reader.isGenerated(child))
  const [only] = states
  return only && states.length === 1 && reader.own(only, 'process') !== undefined ? only : root
}

/** The state with what its elements and attributes of ours say. */
export function withOwnFields(
  state: StateDefinition,
  element: XmlElement,
  reader: ScxmlReader,
): StateDefinition {
  const said: Fields = {
    ...state,
    ...textsOf(element, ['id', 'title', 'description', 'stage', 'assign'], reader),
  }
  const isElsewhere =
    element.attributes.has('initial') || element.children.some(({ name }) => name === 'initial')
  const spelled = textsOf(element, isElsewhere ? ['type', 'history'] : ['type', 'history', 'initial'], reader)
  // No text: the element says something that the definition did not.
  for (const [name, text] of Object.entries(spelled))
    if (text === '') delete said[name]
    else said[name] = text
  const { on, after, ...more } = readMore(element, reader)
  return { ...said, ...merged('on', on, state.on), ...merged('after', after, state.after), ...more }
}

const merged = (name: string, more: unknown, read: object | undefined) =>
  isObject(more) ? { [name]: { ...more, ...read } } : more === undefined ? {} : { [name]: more }

export function readOwnFields(element: XmlElement, reader: ScxmlReader): Transition {
  const allow = reader.json(element, reader.own(element, 'allow'))
  return {
    ...textsOf(element, ['title', 'description', 'kind'], reader),
    ...(allow !== undefined && { allow: allow as string[] }),
    ...readMore(element, reader),
  }
}

/** Case data, events and rules of the process; `read` is the case data that SCXML's own elements give. */
export function readOwnProcess(root: XmlElement, read: Fields, reader: ScxmlReader): Fields {
  const schema = reader.own(root, 'schema')
  const [data] = ownChildren(root, 'data')
  const events = ownChildren(root, 'event').map(element => {
    const { name, ...texts } = plainTexts(element)
    const form = element.text.trim() === '' ? undefined : reader.json(element, element.text)
    return [name ?? '', { ...texts, ...(form !== undefined && { schema: form }) }] as const
  })
  const rules = ownChildren(root, 'rule').map(element => {
    const { name, ...rule } = plainTexts(element)
    return [name ?? '', rule] as const
  })
  return {
    ...(schema !== undefined && { $schema: schema }),
    ...(data && { data: withFields(reader.json(data, data.text), read) }),
    ...(events.length > 0 && { events: Object.fromEntries(events) }),
    ...(rules.length > 0 && { rules: Object.fromEntries(rules) }),
  }
}

/** The whole schema, with the fields and initial values that were added or changed elsewhere. */
function withFields(schema: unknown, read: Fields): unknown {
  if (!isObject(schema) || Object.keys(read).length === 0) return schema
  const properties: Fields = isObject(schema.properties) ? schema.properties : {}
  const changed = Object.entries(read).filter(([name, field]) => {
    if (!Object.hasOwn(properties, name)) return true
    const known = properties[name]
    return (
      isObject(field) &&
      isObject(known) &&
      'default' in field &&
      canonical(field.default) !== canonical(known.default)
    )
  })
  const fields = changed.map(([name, field]) => [
    name,
    { ...(properties[name] as object), ...(field as object) },
  ])
  return fields.length === 0
    ? schema
    : { ...schema, properties: { ...properties, ...Object.fromEntries(fields) } }
}

function readMore(element: XmlElement, reader: ScxmlReader): Fields {
  const [more] = ownChildren(element, 'more')
  const fields = more && reader.json(more, more.text)
  return isObject(fields) ? fields : {}
}

const ownChildren = ({ children }: XmlElement, name: string) =>
  children.filter(child => child.namespace === ownNamespace && child.name === name)

/** Attributes of an element of ours, which need no namespace of their own. */
const plainTexts = ({ attributes }: XmlElement): Record<string, string> =>
  Object.fromEntries(
    [...attributes]
      .filter(([name]) => !/^xmlns|^\{/.test(name))
      .map(([name, text]) => [name, unescapeOwn(text)]),
  )

function textsOf(element: XmlElement, names: string[], reader: ScxmlReader): Record<string, string> {
  const found = names.map(name => [name, reader.own(element, name)] as const)
  return Object.fromEntries(found.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])))
}
