// Events and roles: who may send what, and whether it is named the same everywhere.

import { toPointer } from '../paths.ts'
import { closest } from '../problems.ts'
import type { Survey } from './survey.ts'
import { asList } from './targets.ts'

/** The roles that accounts can have. */
const accountRoles = ['owner', 'staff', 'auditor', 'admin', 'strategy', 'marketing', 'sales', 'operations']

const processRole = 'process'

export function checkEvents(survey: Survey): void {
  const used = new Set(survey.transitions.filter(({ trigger }) => trigger === 'on').map(({ key }) => key))
  checkDeclared(survey, used)
  checkRoles(survey)
}

function checkDeclared({ definition, transitions, report }: Survey, used: Set<string>): void {
  const declared = Object.keys(definition.events ?? {})
  const known = new Set(declared)
  const usedNames = [...used]
  // Fifty prefixes are more than anybody writes; matching every name with thousands would take long.
  const patterns = usedNames.filter(name => name.includes('*')).slice(0, 50)
  const isUsed = (name: string) => used.has(name) || patterns.some(pattern => matches(pattern, name))
  const unused = declared.filter(name => !isUsed(name))
  for (const name of unused) report('unused-event', toPointer(['events', name]), name, usedNames)

  const seen = new Set<string>()
  for (const { trigger, key, pointer } of transitions) {
    if (trigger !== 'on' || seen.has(key)) continue
    seen.add(key)
    const at = pointer.slice(0, pointer.lastIndexOf('/'))
    const reserved = whyReserved(key)
    if (reserved) report('reserved-event', at, key, reserved)
    else if (!known.has(key) && !key.includes('*') && unused.length <= 100) {
      const meant = closest(key, unused)
      if (meant !== undefined) report('undeclared-event', at, key, meant)
    }
  }
}

function matches(pattern: string, name: string): boolean {
  return pattern === '*' || (pattern.endsWith('.*') && `${name}.`.startsWith(pattern.slice(0, -1)))
}

function whyReserved(name: string): string | undefined {
  if (name.trim() === '') return 'it has to have a name'
  if (name.startsWith('xstate.')) return 'names that begin with "xstate." belong to the engine'
  if (/^(after|raise) /.test(name)) return 'names that begin like this belong to timers'
  return undefined
}

const near = (role: string) => closest(role, accountRoles)

/** Those of accounts, and those that work is assigned to: the owner means them, unless one is nearly an account's. */
export function knownRoles({ states }: Survey): Set<string> {
  const assigned = states.flatMap(({ definition: { assign } }) => asList(assign))
  return new Set([...accountRoles, ...new Set(assigned.filter(role => near(role) === undefined))])
}

function checkRoles(survey: Survey): void {
  const { definition, states, transitions, report } = survey
  const roles = knownRoles(survey)
  const known = [...roles]
  const isKnown = (role: string) => roles.has(role)

  for (const { definition: state, pointer } of states)
    if (state.assign !== undefined && !isKnown(state.assign))
      report('unknown-role', `${pointer}/assign`, state.assign, known)
  for (const [name, { owner }] of Object.entries(definition.rules ?? {}))
    if (owner !== undefined && !isKnown(owner) && near(owner) !== undefined)
      report('unknown-role', toPointer(['rules', name, 'owner']), owner, known)
  for (const { trigger, transition, pointer, key } of transitions) {
    const { allow } = transition
    // What an effect of another case sends or starts comes with the role "process", which no account has.
    if (!allow || trigger !== 'on' || allow.includes(processRole)) continue
    if (allow.length === 0) report('nobody-may-send', `${pointer}/allow`, key)
    else if (allow.every(role => !isKnown(role) && near(role) === undefined))
      report('nobody-has-the-role', `${pointer}/allow`, key, allow, known)
    else
      allow.forEach((role, n) => {
        if (!isKnown(role)) report('unknown-role', `${pointer}/allow/${n}`, role, known)
      })
  }
}
