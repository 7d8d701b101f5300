// Turns a CEL condition into a function that answers and says why: a tree of clauses, each with the values
// it read. CEL itself decides every leaf; this file only takes the condition apart at `&&`, `||`, `!`, `?:`
// and at the macros over lists, and puts the answers together again as CEL does: an error on one side of
// `||` does not matter when the other side is true. What cannot be decided is `unknown`, never an exception.

import { type ASTNode, serialize } from '@marcbachmann/cel-js'
import { type RegisterName, registerNames } from './case.ts'
import { parseCel, type Scope, toJson } from './cel.ts'
import { plainCondition } from './comparison.ts'
import { isObject, type Json } from './json.ts'
import type { Clause, Outcome } from './verdict.ts'

export type Explainer = (scope: Scope) => Clause

/** How many failing elements of a list are written out. */
const elementsShown = 10

/** Compiles a condition. Throws cel-js's ParseError when the text is not CEL. */
export function compileCondition(text: string): {
  explain: Explainer
  /** The bare answer, without the reasons: what cannot be decided does not hold. */
  holds: (scope: Scope) => boolean
  registers: RegisterName[]
} {
  const evaluate = parseCel(text)
  const plain = plainCondition(evaluate.ast)
  const holds = (scope: Scope) => {
    try {
      return (plain?.(scope) ?? evaluate(scope)) === true
    } catch {
      return false
    }
  }
  return { explain: explainer(evaluate.ast), holds, registers: registersIn(evaluate.ast) }
}

/** The registers that an expression mentions. */
export function registersIn(ast: ASTNode): RegisterName[] {
  const names = new Set<string>()
  visit(ast, node => node.op === 'id' && names.add(node.args))
  return registerNames.filter(name => names.has(name))
}

/** Calls `see` for each node of an expression. */
export function visit(node: ASTNode, see: (node: ASTNode) => void): void {
  see(node)
  for (const child of children(node)) visit(child, see)
}

function children(node: ASTNode): ASTNode[] {
  const parts: unknown[] = Array.isArray(node.args) ? node.args.flat(3) : [node.args]
  return parts.filter((part): part is ASTNode => isObject(part) && 'op' in part)
}

function explainer(node: ASTNode): Explainer {
  switch (node.op) {
    case '&&':
    case '||':
      return junction(node, node.op === '&&' ? 'and' : 'or')
    case '!_':
      return negation(node)
    case '?:':
      return choice(node)
    case 'rcall':
      if (['all', 'exists', 'exists_one'].includes(node.args[0]) && node.args[2].length === 2)
        return quantifier(node)
  }
  return leaf(node)
}

/** `a && b && c` is one clause with three parts, not two nested ones. */
function operands(node: ASTNode, op: '&&' | '||'): ASTNode[] {
  return node.op === op ? node.args.flatMap(side => operands(side, op)) : [node]
}

function junction(node: ASTNode & { op: '&&' | '||' }, kind: 'and' | 'or'): Explainer {
  const text = serialize(node)
  const parts = operands(node, node.op).map(explainer)
  // The outcome that decides the whole, whatever the others are.
  const decisive: Outcome = kind === 'and' ? 'fail' : 'pass'
  const otherwise: Outcome = kind === 'and' ? 'pass' : 'fail'
  return scope => {
    const clauses = parts.map(part => part(scope))
    const outcome = clauses.some(clause => clause.outcome === decisive)
      ? decisive
      : clauses.some(clause => clause.outcome === 'unknown')
        ? 'unknown'
        : otherwise
    return { clauses, kind, outcome, text, values: {} }
  }
}

function negation(node: ASTNode & { op: '!_' }): Explainer {
  const text = serialize(node)
  const inner = explainer(node.args)
  return scope => {
    const clause = inner(scope)
    return { clauses: [clause], kind: 'not', outcome: opposite(clause.outcome), text, values: {} }
  }
}

const opposite = (outcome: Outcome): Outcome =>
  outcome === 'pass' ? 'fail' : outcome === 'fail' ? 'pass' : 'unknown'

