// SCXML's executable content (what is done on entry, on exit and on the way) as effects.

import type { EffectDefinition } from '../../definition.ts'
import { fromCssTime, toIsoDuration } from '../durations.ts'
import type { XmlElement } from '../xml.ts'
import { readNames, toConstant } from './ecmascript.ts'
import { ownNamespace, unescapeOwn } from './own.ts'
import type { ScxmlReader } from './reader.ts'

/** Effects in the order in which SCXML runs the elements. What cannot be said is reported to the reader. */
export function readActions(elements: XmlElement[], reader: ScxmlReader): EffectDefinition[] {
  const effects: EffectDefinition[] = []
  for (const element of elements) {
    const [found, ...more] = readAction(element, reader)
    const last = effects.at(-1)
    const joins = found?.type === 'assign' && reader.own(element, 'joined') !== undefined
    // SCXML assigns one value at a time; an effect may assign several.
    if (joins && last?.type === 'assign')
      effects[effects.length - 1] = { ...last, with: { ...last.with, ...found.with } }
    else if (found) effects.push(found, ...more)
  }
  return effects
}

function readAction(element: XmlElement, reader: ScxmlReader): EffectDefinition[] {
  if (element.namespace === ownNamespace)
    return element.name === 'effect' ? [readOwnEffect(element, reader)] : []
  if (!reader.isOurs(element)) return []
  switch (element.name) {
    case 'assign':
      return readAssign(element, reader)
    case 'raise':
      return readRaise(element, reader)
    case 'send':
      return readSend(element, reader)
    case 'if':
      return readIf(element, reader)
    case 'log':
      reader.leaveOut(element, 'Every step is on record in the history, so nothing has to be logged.')
      return []
    case 'script':
      reader.scripting(element, 'is a script')
      return []
    default:
      reader.unsupported(element, `<${element.name}> has no counterpart among effects.`)
      return []
  }
}

/** An effect that SCXML has no element for. What it says is checked with the whole definition. */
function readOwnEffect(element: XmlElement, reader: ScxmlReader): EffectDefinition {
  const fields = element.text.trim() === '' ? {} : reader.json(element, element.text)
  return { ...(fields as object), type: unescapeOwn(element.attributes.get('type') ?? '') }
}

function readAssign(element: XmlElement, reader: ScxmlReader): EffectDefinition[] {
  const location = reader.exactly(element, 'location') ?? ''
  const value = readValue(element, reader)
  if (reader.isCel) return [{ type: 'assign', with: { [location]: value! } }]
  const variable = /^[A-Za-z_]\w*(?=(\.[A-Za-z_]\w*)*$)/.exec(location)?.[0]
  if (variable === undefined || !reader.isData(variable)) {
    reader.scripting(element, `assigns to "${location}", which is no variable of the data model`)
    return []
  }
  return value === undefined ? [] : [{ type: 'assign', with: { [location]: value } }]
}

/** `expr`, or the text inside. */
function readValue(element: XmlElement, reader: ScxmlReader): string | undefined {
  const isAttribute = element.attributes.has('expr')
  return isAttribute ? reader.expression(element, 'expr') : reader.toCel(element, element.text)
}

function readRaise(element: XmlElement, reader: ScxmlReader): EffectDefinition[] {
  const event = element.attributes.get('event')
  if (event !== undefined) return [{ type: 'raise', params: { event } }]
  reader.incomplete(element, 'event')
  return []
}

const ownProcessor = new Set([
  undefined,
  'scxml',
  'http://www.w3.org/TR/scxml/',
  'http://www.w3.org/TR/scxml/#SCXMLEventProcessor',
])

/**
 * An event that a case sends to itself, now or later.
 *
 * Without a delay it is still an event of its own, behind those that are raised: a delayed one whose time
 * has come at once.
 */
function readSend(element: XmlElement, reader: ScxmlReader): EffectDefinition[] {
  const { attributes } = element
  const target = attributes.get('target')
  if (attributes.has('targetexpr') || (target !== undefined && target !== '#_internal')) {
    reader.unsupported(
      element,
      'It sends to somebody else; here a case sends to itself. Use a send-event effect.',
    )
    return []
  }
  if (attributes.has('typeexpr') || !ownProcessor.has(attributes.get('type'))) {
    reader.unsupported(element, 'It sends by another event processor. Use a webhook effect.')
    return []
  }
  const event = textOf(element, 'event', reader)
  const delayText = textOf(element, 'delay', reader) ?? '0s'
  if (event === undefined) {
    reader.incomplete(element, 'event')
    return []
  }
  const delay = fromCssTime(delayText)
  if (delay === undefined) {
    reader.unsupported(element, `Its delay "${delayText}" is not a time such as "10ms" or "1.5s".`)
    return []
  }
  const id = attributes.get('id')
  const data = readSentData(element, reader)
  return [
    {
      type: 'raise',
      params: {
        event,
        ...(target !== '#_internal' && { delay: toIsoDuration(delay) }),
        ...(id !== undefined && { id }),
      },
      ...(data !== undefined && { with: { data } }),
    },
  ]
}

