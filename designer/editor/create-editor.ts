import { pointerParts } from '../../engine/paths.ts'
import type { Problem } from '../../engine/problems.ts'
import { verify } from '../../engine/verify.ts'
import { nothingSelected, type Selection } from '../diagram/selection.ts'
import { stateAt } from './apply/tree.ts'
import type { Draft } from './draft.ts'
import { EditError } from './edit.ts'
import type { Editor, EditorState } from './editor.ts'
import { begin, type History, record, redo, undo } from './history.ts'
import { pointerOf, transitionAt, transitionOf } from './transitions.ts'

/**
 * The editor of one draft. `tell` gets the sentence of an edit that cannot be made. What is selected and gone is
 * no longer selected. Problems are those of the draft that is shown.
 */
export function createEditor(
  draft: Draft,
  { tell, readOnly }: { tell(sentence: string): void; readOnly: boolean },
): Editor {
  let history = begin(draft)
  let selection = nothingSelected
  let problems: Problem[] = verify(draft.definition)
  let state = toState()
  const listeners = new Set<() => void>()

  function toState(): EditorState {
    const { draft, canUndo, canRedo } = history
    return { draft, problems, selection, canUndo, canRedo }
  }

  function show(): void {
    state = toState()
    for (const listener of listeners) listener()
  }

  function move(next: History): void {
    if (next === history) return
    if (next.draft.definition !== history.draft.definition) problems = verify(next.draft.definition)
    history = next
    selection = stillThere(selection, next.draft)
    show()
  }

  function select(next: Selection): void {
    selection = stillThere(next, history.draft)
    show()
  }

  return {
    readOnly,
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    apply(edit, gesture) {
      if (readOnly) return
      try {
        move(record(history, edit, gesture))
      } catch (error) {
        if (!(error instanceof EditError)) throw error
        tell(error.message)
      }
    },
    undo: () => move(undo(history)),
    redo: () => move(redo(history)),
    select,
    reveal: place => select(meant(place, history.draft)),
  }
}

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
