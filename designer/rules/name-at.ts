// What a term leads to, and what people call it.

import type { Kind, Name, Names } from './names.ts'
import { words } from './texts.ts'

/**
 * What a term leads to: a path, an element found in a list (`find(strategy.markets, …).name`), a number of
 * elements, a day. `element`: what `@` and the variables of questions stand for.
 */
export function nameAt(
  { roots }: Names,
  term: string,
  elements: Record<string, Name> = {},
): Name | undefined {
  const found = /^find\(([\w.]+), .*\)((?:\.\w+)*)$/.exec(term)
  if (found) {
    const element = nameAt({ roots, states: [] }, found[1]!, elements)?.element
    return element ? inside(element, found[2]!.split('.').slice(1)) : undefined
  }
  const counted = /^(.+)\.size\(\)$/.exec(term)
  if (counted) return nameAt({ roots, states: [] }, counted[1]!, elements) && plain(term, 'number')
  if (/^(?:day|week)\(/.test(term)) return plain(term, 'day')
  if (/^date\(/.test(term)) return plain(term, 'instant')
  const [first, ...keys] = term.split('.')
  const root = Object.hasOwn(elements, first!) ? elements[first!] : roots.find(({ path }) => path === first)
  return root && inside(root, keys)
}

const inside = (name: Name, keys: string[]): Name | undefined =>
  keys.reduce<Name | undefined>((at, key) => at?.fields.find(field => field.key === key), name)

const plain = (term: string, kind: Kind): Name => ({
  path: term,
  key: term,
  label: term,
  kind,
  about: null,
  choices: [],
  suggestions: [],
  fields: [],
  element: null,
})

/** What people call a term. */
export function labelOf(names: Names, term: string, element: Name | null = null): string {
  const elements = element ? { '@': element } : {}
  if (term === 'day(now)') return words.today
  const found = /^find\(([\w.]+), (.*)\)((?:\.\w+)*)$/.exec(term)
  if (found) {
    const list = labelOf(names, found[1]!, element)
    const field = nameAt(names, term, elements)?.label
    const which = labelOf(names, found[2]!, element)
    return `${list} (${which})${field ? ` › ${field}` : found[3]!.replaceAll('.', ' › ')}`
  }
  const counted = /^(.+)\.size\(\)$/.exec(term)
  if (counted) return words.howMany(labelOf(names, counted[1]!, element))
  const name = nameAt(names, term, elements)
  if (name && name.path === '@') return words.element
  return name && name.label !== '' && name.label !== term ? name.label : term
}
