// What the type check of an expression does not look at: names inside texts, questions with `has`, patterns,
// and how long it can take.

import type { ASTNode } from '@marcbachmann/cel-js'
import { closest } from '../problems.ts'
import { knownRoles } from './events.ts'
import { fieldsOf, isUnknownField, macroDepth, type Names, schemaOf, walk } from './fields.ts'
import { isSlow, whyNoPattern } from './patterns.ts'
import type { Survey } from './survey.ts'

/** Lists inside lists inside lists: one more, and a case with a hundred of each takes seconds. */
const deepestMacros = 3

/** What is looked at below has one of these words in it: most expressions need not be walked through. */
const words = /has|active|matches|history|\bin\b|all|exists|map|filter/

export type ReadCheck = (ast: ASTNode, names: Names, at: string) => boolean

/** The check for a definition's expressions. It says whether a field was wrong that the type check would report again. */
export function createReadCheck(survey: Survey): ReadCheck {
  const { definition, transitions, index, report } = survey
  const roles = knownRoles(survey)
  const states = survey.states.map(({ path }) => path)
  const sent = transitions.filter(({ trigger }) => trigger === 'on').map(({ key }) => key)
  const events = new Set([...Object.keys(definition.events ?? {}), ...sent])

  return (ast, names, at) => {
    if (!words.test(ast.input)) return false
    let wrongField = false
    if (macroDepth(ast) > deepestMacros) report('costly-expression', at, deepestMacros)
    walk(ast, names, (node, here) => {
      const place = placeOf(node, at)
      if (node.op === 'call' && node.args[0] === 'has')
        wrongField = checkField(node.args[1][0], here, at) || wrongField
      if (node.op === 'call' && node.args[0] === 'active') checkState(node.args[1][0], at)
      if (node.op === 'rcall' && node.args[0] === 'matches') checkPattern(node.args[2][0], at)
      if (node.op === 'in') checkRole(node.args, at)
      const event = eventCounted(node)
      if (event !== undefined && !events.has(event))
        report('unknown-event', place, event, [...events], 'read')
    })
    return wrongField
  }

  /** `active('path')` */
  function checkState(argument: ASTNode | undefined, at: string): void {
    const path = textOf(argument)
    if (argument && path !== undefined && !index.byPath.has(path))
      report('unknown-state', placeOf(argument, at), path, closest(path, states))
  }

  /** `"sales" in actor.roles` */
  function checkRole([role, list]: [ASTNode, ASTNode], at: string): void {
    const name = textOf(role)
    if (list.op !== '.' || list.args[1] !== 'roles' || !isName(list.args[0], 'actor')) return
    if (name !== undefined && !roles.has(name)) report('unknown-role', placeOf(role, at), name, [...roles])
  }

  /** `has()` only asks, so the type check lets any name through. */
  function checkField(node: ASTNode | undefined, names: Names, at: string): boolean {
    if (node?.op !== '.') return false
    const [owner, field] = node.args
    const schema = schemaOf(owner, names)
    if (!isUnknownField(schema, field)) return checkField(owner, names, at)
    const { start, end } = owner.range
    report('unknown-data', placeOf(node, at), field, node.input.slice(start, end), fieldsOf(schema) ?? [])
    return true
  }

  function checkPattern(argument: ASTNode | undefined, at: string): void {
    if (!argument) return
    const [pattern, place] = [textOf(argument), placeOf(argument, at)]
    const why = pattern === undefined ? undefined : whyNoPattern(pattern, '')
    if (pattern === undefined) report('computed-pattern', place)
    else if (why !== undefined) report('bad-pattern', place, pattern, why)
    else if (isSlow(pattern)) report('slow-pattern', place, pattern)
  }
}

/** `history.count.EVENT`, `history.actors["EVENT"]` */
function eventCounted(node: ASTNode): string | undefined {
  if (node.op !== '.' && node.op !== '[]') return undefined
  const [tally, name] = node.args
  if (tally.op !== '.' || !['count', 'actors'].includes(tally.args[1]) || !isName(tally.args[0], 'history'))
    return undefined
  return typeof name === 'string' ? name : textOf(name)
}

const isName = (node: ASTNode, name: string) => node.op === 'id' && node.args === name

const textOf = (node: ASTNode | undefined) =>
  node?.op === 'value' && typeof node.args === 'string' ? node.args : undefined

const placeOf = ({ range }: ASTNode, pointer: string) => ({
  pointer,
  range: { start: range.start, end: range.end },
})