function choice(node: ASTNode & { op: '?:' }): Explainer {
  const text = serialize(node)
  const [condition, yes, no] = node.args.map(explainer) as [Explainer, Explainer, Explainer]
  return scope => {
    const asked = condition(scope)
    if (asked.outcome === 'unknown')
      return { clauses: [asked], kind: 'if', outcome: 'unknown', text, values: {} }
    const taken = (asked.outcome === 'pass' ? yes : no)(scope)
    return { clauses: [asked, taken], kind: 'if', outcome: taken.outcome, text, values: {} }
  }
}

/** `list.all(x, …)` and its kin: CEL decides; when it says no, the elements that made it say so are shown. */
function quantifier(node: ASTNode & { op: 'rcall' }): Explainer {
  const [macro, receiver, [variable, condition]] = node.args as [string, ASTNode, [ASTNode, ASTNode]]
  const whole = leaf(node)
  const readList = parseCel(serialize(receiver))
  const listText = serialize(receiver)
  const name = String(variable.args)
  const body = explainer(condition)
  // A list that some element spoils (all), or that no element redeems (exists, exists_one).
  const telling: Outcome[] = macro === 'all' ? ['fail', 'unknown'] : ['fail', 'unknown', 'pass']
  return scope => {
    const answer = whole(scope)
    if (answer.outcome === 'pass') return answer
    let list: unknown
    try {
      list = readList(scope)
    } catch {
      return answer
    }
    if (!Array.isArray(list)) return answer
    const inner: Scope = Object.assign(Object.create(null), scope)
    const clauses: Clause[] = []
    for (let index = 0; index < list.length && clauses.length < elementsShown; index++) {
      inner[name] = list[index]
      const clause = body(inner)
      if (!telling.includes(clause.outcome)) continue
      const element = list[index]
      clauses.push({
        text: `${listText}[${index}]`,
        outcome: clause.outcome,
        values: { [name]: labelOf(element) },
        kind: 'element',
        clauses: [clause],
      })
    }
    if (answer.outcome !== 'unknown' || clauses.length === 0) return { ...answer, kind: 'list', clauses }
    return { ...answer, missing: clauses.flatMap(missingIn), kind: 'list', clauses }
  }
}

/** Everything that a clause and its parts miss. */
export function missingIn(clause: Clause): string[] {
  return [...(clause.missing ?? []), ...(clause.clauses ?? []).flatMap(missingIn)]
}

/** What an element is called: its id, where it has one. */
function labelOf(element: unknown): Json {
  return isObject(element) && 'id' in element ? shown(element.id) : shown(element)
}

/** `required`: without it the leaf cannot be decided. `asked`: it is what `has()` asks for. */
type Read = { text: string; read: (scope: Scope) => unknown; required: boolean; asked: boolean }

function leaf(node: ASTNode): Explainer {
  const text = serialize(node)
  const evaluate = parseCel(text)
  const plain = plainCondition(node)
  const reads = readsOf(node)
  return scope => {
    const values: Record<string, Json> = {}
    let absent: string[] | undefined
    let gone: string[] | undefined
    for (const { text: path, read, required, asked } of reads) {
      const value = read(scope)
      if (value === undefined || value === null) {
        if (required) absent = [...(absent ?? []), path]
        else if (asked) gone = [...(gone ?? []), path]
        if (value === null) values[path] = null
      } else values[path] = shown(value)
    }
    try {
      const answer: unknown = plain?.(scope) ?? evaluate(scope)
      if (typeof answer === 'boolean') {
        const outcome = answer ? 'pass' : 'fail'
        // `has(data.x)` fails because of what is not there: say it.
        return gone ? { missing: gone, outcome, text, values } : { outcome, text, values }
      }
      return { missing: [`${text} is not true or false`], outcome: 'unknown', text, values }
    } catch (error) {
      return { missing: absent ?? [sentenceOf(error)], outcome: 'unknown', text, values }
    }
  }
}

/** The first line of what an evaluation ended with; cel-js adds a drawing of the place below it. */
export function sentenceOf(error: unknown): string {
  const { summary, message } = error as { summary?: string; message: string }
  return (summary ?? message).split('\n')[0]!
}

