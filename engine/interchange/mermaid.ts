// Definition → Mermaid, as a `stateDiagram-v2`: for wikis and tickets that draw it.
//
// 1. It shows and is not read back: guards, roles, effects and delays stand in the labels of lines.
// 2. Regions of a parallel state are separated by `--`. Mermaid draws no line between states of two regions; such a
//    line is drawn from the parallel state, and its label says from where.
// 3. Mermaid knows no history states: they are states with a note. States in which a case only decides (nothing but
//    eventless transitions, several of them) are drawn as choices, with their title as a note.
// 4. No text of the definition is syntax: what has a meaning to Mermaid is written as an entity.

import type { Definition, StateDefinition, Transition } from '../definition.ts'
import { indexStates, resolveTarget, type StateIndex, type StateNode } from '../paths.ts'

/** Longer texts are cut: a label is no place to read. */
const mostLetters = 120

export function toMermaid(definition: Definition): string {
  const index = indexStates(definition)
  const names = new Map([...index.byPath.values()].map((node, n) => [node, `s${n}`]))
  const lines = [
    '---',
    `title: ${JSON.stringify(cut(definition.name))}`,
    '---',
    'stateDiagram-v2',
    '  direction LR',
  ]
  const name = (node: StateNode) => names.get(node)!
  for (const line of inside(index.root, name)) lines.push(`  ${line}`)
  for (const line of arrows(index, definition, name)) lines.push(`  ${line}`)
  return `${lines.join('\n')}\n`
}

type Name = (node: StateNode) => string

/** The states inside a state, each with what is inside it. */
function inside(node: StateNode, name: Name): string[] {
  if (node.type === 'parallel')
    return node.children
      .filter(({ type }) => type !== 'history')
      .flatMap((region, n) => [...(n > 0 ? ['--'] : []), ...stated(region, name)])
      .concat(node.parent ? [] : memories(node, name))
  const initial = node.children.find(({ key }) => key === node.definition.initial)
  return [
    ...(initial ? [`[*] --> ${name(initial)}`] : []),
    ...node.children.flatMap(child => stated(child, name)),
  ]
}

function stated(node: StateNode, name: Name): string[] {
  const id = name(node)
  const title = text(titleOf(node))
  if (node.type === 'history') {
    const { history } = node.definition as StateDefinition
    return [`state "${history === 'deep' ? 'H*' : 'H'}" as ${id}`, ...note(id, 'Back to where the case was')]
  }
  if (isChoice(node)) return [`state ${id} <<choice>>`, ...note(id, titleOf(node))]
  const children = node.children.length > 0 ? inside(node, name).map(line => `  ${line}`) : []
  const head = `state "${title}" as ${id}`
  const own = children.length > 0 ? [`${head} {`, ...children, '}'] : [head]
  const beside = node.type === 'parallel' ? memories(node, name) : []
  return [...own, ...(node.type === 'final' ? [`${id} --> [*]`] : []), ...beside]
}

/** Histories of a parallel state are none of its regions: they stand beside it. */
const memories = ({ children }: StateNode, name: Name): string[] =>
  children.filter(({ type }) => type === 'history').flatMap(child => stated(child, name))

const note = (id: string, content: string) => [`note right of ${id} : ${text(content)}`]

const isChoice = ({ type, definition: { always = [], on, after } }: StateNode) =>
  type === 'atomic' && always.length > 1 && !on && !after

function arrows(index: StateIndex, definition: Definition, name: Name): string[] {
  return [...index.byPath.values()].flatMap(node => {
    const { on = {}, after = {}, always = [], onDone = [] } = node.definition
    const lists: [string, Transition[]][] = [
      ...Object.entries(on).map(([key, list]): [string, Transition[]] => [
        definition.events?.[key]?.title ?? key,
        list,
      ]),
      ...Object.entries(after).map(([delay, list]): [string, Transition[]] => [`after ${delay}`, list]),
      ['', always],
      ['when done', onDone],
    ]
    return lists.flatMap(([trigger, list]) =>
      list.flatMap(transition => drawn(index, node, trigger, transition, name)),
    )
  })
}

function drawn(
  index: StateIndex,
  node: StateNode,
  trigger: string,
  transition: Transition,
  name: Name,
): string[] {
  const label = labelOf(trigger, transition)
  const targets = asList(transition.target).flatMap(target => resolveTarget(index, node, target) ?? [])
  // The process itself has no box to draw a line from.
  if (node === index.root) return []
  if (targets.length === 0) return [`${name(node)} --> ${name(node)}${label}`]
  return targets.map(target => {
    const from = outsideOfRegions(node, target)
    const origin = from === node ? '' : ` (from ${titleOf(node)})`
    return `${name(from)} --> ${name(target)}${label === '' && origin === '' ? '' : `${label || ' : '}${text(origin)}`}`
  })
}

/** A line leaves a region only with the parallel state around it. */
function outsideOfRegions(node: StateNode, target: StateNode): StateNode {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at
    const isOther =
      parent.type === 'parallel' && target !== parent && isWithin(target, parent) && !isWithin(target, at)
    if (isOther) return parent
  }
  return node
}

const isWithin = (node: StateNode, outer: StateNode) =>
  node === outer || node.path.startsWith(`${outer.path}.`) || outer.path === ''

/** ` : Send [fits] / sales · notify` */
function labelOf(trigger: string, { title, guard, allow, effects, kind }: Transition): string {
  const parts = [
    title ?? trigger,
    guard === undefined ? '' : `[${asList(guard).join(' and ')}]`,
    allow && allow.length > 0 ? `by ${allow.join(', ')}` : '',
    effects && effects.length > 0 ? `/ ${effects.map(({ type }) => type).join(', ')}` : '',
    kind === 'feedback' ? '(way back)' : '',
  ].filter(Boolean)
  return parts.length > 0 ? ` : ${text(parts.join(' '))}` : ''
}

const titleOf = ({ definition, key }: StateNode) => ('title' in definition && definition.title) || key

function cut(content: string): string {
  const plain = content.replaceAll(/\s+/g, ' ').trim().toWellFormed()
  const letters = [...plain]
  return letters.length > mostLetters ? `${letters.slice(0, mostLetters - 1).join('')}…` : plain
}

/** Mermaid reads `#code;` as a sign. Letters and digits of any alphabet, and these few, mean only themselves. */
const text = (content: string): string =>
  [...cut(content)]
    .map(sign =>
      /[\p{L}\p{N}\p{M}\p{Extended_Pictographic} .,()/…·_-]/u.test(sign) ? sign : `#${sign.codePointAt(0)};`,
    )
    .join('')
    .replaceAll('--', '-#45;')

const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T]
