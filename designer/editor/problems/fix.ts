import type { StateIndex } from '../../../engine/paths.ts'
import type { Problem } from '../../../engine/problems.ts'
import type { Draft } from '../draft.ts'
import type { Edit } from '../edit.ts'

/** One way to mend a problem: what its button says, and what it does. */
export type Fix = { title: string; edit: Edit }

export type Around = {
  draft: Draft
  index: StateIndex
  /** the state that the owner has selected, where one is */
  selected: string | undefined
}

/** Proposes; what it proposes is tried before it is offered (fixes.ts). The best comes first. */
export type Fixer = (problem: Problem, around: Around) => Fix[]

export const fix = (title: string, edit: Edit | null): Fix[] => (edit ? [{ title, edit }] : [])
