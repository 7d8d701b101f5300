// Every change of a draft, as data. One gesture is one edit and one undo step.
//
// States are named by their dotted path ('' is the process itself), transitions by TransitionAt. An edit that
// cannot be made (a name that is taken, a state that is gone) throws an EditError with a sentence for the owner.

import type {
  Definition,
  EventDefinition,
  Rule,
  StateDefinition,
  Transition,
} from '../../engine/definition.ts'
import type { JsonSchema } from '../../engine/json.ts'
import type { StateType } from '../../engine/paths.ts'
import {
  addEvent,
  addRule,
  changeEvent,
  changeRule,
  removeEvent,
  removeRule,
  renameEvent,
  renameRule,
} from './apply/names.ts'
import { paste } from './apply/paste.ts'
import {
  addState,
  changeFields,
  moveInto,
  placed,
  removeStates,
  renameState,
  setType,
  withDefinition,
  withoutStrays,
} from './apply/states.ts'
import { addTransition, changeTransition, moveTransition, removeTransitions } from './apply/transitions.ts'
import { withFields } from './apply/tree.ts'
import type { Fragment } from './clipboard.ts'
import type { Draft, Layout, Place, TransitionAt, TransitionList } from './draft.ts'
import { refuseReservedIn } from './edit-error.ts'

/** Fields to set; a field that is `undefined` is removed. */
export type Change<T> = { [K in keyof T]?: T[K] | undefined }

export type Edit =
  /** a state inside `parent`; the first one becomes its initial state */
  | { kind: 'add-state'; parent: string; key: string; state: StateDefinition; place?: Place }
  /** with everything inside them and every transition that leads to them; initial states are mended */
  | { kind: 'remove-states'; paths: string[] }
  /** the key; targets, initial states, history targets, active('…') in CEL and places follow */
  | { kind: 'rename-state'; path: string; key: string }
  /** every field but `states`, `type` and the transition lists, which have edits of their own */
  | {
      kind: 'change-state'
      path: string
      change: Change<Omit<StateDefinition, 'states' | 'type' | 'on' | 'after' | 'always' | 'onDone'>>
    }
  /** to atomic, compound, parallel, final or history; what the new type cannot have goes, and is put back by undo */
  | { kind: 'set-state-type'; path: string; type: StateType }
  /** into another state, or out to the root; references follow */
  | { kind: 'move-into'; paths: string[]; parent: string; places?: Record<string, Place> }
  /** only the layout; by path */
  | { kind: 'place'; places: Record<string, Place> }
  | { kind: 'set-layout'; layout: Layout }
  | { kind: 'add-transition'; to: TransitionList; transition: Transition }
  | { kind: 'change-transition'; at: TransitionAt; change: Change<Transition> }
  /** to another list (another source, event, delay), or another place in its own, which is its priority */
  | { kind: 'move-transition'; at: TransitionAt; to: TransitionAt }
  | { kind: 'remove-transitions'; at: TransitionAt[] }
  | { kind: 'add-event'; name: string; event: EventDefinition }
  | { kind: 'change-event'; name: string; change: Change<EventDefinition> }
  /** transitions, raised events and history.… in CEL follow */
  | { kind: 'rename-event'; name: string; to: string }
  | { kind: 'remove-event'; name: string }
  | { kind: 'add-rule'; name: string; rule: Rule }
  | { kind: 'change-rule'; name: string; change: Change<Rule> }
  | { kind: 'rename-rule'; name: string; to: string }
  /** guards that name it lose it */
  | { kind: 'remove-rule'; name: string }
  | { kind: 'change-data'; schema: JsonSchema | undefined }
  | {
      kind: 'change-process'
      change: Change<
        Pick<Definition, 'name' | 'description' | 'initial' | 'stage' | 'assign' | 'entry' | 'exit'>
      >
    }
  /** a copied fragment; names that are taken are changed, references inside the fragment follow */
  | { kind: 'paste'; fragment: Fragment; into: string; at?: { x: number; y: number } }
  /** the whole, from the JSON view, a file or an older version */
  | { kind: 'replace'; definition: Definition; layout?: Layout }
  /** several as one */
  | { kind: 'all'; edits: Edit[] }

export { EditError } from './edit-error.ts'

/** The draft after the edit; the same object where nothing changed. Throws EditError. */
export function applyEdit(draft: Draft, edit: Edit): Draft {
  // What replaces the whole was read from a text, and refused there.
  if (edit.kind !== 'all' && edit.kind !== 'replace') refuseReservedIn(edit)
  switch (edit.kind) {
    case 'add-state':
      return addState(draft, edit)
    case 'remove-states':
      return removeStates(draft, edit)
    case 'rename-state':
      return renameState(draft, edit)
    case 'change-state':
      return changeFields(draft, edit)
    case 'set-state-type':
      return setType(draft, edit)
    case 'move-into':
      return moveInto(draft, edit)
    case 'place':
      return withLayout(draft, placed(draft, edit.places))
    case 'set-layout':
      return withLayout(draft, edit.layout)
    case 'add-transition':
      return addTransition(draft, edit)
    case 'change-transition':
      return changeTransition(draft, edit)
    case 'move-transition':
      return moveTransition(draft, edit)
    case 'remove-transitions':
      return removeTransitions(draft, edit)
    case 'add-event':
      return addEvent(draft, edit)
    case 'change-event':
      return changeEvent(draft, edit)
    case 'rename-event':
      return renameEvent(draft, edit)
    case 'remove-event':
      return removeEvent(draft, edit)
    case 'add-rule':
      return addRule(draft, edit)
    case 'change-rule':
      return changeRule(draft, edit)
    case 'rename-rule':
      return renameRule(draft, edit)
    case 'remove-rule':
      return removeRule(draft, edit)
    case 'change-data':
      return withDefinition(draft, withFields(draft.definition, { data: edit.schema }))
    case 'change-process':
      return withDefinition(draft, withFields(draft.definition, edit.change))
    case 'paste':
      return paste(draft, edit)
    case 'replace':
      return withoutStrays({ definition: edit.definition, layout: edit.layout ?? draft.layout })
    case 'all':
      return edit.edits.reduce(applyEdit, draft)
  }
}

const withLayout = (draft: Draft, layout: Layout): Draft =>
  layout === draft.layout ? draft : { ...draft, layout }
