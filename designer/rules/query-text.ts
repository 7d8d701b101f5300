// The CEL of a query: what the builder writes.

import { elementField, type Group, type Line, type Literal, noField, whereField } from './lines.ts'

/** The CEL of a query; undefined while a line of it is not complete. */
export function toCel(query: Group): string | undefined {
  const parts = partsOf(query, undefined)
  return parts && (joined(query, parts) ?? 'true')
}

/** How much is still to be filled in. */
export function openLines({ rules }: Group, variable?: string): number {
  return rules.reduce((sum, rule) => {
    if ('rules' in rule) return sum + openLines(rule, variable)
    if (rule.match && isGroup(rule.value)) return sum + openLines(rule.value, variableOf(rule))
    return sum + (lineText(rule, variable) === undefined ? 1 : 0)
  }, 0)
}

function partsOf({ combinator, rules }: Group, variable: string | undefined): string[] | undefined {
  const parts: string[] = []
  for (const rule of rules) {
    if (!('rules' in rule)) {
      const text = lineText(rule, variable)
      if (text === undefined) return undefined
      parts.push(text)
      continue
    }
    const inner = partsOf(rule, variable)
    if (!inner) return undefined
    const text = joined(rule, inner)
    if (text === undefined) continue
    parts.push(isBracketed(rule, inner, combinator) ? `(${text})` : text)
  }
  return parts
}

/** `a && b || c` needs no brackets; everything else that would be read differently does. */
const isBracketed = ({ not, combinator }: Group, parts: string[], outer: Group['combinator']): boolean =>
  !not && parts.length > 1 && !(combinator === 'and' && outer === 'or')

/** A group that holds nothing asks for nothing. */
function joined({ combinator, not }: Group, parts: string[]): string | undefined {
  if (parts.length === 0) return undefined
  const text = parts.join(combinator === 'and' ? ' && ' : ' || ')
  return not ? `!(${text})` : text
}

function lineText({ field, operator, value, valueSource, ...line }: Line, variable: string | undefined) {
  if (field === noField) return undefined
  const owner = inText(field, variable)
  if (line.match) return isGroup(value) ? askedText(owner, value, line) : undefined
  if (field === whereField)
    return typeof value === 'string' && value !== ''
      ? `${operator === '!=' ? '!' : ''}active(${toText(value)})`
      : undefined
  switch (operator) {
    case 'given':
      return `has(${owner})`
    case 'missing':
      return `!has(${owner})`
    case 'yes':
      return owner
    case 'no':
      return `!${owner}`
    case 'null':
      return `${owner} == null`
    case 'not-null':
      return `${owner} != null`
    case 'includes':
    case 'excludes': {
      const element = isLiteral(value) ? toText(value) : undefined
      if (element === undefined) return undefined
      return operator === 'includes' ? `${element} in ${owner}` : `!(${element} in ${owner})`
    }
  }
  const other = valueText(value, valueSource, variable)
  if (other === undefined) return undefined
  switch (operator) {
    case 'in':
      return `${owner} in ${other}`
    case 'not-in':
      return `!(${owner} in ${other})`
    case 'contains':
    case 'startsWith':
    case 'endsWith':
    case 'matches':
      return `${owner}.${operator}(${other})`
    case 'not-contains':
    case 'not-startsWith':
    case 'not-endsWith':
    case 'not-matches':
      return `!${owner}.${operator.slice(4)}(${other})`
    default:
      return `${owner} ${operator} ${other}`
  }
}

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && 'rules' in value

function askedText(owner: string, value: Group, line: Pick<Line, 'match' | 'variable'>): string | undefined {
  const variable = line.variable ?? variableFor(owner)
  const parts = partsOf(value, variable)
  if (!parts) return undefined
  const question = `(${variable}, ${joined(value, parts) ?? 'true'})`
  switch (line.match?.mode) {
    case 'all':
      return `${owner}.all${question}`
    case 'none':
      return `!${owner}.exists${question}`
    case 'exactly':
      return `${owner}.exists_one${question}`
    default:
      return `${owner}.exists${question}`
  }
}

const variableOf = ({ field, variable }: Line) => variable ?? variableFor(field)

/** What a new question calls an element: the first letter of the list. */
const variableFor = (list: string): string => /([a-z])\w*$/i.exec(list)?.[1]?.toLowerCase() ?? 'x'

function valueText(value: unknown, source: Line['valueSource'], variable: string | undefined) {
  if (source === 'field')
    return typeof value === 'string' && value !== '' ? inText(value, variable) : undefined
  if (!Array.isArray(value)) return isLiteral(value) ? toText(value) : undefined
  const texts = value.map(one => (isLiteral(one) ? toText(one) : undefined))
  return texts.length === 0 || texts.includes(undefined) ? undefined : `[${texts.join(', ')}]`
}

const inText = (term: string, variable: string | undefined) =>
  variable === undefined ? term : term.replaceAll(elementField, variable)

const isLiteral = (value: unknown): value is Literal =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value))

/** As CEL writes it. */
export function toText(value: Literal): string {
  if (typeof value !== 'string') return String(value === 0 ? 0 : value)
  const text = value.replaceAll(/[\\'\n\r\t]/g, sign => escapes[sign]!)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what cannot stand in a text as they are
  return `'${text.replaceAll(/[\u0000-\u001f\u007f]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`
}

const escapes: Record<string, string> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' }
