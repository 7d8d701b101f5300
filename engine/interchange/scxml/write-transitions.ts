// The transitions of one state as SCXML's, in the order in which they are asked.

import type { Transition } from '../../definition.ts'
import { resolveTarget, type StateNode, toPointer } from '../../paths.ts'
import { type XmlNode, xmlNode } from '../xml-writer.ts'
import { toCondition, toDescriptor, toJson } from './own.ts'
import { cssTimeOf, writeAssign, writeEffects } from './write-actions.ts'
import { type Attributes, innerOf, own, type ScxmlWriter } from './writer.ts'

export function writeTransitions(node: StateNode, id: string, writer: ScxmlWriter): XmlNode[] {
  const { on = {}, always = [], onDone = [] } = node.definition
  const write = (list: Transition[], event: Attributes, at: string) =>
    list.map((one, n) => writeTransition(one, node, event, `${node.pointer}${at}/${n}`, writer))
  const timers = timersOf(node, id)
  return [
    ...Object.keys(on)
      .sort(narrowFirst)
      .flatMap(event => write(on[event]!, eventOf(event, node, writer), toPointer(['on', event]))),
    ...timers.flatMap(({ key, list, event }) =>
      write(list, { event, ...own('after', key) }, toPointer(['after', key])),
    ),
    ...write(always, {}, '/always'),
    ...write(onDone, { event: `done.state.${id}` }, '/onDone'),
  ]
}

/** Sends and cancels the events of timers: elements that say again what `after` says. */
export function writeTimers(node: StateNode, id: string, writer: ScxmlWriter): XmlNode[] {
  const timers = timersOf(node, id)
  if (timers.length === 0) return []
  const sends = timers.map(({ key, event }) => {
    const time = cssTimeOf(key)
    if (time) return xmlNode('send', { event, id: event, delay: time.text })
    const at = `${node.pointer}${toPointer(['after', key])}`
    writer.carry('delay', at)
    return xmlNode('send', { event, id: event, ...writer.expression('delayexpr', key, at) })
  })
  const cancels = timers.map(({ event }) => xmlNode('cancel', { sendid: event }))
  const again = own('generated', 'true')
  return [xmlNode('onentry', again, sends), xmlNode('onexit', again, cancels)]
}

function timersOf({ definition }: StateNode, id: string) {
  return Object.entries(definition.after ?? {})
    .filter(([, list]) => list.length > 0)
    .map(([key, list], n) => ({ key, list, event: `timer.${id}.${n + 1}` }))
}

/** SCXML takes transitions as they stand; a definition asks the longest name first, and `*` last. */
function narrowFirst(a: string, b: string): number {
  const width = (event: string) => (event === '*' ? 2 : event.endsWith('.*') ? 1 : 0)
  const wider = width(a) - width(b)
  return wider !== 0 || width(a) === 0 ? wider : b.length - a.length
}

function eventOf(event: string, node: StateNode, writer: ScxmlWriter): Attributes {
  const at = `${node.pointer}${toPointer(['on', event])}`
  const descriptor = toDescriptor(event)
  if (descriptor !== event) writer.carry('event', at)
  if (writer.isBeginning(event)) writer.carry('names', at)
  // Events of the platform's own names are ordinary ones here.
  const isClear = descriptor === event && !/^(done|error)(\.|$)/.test(event)
  return { event: descriptor, ...(!isClear && own('event', event)) }
}

function writeTransition(
  transition: Transition,
  from: StateNode,
  event: Attributes,
  at: string,
  writer: ScxmlWriter,
): XmlNode {
  const { assign, effects, allow, title, description, kind } = transition
  if (allow) writer.carry('allow', `${at}/allow`)
  const aim = aimOf(transition, from, at, writer)
  const cond = conditionOf(transition, at, writer)
  const isBare = event.event === undefined && aim.target === undefined && cond.cond === undefined
  if (isBare) writer.hasExpressions = true

  const hasAssign = assign !== undefined && Object.keys(assign).length > 0
  // The first assignment of a transition is its own, unless we say that it is an effect.
  const [first] = effects ?? []
  const isEffect =
    !hasAssign && first?.type === 'assign' && first.if === undefined && first.with !== undefined
  const more = { ...(assign && !hasAssign && { assign }), ...(effects?.length === 0 && { effects }) }
  return xmlNode(
    'transition',
    {
      ...event,
      ...aim,
      ...cond,
      // A transition has to have one of the three.
      ...(isBare && { cond: 'true' }),
      ...own('title', title),
      ...own('description', description),
      ...own('kind', kind),
      ...own('allow', allow && toJson(allow)),
      ...(isEffect && own('first', 'effect')),
    },
    [
      ...(hasAssign ? writeAssign(assign, `${at}/assign`, writer) : []),
      ...writeEffects(effects ?? [], `${at}/effects`, writer),
      ...moreOf(more),
    ],
  )
}

/** Fields that are read from no other place. */
export function moreOf(fields: Record<string, unknown>): XmlNode[] {
  return Object.keys(fields).length > 0 ? [xmlNode('tl:more', {}, toJson(fields))] : []
}

function conditionOf({ guard }: Transition, at: string, writer: ScxmlWriter): Attributes {
  if (guard === undefined) return {}
  const said = writer.expression('cond', toCondition(guard), `${at}/guard`)
  // A condition that is always true is read as none.
  const isSame = typeof guard === 'string' && said.cond !== 'true'
  return isSame ? said : { cond: said.cond, ...own('guard', toJson(guard)) }
}

/** Where a transition goes, and whether it leaves its state on the way. */
function aimOf(transition: Transition, from: StateNode, at: string, writer: ScxmlWriter): Attributes {
  const targets = writeTarget(transition.target, from, at, writer)
  const isWithin = targets.nodes.length > 0 && targets.nodes.every(node => isInside(node, from))
  const isCompound = from.type !== 'parallel' && innerOf(from).length > 0
  const isInternal = isWithin && transition.reenter !== true && isCompound && !targets.nodes.includes(from)
  const leaves = isWithin && !isInternal && from.parent !== null
  if (isWithin && !isInternal && transition.reenter !== true) writer.carry('reenter', at)
  const isSaid = transition.reenter === (leaves ? true : undefined)
  return {
    ...targets.attributes,
    ...(isInternal && { type: 'internal' }),
    ...(!isSaid && own('reenter', `${transition.reenter ?? ''}`)),
  }
}

const isInside = (node: StateNode, outer: StateNode): boolean =>
  node === outer || (node.parent !== null && isInside(node.parent, outer))

/** Ids of the states that are meant, and our spelling where the reader would choose another. */
export function writeTarget(
  target: string | string[] | undefined,
  from: StateNode,
  at: string,
  writer: ScxmlWriter,
): { nodes: StateNode[]; attributes: Attributes } {
  if (target === undefined) return { nodes: [], attributes: {} }
  const all = typeof target === 'string' ? [target] : target
  const nodes = all.flatMap(one => resolveTarget(writer.index, from, one) ?? [])
  const ids = nodes.flatMap(node => writer.ids.get(node) ?? [])
  if (ids.length < all.length) {
    writer.carry('target', `${at}/target`)
    return { nodes: [], attributes: own('target', toJson(['', target])) }
  }
  const text = ids.join(' ')
  const spelled = nodes.map(node => (node.parent === from.parent ? node.key : `#${node.path}`))
  const isSame = JSON.stringify(spelled.length === 1 ? spelled[0] : spelled) === JSON.stringify(target)
  return { nodes, attributes: { target: text, ...(!isSame && own('target', toJson([text, target]))) } }
}
