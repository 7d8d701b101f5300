// An edit in a sentence: what people hear who do not see the drawing, and what undo says it undid.

import { resolveTarget } from '../../engine/paths.ts'
import { boxesOf } from '../diagram/boxes.ts'
import { titleOf } from '../diagram/project.ts'
import type { Selection } from '../diagram/selection.ts'
import { words as kinds } from '../diagram/texts.ts'
import { indexStates } from '../indexed.ts'
import { join, keyOf, parentOf, stateAt } from './apply/tree.ts'
import { words } from './canvas/texts.ts'
import type { Draft, Place } from './draft.ts'
import type { Edit } from './edit.ts'
import { asList, listTransitions } from './transitions.ts'

const { done } = words

/** What the edit did. The drafts are those before and after it. */
export function describeEdit(edit: Edit, before: Draft, after: Draft): string {
  switch (edit.kind) {
    case 'add-state':
      return done.addedState(edit.state.title ?? edit.key, null)
    case 'remove-states':
      return done.removed(edit.paths.map(path => nameIn(before, path)))
    case 'rename-state':
      return done.renamedKey(edit.key)
    case 'change-state':
      return typeof edit.change.title === 'string'
        ? done.renamed(edit.change.title)
        : done.changedState(nameIn(after, edit.path))
    case 'set-state-type':
      return done.changedKind(nameIn(after, edit.path), kinds.types[edit.type])
    case 'move-into':
      return done.movedInto(
        edit.paths.map(path => nameIn(before, path)),
        nameIn(after, edit.parent),
      )
    case 'place':
      return describePlaces(edit.places, before)
    case 'set-layout':
      return done.arranged
    case 'add-transition': {
      const targets = targetsOf(after, edit.to.state, edit.transition.target)
      return done.addedTransition(nameIn(after, edit.to.state), targets || nameIn(after, edit.to.state))
    }
    case 'change-transition':
    case 'move-transition':
      return done.changedTransition
    case 'remove-transitions':
      return done.removedTransitions(edit.at.length)
    case 'add-event':
      return done.addedName('event', edit.name)
    case 'change-event':
    case 'rename-event':
      return done.changedName('event', edit.name)
    case 'remove-event':
      return done.removedName('event', edit.name)
    case 'add-rule':
      return done.addedName('rule', edit.name)
    case 'change-rule':
    case 'rename-rule':
      return done.changedName('rule', edit.name)
    case 'remove-rule':
      return done.removedName('rule', edit.name)
    case 'change-data':
      return done.changedData
    case 'change-process':
      return done.changedProcess
    case 'paste':
      return done.pasted(Object.entries(edit.fragment.states).map(([key, { title }]) => title ?? key))
    case 'replace':
      return done.replaced
    case 'all':
      return describeAll(edit.edits, before, after)
  }
}

/** A state that is added and led to is one thing to say. */
function describeAll(edits: Edit[], before: Draft, after: Draft): string {
  const added = edits.find(edit => edit.kind === 'add-state')
  const leading = edits.find(edit => edit.kind === 'add-transition')
  if (added && leading && edits.length === 2)
    return done.addedState(added.state.title ?? added.key, nameIn(after, leading.to.state))
  return [...new Set(edits.map(edit => describeEdit(edit, before, after)))].slice(0, 3).join('; ')
}

/** Moved, given another size, or opened and closed: a place says all of these. */
function describePlaces(places: Record<string, Place>, draft: Draft): string {
  const before = boxesOf(draft.definition, draft.layout)
  const titles = Object.keys(places).map(path => nameIn(draft, path))
  const [[path, place] = ['', undefined]] = Object.entries(places)
  const known = before.get(path)
  if (!known || !place) return done.moved(titles)
  if ((place.collapsed === true) !== known.collapsed && known.node.children.length > 0)
    return place.collapsed ? done.collapsed(titles) : done.expanded(titles)
  const { w, h } = known.box
  const isSized = !known.collapsed && ((place.w ?? w) !== w || (place.h ?? h) !== h)
  return isSized ? done.resized(nameIn(draft, path)) : done.moved(titles)
}

/** What is selected now. */
export function describeSelection({ states, transitions }: Selection, draft: Draft): string {
  const count = states.length + transitions.length
  if (count === 0) return words.selected.none
  if (count > 1) return words.selected.several(count)
  const listed = listTransitions(draft.definition)
  const [path] = states
  if (path !== undefined) {
    const node = indexStates(draft.definition).byPath.get(path)
    const parent = parentOf(path)
    const leading = listed.filter(({ source }) => source.path === path).length
    const where = parent === '' ? null : nameIn(draft, parent)
    return words.selected.state(nameIn(draft, path), kinds.types[node?.type ?? 'atomic'], where, leading)
  }
  const one = listed.find(({ pointer }) => pointer === transitions[0])
  if (!one) return words.selected.none
  const from = nameIn(draft, one.source.path)
  const to = one.targets.map(target => nameIn(draft, target.path)).join(', ') || from
  return words.selected.transition(titleOf(draft.definition, one), from, to)
}

/** A state's title, or its key; the process's name. */
export function nameIn({ definition }: Draft, path: string): string {
  if (path === '') return definition.name
  const state = stateAt(definition, path)
  return (state && 'title' in state && state.title) || keyOf(path)
}

function targetsOf({ definition }: Draft, from: string, target: string | string[] | undefined): string {
  const index = indexStates(definition)
  const source = index.byPath.get(from)
  return asList(target)
    .map(one => {
      const meant = source && resolveTarget(index, source, one)
      return nameIn({ definition } as Draft, meant?.path ?? join(parentOf(from), one))
    })
    .join(', ')
}
