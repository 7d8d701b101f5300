// What can be written next in an expression: names with their kind and what they mean, functions, and the values
// that a name can have.

import { createCelEnvironment } from '../../engine/cel.ts'
import { nameAt } from './name-at.ts'
import type { Kind, Name, Names } from './names.ts'
import { words } from './texts.ts'

export type Proposal = {
  label: string
  /** what is written, where it is not the label */
  text?: string
  /** how many characters from its end the cursor is put */
  back?: number
  kind: 'variable' | 'property' | 'function' | 'keyword' | 'value'
  /** in a word or two, beside the label */
  detail: string
  /** a sentence */
  info: string | null
}

/** `from`: where the word begins that a proposal takes the place of. */
export type Proposals = { from: number; options: Proposal[]; isBegun: boolean }

/** What could stand at a place in a text; null when nothing is known about it. */
export function proposalsAt(text: string, place: number, names: Names): Proposals | null {
  const before = text.slice(0, place)
  const quote = openQuote(before)
  if (quote !== undefined) return valuesFor(before, quote, names)
  const word = /[A-Za-z_]\w*$/.exec(before)?.[0] ?? ''
  const from = place - word.length
  const elements = elementsAt(before, names)
  if (before[from - 1] === '.') {
    if (/\d$/.test(before.slice(0, from - 1))) return null
    const owner = nameOf(termBefore(before.slice(0, from - 1)), names, elements)
    return { from, options: [...fieldsOf(owner), ...methodsOf(owner?.kind)], isBegun: true }
  }
  const variables = Object.entries(elements).map(
    ([label, element]): Proposal => ({
      label,
      kind: 'variable',
      detail: words.kinds[element?.kind ?? 'any'],
      info: words.elementOf,
    }),
  )
  return {
    from,
    options: [...variables, ...names.roots.map(rootOf), ...functions, ...keywords],
    isBegun: word !== '',
  }
}

const rootOf = ({ path, kind, about, label }: Name): Proposal => ({
  label: path,
  kind: 'variable',
  detail: words.kinds[kind],
  info: words.roots[path as keyof typeof words.roots] ?? about ?? label,
})

const fieldsOf = (owner: Name | undefined): Proposal[] =>
  (owner?.fields ?? []).map(({ key, kind, label, about, choices }) => ({
    label: key,
    kind: 'property',
    detail: words.kinds[kind],
    info: [
      about === null ? label : `${label}. ${about}`,
      ...(choices.length > 0 ? [words.oneOf(choices.slice(0, 12).map(choice => choice.label))] : []),
    ].join(' '),
  }))

const keywords: Proposal[] = (['true', 'false', 'null', 'in'] as const).map(label => ({
  label,
  kind: 'keyword',
  detail: '',
  info: words.keywords[label],
}))

/** The engine's functions that have a description, its own or ours. What is written once is proposed once. */
const described = (() => {
  const found = new Map<string, { receiver: string | null; proposal: Proposal }>()
  for (const one of createCelEnvironment({ unlistedVariablesAreDyn: true }).getDefinitions().functions) {
    const { name, receiverType, params, description, returnType } = one
    const info = description ?? words.functions[name as keyof typeof words.functions]
    const receiver = receiverType?.replace(/<.*>$/, '') ?? null
    const key = `${receiver ?? ''}.${name}`
    if (info === undefined || found.has(key)) continue
    const isMacro = receiver === 'list' && params.some(({ type }) => type === 'ast')
    const text = isMacro ? `${name}(x, )` : `${name}()`
    found.set(key, {
      receiver,
      proposal: {
        label: name,
        text,
        back: params.length > 0 ? 1 : 0,
        kind: 'function',
        detail: words.kinds[kindOfType(returnType)],
        info,
      },
    })
  }
  return [...found.values()]
})()

function kindOfType(type: string): Kind {
  if (type.startsWith('list')) return 'list'
  if (type.startsWith('map')) return 'record'
  const kinds: Record<string, Kind> = {
    bool: 'yes-no',
    string: 'text',
    int: 'number',
    double: 'number',
    'google.protobuf.Timestamp': 'instant',
  }
  return kinds[type] ?? 'any'
}

const functions = described.filter(({ receiver }) => receiver === null).map(({ proposal }) => proposal)

