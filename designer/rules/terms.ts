// What the builder offers: the terms that a line can be about or compared with, and for each kind of value the
// ways to compare it.

import { elementField, type Group, type Line, noField, type Operator, whereField } from './lines.ts'
import { labelOf, nameAt } from './name-at.ts'
import type { Choice, Kind, Name, Names } from './names.ts'
import { words } from './texts.ts'

export type Term = {
  /** CEL; what a line has as its field */
  term: string
  label: string
  group: string
  kind: Kind | 'where'
  choices: Choice[]
  suggestions: string[]
  /** it can be asked whether it is known */
  canMiss: boolean
  /** of a list of records: its elements */
  element: Name | null
}

/** Every term that an expression here can have a line about, and those that the query has already. */
export function termsOf(names: Names, query: Group): Term[] {
  const own = names.roots.flatMap(root => leaves(root, groupOf(root.path)))
  const where: Term = {
    ...blank(whereField, words.where, words.groups.where),
    kind: 'where',
    choices: names.states,
  }
  const today: Term = { ...blank('day(now)', words.today, words.groups.now), kind: 'day' }
  const all = [...own, where, today, ...lookups(names, names.roots, '')]
  return [...all, ...written(names, query, all, null)]
}

/** The terms of a line that is asked of a list's elements. */
export function termsOfElement(names: Names, list: string, query: Group): Term[] {
  const element = nameAt(names, list)?.element ?? null
  const group = words.groups[list as keyof typeof words.groups] ?? labelOf(names, list)
  const fields = element ? leaves({ ...element, path: elementField }, group) : []
  const found = element ? lookups(names, [{ ...element, path: elementField }], group) : []
  const self: Term[] =
    element && element.fields.length > 0
      ? []
      : [
          {
            ...blank(elementField, words.element, group),
            kind: element?.kind ?? 'any',
            choices: element?.choices ?? [],
            suggestions: element?.suggestions ?? [],
          },
        ]
  const all = [...self, ...fields, ...found]
  return [...all, ...written(names, query, [...all, ...termsOf(names, nothing)], element)]
}

const nothing: Group = { combinator: 'and', rules: [] }

const groupOf = (root: string): string => words.groups[root as keyof typeof words.groups] ?? root

const blank = (term: string, label: string, group: string): Term => ({
  term,
  label,
  group,
  kind: 'any',
  choices: [],
  suggestions: [],
  canMiss: false,
  element: null,
})

/** A name and everything inside of it, as far as it is one value. */
function leaves(name: Name, group: string): Term[] {
  const { path, label, kind, choices, suggestions, element, fields } = name
  const term: Term = {
    ...blank(path, label === '' ? path : label, group),
    kind,
    choices: kind === 'list' ? (element?.choices ?? []) : choices,
    suggestions: kind === 'list' ? (element?.suggestions ?? []) : suggestions,
    canMiss: path.includes('.'),
    element: kind === 'list' && element !== null && element.fields.length > 0 ? element : null,
  }
  if (path === 'now') return []
  if (kind === 'record') {
    const inner = fields.flatMap(field => leaves({ ...field, path: `${path}.${field.key}` }, group))
    return term.canMiss ? [term, ...inner] : inner
  }
  if (kind !== 'list') return path.includes('.') ? [term] : []
  const counted: Term = { ...blank(`${path}.size()`, words.howMany(term.label), group), kind: 'number' }
  return [term, counted]
}

/**
 * What a register says about something that the case only names: the market of `data.market` in the strategy's
 * `markets`. A text is taken for a number in a register's list when it is called as the list's elements are.
 */
function lookups({ roots }: Names, from: Name[], group: string): Term[] {
  const lists = roots
    .filter(({ path }) => registers.includes(path))
    .flatMap(register =>
      register.fields.filter(({ element }) => element?.fields.some(({ key }) => key === 'id')),
    )
  const keys = from
    .filter(({ path }) => !registers.includes(path) && path !== 'history' && path !== 'actor')
    .flatMap(texts)
  return keys.flatMap(({ path, key, label }) =>
    lists
      .filter(list => isOf(key, list))
      .flatMap(list =>
        list
          .element!.fields.filter(({ kind }) => kind !== 'record')
          .map((field): Term => {
            const of = `${list.label} (${label === '' ? key : label}) › ${field.label}`
            return {
              ...blank(`find(${list.path}, ${path}).${field.key}`, of, group || words.groups.lookups),
              kind: field.kind,
              choices: field.kind === 'list' ? (field.element?.choices ?? []) : field.choices,
              suggestions: field.kind === 'list' ? (field.element?.suggestions ?? []) : field.suggestions,
            }
          }),
      ),
  )
}

