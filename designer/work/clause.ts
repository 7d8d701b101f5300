// Turns a verdict into sentences. The engine says which clause failed and what it read, in the owner's CEL;
// the person who is stopped reads words: "Score is 40; it has to be at least 60."

import { isObject, type Json } from '../../engine/json.ts'
import type { Clause, Verdict } from '../../engine/verdict.ts'
import { texts } from '../texts.ts'
import { formatAlternatives, formatValue, humanise, isDay, quoteValue } from '../ui/format.ts'
import { type LabelOf, labelsInside } from './labels.ts'

/** Why a verdict is not a pass, each reason once. The clauses that held are left out. */
export function reasonsOf(verdict: Verdict, labelOf: LabelOf): string[] {
  return [...new Set(verdict.clauses.flatMap(clause => explain(clause, labelOf)))]
}

function explain(clause: Clause, labelOf: LabelOf): string[] {
  if (clause.outcome === 'pass') return []
  const inner = clause.clauses ?? []
  switch (clause.kind) {
    case 'and':
      return inner.flatMap(part => explain(part, labelOf))
    case 'or':
      return alternatives(inner.map(part => explain(part, labelOf)))
    case 'if':
      return inner.slice(-1).flatMap(part => explain(part, labelOf))
    case 'list':
      if (inner.length > 0) return inner.flatMap(element => explainElement(element, labelOf))
      break
    case 'not':
      return inner.map(part => negated(part, clause, labelOf))
  }
  return [sentenceOf(clause, labelOf)]
}

/** Of parts any one of which would do, the reasons why none does. */
function alternatives(parts: string[][]): string[] {
  const told = parts.filter(reasons => reasons.length > 0)
  if (told.length < 2) return told.flat()
  return [...told.flat(), texts.why.oneWouldDo]
}

/** `promises[0]` with `{ p: "p1" }`: the reasons of that one element, with its name in front. */
function explainElement(element: Clause, labelOf: LabelOf): string[] {
  const list = element.text.replace(/\[\d+\]$/, '')
  const [variable, name] = Object.entries(element.values)[0] ?? ['', null]
  const label = isPath(list) ? labelOf(list) : labelOf(leadingPath(list) ?? list)
  const named = typeof name === 'string' || typeof name === 'number' ? `${label} ${name}` : label
  const inside = labelsInside(labelOf, variable, leadingPath(list) ?? list)
  const reasons = (element.clauses ?? []).flatMap(part => explain(part, inside))
  // An element that passes where it should not (exactly one was asked for) has no failing part to show.
  if (reasons.length === 0) return [texts.why.element(named)]
  return reasons.map(sentence => `${named}: ${sentence}`)
}

