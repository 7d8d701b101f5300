// What an edit calls by another name, for those who keep names outside the draft: its scenarios.

import type { Rename } from '../../engine/rename-scenarios.ts'
import { movingInto, pathsInside } from './apply/states.ts'
import { join, parentOf } from './apply/tree.ts'
import type { Draft } from './draft.ts'
import { applyEdit, type Edit } from './edit.ts'

/** What an edit renamed, in turn. `before` → `after` is what the edit has done. */
export function renamesOf(edit: Edit, before: Draft, after: Draft): Rename[] {
  if (before.definition === after.definition) return []
  switch (edit.kind) {
    case 'rename-state':
      return [{ what: 'state', from: edit.path, to: join(parentOf(edit.path), edit.key) }]
    case 'move-into':
      return [...pathsInside(before, movingInto(edit.paths, edit.parent), edit.parent)].map(([from, to]) => ({
        what: 'state',
        from,
        to,
      }))
    case 'rename-event':
      return [{ what: 'event', from: edit.name, to: edit.to }]
    case 'rename-rule':
      return [{ what: 'rule', from: edit.name, to: edit.to }]
    case 'all':
      return renamesInTurn(edit.edits, before)
    default:
      return []
  }
}

function renamesInTurn(edits: Edit[], before: Draft): Rename[] {
  let draft = before
  return edits.flatMap(edit => {
    const next = applyEdit(draft, edit)
    const renames = renamesOf(edit, draft, next)
    draft = next
    return renames
  })
}