const receivers: Partial<Record<Kind, string>> = {
  text: 'string',
  day: 'string',
  list: 'list',
  record: 'map',
  instant: 'google.protobuf.Timestamp',
}

/** What can be asked of a value; of one that nothing is known about, everything. */
function methodsOf(kind: Kind | undefined): Proposal[] {
  const wanted = kind === undefined || kind === 'any' ? undefined : (receivers[kind] ?? '')
  const names = new Set<string>()
  return described.flatMap(({ receiver, proposal }) => {
    if (receiver === null || (wanted !== undefined && receiver !== wanted) || names.has(proposal.label))
      return []
    names.add(proposal.label)
    return proposal
  })
}

/** Where the text that the place is in begins: after its quotation mark; undefined outside of texts. */
function openQuote(before: string): number | undefined {
  let quote = ''
  let start: number | undefined
  for (let at = 0; at < before.length; at++) {
    const sign = before[at]!
    if (quote === '') {
      if (sign === '"' || sign === "'") [quote, start] = [sign, at + 1]
    } else if (sign === '\\') at++
    else if (sign === quote) [quote, start] = ['', undefined]
  }
  return start
}

/** What a text that is compared, looked up or asked for can say. */
function valuesFor(before: string, from: number, names: Names): Proposals | null {
  const outside = before.slice(0, from - 1)
  const elements = elementsAt(outside, names)
  const values = (name: Name | undefined): Proposal[] =>
    name
      ? [
          ...name.choices.map(({ value, label }) => ({ label: String(value), info: label })),
          ...name.suggestions.map(value => ({ label: value, info: null })),
        ].map(one => ({ ...one, kind: 'value' as const, detail: '' }))
      : []
  const answer = (options: Proposal[]) => (options.length > 0 ? { from, options, isBegun: true } : null)
  if (/\bactive\(\s*$/.test(outside))
    return answer(
      names.states.map(({ value, label }) => ({
        label: String(value),
        kind: 'value',
        detail: words.state,
        info: label,
      })),
    )
  const compared = /\s*(?:==|!=|\bin\s*\[[^\]]*)\s*$/.exec(outside)
  if (compared) return answer(values(nameOf(termBefore(outside.slice(0, compared.index)), names, elements)))
  const found = /\bfind\(\s*([\w.]+)\s*,\s*$/.exec(outside)
  if (found) return answer(values(nameOf(found[1]!, names, elements)?.element ?? undefined))
  return null
}

/** The term that a text ends with: names, dots and brackets, back to where it began. */
function termBefore(text: string): string {
  let at = text.length
  let depth = 0
  while (at > 0) {
    const sign = text[at - 1]!
    if (sign === ')' || sign === ']') depth++
    else if (sign === '(' || sign === '[') {
      if (depth === 0) break
      depth--
    } else if (depth === 0 && !/[\w.]/.test(sign)) break
    at--
  }
  return text.slice(at)
}

/** A filtered list is a list of the same. */
function nameOf(term: string, names: Names, elements: Record<string, Name>): Name | undefined {
  const filtered = /^(.+?)\.filter\(.*\)$/.exec(term)
  return nameAt(names, filtered ? filtered[1]! : term, elements)
}

/** The variables of the questions about lists that a place is inside of, with what they stand for. */
function elementsAt(before: string, names: Names): Record<string, Name> {
  const elements: Record<string, Name> = {}
  for (const found of before.matchAll(/\.(?:all|exists|exists_one|filter|map)\(\s*([A-Za-z_]\w*)\s*,/g)) {
    if (!isInside(before.slice(found.index + found[0].length))) continue
    const list = nameOf(termBefore(before.slice(0, found.index)), names, elements)
    elements[found[1]!] = list?.element ?? { ...nothing, path: found[1]!, key: found[1]! }
  }
  return elements
}

const nothing: Name = {
  path: '',
  key: '',
  label: '',
  kind: 'any',
  about: null,
  choices: [],
  suggestions: [],
  fields: [],
  element: null,
}

/** No bracket is closed that was not opened in it. */
function isInside(text: string): boolean {
  let depth = 0
  for (const sign of text) {
    if (sign === '(') depth++
    else if (sign === ')' && --depth < 0) return false
  }
  return true
}
