// What is copied: states with everything inside them and the transitions between them, as JSON that another
// process, tab or browser can paste.

import type { EventDefinition, Rule, StateDefinition } from '../../engine/definition.ts'
import type { Place } from './draft.ts'

export type Fragment = {
  throughline: 'fragment'
  /** key → state; transitions that lead out of the fragment are left out */
  states: Record<string, StateDefinition>
  /** path inside the fragment → place */
  places: Record<string, Place>
  /** what the copied transitions name */
  events: Record<string, EventDefinition>
  rules: Record<string, Rule>
}