function sentenceOf(clause: Clause, labelOf: LabelOf): string {
  const missing = (clause.missing ?? []).filter(isPath)
  if (missing.length > 0) return texts.why.missing(missing.map(labelOf))
  if (clause.outcome === 'unknown') return texts.why.undecided(clause.missing?.[0] ?? clause.text)

  const comparison = splitComparison(clause.text)
  if (comparison) {
    const left = sideOf(comparison.left, clause, labelOf)
    const right = sideOf(comparison.right, clause, labelOf)
    if (left && right) return compared(left, comparison.operator, right)
  }
  if (isPath(clause.text) && clause.text in clause.values)
    return texts.why.compared(labelOf(clause.text), quoteValue(clause.values[clause.text]!), texts.value.yes)
  const state = /^active\(["'](.+)["']\)$/.exec(clause.text)?.[1]
  if (state) return texts.why.notIn(state.split('.').map(humanise).join(' › '))
  const list = /^([\w.]+)\.exists(?:_one)?\(/.exec(clause.text)?.[1]
  if (list) return texts.why.noneFits(labelOf(list))
  return texts.why.reads(
    Object.entries(clause.values).map(([path, value]) => `${labelOf(path)}: ${formatValue(value)}`),
  )
}

function negated(part: Clause, whole: Clause, labelOf: LabelOf): string {
  if (whole.outcome === 'unknown') return sentenceOf({ ...part, outcome: 'unknown' }, labelOf)
  if (isPath(part.text) && part.text in part.values)
    return texts.why.compared(labelOf(part.text), quoteValue(part.values[part.text]!), texts.value.no)
  return texts.why.mustNot(
    Object.entries(part.values).map(([path, value]) => `${labelOf(path)}: ${formatValue(value)}`),
  )
}

/** One side of a comparison: its value, and its name when it is not written out literally. */
type Side = { name: string | null; value: Json }

function sideOf(text: string, clause: Clause, labelOf: LabelOf): Side | undefined {
  if (text in clause.values) {
    const value = clause.values[text]!
    return { name: isPath(text) ? labelOf(text) : nameOfComputed(text, labelOf), value }
  }
  const value = literal(text)
  return value === undefined ? undefined : { name: null, value }
}

function compared(left: Side, operator: string, right: Side): string {
  // `60 <= data.score` is about the score as much as `data.score >= 60` is.
  if (left.name === null && right.name !== null && operator in mirrored)
    return compared(right, mirrored[operator]!, left)
  const values = operator === 'in' ? choices(right.value) : quoteValue(right.value)
  const words = isDay(right.value) ? texts.why.neededDay : texts.why.needed
  const needed = (words as Record<string, (value: string) => string>)[operator]!(values)
  const source = right.name === null ? needed : texts.why.from(needed, right.name)
  return texts.why.compared(left.name ?? texts.why.computed, quoteValue(left.value), source)
}

const mirrored: Record<string, string> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
}

export function choices(value: Json): string {
  if (Array.isArray(value))
    return value.length > 0 ? formatAlternatives(value.map(quoteValue)) : texts.value.nothing
  if (isObject(value)) return formatAlternatives(Object.keys(value).map(quoteValue))
  return formatValue(value)
}

/** What a computed side is about: its paths' names, without a loop's own variables. */
function nameOfComputed(text: string, labelOf: LabelOf): string {
  if (/^day\(now\)$/.test(text)) return texts.why.today
  const size = /^([\w.[\]]+)\.size\(\)$/.exec(text)?.[1]
  if (size) return texts.why.numberOf(labelOf(size))
  // `find(strategy.markets, event.market).from`: the register, and the field that was read of it.
  const found = /^find\(([\w.]+), .*\)((?:\.\w+)+)$/.exec(text)
  if (found) return labelOf(`${found[1]}${found[2]}`)
  return texts.why.computed
}

export const isPath = (text: string): boolean =>
  /^[A-Za-z_]\w*(?:\.\w+|\[(?:\d+|"[^"]*"|'[^']*')\])*$/.test(text)

const leadingPath = (text: string): string | undefined => /^[A-Za-z_][\w]*(?:\.\w+(?!\w*\())*/.exec(text)?.[0]

function literal(text: string): Json | undefined {
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text)
  if (text === 'true' || text === 'false') return text === 'true'
  if (text === 'null') return null
  const quoted = /^(?:"([^"\\]*)"|'([^'\\]*)')$/.exec(text)
  if (quoted) return quoted[1] ?? quoted[2]!
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined
  const items = splitAtTop(text.slice(1, -1), ',').map(item => literal(item.trim()))
  return items.every(item => item !== undefined) ? items : undefined
}

/** `a.b >= c` → its sides and operator; undefined for anything that is not one comparison. */
export function splitComparison(text: string): { left: string; operator: string; right: string } | undefined {
  for (const operator of ['==', '!=', '<=', '>=', '<', '>', 'in']) {
    const parts = splitAtTop(text, ` ${operator} `)
    if (parts.length === 2) return { left: parts[0]!.trim(), operator, right: parts[1]!.trim() }
  }
  return undefined
}

/** Splits where `separator` stands outside of brackets and quotation marks. */
function splitAtTop(text: string, separator: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quote = ''
  let start = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (quote !== '') {
      if (char === '\\') i++
      else if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) depth--
    else if (depth === 0 && text.startsWith(separator, i)) {
      parts.push(text.slice(start, i))
      start = i + separator.length
      i = start - 1
    }
  }
  return [...parts, text.slice(start)]
}
