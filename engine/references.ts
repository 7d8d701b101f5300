// What expressions and effects name: states in active('…'), events in history.count and history.actors, and in
// raised events. Changed where the syntax tree says they stand, never by searching text; an expression that does
// not parse stays as it is.

import type { ASTNode } from '@marcbachmann/cel-js'
import { parseCel } from './cel.ts'
import type { Definition, EffectDefinition, StateDefinition, Transition } from './definition.ts'
import { parseDuration } from './duration.ts'

export type Renaming = {
  /** a state's dotted path → its new one */
  state?: (path: string) => string
  event?: (name: string) => string
  rule?: (name: string) => string | null
}

type Change = { start: number; end: number; text: string }

/** CEL with the names that it uses changed. */
export function renameInCel(text: string, renaming: Renaming): string {
  if (!/active|history/.test(text)) return text
  let changes: Change[] = []
  try {
    changes = changesIn(parseCel(text).ast, renaming)
  } catch {
    return text
  }
  // From the end, so that earlier places stay where they are.
  changes.sort((a, b) => b.start - a.start)
  return changes.reduce((so, { start, end, text }) => so.slice(0, start) + text + so.slice(end), text)
}

function changesIn(node: ASTNode, renaming: Renaming): Change[] {
  const own = changeOf(node, renaming)
  return [...(own ? [own] : []), ...partsOf(node).flatMap(part => changesIn(part, renaming))]
}

function changeOf(node: ASTNode, { state, event }: Renaming): Change | undefined {
  const at = node as ASTNode & { start: number; end: number }
  if (node.op === 'call' && node.args[0] === 'active' && state) {
    const named = node.args[1][0] as (ASTNode & { start: number; end: number }) | undefined
    if (named?.op !== 'value' || typeof named.args !== 'string') return undefined
    const renamed = state(named.args)
    return renamed === named.args ? undefined : { start: named.start, end: named.end, text: quoted(renamed) }
  }
  // history.count.ASK, history.actors["ASK"]
  if ((node.op === '.' || node.op === '[]') && event && isTally(node.args[0])) {
    const [list, key] = node.args as [ASTNode & { end: number }, string | ASTNode]
    const name = typeof key === 'string' ? key : key.op === 'value' ? key.args : undefined
    if (typeof name !== 'string') return undefined
    const renamed = event(name)
    if (renamed === name) return undefined
    const plain = /^[A-Za-z_]\w*$/.test(renamed)
    return { start: list.end, end: at.end, text: plain ? `.${renamed}` : `[${quoted(renamed)}]` }
  }
  // "ASK" in history.actors
  if (node.op === 'in' && event) {
    const [name, list] = node.args as [ASTNode & { start: number; end: number }, ASTNode]
    if (name.op !== 'value' || typeof name.args !== 'string' || !isTally(list)) return undefined
    const renamed = event(name.args)
    return renamed === name.args ? undefined : { start: name.start, end: name.end, text: quoted(renamed) }
  }
  return undefined
}

/** `history.count` or `history.actors` */
function isTally(node: ASTNode): boolean {
  if (node.op !== '.') return false
  const [of, field] = node.args as [ASTNode, string]
  return of.op === 'id' && of.args === 'history' && (field === 'count' || field === 'actors')
}

function partsOf(node: ASTNode): ASTNode[] {
  const found: ASTNode[] = []
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) look(each)
    else if (typeof value === 'object' && value !== null && 'op' in value) found.push(value as ASTNode)
  }
  look(node.args)
  return found
}

/** A CEL text: its escapes are those of JSON. */
const quoted = (text: string) => (/^[^'"\\\p{Cc}]*$/u.test(text) ? `'${text}'` : JSON.stringify(text))

/** The definition with every name in it changed, but for keys and targets. What has none stays the same object. */
export function renameReferences(definition: Definition, renaming: Renaming): Definition {
  const cel = (text: string) => renameInCel(text, renaming)
  const rules = mapValues(definition.rules, rule => withField(rule, 'when', cel(rule.when)))
  return inState(withField(definition, 'rules', rules), renaming, cel)
}

function inState<State extends StateDefinition | Definition>(
  state: State,
  renaming: Renaming,
  cel: (text: string) => string,
): State {
  const transitions = (list: Transition[] | undefined) =>
    mapList(list, transition => inTransition(transition, renaming, cel))
  const effects = (list: EffectDefinition[] | undefined) =>
    mapList(list, effect => inEffect(effect, renaming, cel))
  let after: State = state
  const put = (field: keyof StateDefinition, value: unknown) => {
    after = withField(after, field as keyof State, value as State[keyof State])
  }
  put(
    'on',
    mapValues(state.on, list => transitions(list)!),
  )
  put(
    'after',
    mapKeys(
      mapValues(state.after, list => transitions(list)!),
      key => (parseDuration(key) ? key : cel(key)),
    ),
  )
  put('always', transitions(state.always))
  put('onDone', transitions(state.onDone))
  put('entry', effects(state.entry))
  put('exit', effects(state.exit))
  put(
    'states',
    mapValues(state.states, inner => inState(inner, renaming, cel)),
  )
  return after
}

function inTransition(transition: Transition, renaming: Renaming, cel: (text: string) => string): Transition {
  let after = withField(transition, 'guard', guardOf(transition.guard, renaming, cel))
  after = withField(after, 'assign', mapValues(transition.assign, cel))
  return withField(
    after,
    'effects',
    mapList(transition.effects, effect => inEffect(effect, renaming, cel)),
  )
}

function guardOf(
  guard: Transition['guard'],
  { rule }: Renaming,
  cel: (text: string) => string,
): Transition['guard'] {
  if (guard === undefined) return undefined
  // A rule's name is no CEL to be changed, unless it is none of the names.
  const each = (text: string): string | null => {
    const renamed = rule ? rule(text) : text
    return renamed === text ? cel(text) : renamed
  }
  if (typeof guard === 'string') return each(guard) ?? undefined
  const list = guard.flatMap(text => each(text) ?? [])
  if (list.length === 0) return undefined
  return list.length === guard.length && list.every((text, n) => text === guard[n]) ? guard : list
}

function inEffect(
  effect: EffectDefinition,
  { event }: Renaming,
  cel: (text: string) => string,
): EffectDefinition {
  const raised = effect.type === 'raise' ? effect.params?.event : undefined
  const renamed = typeof raised === 'string' && event ? event(raised) : raised
  let after = renamed === raised ? effect : { ...effect, params: { ...effect.params, event: renamed } }
  if (after.if !== undefined) after = withField(after, 'if', cel(after.if))
  return withField(after, 'with', mapValues(after.with, cel))
}

function withField<T extends object, K extends keyof T>(object: T, field: K, value: T[K]): T {
  if (object[field] === value) return object
  if (value !== undefined) return { ...object, [field]: value }
  const { [field]: _, ...rest } = object
  return rest as T
}

function mapValues<T>(object: Record<string, T> | undefined, change: (value: T) => T) {
  if (!object) return undefined
  const entries = Object.entries(object).map(([key, value]) => [key, change(value)] as const)
  return entries.every(([key, value]) => value === object[key]) ? object : Object.fromEntries(entries)
}

function mapKeys<T>(object: Record<string, T> | undefined, change: (key: string) => string) {
  if (!object) return undefined
  const keys = Object.keys(object)
  if (keys.every(key => change(key) === key)) return object
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [change(key), value]))
}

function mapList<T>(list: T[] | undefined, change: (value: T) => T): T[] | undefined {
  if (!list) return undefined
  const after = list.map(change)
  return after.every((value, n) => value === list[n]) ? list : after
}
