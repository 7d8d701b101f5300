// States that contradict themselves.

import { toPointer } from '../../../engine/paths.ts'
import { writeTarget } from '../../../engine/relink.ts'
import { freshKey } from '../transitions.ts'
import { type Fixer, fix } from './fix.ts'
import { allOf, listAt, putAt, statePlace } from './place.ts'
import { fixWords as words } from './texts.ts'

export const noStates: Fixer = (_, { draft }) =>
  fix(words.addFirstState, {
    kind: 'add-state',
    parent: '',
    key: freshKey(draft, '', 'start'),
    state: { title: 'Start' },
  })

export const uselessInitial: Fixer = ({ at }, { draft }) =>
  fix(words.removeInitial, putAt(draft, at, undefined))

export const typeContradictsStates: Fixer = ({ at }, { draft, index }) => {
  const place = statePlace(draft.definition, at)
  if (!place) return []
  const hasStates = (index.byPath.get(place.path)?.children.length ?? 0) > 0
  return fix(words.typeFromStates, {
    kind: 'set-state-type',
    path: place.path,
    type: hasStates ? 'compound' : 'atomic',
  })
}

export const finalGoesOn: Fixer = ({ at }, { draft, index }) => {
  const place = statePlace(draft.definition, at)
  if (!place) return []
  const { path } = place
  const hasStates = (index.byPath.get(path)?.children.length ?? 0) > 0
  return [
    // What is inside is another problem, and not to be lost by the way.
    ...(hasStates ? [] : fix(words.removeWayOut, { kind: 'set-state-type', path, type: 'final' })),
    ...fix(words.makePlain, { kind: 'set-state-type', path, type: hasStates ? 'compound' : 'atomic' }),
  ]
}

export const historyMisuse: Fixer = ({ at }, { draft, index }) => {
  const place = statePlace(draft.definition, at)
  const node = place && index.byPath.get(place.path)
  if (!place || !node) return []
  const { path, rest } = place
  const [field, key] = rest
  if (field === 'initial') {
    const first = node.children.find(({ type }) => type !== 'history')
    const title = first?.definition.title ?? first?.key
    return first && title !== undefined
      ? fix(words.startIn(title), { kind: 'change-state', path, change: { initial: first.key } })
      : []
  }
  // A history state beside regions has to say where to go the first time.
  if (field === undefined || field === 'target') {
    const regions = (node.parent?.children ?? []).filter(({ type }) => type !== 'history')
    const target = regions.map(region => writeTarget(index, node, region.path))
    return [
      ...(node.type === 'history' && node.parent?.type === 'parallel' && target.length > 0
        ? fix(words.rememberAllRegions, { kind: 'change-state', path, change: { target } })
        : []),
      ...(field === 'target' ? fix(words.takeAway('target'), putAt(draft, at, undefined)) : []),
    ]
  }
  if (field === 'history' || field === 'entry' || field === 'exit')
    return fix(words.takeAway(field), { kind: 'change-state', path, change: { [field]: undefined } })
  // A list of transitions, or all lists by event or delay.
  const state = node.definition as Record<string, object | undefined>
  const keys =
    key === undefined && (field === 'on' || field === 'after') ? Object.keys(state[field] ?? {}) : []
  const lists = (keys.length > 0 ? keys.map(one => [field, one]) : [[field]]).flatMap(
    parts => listAt(draft, toPointer([...path.split('.').flatMap(one => ['states', one]), ...parts])) ?? [],
  )
  return fix(words.takeAway(field), {
    kind: 'remove-transitions',
    at: lists.flatMap(list => allOf(draft, list)),
  })
}
