import type { Definition } from '../definition.ts'
import { isObject } from '../json.ts'
import { boundsOf } from '../parse/bounds.ts'
import { readSource } from '../parse/source.ts'
import { parseDefinition } from '../parse.ts'
import { toPointer } from '../paths.ts'
import { canonical } from '../seal.ts'
import type { Note } from './note.ts'
import {
  allOf,
  contextOf,
  fromXstateDelay,
  fromXstateTarget,
  namelessMachine,
  ours,
  schemaOf,
} from './xstate-json.ts'

/** What became of a machine configuration. `definition` is there when no note is an error. */
export type XstateReading = { definition?: Definition; notes: Note[] }

/**
 * Reads a machine configuration of XState v5, as JSON text or as the value. Never throws.
 *
 * All the short forms that XState takes are read (a target alone, one transition without its list, an action by
 * name). What a definition has no word for is in the notes.
 */
export function fromXstateJson(input: unknown): XstateReading {
  const source = typeof input === 'string' ? readSource(input) : { value: input, problems: boundsOf(input) }
  if (source.problems.length > 0) return { notes: source.problems }
  if (!isObject(source.value))
    return { notes: [{ code: 'not-a-machine', severity: 'error', at: '', message: notAMachine }] }

  const reader = createReader(source.value)
  const read = reader.machine()
  if (reader.notes.some(({ severity }) => severity === 'error')) return { notes: reader.notes }
  const { definition, problems } = parseDefinition(read)
  return { ...(definition && { definition }), notes: [...reader.notes, ...problems] }
}

const notAMachine = 'This is not a machine configuration: it has to be a JSON object with "states".'

type Fields = Record<string, unknown>

const stateFields = [
  'id',
  'description',
  'type',
  'initial',
  'history',
  'target',
  'on',
  'always',
  'after',
  'entry',
  'exit',
  'onDone',
  'states',
  'meta',
]
const oursInState = ['title', 'stage', 'assign', 'after']
const oursInRoot = ['$schema', 'name', 'data', 'events', 'rules', ...oursInState]
const oursInTransition = ['assign', 'allow', 'title', 'kind']

