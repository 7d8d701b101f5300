import { resolveTarget } from '../../../engine/paths.ts'
import { writeTarget } from '../../../engine/relink.ts'
import { indexStates } from '../../indexed.ts'
import type { Draft } from '../draft.ts'
import { applyEdit, type Edit } from '../edit.ts'
import { asList, listTransitions } from '../transitions.ts'

/** Takes a state's id away. Targets that named it are written anew: they mean the same state. */
export function withoutId(draft: Draft, path: string): Edit {
  const remove: Edit = { kind: 'change-state', path, change: { id: undefined } }
  const was = indexStates(draft.definition)
  const is = indexStates(applyEdit(draft, remove).definition)
  const follow = listTransitions(draft.definition).flatMap(
    ({ at, source, transition: { target } }): Edit[] => {
      const from = is.byPath.get(source.path)
      if (target === undefined || !from) return []
      const before = asList(target)
      const after = before.map(one => {
        const meant = resolveTarget(was, source, one)
        return !meant || resolveTarget(is, from, one)?.path === meant.path
          ? one
          : writeTarget(is, from, meant.path)
      })
      if (after.every((one, n) => one === before[n])) return []
      return [
        { kind: 'change-transition', at, change: { target: Array.isArray(target) ? after : after[0]! } },
      ]
    },
  )
  return { kind: 'all', edits: [remove, ...follow] }
}
