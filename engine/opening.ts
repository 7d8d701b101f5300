// What would open an event that is blocked: the fewest things that are missing, and who can bring each about.
//
// The conditions are taken apart once more, as explain.ts does, but towards the outcome that is wanted: of an "and"
// every part is needed, of an "or" the part that needs least, of a "not" the opposite of what is inside, of a list
// each element that spoils it. A need that is a comparison says so as data: whoever sets all of them as they are
// wanted opens the guard. Computed when somebody asks; a step never does.

import type { ASTNode } from '@marcbachmann/cel-js'
import type { Actor, Registers, Snapshot } from './case.ts'
import { parseCel, type Scope } from './cel.ts'
import { type Candidate, mayBeSentBy, type Process } from './compile.ts'
import { type EnabledEvent, enabled, scopeOf, waitsForTheForm } from './enabled.ts'
import { shown } from './explain.ts'
import type { Json } from './json.ts'
import type { Change } from './opening/changes.ts'
import { compareRanks, leastOf } from './opening/choose.ts'
import {
  candidateAt,
  isMadeAtOnce,
  type Mender,
  mendersOf,
  rolesIn,
  type Standing,
} from './opening/menders.ts'
import { nameOf } from './opening/named.ts'
import { type Place, readPlace } from './opening/places.ts'
import type { Wanted } from './opening/wanted.ts'
import { both, nothing, type Way, waysTo } from './opening/ways.ts'

/** One thing that is missing. */
export type Need = {
  /** the part of the rule that asks for it, as the owner wrote it; '' for a role */
  clause: string
  /** `data.score`, `promises[1].state`, `strategy.qualification.threshold`, `now` */
  path: string
  /** what is there; null: nothing. Of a list whose size counts, the size */
  now: Json
  /** what it has to be, all of these at once; empty: not known as a comparison */
  wanted: Wanted[]
  /** what the same event sets besides, and what that has to be */
  also?: { path: string; about: string; wanted: Wanted[] }[]
  /** what people call it: titles from the schema of the case data, or names of the register */
  about: string
  /** the element of a list that it is about, such as one promise */
  element?: string
  kind: 'data' | 'promise' | 'register' | 'role' | 'time' | 'state' | 'other'
  /** events that could bring it about, those first that can be sent now */
  by: Mender[]
  /** for `role`: the roles that may send the event */
  allow?: string[]
  /** the role that can mend the rule, and what to do, in the rule's own words */
  owner?: string
  fix?: string
}

/** `transition`: JSON Pointer of the one that needs least. `more`: how many needs are not listed. */
export type Opening = { transition: string; needs: Need[]; more: number }

/** How many needs are written out. */
const mostNeeds = 50

type Asked = { actor: Actor; at: string; registers: Registers }

/**
 * Answers for each blocked event of a case what would open it, or null when nothing that can be done here does.
 * What all answers share, such as who can send what, is worked out once.
 */
export function openings(
  process: Process,
  snapshot: Snapshot,
  asked: Asked,
): (blocked: EnabledEvent) => Opening | null {
  if (snapshot.status === 'closed') return () => null
  const somebody: Actor = { kind: 'person', id: '', roles: rolesIn(process) }
  let standing: Standing | undefined
  const stand = () => {
    standing ??= {
      yours: enabled(process, snapshot, asked),
      anybodys: enabled(process, snapshot, { ...asked, actor: somebody }),
    }
    return standing
  }
  return blocked => {
    if (blocked.enabled) return null
    const found = blocked.transitions
      .flatMap(({ pointer }) => candidateAt(process, pointer) ?? [])
      .map(candidate =>
        openingOf(process, snapshot, asked, { candidate, somebody, stand, type: blocked.type }),
      )
      .filter(opening => opening !== null)
    found.sort((a, b) => compareRanks(rankOf(a), rankOf(b)))
    return found[0] ?? null
  }
}

/** Fewest needs first; of as many, what the one who asks may send. */
const rankOf = ({ needs, more }: Opening): number[] => [
  needs.length + more,
  needs.filter(({ kind }) => kind === 'role').length,
]

type About = { candidate: Candidate; somebody: Actor; stand: () => Standing; type: string }

