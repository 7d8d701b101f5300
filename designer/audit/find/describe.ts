// What is looked for, in a sentence, and in the words of each filter.

import type { Definition } from '../../../engine/definition.ts'
import { indexStates } from '../../indexed.ts'
import { formatDay, humanise } from '../../ui/format.ts'
import { named } from '../../ui/names.ts'
import { placesOf, unknownPlaces } from '../../work/places.ts'
import { titleOfType } from '../../work/sentence.ts'
import type { FilterName, FindSearch } from './find-search.ts'
import { words } from './texts.ts'

/** What people call what a filter names by its key. */
export type Naming = {
  process(id: string): string
  person(id: string): string
  event(type: string): string
  state(path: string): string
  rule(name: string): string
}

/**
 * `definitions`: of the process that is looked in, or of all of them; the first that knows a key says what it is called.
 * Where none does, names are made from the keys.
 */
export function namingOf(
  processes: readonly { process: string; name: string }[],
  definitions: readonly Definition[],
): Naming {
  const names = new Map(processes.map(({ process, name }) => [process, name]))
  const first = <T>(find: (definition: Definition) => T | undefined): T | undefined => {
    for (const definition of definitions) {
      const found = find(definition)
      if (found !== undefined) return found
    }
    return undefined
  }
  return {
    process: id => names.get(id) ?? id,
    person: named,
    event: type => {
      const itsOwn = first(definition => (knowsEvent(definition, type) ? definition : undefined))
      return titleOfType(type, itsOwn ?? nameless)
    },
    state: path => {
      const itsOwn = first(definition => (indexStates(definition).byPath.has(path) ? definition : undefined))
      return (itsOwn ? placesOf(itsOwn) : unknownPlaces).titleOf(path)
    },
    rule: name => first(definition => definition.rules?.[name]?.title) ?? humanise(name),
  }
}

const nameless: Definition = { id: '', name: '', initial: '', states: {} }

/** `after P90D in marketing.nurturing` is of whoever has the state. */
function knowsEvent(definition: Definition, type: string): boolean {
  const waits = / in (\S+)$/.exec(type)?.[1]
  return waits === undefined
    ? definition.events?.[type] !== undefined
    : indexStates(definition).byPath.has(waits)
}

const { sentence } = words

/** "Refused attempts by Ada since 1 March 2026" */
export function describe(search: FindSearch, naming: Naming): string {
  const { by, process, version, actor, role, event, kind, origin, state, refusal, rule, outcome } = search
  const parts = [
    event !== undefined && sentence.event(naming.event(event)),
    actor !== undefined && sentence.actor(naming.person(actor)),
    role !== undefined && sentence.role(humanise(role)),
    search.case !== undefined && sentence.case(search.case),
    process !== undefined && sentence.process(processWords(naming, process, version)),
    state !== undefined && sentence.state(naming.state(state)),
    refusal !== undefined && sentence.refusal(words.refusals[refusal]),
    (rule !== undefined || outcome !== undefined) && ruleSentence(search, naming),
    search.promise !== undefined && sentence.promise(humanise(search.promise)),
    search.data !== undefined && sentence.data(...partsOfData(search.data)),
    origin !== undefined && sentence.origin[origin],
    timeSentence(search),
  ].filter(part => typeof part === 'string')
  const isRefusal = kind === 'refusal' || (kind === undefined && refusal !== undefined)
  const subject =
    kind !== undefined || isRefusal
      ? sentence.subjects[kind ?? 'refusal']
      : parts.length > 0 && sentence.entries
  if (subject === false) return by === 'cases' ? sentence.everyCase : sentence.everything
  return [by === 'cases' ? sentence.cases(subject) : subject, ...parts].join(' ')
}

function ruleSentence({ rule, outcome }: FindSearch, naming: Naming): string {
  if (rule === undefined) return sentence.anyRule(words.outcomes[outcome ?? 'fail'])
  const title = naming.rule(rule)
  return outcome === undefined ? sentence.ruleAsked(title) : sentence.rule(title, words.outcomes[outcome])
}

function timeSentence({ when, from, to }: FindSearch): string | undefined {
  if (when !== undefined) return sentence.when[when]
  if (from !== undefined && from === to) return sentence.on(formatDay(from))
  if (from !== undefined && to !== undefined) return sentence.between(formatDay(from), formatDay(to))
  if (from !== undefined) return sentence.since(formatDay(from))
  return to === undefined ? undefined : sentence.until(formatDay(to))
}

const processWords = (naming: Naming, process: string, version: number | undefined) =>
  version === undefined ? naming.process(process) : `${naming.process(process)}, ${words.version(version)}`

/** `path=value`, apart; the value may have more of the sign. */
export function partsOfData(data: string): [path: string, value: string] {
  const at = data.indexOf('=')
  return [data.slice(0, at), data.slice(at + 1)]
}

/** The words of a filter that is set: "Ada", "since 1 March 2026". '' where it is not. */
export function wordsOf(name: FilterName, search: FindSearch, naming: Naming): string {
  const { process, version, kind, refusal, event, actor, role, state, rule, outcome, promise, origin } =
    search
  const told: Record<FilterName, () => string | undefined> = {
    process: () => process && processWords(naming, process, version),
    kind: () => kind && words.kinds[kind],
    refusal: () => refusal && words.refusals[refusal],
    event: () => event && naming.event(event),
    actor: () => actor && naming.person(actor),
    role: () => role && humanise(role),
    time: () => timeSentence(search),
    state: () => state && naming.state(state),
    rule: () => {
      if (rule === undefined && outcome === undefined) return undefined
      const title = rule === undefined ? words.anyRule : naming.rule(rule)
      return outcome === undefined ? title : `${title}: ${words.outcomes[outcome]}`
    },
    promise: () => promise && humanise(promise),
    data: () => search.data && partsOfData(search.data).join(' = '),
    origin: () => origin && words.origins[origin],
    case: () => search.case,
  }
  return told[name]() ?? ''
}
