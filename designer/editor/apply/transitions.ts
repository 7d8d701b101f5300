import type { Transition } from '../../../engine/definition.ts'
import { resolveTarget } from '../../../engine/paths.ts'
import { writeTarget } from '../../../engine/relink.ts'
import { indexStates } from '../../indexed.ts'
import type { Draft, TransitionAt, TransitionList } from '../draft.ts'
import type { Edit } from '../edit.ts'
import { EditError, refuseReserved } from '../edit-error.ts'
import {
  asList,
  listPointer,
  pointerOf,
  transitionOf,
  transitionsOf,
  withTransitions,
} from '../transitions.ts'
import { withDefinition } from './states.ts'
import { changeState, stateIn, withFields } from './tree.ts'

type Of<Kind extends Edit['kind']> = Extract<Edit, { kind: Kind }>

function changeList(
  draft: Draft,
  list: TransitionList,
  change: (before: Transition[]) => Transition[],
): Draft {
  return withDefinition(
    draft,
    changeState(draft.definition, list.state, state => {
      const before = transitionsOf(state, list) ?? []
      const after = change(before)
      return after === before ? state : withTransitions(state, list, after)
    }),
  )
}

function theOne(draft: Draft, at: TransitionAt): Transition {
  const found = transitionOf(draft.definition, at)
  if (!found) throw new EditError('This transition is not there any more.')
  return found
}

function checkSource(draft: Draft, list: TransitionList): void {
  const { type } = stateIn(draft.definition, list.state)
  const name =
    (type as string) === 'final' ? 'an end' : (type as string) === 'history' ? 'a history state' : null
  if (name) throw new EditError(`"${list.state}" is ${name}: nothing leads out of it.`)
  if ('key' in list) refuseReserved(list.key)
  if ('key' in list && list.key.trim() === '')
    throw new EditError(list.list === 'on' ? 'Give the event a name.' : 'Say after how long.')
}

export function addTransition(draft: Draft, { to, transition }: Of<'add-transition'>): Draft {
  checkSource(draft, to)
  return changeList(draft, to, before => [...before, transition])
}

export function changeTransition(draft: Draft, { at, change }: Of<'change-transition'>): Draft {
  const found = theOne(draft, at)
  const changed = withFields(found, change)
  return changeList(draft, at, before =>
    changed === found ? before : before.map((one, n) => (n === at.index ? changed : one)),
  )
}

/** From another state, its targets are written anew: they mean the same states. */
export function moveTransition(draft: Draft, { at, to }: Of<'move-transition'>): Draft {
  const found = theOne(draft, at)
  checkSource(draft, to)
  const index = indexStates(draft.definition)
  const [from, onto] = [index.byPath.get(at.state)!, index.byPath.get(to.state)!]
  const rewrite = (target: string) => {
    const meant = resolveTarget(index, from, target)
    if (!meant || resolveTarget(index, onto, target) === meant) return target
    return writeTarget(index, onto, meant.path)
  }
  const target = found.target
  const moved =
    at.state === to.state || target === undefined
      ? found
      : { ...found, target: typeof target === 'string' ? rewrite(target) : asList(target).map(rewrite) }
  const without = changeList(draft, at, before => before.filter((_, n) => n !== at.index))
  return changeList(without, to, before => before.toSpliced(Math.min(to.index, before.length), 0, moved))
}

export function removeTransitions(draft: Draft, { at }: Of<'remove-transitions'>): Draft {
  const gone = new Set(at.map(pointerOf))
  const lists = new Map(at.map(one => [listPointer(one), one]))
  let after = draft
  for (const [pointer, list] of lists)
    after = changeList(after, list, before => {
      const left = before.filter((_, n) => !gone.has(`${pointer}/${n}`))
      return left.length === before.length ? before : left
    })
  return after
}
