// Everything that can be wrong with a definition, in words an owner can act on: what, and what now. Where it
// is stands in `at` (and in line and column, when the definition came as text).
//
// An error is something that cannot work, or not as drawn. A warning is something that works and is probably
// not meant.

import { distance } from 'fastest-levenshtein'
import { limits } from './definition.ts'

export type Severity = 'error' | 'warning'

/** One thing wrong with a definition. */
export type Problem = {
  code: ProblemCode
  severity: Severity
  /** JSON Pointer into the definition, '' for the whole */
  at: string
  message: string
  /** what was probably meant, where the message asks "did you mean": to be put in its place */
  meant?: string
  /** the part of the text at `at` that is meant, in characters from 0; `end` is the first one after it */
  range?: { start: number; end: number }
  /** from 1, when the definition came as text */
  line?: number
  column?: number
}

type Words = { severity: Severity; message: string; meant?: string }

const say =
  (severity: Severity) =>
  (message: string, meant?: string): Words => ({ severity, message, ...(meant !== undefined && { meant }) })
const error = say('error')
const warning = say('warning')

/** What each problem says. The first argument of every message about a name is the name. */
const problems = {
  'cannot-compile': (what: string) => error(`The definition cannot run: ${what}`),

  // The text and its shape

  'not-json': (what: string) => error(`This is not JSON: ${what}.`),
  'not-data': (what: string) =>
    error(
      `This is ${what}, which JSON cannot say. Use text, a number, true, false, null, a list or an object.`,
    ),
  'duplicate-key': (key: string) =>
    error(
      `${quote(key)} is written twice in one object, and only the last would count. Rename or remove one.`,
    ),
  'reserved-key': (key: string) => error(`${quote(key)} cannot be used as a name. Choose another.`),
  'too-large': (most: number, unit: 'characters' | 'values') =>
    error(`The definition has more than ${count(most)} ${unit}. Split it into several processes.`),
  'too-deep': (what: 'json' | 'states', most: number) =>
    error(
      what === 'states'
        ? `States are nested more than ${most} deep. Move the inner states further out, or into a process of their own.`
        : `The JSON is nested more than ${most} levels deep. Nest less.`,
    ),
  'too-many-states': (found: number) =>
    error(
      `The process has ${count(found)} states; ${count(limits.states)} is the limit. Split it into several processes.`,
    ),
  'too-many-transitions': (found: number) =>
    error(
      `The process has ${count(found)} transitions; ${count(limits.transitions)} is the limit. Split it into several processes.`,
    ),
  'too-long': (most: number) => error(`This is longer than ${count(most)} characters. Shorten it.`),
  'wrong-type': (found: string, expected: string, advice: string) =>
    error(sentence(`This is ${found}, but has to be ${expected}.`, advice)),
  'missing-field': (field: string, owner: string) =>
    error(`${quote(field)} is missing${owner === '' ? '' : ` in ${quote(owner)}`}. Add it.`),
  'unknown-field': (field: string, known: readonly string[]) =>
    error(sentence(`${quote(field)} is not a field here.`, synonym(field, known) || orOneOf(field, known))),
  'not-one-of': (found: string, allowed: readonly string[]) =>
    error(sentence(`${quote(found)} is not possible here.`, orOneOf(found, allowed))),
  'empty-text': () => error('This is empty. Write something, or leave the field out if it is optional.'),
  malformed: (found: string, advice: string) => error(`${quote(found)} is not well formed: ${advice}.`),
  'more-problems': (shown: number) =>
    warning(`There are more problems; the first ${shown} are shown. Mend these and check again.`),

  // Names

  'unknown-target': (target: string, meant: string | undefined) =>
    error(
      sentence(`Goes to ${quote(target)}, which is not a state of this process.`, ask(meant) || targetForms),
      meant,
    ),
  'conflicting-targets': (one: string, other: string) =>
    error(
      `Goes to ${quote(one)} and ${quote(other)} at once, but a case can be in only one of them. Several targets have to lie in different regions of a parallel state.`,
    ),
  'unknown-initial': (initial: string, children: readonly string[]) =>
    error(
      sentence(
        `Starts in ${quote(initial)}, which is not one of its inner states.`,
        orOneOf(initial, children),
      ),
      closest(initial, children),
    ),
  'no-states': () => error('The process has no states. Add one for a case to start in.'),
  'missing-initial': (children: readonly string[]) =>
    error(
      `It has inner states, but "initial" does not say which of them it starts in. Name one: ${oneOf(children)}.`,
    ),
  'useless-initial': (type: string) =>
    warning(`A ${type} state has no use for "initial". Remove it, or change the type to compound.`),
  'bad-state-key': (key: string) =>
    error(
      key.trim() === ''
        ? 'A state needs a name: its key is empty. Give it one.'
        : `The key ${quote(key)} of a state has a "." or "#" in it, which mean something in targets. Use letters, digits, "-" or "_", and put the rest into "title".`,
    ),
  'bad-state-id': (id: string) =>
    error(`The id ${quote(id)} has a "." or "#" in it, which mean something in targets. Take it out.`),
  'duplicate-id': (id: string, first: string) =>
    error(`The id ${quote(id)} belongs to ${quote(first)} already. Give this state another id.`),
  'id-hides-state': (id: string, hidden: string) =>
    error(
      `The id ${quote(id)} hides the state ${quote(hidden)}: "#${id}" would mean this one. Use another id.`,
    ),
  'type-contradicts-states': (type: string, hasStates: boolean) =>
    error(
      hasStates
        ? `The type is ${type}, but it has inner states. Remove them, or leave the type out.`
        : `The type is ${type}, but it has no inner states. Add some, or leave the type out.`,
    ),
  'final-goes-on': (field: string) =>
    error(
      `The state is final, yet it has ${quote(field)}. Nothing happens any more in a final state: remove it, or the type.`,
    ),
  'history-misuse': (what: string) => error(what),
  'unknown-rule': (name: string, known: readonly string[]) =>
    error(
      sentence(
        `The guard ${quote(name)} is not a rule of this process.`,
        closestAsk(name, known) || 'Add it under "rules", or write a condition in CEL.',
      ),
      closest(name, known),
    ),
  'unused-rule': (name: string) =>
    warning(`No guard uses the rule ${quote(name)}. Use it in a transition, or remove it.`),
  'empty-guard': () =>
    error(
      'The guard is empty, so nobody can tell whether it should hold. Name a rule, write CEL, or remove it.',
    ),
  'reserved-event': (name: string, why: string) =>
    error(`An event cannot be called ${quote(name)}: ${why}. Choose another name.`),
  'unknown-event': (name: string, known: readonly string[], use: 'raised' | 'read') =>
    error(
      use === 'raised'
        ? sentence(
            `Raises the event ${quote(name)}, which no transition of this process waits for.`,
            closestAsk(name, known) || 'Add a transition for it, or remove the effect.',
          )
        : sentence(`This process has no event ${quote(name)}.`, closestAsk(name, known)),
      closest(name, known),
    ),
  'undeclared-event': (name: string, meant: string) =>
    warning(`The event ${quote(name)} has no entry under "events".${ask(meant)}`, meant),
  'unused-event': (name: string, used: readonly string[]) =>
    warning(
      sentence(
        `No transition uses the event ${quote(name)}.`,
        closestAsk(name, used) || 'Add a transition for it, or remove it from "events".',
      ),
    ),
  'unknown-role': (role: string, known: readonly string[]) =>
    warning(
      sentence(
        `No account can have the role ${quote(role)}.`,
        closestAsk(role, known) || `Roles are ${all(known)}.`,
      ),
      closest(role, known),
    ),
  'nobody-may-send': (event: string) =>
    error(
      `Nobody may send ${quote(event)} here: "allow" is an empty list. Name the roles that may, or leave "allow" out for everyone.`,
    ),
  'nobody-has-the-role': (event: string, roles: readonly string[], known: readonly string[]) =>
    error(
      `Nobody may send ${quote(event)} here: no account can have the role ${all(roles)}. Roles are ${all(known)}.`,
    ),

  // Effects

  'unknown-effect': (type: string, known: readonly string[]) =>
    error(
      sentence(`${quote(type)} is not an effect that can be carried out.`, orOneOf(type, known)),
      closest(type, known),
    ),
  'missing-param': (effect: string, param: string) =>
    error(
      `The effect ${quote(effect)} needs ${param}. Give it under "params", or under "with" to compute it.`,
    ),
  'unknown-param': (param: string, effect: string, known: readonly string[]) =>
    warning(
      sentence(`The effect ${quote(effect)} does nothing with ${quote(param)}.`, orOneOf(param, known)),
      closest(param, known),
    ),
  'wrong-param': (param: string, what: string) => error(`${quote(param)} ${what}`),

  // Expressions and forms

  'bad-expression': (what: string, place: string) => error(`${quote(place)} is not CEL: ${what}.`),
  'unknown-name': (name: string, meant: string | undefined, known: readonly string[]) =>
    error(
      sentence(
        `There is nothing called ${quote(name)} to read here.`,
        ask(meant) || `There is ${all(known)}.`,
      ),
      meant,
    ),
  'unknown-function': (name: string, meant: string | undefined) =>
    error(sentence(`There is no function called ${quote(name)}.`, ask(meant) || 'Mend the name.'), meant),
  'unknown-state': (path: string, meant: string | undefined) =>
    error(
      sentence(
        `There is no state ${quote(path)}.`,
        ask(meant) || 'Write its path from the root: "sales.check".',
      ),
      meant,
    ),
  'unknown-data': (field: string, owner: string, known: readonly string[]) =>
    error(
      sentence(
        `${quote(owner)} has no field ${quote(field)}.`,
        orOneOf(field, known) || 'Declare it in its schema, or remove it here.',
      ),
      closest(field, known),
    ),
  'ill-typed': (what: string) => error(`The types in this expression do not fit together: ${what}.`),
  'not-a-condition': (type: string) =>
    error(`A guard has to be true or false, and this gives ${type}. Compare it with something.`),
  'constant-guard': (always: boolean) =>
    always
      ? warning('This is always true, so it guards nothing. Remove it, or compare with case data.')
      : error(
          'This can never be true, so the transition can never be taken. Mend the condition, or remove it.',
        ),
  'costly-expression': (most: number) =>
    error(
      `Lists are walked inside lists more than ${most} deep here, which takes too long on large cases. Compute the inner part into case data first.`,
    ),
  'bad-pattern': (pattern: string, what: string) =>
    error(`${quote(pattern)} is not a regular expression: ${what}. Mend the pattern.`),
  'slow-pattern': (pattern: string) =>
    error(
      `The pattern ${quote(pattern)} can match some texts in so many ways that it takes practically forever. Avoid repetitions inside repetitions, and alternatives that begin alike inside them.`,
    ),
  'computed-pattern': () =>
    error('The pattern is computed, so nobody can tell how long it takes. Write it out as text.'),
  'unknown-schema-type': (type: string, known: readonly string[]) =>
    error(
      sentence(`${quote(type)} is not a type of JSON Schema.`, orOneOf(type, known)),
      closest(type, known),
    ),
  'unknown-reference': (reference: string) =>
    error(
      `${quote(reference)} leads to no schema in this one. Only references inside it work: "#/$defs/name".`,
    ),
  'endless-reference': (reference: string) =>
    error(
      `${quote(reference)} leads back to itself, so that no value can ever be checked. Break the circle.`,
    ),
  'bad-data-path': (path: string, advice: string) =>
    error(`${quote(path)} is not a path of case data: ${advice}.`),

  // What cases can do

  unreachable: (state: string) =>
    error(`No case can ever reach ${quote(state)}. Lead a transition to it, or remove it.`),
  'dead-end': (state: string) =>
    error(
      `A case that reaches ${quote(state)} can never leave it. Add a transition that leads on, or make the state final.`,
    ),
  'done-leads-nowhere': (state: string) =>
    error(
      `When the inner states of ${quote(state)} have finished, nothing leads on and the case is stuck. Add "onDone", or another transition out.`,
    ),
  'no-way-to-finish': (state: string) =>
    warning(
      `From ${quote(state)} a case can go round but never come to an end: no final state can be reached. Lead a transition out.`,
    ),
  'eventless-loop': (loop: readonly string[]) =>
    error(
      `Eventless transitions lead in a circle that never ends: ${loop.join(' → ')}. Guard one of them with something that changes on the way, or let it wait for an event.`,
    ),
  'eventless-loop-possible': (loop: readonly string[]) =>
    warning(
      `Eventless transitions lead in a circle: ${loop.join(' → ')}. If no guard becomes false on the way, an event that starts it is refused. Make sure that an assignment ends it.`,
    ),
  'shadowed-transition': (what: string, first: number) =>
    error(
      `This transition on ${what} is never taken: transition ${first} before it is taken whenever this one could be. Put this one first, or guard the other.`,
    ),
  'same-guard': (what: string, first: number) =>
    error(
      `This transition on ${what} has the same guard as transition ${first} before it, which is always taken instead. Change one of the guards, or remove one.`,
    ),
  'overlapping-guards': (what: string, first: number) =>
    warning(
      `This transition on ${what} and transition ${first} before it can both be taken, and the order decides. Narrow one of the guards so that only one holds.`,
    ),
  'invalid-timer': (key: string, what: string) =>
    error(
      `The timer ${quote(key)} cannot fire: ${what}. Write a duration (P3D, PT4H) or CEL that gives a date.`,
    ),
  'timer-never-fires': (key: string, why: string) => error(`The timer ${quote(key)} never fires: ${why}.`),
  'left-at-once': (event: string, state: string) =>
    error(
      `${quote(event)} is never taken here: an eventless transition without a guard leaves ${quote(state)} at once. Guard that one, or remove this one.`,
    ),
  'never-done': (state: string, regions: readonly string[]) =>
    error(
      regions.length > 0
        ? `${quote(state)} can never be done: ${all(regions)} cannot reach a final state, and all regions have to. Add one to each, and lead to it.`
        : `"onDone" of ${quote(state)} is never taken: none of its inner states is a final one that can be reached. Add one, or remove "onDone".`,
    ),
  'no-way-back': (stage: string) =>
    warning(
      `Nothing comes back to ${quote(stage)}: no transition leads into it from a later stage. Add a way back (kind "feedback"), so that it hears what became of its work.`,
    ),
  'back-without-reason': (event: string) =>
    warning(
      `A way back without a reason: ${quote(event)} can be sent without a word of why, so whoever gets the case back has to ask. Add a required text field "reason" to its form.`,
    ),
} satisfies Record<string, (...words: never[]) => Words>