const registers = ['strategy', 'objectives', 'capabilities', 'campaigns']

function texts(name: Name): Name[] {
  if (name.kind === 'text' && name.choices.length === 0) return name.path.includes('.') ? [name] : []
  return name.kind === 'record'
    ? name.fields.flatMap(field => texts({ ...field, path: `${name.path}.${field.key}` }))
    : []
}

function isOf(key: string, list: Name): boolean {
  const about = list.key === 'list' ? list.path.split('.')[0]! : list.key
  return about === `${key}s` || about.replace(/ies$/, 'y') === key
}

/** What a query says that is not offered anyway. */
function written(names: Names, { rules }: Group, known: Term[], element: Name | null): Term[] {
  const has = new Set(known.map(({ term }) => term))
  const found: Term[] = []
  const add = (term: string) => {
    if (term === noField || has.has(term)) return
    has.add(term)
    const name = nameAt(names, term, element ? { '@': element } : {})
    found.push({
      ...blank(term, labelOf(names, term, element), words.lines.unknown),
      kind: name?.kind ?? 'any',
      choices: name?.choices ?? [],
      suggestions: name?.suggestions ?? [],
      canMiss: /\.\w+$/.test(term),
      element: name?.kind === 'list' && name.element && name.element.fields.length > 0 ? name.element : null,
    })
  }
  const visit = (rule: Group | Line): void => {
    if ('rules' in rule) {
      rule.rules.forEach(visit)
      return
    }
    add(rule.field)
    if (rule.valueSource === 'field' && typeof rule.value === 'string') add(rule.value)
  }
  rules.forEach(visit)
  return found
}

const known: Operator[] = ['given', 'missing']
const same: Operator[] = ['==', '!=']
const order: Operator[] = ['<', '<=', '>', '>=']
const among: Operator[] = ['in', 'not-in']
const inText: Operator[] = [
  'contains',
  'not-contains',
  'startsWith',
  'not-startsWith',
  'endsWith',
  'not-endsWith',
  'matches',
  'not-matches',
]

const byKind: Record<Term['kind'], Operator[]> = {
  text: [...same, ...among, ...inText],
  number: ['==', '!=', '>=', '>', '<=', '<', ...among],
  'yes-no': ['yes', 'no', ...same],
  day: ['==', '!=', ...order],
  instant: [...order, ...same],
  list: ['includes', 'excludes'],
  record: [],
  any: [...same, ...order, ...among, 'yes', 'no', 'includes', 'excludes', ...inText, 'null', 'not-null'],
  where: same,
}

/** The ways to compare a term. `used`: those that the query has it with already. */
export function operatorsOf({ kind, canMiss }: Term, used: readonly Operator[] = []): Operator[] {
  const offered = [...byKind[kind], ...(canMiss ? known : [])]
  return [...offered, ...used.filter(operator => !offered.includes(operator))]
}

/** Asks nothing beside the field. */
export const isBare = (operator: string): boolean =>
  ['given', 'missing', 'yes', 'no', 'null', 'not-null'].includes(operator)

/** It can be compared with another field. */
export const takesField = (operator: string): boolean =>
  !isBare(operator) && operator !== 'includes' && operator !== 'excludes'

/** A list of values is compared with. */
export const takesList = (operator: string): boolean => operator === 'in' || operator === 'not-in'

export function operatorLabel(operator: Operator, kind: Term['kind']): string {
  const ofDays = words.dayOperators as Partial<Record<string, string>>
  return ((kind === 'day' || kind === 'instant') && ofDays[operator]) || words.operators[operator]
}

/** The terms that one can be compared with: of the same kind, or of none that is known. */
export function othersFor({ kind, term }: Term, operator: string, terms: Term[]): Term[] {
  return terms.filter(other => {
    if (other.term === term || other.kind === 'where' || other.kind === 'record') return false
    if (takesList(operator)) return other.kind === 'list' || other.kind === 'any'
    if (other.kind === 'list') return false
    return other.kind === kind || other.kind === 'any' || kind === 'any'
  })
}

/** Each term's operators in a query, and in the questions inside of it. */
export function usedOperators(
  { rules }: Group,
  used = new Map<string, Operator[]>(),
): Map<string, Operator[]> {
  for (const rule of rules) {
    if ('rules' in rule) usedOperators(rule, used)
    else if (rule.match) usedOperators(rule.value as Group, used)
    else used.set(rule.field, [...(used.get(rule.field) ?? []), rule.operator])
  }
  return used
}