function openingOf(
  process: Process,
  snapshot: Snapshot,
  asked: Asked,
  { candidate, somebody, stand, type }: About,
): Opening | null {
  const { allow } = candidate.transition
  if (allow?.length === 0) return null
  const isForbidden = allow !== undefined && !mayBeSentBy(asked.actor, allow)
  const actor = isForbidden ? { ...somebody, roles: allow } : asked.actor
  const scope = scopeOf(process, snapshot, { ...asked, actor })
  const menders = remembering(
    (place: Place, wanted: Wanted[] | null) => mendersOf(process, place, wanted, stand(), type),
    (place, wanted) => likenessOf([{ place, wanted }]),
  )
  const changes = leastOf(waysThrough(process, candidate, scope), {
    distanceOf: change => distanceOf(change, menders),
    isMadeAtOnce: remembering((changes: Change[]) => isMadeAtOnce(process, type, changes), likenessOf),
  })
  if (!changes) return null
  const own = changes.filter(change => !change.with)
  const needs = own.slice(0, mostNeeds).map(change => {
    const along = changes.filter(({ with: by }) => by?.key === change.place.key)
    return needOf(process, change, along, scope, menders)
  })
  if (isForbidden) needs.unshift(roleNeed(asked.actor, allow))
  if (needs.length === 0) return null
  return { transition: candidate.pointer, needs, more: Math.max(0, own.length - mostNeeds) }
}

/** The ways through all conditions of a guard. Those that wait for the event's form are not in the way. */
function waysThrough(process: Process, { guard }: Candidate, scope: Scope): Way[] {
  const verdicts = guard?.judge(scope) ?? []
  return verdicts
    .filter(verdict => !waitsForTheForm(verdict))
    .map(({ rule: name, title }) => {
      const rule = name === null ? null : process.definition.rules![name]!
      return waysTo(parsed(process, rule?.when ?? title), true, { scope, bound: new Map(), rule })
    })
    .reduce(both, [nothing])
}

const trees = new WeakMap<Process, Map<string, ASTNode>>()

function parsed(process: Process, text: string): ASTNode {
  const known = trees.get(process) ?? new Map<string, ASTNode>()
  trees.set(process, known)
  const tree = known.get(text) ?? parseCel(text).ast
  known.set(text, tree)
  return tree
}

/** What is known of one element of a list holds for all: events write to whichever they are about. */
const likenessOf = (changes: Pick<Change, 'place' | 'wanted'>[]): string =>
  JSON.stringify(
    changes.map(({ place, wanted }) => [
      place.keys.map(key => (typeof key === 'number' ? '*' : key)),
      wanted,
    ]),
  )

function remembering<Args extends unknown[], T>(
  answer: (...args: Args) => T,
  likeness: (...args: Args) => string,
): (...args: Args) => T {
  const known = new Map<string, T>()
  return (...args) => {
    const key = likeness(...args)
    if (!known.has(key)) known.set(key, answer(...args))
    return known.get(key)!
  }
}

type Menders = (place: Place, wanted: Wanted[] | null) => Mender[]

/** How far off a change is: what is in the data needs an event that writes it; registers have owners, time passes. */
function distanceOf({ place, wanted }: Change, menders: Menders): number {
  if (place.kind === 'register' || place.kind === 'time') return 0
  const [first] = menders(place, wanted)
  return first ? (first.isEnabledNow ? 0 : 1) : 2
}

function needOf(
  process: Process,
  { place, wanted, for: literals }: Change,
  along: Change[],
  scope: Scope,
  menders: Menders,
): Need {
  const { rule } = literals[0]!.asking
  const name = (place: Place) => nameOf(process, place, keys => readPlace({ ...place, keys }, scope))
  const also = along.map(({ place, wanted }) => ({
    path: place.path,
    about: name(place).about,
    wanted: wanted ?? [],
  }))
  return {
    clause: [...new Set(literals.map(({ text }) => text))].join(' && '),
    path: place.path,
    now: valueNow(place, wanted, scope),
    wanted: wanted ?? [],
    ...(also.length > 0 && { also }),
    ...name(place),
    kind: kindOf(place),
    by: menders(place, wanted),
    ...(rule?.owner !== undefined && { owner: rule.owner }),
    ...(rule?.fix !== undefined && { fix: rule.fix }),
  }
}

function kindOf({ kind }: Place): Need['kind'] {
  return kind === 'actor' || kind === 'history' || kind === 'form' ? 'other' : kind
}

function valueNow(place: Place, wanted: Wanted[] | null, scope: Scope): Json {
  if (place.kind === 'state') return scope[' active']?.(String(place.keys[0])) ?? false
  const value = readPlace(place, scope)
  const sized = wanted?.some(({ measure }) => measure === 'size')
  if (sized && (Array.isArray(value) || typeof value === 'string')) return value.length
  return value === undefined ? null : shown(value)
}

const roleNeed = ({ roles }: Actor, allow: string[]): Need => ({
  clause: '',
  path: 'actor.roles',
  now: roles,
  wanted: [],
  about: 'actor › roles',
  kind: 'role',
  by: [],
  allow,
})
