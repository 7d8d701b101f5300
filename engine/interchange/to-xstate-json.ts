import type { Definition, EffectDefinition, StateDefinition, Transition } from '../definition.ts'
import { indexStates, toPointer } from '../paths.ts'
import { canonical } from '../seal.ts'
import type { Note } from './note.ts'
import {
  allOf,
  contextOf,
  fromXstateDelay,
  ours,
  schemaOf,
  toXstateDelay,
  toXstateTarget,
} from './xstate-json.ts'

/** A machine configuration: JSON that `createMachine` takes. */
export type XstateMachine = { id: string; [field: string]: unknown }

/**
 * A definition as an XState machine configuration. Nothing is lost: `fromXstateJson` gives the same definition.
 *
 * The notes say what XState carries along without acting on it.
 */
export function toXstateJson(definition: Definition): { machine: XstateMachine; notes: Note[] } {
  const writer = createWriter(definition)
  return { machine: writer.machine(), notes: writer.notes }
}

type Fields = Record<string, unknown>

const carried = {
  rules: 'Rules are kept, but XState knows guards only by name: implement each one to run the machine.',
  forms: 'Forms of events are kept, but XState does not check the data of an event.',
  allow: 'Roles are kept, but XState lets everybody send everything.',
  assign: 'Assignments are kept as CEL, which XState does not compute.',
  expression: 'CEL in effects is kept, but XState does not compute it.',
  delay: 'This delay is not always the same length: XState takes it for the name of a delay to implement.',
}

function createWriter(definition: Definition) {
  const notes: Note[] = []
  const noted = new Set<string>()
  const { byId } = indexStates(definition)
  const ids = new Set(byId.keys())

  /** Once for each kind, where it is first: an owner needs to hear it once. */
  function carry(kind: keyof typeof carried, at: string): void {
    if (noted.has(kind)) return
    noted.add(kind)
    notes.push({ code: `carried-${kind}`, severity: 'warning', at, message: carried[kind] })
  }

  function machine(): XstateMachine {
    const { $schema, id, name, data, events, rules, ...root } = definition
    if (rules && Object.keys(rules).length > 0) carry('rules', '/rules')
    if (Object.values(events ?? {}).some(({ schema }) => schema)) carry('forms', '/events')
    const context = data && contextOf(data)
    const isPlain = data !== undefined && canonical(schemaOf(context!)) === canonical(data)
    const more = present({
      $schema,
      name: name === id ? undefined : name,
      data: isPlain ? undefined : data,
      events,
      rules,
    })
    const hasContext = isPlain || (context && Object.keys(context).length > 0)
    return { id, ...(hasContext && { context }), ...toState(root, '', more) }
  }

  function toState(state: StateDefinition, pointer: string, more: Fields = {}): Fields {
    const { title, stage, assign, target, on, always, after, entry, exit, onDone, states, ...same } = state
    const timers = after && toAfter(after, `${pointer}/after`)
    const inner = Object.entries(states ?? {}).map(
      ([key, child]) => [key, toState(child, `${pointer}${toPointer(['states', key])}`)] as const,
    )
    return present({
      ...same,
      target: toTarget(target),
      on: on && toLists(on, `${pointer}/on`),
      always: always && toTransitions(always, `${pointer}/always`),
      after: timers?.after,
      entry: entry && toActions(entry, `${pointer}/entry`),
      exit: exit && toActions(exit, `${pointer}/exit`),
      onDone: onDone && toTransitions(onDone, `${pointer}/onDone`),
      states: states && Object.fromEntries(inner),
      meta: toMeta({ ...more, title, stage, assign, after: timers?.names }),
    })
  }

  function toTarget(target: string | string[] | undefined): string | string[] | undefined {
    if (Array.isArray(target)) return target.map(one => toXstateTarget(one, definition.id, ids))
    return target === undefined ? undefined : toXstateTarget(target, definition.id, ids)
  }

  function toLists(on: Record<string, Transition[]>, pointer: string): Fields {
    return Object.fromEntries(
      Object.entries(on).map(([key, list]) => [key, toTransitions(list, `${pointer}${toPointer([key])}`)]),
    )
  }

  /**
   * Keys as XState writes them; `names` has the ones that would not come back by themselves: a duration of another
   * spelling (`PT24H`), or of the same length as one before it.
   */
  function toAfter(after: Record<string, Transition[]>, pointer: string) {
    const written = new Map<string, unknown>()
    const names: Record<string, string> = {}
    for (const [key, list] of Object.entries(after)) {
      let delay = toXstateDelay(key)
      if (written.has(delay)) delay = key
      while (written.has(delay)) delay += ' '
      if (fromXstateDelay(delay) !== key) names[delay] = key
      if (fromXstateDelay(delay) === delay) carry('delay', `${pointer}${toPointer([key])}`)
      written.set(delay, toTransitions(list, `${pointer}${toPointer([key])}`))
    }
    return {
      after: Object.fromEntries(written),
      names: Object.keys(names).length > 0 ? names : undefined,
    }
  }

  function toTransitions(list: Transition[], pointer: string): Fields[] {
    return list.map((transition, n) => {
      const { target, guard, assign, effects, allow, title, kind, ...same } = transition
      const at = `${pointer}/${n}`
      if (assign) carry('assign', `${at}/assign`)
      if (allow) carry('allow', `${at}/allow`)
      return present({
        target: toTarget(target),
        guard: Array.isArray(guard) ? { type: allOf, params: { guards: guard } } : guard,
        actions: effects && toActions(effects, `${at}/effects`),
        ...same,
        meta: toMeta({ assign, allow, title, kind }),
      })
    })
  }

  function toActions(effects: EffectDefinition[], pointer: string): Fields[] {
    return effects.map((effect, n) => {
      const { type, params, with: computed, if: condition } = effect
      const more = present({ with: computed, if: condition })
      const hasMore = Object.keys(more).length > 0
      if (hasMore) carry('expression', `${pointer}/${n}`)
      // Literal values that would be taken for ours, or for none, stand inside ours.
      const isUnclear =
        params !== undefined && (Object.hasOwn(params, ours) || (hasMore && Object.keys(params).length === 0))
      if (!hasMore && !isUnclear) return present({ type, params })
      return {
        type,
        params: { ...(!isUnclear && params), [ours]: { ...(isUnclear && { params }), ...more } },
      }
    })
  }

  return { machine, notes }
}

function toMeta(fields: Fields): Fields | undefined {
  const found = present(fields)
  return Object.keys(found).length > 0 ? { [ours]: found } : undefined
}

/** Without the fields that are undefined: JSON has none. */
function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
