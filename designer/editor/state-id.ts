import type { Definition, StateDefinition } from '../../engine/definition.ts'
import { resolveTarget } from '../../engine/paths.ts'
import { indexStates } from '../indexed.ts'
import { stateAt } from './apply/tree.ts'
import type { Edit } from './edit.ts'
import { asList, listTransitions } from './transitions.ts'

type Target = string | string[]

/** The name by which targets know a state, wherever it is; targets that say it follow. None: they say its path. */
export function changeId(definition: Definition, path: string, id: string | undefined): Edit {
  const before = (stateAt(definition, path) as StateDefinition | undefined)?.id
  const index = indexStates(definition)
  const isTheirs = (target: string) => {
    const root = index.root
    const within = resolveTarget(index, root, target)?.path
    return within !== undefined && (within === path || within.startsWith(`${path}.`))
  }
  const follow = (target: string) => {
    if (before === undefined || !(target === `#${before}` || target.startsWith(`#${before}.`))) return target
    return isTheirs(target) ? `#${id ?? path}${target.slice(before.length + 1)}` : target
  }
  const followAll = (target: Target): Target =>
    typeof target === 'string' ? follow(target) : target.map(follow)
  const differs = (target: Target | undefined): target is Target =>
    target !== undefined && asList(target).some(one => follow(one) !== one)

  const transitions = listTransitions(definition).flatMap(({ at, transition: { target } }): Edit[] =>
    differs(target) ? [{ kind: 'change-transition', at, change: { target: followAll(target) } }] : [],
  )
  const histories = [...index.byPath.values()].flatMap(({ path, definition }): Edit[] => {
    const { target } = definition as StateDefinition
    return differs(target) ? [{ kind: 'change-state', path, change: { target: followAll(target) } }] : []
  })
  return {
    kind: 'all',
    edits: [...transitions, ...histories, { kind: 'change-state', path, change: { id } }],
  }
}
