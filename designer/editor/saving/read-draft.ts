import { parseDefinition } from '../../../engine/parse.ts'
import type { Problem } from '../../../engine/problems.ts'
import type { Draft as SavedDraft } from '../../answers.ts'
import type { Draft, Layout } from '../draft.ts'

/** What the server has, as a draft that can be drawn; or why it cannot. */
export function readDraft(saved: Pick<SavedDraft, 'definition' | 'layout'>): Draft | { problems: Problem[] } {
  const { definition, problems } = parseDefinition(saved.definition)
  return definition ? { definition, layout: readLayout(saved.layout) } : { problems }
}

/** Layouts have no meaning, so one that cannot be read is simply not there. */
export function readLayout(layout: unknown): Layout {
  const states = (layout as { states?: unknown } | null)?.states
  const isRead = typeof states === 'object' && states !== null && !Array.isArray(states)
  return { origin: 'parent', states: isRead ? (states as Layout['states']) : {} }
}
