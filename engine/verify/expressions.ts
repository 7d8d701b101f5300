// Expressions: syntax, names and types. Every place that holds CEL is checked in its own surroundings: an
// event's form gives `event` its fields, a guard has to be true or false, a timer a date.

import type { ASTNode } from '@marcbachmann/cel-js'
import { registerNames } from '../case.ts'
import { parseCel } from '../cel.ts'
import { type Checked, createExpressions } from '../expressions.ts'
import { closest } from '../problems.ts'
import { type Expression, expressionsOf } from './expression-list.ts'
import { fieldsOf, type Names, namesFor, schemaOf, walk } from './fields.ts'
import { createReadCheck } from './reads.ts'
import type { Survey } from './survey.ts'

/** What an expression can read, by name. */
const variables = ['data', 'event', 'actor', 'promises', 'promise', ...registerNames, 'now', 'history']

/** What an expression can call, for "did you mean". */
const functions = [
  'active bool bytes change contains date day days double duration dyn endsWith find getDate getDayOfMonth',
  'getDayOfWeek getDayOfYear getFullYear getHours getMilliseconds getMinutes getMonth getSeconds has indexOf int',
  'join lastIndexOf lower lowerAscii matches max merge min size split startsWith string substring sum timestamp',
  'trim type uint upperAscii week all exists exists_one map filter',
].flatMap(line => line.split(' '))

type CheckError = Extract<Checked, { error: unknown }>['error']

export function checkExpressions(survey: Survey): void {
  const check = createExpressionCheck(survey)
  for (const expression of expressionsOf(survey)) check(expression)
}

/** The check of one expression in its surroundings; it reports to the survey. */
export function createExpressionCheck(survey: Survey): (expression: Expression) => void {
  const { definition, report, rules } = survey
  const checker = createExpressions(definition)
  const checkReads = createReadCheck(survey)
  const namesBy = new Map<string | undefined, Names>()
  return check

  function check(expression: Expression): void {
    const { text, pointer, event } = expression
    if (text.trim() === '') {
      report('empty-guard', pointer)
      return
    }
    if (isRuleName(expression)) {
      report('unknown-rule', pointer, text, [...rules.keys()])
      return
    }
    const ast = parse(expression)
    // A wrong field is said once, in the words that know the others.
    if (!ast || checkReads(ast, namesOf(event), pointer)) return
    const checked = checker.check(text, event === undefined ? {} : { event })
    if ('error' in checked) explain(checked.error, ast, expression)
    else checkType(checked.type, expression)
  }

  function namesOf(event: string | undefined): Names {
    const names = namesBy.get(event) ?? namesFor(definition, event)
    namesBy.set(event, names)
    return names
  }

  function parse({ text, pointer }: Expression): ASTNode | undefined {
    try {
      return parseCel(text).ast
    } catch (error) {
      const { summary, message, range } = error as { summary?: string; message: string; range?: Range }
      const first = (summary ?? message).split('\n')[0]!
      const what = first.replace('Unexpected token: EOF', 'it ends too early')
      const at = range ? { pointer, range: { start: range.start, end: range.end } } : pointer
      report('bad-expression', at, what.charAt(0).toLowerCase() + what.slice(1), text)
      return undefined
    }
  }

  function explain(error: CheckError, ast: ASTNode, expression: Expression): void {
    const { code, start, end, message } = error
    const at = { pointer: expression.pointer, range: { start, end } }
    const name = expression.text.slice(start, end)
    const called = /'(?:.*\.)?(\w+)\([^']*\)'$/.exec(message)?.[1]
    const owner = code === 'no_such_key' ? ownerOf(name, end, ast, expression) : undefined
    if (code === 'unknown_variable') {
      const isField = fieldsOf(definition.data)?.includes(name)
      report('unknown-name', at, name, isField ? `data.${name}` : closest(name, variables), variables)
    } else if (owner) report('unknown-data', at, name, owner.text, owner.fields)
    else if (code === 'no_matching_overload' && called !== undefined && !functions.includes(called))
      report('unknown-function', at, called, closest(called, functions))
    else report('ill-typed', at, plainWords(message))
  }

  /** What it is that has no such field, and the fields that it does have. */
  function ownerOf(field: string, end: number, ast: ASTNode, { text, event }: Expression) {
    let owner: { text: string; fields: string[] } | undefined
    walk(ast, namesFor(definition, event), (node, names) => {
      if (owner || node.op !== '.' || node.args[1] !== field || node.range.end !== end) return
      const { range } = node.args[0]
      owner = {
        text: text.slice(range.start, range.end),
        fields: fieldsOf(schemaOf(node.args[0], names)) ?? [],
      }
    })
    return owner
  }

  function checkType(type: string, { expects, text, pointer }: Expression): void {
    if (type === 'dyn') return
    if ((expects === 'guard' || expects === 'condition') && type !== 'bool')
      report('not-a-condition', pointer, plainType(type))
    if (expects === 'date' && type !== 'timestamp' && type !== 'string')
      report('invalid-timer', pointer, text, `it gives ${plainType(type)}, not a date`)
  }
}

type Range = { start: number; end: number }

/** A guard that is one word can only have been meant as a rule's name, unless it is something to read. */
function isRuleName({ expects, text }: Expression): boolean {
  if (expects !== 'guard' || variables.includes(text) || ['true', 'false', 'null'].includes(text))
    return false
  return /^[\p{L}_][\p{L}\w-]*$/u.test(text)
}

const typeWords: Record<string, string> = {
  bool: 'true or false',
  double: 'a number',
  duration: 'a span of time',
  'google.protobuf.Duration': 'a span of time',
  'google.protobuf.Timestamp': 'a date',
  int: 'a number',
  null: 'nothing',
  string: 'text',
  timestamp: 'a date',
}

/** CEL's type names in everyday words. */
function plainType(type: string): string {
  if (type.startsWith('list')) return 'a list'
  if (type.startsWith('map') || /^(Record\d|\$)/.test(type)) return 'an object'
  return typeWords[type] ?? type
}

/** CEL's complaints in everyday words: `no such overload: double > string` is: there is no "number > text". */
function plainWords(message: string): string {
  const types =
    /\b(?:list<[^']*?>+|list|map<[^']*?>+|map|double|int|string|bool|google\.protobuf\.\w+|Record\d+)\b>*/g
  const plain = message.replace(types, type => plainType(type).replace(/^an? /, ''))
  const operation = /^no such overload: (.*)$/.exec(plain)?.[1]
  if (operation) return `there is no "${operation}"`
  return plain.replace(/^found no matching overload for '(.*)'$/, 'there is no "$1"')
}
