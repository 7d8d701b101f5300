// Changes between two definitions in words, and as marks on the later one.

import type { Definition, Rule } from '../../engine/definition.ts'
import type { Change } from '../../engine/diff.ts'
import { indexStates } from '../../engine/paths.ts'
import type { Marks } from '../diagram/marks.ts'
import { titleOf } from '../diagram/project.ts'
import { transitionAt, transitionOf } from '../editor/transitions.ts'
import { words } from './texts.ts'

/** "Changed transition Send (Open): guard, roles" */
export function sentenceOf(
  { kind, what, name, fields }: Change,
  before: Definition,
  after: Definition,
): string {
  const about = nameOf(what, name, kind === 'removed' ? before : after)
  const detail = fields.length > 0 ? `: ${fields.join(', ')}` : ''
  return [words.kinds[kind], words.what[what], about].filter(word => word !== '').join(' ') + detail
}

function nameOf(what: Change['what'], name: string, definition: Definition): string {
  if (what === 'state') return titleOfState(name, definition)
  if (what === 'rule') return definition.rules?.[name]?.title ?? name
  if (what === 'event') return definition.events?.[name]?.title ?? name
  if (what !== 'transition') return ''
  const at = transitionAt(definition, name)
  const transition = at && transitionOf(definition, at)
  if (!at || !transition) return name
  return `“${titleOf(definition, { at, transition })}” (${titleOfState(at.state, definition)})`
}

const titleOfState = (path: string, definition: Definition) =>
  indexStates(definition).byPath.get(path)?.definition.title ?? path

export function marksOf(changes: Change[]): Marks {
  const marks: Required<Marks> = { states: {}, transitions: {} }
  for (const { kind, what, name } of changes) {
    if (kind === 'removed') continue
    if (what === 'state') marks.states[name] = { tone: kind, label: words.kinds[kind] }
    if (what === 'transition') marks.transitions[name] = { tone: kind, label: words.kinds[kind] }
  }
  return marks
}

/** The texts of a rule that changed: what it was, what it is. */
export function rulesThatChanged(changes: Change[], before: Definition, after: Definition) {
  return changes.flatMap(({ kind, what, name }): { name: string; was: Rule; is: Rule }[] => {
    const [was, is] = [before.rules?.[name], after.rules?.[name]]
    return kind === 'changed' && what === 'rule' && was && is ? [{ name, was, is }] : []
  })
}
