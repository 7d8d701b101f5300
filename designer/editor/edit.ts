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
import type { Fragment } from './clipboard.ts'
import type { Draft, Layout, Place, TransitionAt, TransitionList } from './draft.ts'

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

export class EditError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EditError'
  }
}

/** The draft after the edit; the same object where nothing changed. Throws EditError. */
export declare function applyEdit(draft: Draft, edit: Edit): Draft