/** What a leaf reads, in order, each once: paths, and computed sides of a comparison. */
function readsOf(node: ASTNode): Read[] {
  const reads = new Map<string, Read>()
  const add = (read: Read) => {
    if (!reads.has(read.text)) reads.set(read.text, read)
  }
  collectPaths(node, new Set(), 'required', add)
  if (['==', '!=', '<', '<=', '>', '>=', 'in'].includes(node.op))
    for (const side of node.args as ASTNode[])
      if (side.op !== 'value' && !isPath(side) && hasPath(side)) add(computed(side))
  return [...reads.values()]
}

function isPath(node: ASTNode): boolean {
  if (node.op === 'id') return true
  if (node.op === '.') return isPath(node.args[0])
  return node.op === '[]' && isPath(node.args[0]) && node.args[1].op === 'value'
}

function hasPath(node: ASTNode): boolean {
  let found = false
  visit(node, inner => {
    if (inner.op === 'id') found = true
  })
  return found
}

function computed(node: ASTNode): Read {
  const evaluate = parseCel(serialize(node))
  const read = (scope: Scope) => {
    try {
      return toJson(evaluate(scope))
    } catch {
      return undefined
    }
  }
  return { text: serialize(node), read, required: false, asked: false }
}

/** Paths that a node reads; `bound`: loop variables of macros inside it, which mean nothing outside. */
function collectPaths(
  node: ASTNode,
  bound: Set<string>,
  need: 'required' | 'asked' | 'inner',
  add: (read: Read) => void,
): void {
  if (isPath(node)) {
    const keys = pathKeys(node)
    if (!bound.has(String(keys[0]))) {
      const [required, asked] = [need === 'required', need === 'asked']
      add({ text: serialize(node), read: pathReader(keys), required, asked })
    }
    return
  }
  if (node.op === 'call' && node.args[0] === 'has') {
    for (const argument of node.args[1]) collectPaths(argument, bound, 'asked', add)
    return
  }
  if (node.op === 'rcall' && macros.has(node.args[0]) && node.args[2].length >= 2) {
    const [, receiver, [variable, ...bodies]] = node.args
    collectPaths(receiver, bound, need, add)
    const inner = new Set(bound).add(String(variable!.args))
    for (const body of bodies) collectPaths(body, inner, 'inner', add)
    return
  }
  for (const child of children(node)) collectPaths(child, bound, need, add)
}

const macros = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'bind'])

function pathKeys(node: ASTNode): (string | number)[] {
  if (node.op === '.') return [...pathKeys(node.args[0]), node.args[1]]
  if (node.op === '[]') {
    const key = node.args[1].args
    return [...pathKeys(node.args[0]), typeof key === 'bigint' ? Number(key) : String(key)]
  }
  return [String(node.args)]
}

/** Reads a path without CEL. Own properties only, as CEL does: `data.constructor` is missing. */
function pathReader(keys: (string | number)[]): (scope: Scope) => unknown {
  return scope => {
    let value: unknown = scope
    for (const key of keys) {
      if (typeof value !== 'object' || value === null) return undefined
      if (value !== scope && !Object.hasOwn(value, key)) return undefined
      value = (value as Record<string | number, unknown>)[key]
    }
    return value
  }
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null || value instanceof Date

/** A value as a verdict shows it: short enough to read and to keep on record. */
export function shown(value: unknown): Json {
  if (typeof value === 'string') return value.length > 200 ? `${value.slice(0, 200)}…` : value
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) {
    // Only looked at, not converted: a list of promises can be long, and every rule about it comes by here.
    const plain = value.length <= 20 && value.every(isPlain)
    return plain ? value.map(shown) : `${value.length} elements`
  }
  const json = toJson(value)
  if (isObject(json)) {
    const keys = Object.keys(json)
    return JSON.stringify(json).length <= 200 ? json : `${keys.length} fields: ${keys.slice(0, 8).join(', ')}`
  }
  return json
}
