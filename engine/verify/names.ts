// States that contradict themselves or one another: keys, ids, types, initial states, final and history states,
// several targets at once.

import type { StateDefinition } from '../definition.ts'
import { resolveTarget, type StateNode } from '../paths.ts'
import { quote } from '../problems.ts'
import { isInside, realChildren, type Survey } from './survey.ts'
import { asList } from './targets.ts'

export function checkNames(survey: Survey): void {
  for (const node of survey.states) {
    checkKey(survey, node)
    checkId(survey, node)
    checkType(survey, node)
    checkInitial(survey, node)
    if (node.type === 'final') checkFinal(survey, node)
    if (node.type === 'history') checkHistory(survey, node)
    else checkNoHistory(survey, node)
  }
  checkTargets(survey)
}

function checkKey({ report }: Survey, node: StateNode): void {
  if (node.parent && (node.key.trim() === '' || /[.#]/.test(node.key)))
    report('bad-state-key', node.pointer, node.key)
}

function checkId({ index, report }: Survey, node: StateNode): void {
  const { id } = node.definition
  if (!node.parent || id === undefined) return
  const at = `${node.pointer}/id`
  if (/[.#]/.test(id)) report('bad-state-id', at, id)
  const first = index.byId.get(id)
  if (first && first !== node) report('duplicate-id', at, id, first.path)
  const hidden = index.byPath.get(id)
  if (hidden && hidden !== node) report('id-hides-state', at, id, hidden.path)
}

function checkType({ report }: Survey, { definition, children, pointer, type, parent }: StateNode): void {
  if (definition.type === undefined && parent) return
  const takesStates = type === 'compound' || type === 'parallel'
  const hasStates = children.length > 0
  if (!parent && !hasStates) report('no-states', '/states')
  else if (definition.type !== undefined && takesStates !== hasStates)
    report('type-contradicts-states', `${pointer}/type`, type, hasStates)
}

function checkInitial({ report }: Survey, node: StateNode): void {
  const { initial } = node.definition
  const at = `${node.pointer}/initial`
  const keys = realChildren(node).map(({ key }) => key)
  if (node.type !== 'compound') {
    if (initial !== undefined) report('useless-initial', at, node.type)
    return
  }
  const found = node.children.find(({ key }) => key === initial)
  if (found?.type === 'history')
    report(
      'history-misuse',
      at,
      'A state cannot start in its history: nothing has happened in it yet. Name another inner state.',
    )
  else if (initial === undefined && keys.length > 0) report('missing-initial', node.pointer, keys)
  else if (initial !== undefined && !found) report('unknown-initial', at, initial, keys)
}

const outgoing = ['on', 'always', 'after', 'onDone', 'exit'] as const

function checkFinal({ report }: Survey, { definition, pointer }: StateNode): void {
  for (const field of outgoing)
    if (isGiven(definition[field])) report('final-goes-on', `${pointer}/${field}`, field)
}

function checkHistory({ index, report }: Survey, node: StateNode): void {
  const state = node.definition as StateDefinition
  for (const field of [...outgoing, 'entry'] as const)
    if (isGiven(state[field]))
      report(
        'history-misuse',
        `${node.pointer}/${field}`,
        `A history state only points to where the case was; it cannot have ${quote(field)}. Move it to the state that it is in.`,
      )
  if (state.target === undefined && node.parent?.type === 'parallel')
    report(
      'history-misuse',
      node.pointer,
      'A parallel state starts in no single state, so its history needs a "target" for the first time. List its regions.',
    )
  asList(state.target).forEach((target, n) => {
    const at = `${node.pointer}/target${Array.isArray(state.target) ? `/${n}` : ''}`
    const found = resolveTarget(index, node, target)
    if (!found) report('unknown-target', at, target, undefined)
    else if (found.type === 'history')
      report(
        'history-misuse',
        at,
        `${quote(target)} is a history state too. Name a state to go to the first time.`,
      )
    else if (node.parent && !isInside(found, node.parent))
      report(
        'history-misuse',
        at,
        `${quote(target)} lies outside of the state whose history this is. Name one of its inner states.`,
      )
  })
}

function checkNoHistory({ report }: Survey, { definition, pointer, parent }: StateNode): void {
  if (!parent) return
  const state = definition as StateDefinition
  for (const field of ['history', 'target'] as const)
    if (state[field] !== undefined)
      report(
        'history-misuse',
        `${pointer}/${field}`,
        field === 'target'
          ? 'Only history states and transitions have a "target". Put it into a transition under "on", "always" or "after".'
          : 'Only a state of the type "history" has "history". Set the type, or remove this.',
      )
}

/** Of several targets each must be active beside the others, in a region of its own. */
function checkTargets({ transitions, report }: Survey): void {
  for (const { targets, pointer } of transitions) {
    // Twenty regions are more than anybody draws; comparing all pairs of more would take long.
    const compared = targets.slice(0, 20)
    const clash = compared
      .flatMap((one, n) => compared.slice(n + 1).map(other => [one, other] as const))
      .find(([one, other]) => !areConcurrent(one, other))
    if (clash) report('conflicting-targets', `${pointer}/target`, clash[0].path, clash[1].path)
  }
}

function areConcurrent(one: StateNode, other: StateNode): boolean {
  let [a, b] = [one, other]
  while (a.depth > b.depth) a = a.parent!
  while (b.depth > a.depth) b = b.parent!
  if (a === b) return false
  while (a.parent !== b.parent) [a, b] = [a.parent!, b.parent!]
  return a.parent?.type === 'parallel'
}

function isGiven(field: object | undefined): boolean {
  return field !== undefined && Object.keys(field).length > 0
}