/** An attribute, or the constant in the attribute's `…expr` twin. */
function textOf(element: XmlElement, name: string, reader: ScxmlReader): string | undefined {
  const plain = element.attributes.get(name)
  const expression = element.attributes.get(`${name}expr`)
  if (plain !== undefined || expression === undefined) return plain
  const value = reader.attempt(element, expression, toConstant)
  if (typeof value === 'string') return value
  reader.scripting(element, `computes its ${name}`)
  return undefined
}

/** `namelist`, `<param>` and `<content>` as one CEL value. */
function readSentData(element: XmlElement, reader: ScxmlReader): string | undefined {
  const names = element.attributes.get('namelist')?.split(/\s+/).filter(Boolean) ?? []
  const ours = element.children.filter(child => reader.isOurs(child))
  const content = ours.find(child => child.name === 'content')
  if (content) return readValue(content, reader)
  const entries = [
    ...names.map(name => [name, reader.toCel(element, name)] as const),
    ...ours
      .filter(child => child.name === 'param')
      .map(child => {
        const source = child.attributes.get('expr') ?? child.attributes.get('location') ?? ''
        return [child.attributes.get('name') ?? '', reader.toCel(child, source)] as const
      }),
  ]
  if (entries.length === 0) return undefined
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(', ')}}`
}

type Branch = { element: XmlElement; condition: string | undefined; elements: XmlElement[] }

/**
 * `<if>` as effects that have the condition each.
 *
 * SCXML decides once and then runs one branch; effects ask one after the other. Where a branch assigns what
 * the conditions read, the decision is therefore kept in the case data first.
 */
function readIf(element: XmlElement, reader: ScxmlReader): EffectDefinition[] {
  return reader.withDecision(decision => readBranches(element, decision, reader))
}

function readBranches(element: XmlElement, decision: string, reader: ScxmlReader): EffectDefinition[] {
  const branches = toBranches(element)
  const conditions = branches.map(({ element: branch, condition }) =>
    condition === undefined ? undefined : reader.expression(branch, 'cond'),
  )
  const bodies = branches.map(({ elements }) => readActions(elements, reader))
  if (conditions.some((condition, i) => condition === undefined && branches[i]!.condition !== undefined))
    return []

  const assigned = new Set(assignedIn(bodies.flat()))
  const isDisturbed = reader.isCel
    ? assigned.size > 0
    : branches
        .flatMap(({ condition }) => (condition === undefined ? [] : readNames(condition)))
        .some(name => assigned.has(name))
  if (!isDisturbed || bodies.flat().length === 1) {
    return bodies.flatMap((body, i) => {
      const earlier = conditions.slice(0, i).map(condition => `!(${condition})`)
      const own = conditions[i]
      return onlyIf(own === undefined ? earlier : [...earlier, own], body)
    })
  }
  reader.decisions.add(decision)
  const choice = conditions.reduceRight<string>(
    (rest, condition, i) => (condition === undefined ? `${i}` : `${condition} ? ${i} : ${rest}`),
    `${branches.length}`,
  )
  return [
    { type: 'assign', with: { [decision]: choice } },
    ...bodies.flatMap((body, i) => onlyIf([`data.${decision} == ${i}`], body)),
  ]
}

function toBranches(element: XmlElement): Branch[] {
  const conditionOf = ({ attributes }: XmlElement) => attributes.get('cond') ?? ''
  const branches: Branch[] = [{ element, condition: conditionOf(element), elements: [] }]
  for (const child of element.children) {
    if (child.name === 'elseif')
      branches.push({ element: child, condition: conditionOf(child), elements: [] })
    else if (child.name === 'else') branches.push({ element: child, condition: undefined, elements: [] })
    else branches.at(-1)!.elements.push(child)
  }
  return branches
}

function onlyIf(conditions: string[], effects: EffectDefinition[]): EffectDefinition[] {
  return effects.map(effect => {
    const all = effect.if === undefined ? conditions : [...conditions, effect.if]
    return { ...effect, if: all.length === 1 ? all[0]! : all.map(inParentheses).join(' && ') }
  })
}

const inParentheses = (condition: string) =>
  /^!?\([^()]*\)$|^[\w.]+ == \d+$/.test(condition) ? condition : `(${condition})`

function assignedIn(effects: EffectDefinition[]): string[] {
  return effects.flatMap(({ type, with: values }) =>
    type === 'assign' && values ? Object.keys(values).map(path => path.split('.')[0]!) : [],
  )
}
