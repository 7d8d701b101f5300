import type { Definition } from '../../engine/definition.ts'
import { pointerParts } from '../../engine/paths.ts'
import type { Problem } from '../../engine/problems.ts'
import type { Rename } from '../../engine/rename-scenarios.ts'
import { canonical } from '../../engine/seal.ts'
import { verify } from '../../engine/verify.ts'
import { nothingSelected, type Selection } from '../diagram/selection.ts'
import { stateAt } from './apply/tree.ts'
import { words } from './canvas/texts.ts'
import { describeEdit, describeSelection } from './describe.ts'
import type { Draft } from './draft.ts'
import { EditError } from './edit.ts'
import type { Checked, Editor, EditorState } from './editor.ts'
import { begin, type History, record, redo, type Step, undo } from './history.ts'
import { pointerOf, transitionAt, transitionOf } from './transitions.ts'

type Around = {
  /** gets the sentence of an edit that cannot be made */
  tell(sentence: string): void
  readOnly: boolean
  /** the history to go on with, when the owner comes back to a draft */
  kept?: History | undefined
  /** at once, where it is left out */
  check?: Check
  /** gets what was renamed here, also by undo and redo, before anybody sees it */
  renamed?(renames: readonly Rename[]): void
}

/** Checks a definition, and says what it found, now or later; nothing, where it is asked about another meanwhile. */
export type Check = (definition: Definition, found: (problems: Problem[]) => void) => void

const checkAtOnce: Check = (definition, found) => found(verify(definition))

/** The editor of one draft. What is selected and gone is no longer selected. */
export function createEditor(
  draft: Draft,
  { tell, readOnly, kept, check = checkAtOnce, renamed = () => {} }: Around,
): Editor {
  let history = kept ?? begin(draft)
  let selection = nothingSelected
  let happened = { sentence: '', nth: 0 }
  let checked: Checked = { problems: [], isChecking: false }
  const listeners = new Set<() => void>()
  const checkListeners = new Set<() => void>()
  let state = toState()
  checkAnew()

  function toState(): EditorState {
    const { draft, canUndo, canRedo } = history
    return { draft, selection, canUndo, canRedo, happened }
  }

  function checkAnew(): void {
    const { definition } = history.draft
    setChecked({ ...checked, isChecking: true })
    check(definition, problems => {
      if (history.draft.definition !== definition) return
      // Most edits change nothing about the problems: who shows them has nothing to do then.
      const isSame = canonical(problems) === canonical(checked.problems)
      setChecked({ problems: isSame ? checked.problems : problems, isChecking: false })
    })
  }

  function setChecked(next: Checked): void {
    checked = next
    for (const listener of checkListeners) listener()
  }

  const hear = (sentence: string) => {
    happened = { sentence, nth: happened.nth + 1 }
  }

  function show(): void {
    state = toState()
    for (const listener of listeners) listener()
  }

  function move(
    next: History,
    say: (did: string) => string,
    step: Step | undefined,
    selecting: (after: Draft, before: Draft) => Selection = () => selection,
  ): void {
    if (next === history || !step) return
    hear(say(describeEdit(step.edit, ...orderOf(history, next, step))))
    selection = stillThere(selecting(next.draft, history.draft), next.draft)
    const isOther = history.draft.definition !== next.draft.definition
    history = next
    if (next.renamed.length > 0) renamed(next.renamed)
    if (isOther) checkAnew()
    show()
  }

  function select(next: Selection): void {
    const before = selection
    selection = stillThere(next, history.draft)
    if (isSame(before, selection)) return
    hear(describeSelection(selection, history.draft))
    show()
  }

  return {
    readOnly,
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    checked: {
      get: () => checked,
      subscribe(listener) {
        checkListeners.add(listener)
        return () => checkListeners.delete(listener)
      },
    },
    apply(edit, gesture, selecting) {
      if (readOnly) return
      try {
        const next = record(history, edit, gesture)
        move(next, did => did, next.past.at(-1), selecting)
      } catch (error) {
        if (!(error instanceof EditError)) throw error
        tell(error.message)
      }
    },
    undo: () => move(undo(history), words.done.undid, history.past.at(-1)),
    redo: () => move(redo(history), words.done.redid, history.future[0]),
    announce(sentence) {
      hear(sentence)
      show()
    },
    history: () => history,
    select,
    reveal: place => select(meant(place, history.draft)),
  }
}

/** The drafts before and after a step, whichever way it was gone. */
const orderOf = (from: History, to: History, step: Step): [before: Draft, after: Draft] =>
  from.past.includes(step) ? [to.draft, from.draft] : [from.draft, to.draft]

const isSame = (a: Selection, b: Selection) =>
  a.states.length === b.states.length &&
  a.transitions.length === b.transitions.length &&
  a.states.every((path, n) => path === b.states[n]) &&
  a.transitions.every((pointer, n) => pointer === b.transitions[n])

function stillThere(selection: Selection, { definition }: Draft): Selection {
  const states = selection.states.filter(path => path !== '' && stateAt(definition, path))
  const transitions = selection.transitions.filter(pointer => {
    const at = transitionAt(definition, pointer)
    return at && transitionOf(definition, at)
  })
  return { states, transitions }
}

/** A dotted path, or a pointer to a transition, to a state, or into one of them. */
function meant(place: string, { definition }: Draft): Selection {
  if (!place.startsWith('/')) return { states: [place], transitions: [] }
  const at = transitionAt(definition, place)
  if (at) return { states: [], transitions: [pointerOf(at)] }
  const parts = pointerParts(place)
  const keys: string[] = []
  for (let n = 0; parts[n] === 'states' && parts[n + 1] !== undefined; n += 2) keys.push(parts[n + 1]!)
  return keys.length > 0 ? { states: [keys.join('.')], transitions: [] } : nothingSelected
}