export type ProblemCode = keyof typeof problems
export type ProblemWords<Code extends ProblemCode> = Parameters<(typeof problems)[Code]>

/** A problem at a place, with its words from the table. */
export function problem<Code extends ProblemCode>(
  code: Code,
  at: string,
  ...words: ProblemWords<Code>
): Problem {
  const worded = problems[code] as (...words: ProblemWords<Code>) => Words
  return { code, at, ...worded(...words) }
}

/** A name as a message shows it: quoted, and cut where it is long. */
export function quote(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 79)}…` : name)
}

/**
 * The known name that was probably meant; undefined when none is near.
 *
 * Names of more than 80 characters are not compared, and no more than two thousand of them: a stranger's file
 * must not make this slow.
 */
export function closest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > 80) return undefined
  const most = name.length <= 2 ? 0 : Math.max(1, Math.floor(name.length * 0.4))
  const plain = name.toLowerCase()
  let [best, nearest] = [undefined as string | undefined, most + 1]
  let compared = 0
  for (const candidate of known) {
    if (++compared > 2_000) break
    if (candidate === name || Math.abs(candidate.length - name.length) > most) continue
    const apart = distance(plain, candidate.toLowerCase())
    if (apart < nearest) [best, nearest] = [candidate, apart]
  }
  return best
}

const targetForms =
  'A target is a sibling ("sent"), an inner state (".open"), or a path from the root ("#sales.check").'

/** What people who come from elsewhere write, and what it is called here. */
const synonyms = new Map([
  ['actions', 'effects'],
  ['cond', 'guard'],
  ['condition', 'when'],
  ['context', 'data'],
  ['department', 'stage'],
  ['form', 'schema'],
  ['label', 'title'],
  ['name', 'title'],
  ['role', 'assign'],
  ['roles', 'allow'],
  ['to', 'target'],
  ['transitions', 'on'],
])

function synonym(field: string, known: readonly string[]): string {
  const here = synonyms.get(field)
  return here !== undefined && known.includes(here) ? ask(here) : ''
}

function sentence(...parts: string[]): string {
  return parts
    .map(part => part.trim())
    .filter(part => part !== '')
    .join(' ')
}

const ask = (meant: string | undefined) => (meant === undefined ? '' : ` Did you mean ${quote(meant)}?`)
const closestAsk = (name: string, known: readonly string[]) => ask(closest(name, known))
const count = (n: number) => n.toLocaleString('en')

/** The name that was probably meant, or all that there are. */
function orOneOf(name: string, known: readonly string[]): string {
  return closestAsk(name, known) || (known.length === 0 ? '' : `Use ${oneOf(known)}.`)
}

const oneOf = (names: readonly string[]) => series(names, 'or')
const all = (names: readonly string[]) => series(names, 'and')

function series(names: readonly string[], word: 'and' | 'or'): string {
  const shown = names.slice(0, 12).map(quote)
  if (names.length > shown.length) return `${shown.join(', ')}, …`
  const last = shown.pop() ?? ''
  return shown.length === 0 ? last : `${shown.join(', ')} ${word} ${last}`
}