function createReader(root: Fields) {
  const notes: Note[] = []
  const machineId = typeof root.id === 'string' && root.id !== '' ? root.id : namelessMachine
  const ids = new Set<string>()

  const note = (severity: Note['severity'], code: string, at: string, message: string) =>
    void notes.push({ code, severity, at, message })

  function machine(): Fields {
    collectIds(root, ids)
    const { id: _id, context, ...state } = root
    const extras = oursIn(root, '', oursInRoot)
    const { $schema, name, data, events, rules, ...inState } = extras
    const id = toProcessId(machineId)
    if (id !== machineId)
      note(
        'warning',
        'renamed',
        '/id',
        `The id "${machineId}" becomes "${id}": small letters, digits and hyphens.`,
      )
    return present({
      $schema,
      id,
      name: name ?? machineId,
      data: toData(context, data),
      events,
      rules,
      states: {},
      ...toState(state, '', inState),
    })
  }

  function toData(context: unknown, schema: unknown): unknown {
    if (context !== undefined && !isObject(context)) {
      note('error', 'not-said', '/context', 'The context is no JSON object. Write its initial values.')
      return schema
    }
    if (schema === undefined) return context && schemaOf(context)
    if (isObject(schema) && canonical(contextOf(schema)) !== canonical(context ?? {}))
      note(
        'warning',
        'left-out',
        '/context',
        'The context differs from the defaults in meta.throughline.data, which are used.',
      )
    return schema
  }

  function toStates(states: unknown, pointer: string): unknown {
    if (!isObject(states)) return states
    const entries = Object.entries(states).map(([key, state]) => {
      const at = `${pointer}${toPointer(['states', key])}`
      return [key, isObject(state) ? toState(state, at, oursIn(state, at, oursInState)) : state] as const
    })
    return Object.fromEntries(entries)
  }

  function toState(state: Fields, pointer: string, { after: names, ...extras }: Fields): Fields {
    for (const field of Object.keys(state)) {
      if (!stateFields.includes(field)) leaveOut(`${pointer}${toPointer([field])}`, field)
    }
    return present({
      id: state.id,
      description: state.description,
      type: state.type,
      initial: toInitial(state.initial, `${pointer}/initial`),
      history: state.history,
      target: toTarget(state.target, `${pointer}/target`),
      on: toLists(state.on, `${pointer}/on`, key => key),
      always: state.always === undefined ? undefined : toTransitions(state.always, `${pointer}/always`),
      after: toLists(state.after, `${pointer}/after`, key =>
        isObject(names) && typeof names[key] === 'string' ? names[key] : fromXstateDelay(key),
      ),
      entry: toEffects(state.entry, `${pointer}/entry`),
      exit: toEffects(state.exit, `${pointer}/exit`),
      onDone: state.onDone === undefined ? undefined : toTransitions(state.onDone, `${pointer}/onDone`),
      states: state.states === undefined ? undefined : toStates(state.states, pointer),
      ...extras,
    })
  }

  function toInitial(initial: unknown, pointer: string): unknown {
    if (!isObject(initial)) return initial
    for (const field of Object.keys(initial))
      if (field !== 'target') leaveOut(`${pointer}${toPointer([field])}`, field)
    return Array.isArray(initial.target) && initial.target.length === 1 ? initial.target[0] : initial.target
  }

  function toTarget(target: unknown, pointer: string): unknown {
    if (Array.isArray(target))
      return target.length === 0 ? undefined : target.map(one => toTarget(one, pointer))
    if (typeof target !== 'string') return target
    const here = fromXstateTarget(target, machineId)
    const first = here.slice(1).split('.')[0]!
    if (target.startsWith('#') && here !== target && ids.has(first))
      note(
        'warning',
        'hidden',
        pointer,
        `"${target}" becomes "${here}", which means the state with the id "${first}". If that is another state, give it another id.`,
      )
    return here
  }

  function toLists(lists: unknown, pointer: string, rename: (key: string) => string): unknown {
    if (lists === undefined) return undefined
    if (!isObject(lists)) {
      note('error', 'not-said', pointer, 'This has to be an object: names → transitions.')
      return undefined
    }
    const entries = Object.entries(lists).map(
      ([key, list]) => [rename(key), toTransitions(list, `${pointer}${toPointer([key])}`)] as const,
    )
    return Object.fromEntries(entries)
  }

  function toTransitions(given: unknown, pointer: string): unknown {
    if (Array.isArray(given)) return given.map((one, n) => toTransition(one, `${pointer}/${n}`))
    return [toTransition(given, pointer)]
  }

  function toTransition(given: unknown, pointer: string): unknown {
    if (typeof given === 'string') return { target: toTarget(given, pointer) }
    if (given === null) return {}
    if (!isObject(given)) return given
    const { target, cond, guard = cond, actions, reenter, description, meta: _meta, ...rest } = given
    // A guard that went missing would let everybody through.
    if (cond !== undefined && given.guard === undefined)
      note(
        'warning',
        'old-name',
        `${pointer}/cond`,
        '"cond" is XState v4\'s word for "guard", and is taken as one.',
      )
    else if (cond !== undefined) leaveOut(`${pointer}/cond`, 'cond')
    for (const field of Object.keys(rest)) leaveOut(`${pointer}${toPointer([field])}`, field)
    return present({
      target: toTarget(target, `${pointer}/target`),
      guard: toGuard(guard, `${pointer}/guard`),
      effects: toEffects(actions, `${pointer}/actions`),
      reenter,
      description,
      ...oursIn(given, pointer, oursInTransition),
    })
  }

  function toGuard(guard: unknown, pointer: string): unknown {
    if (!isObject(guard)) return guard
    const params = isObject(guard.params) ? guard.params : undefined
    if (guard.type === allOf && Array.isArray(params?.guards)) return params.guards
    if (params && Object.keys(params).length > 0)
      note(
        'warning',
        'left-out',
        `${pointer}/params`,
        'Guards have no parameters here. Write the values into the condition.',
      )
    return guard.type
  }

  function toEffects(actions: unknown, pointer: string): unknown {
    if (actions === undefined) return undefined
    const list = Array.isArray(actions) ? actions : [actions]
    return list.map((action, n) => toEffect(action, Array.isArray(actions) ? `${pointer}/${n}` : pointer))
  }

  function toEffect(action: unknown, pointer: string): unknown {
    if (typeof action === 'string') return { type: action }
    if (!isObject(action)) return action
    const { type, params, ...rest } = action
    for (const field of Object.keys(rest)) leaveOut(`${pointer}${toPointer([field])}`, field)
    if (!isObject(params) || !isObject(params[ours])) return present({ type, params })
    const { [ours]: extras, ...literal } = params
    const { params: inside, with: computed, if: condition } = extras as Fields
    const outside = Object.keys(literal).length > 0 ? literal : undefined
    return present({ type, params: inside ?? outside, with: computed, if: condition })
  }

  /** What stands in `meta.throughline`; the rest of `meta` is somebody else's. */
  function oursIn({ meta }: Fields, pointer: string, known: string[]): Fields {
    if (!isObject(meta)) return {}
    for (const key of Object.keys(meta))
      if (key !== ours) leaveOut(`${pointer}/meta${toPointer([key])}`, `meta.${key}`)
    const found = isObject(meta[ours]) ? meta[ours] : {}
    for (const key of Object.keys(found))
      if (!known.includes(key)) leaveOut(`${pointer}/meta/${ours}${toPointer([key])}`, key)
    return Object.fromEntries(Object.entries(found).filter(([key]) => known.includes(key)))
  }

  function leaveOut(at: string, field: string): void {
    note(
      'warning',
      'left-out',
      at,
      `"${field}" is left out: ${reasons[field] ?? 'a definition has no word for it'}.`,
    )
  }

  return { machine, notes }
}

const reasons: Record<string, string> = {
  invoke:
    'a case waits for events instead of running actors. Use an effect (webhook, start-case) and the event that answers it',
  tags: 'a state has a title and a stage instead',
  version: 'versions are numbered when they are published',
  output: 'a state that has finished hands on no data',
  actions: 'what happens on the way in belongs into "entry"',
  cond: 'it is XState v4\'s word for "guard", which stands beside it',
  internal: 'it belongs to XState v4; in v5 it is "reenter"',
}

function collectIds(state: Fields, ids: Set<string>): void {
  if (!isObject(state.states)) return
  for (const inner of Object.values(state.states)) {
    if (!isObject(inner)) continue
    if (typeof inner.id === 'string') ids.add(inner.id)
    collectIds(inner, ids)
  }
}

/** `Traffic Light`, `trafficLight` → `traffic-light`. */
function toProcessId(name: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,79}$/.test(name)) return name
  const id = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)
  return id || 'machine'
}

function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
