// The expressions of a mapping: CEL as in rules, over rows instead of a case, with a few functions for times.

import type { ASTNode, Environment } from '@marcbachmann/cel-js'
import { createCelEnvironment, toJson } from '../cel.ts'
import { visit } from '../explain.ts'
import type { Json } from '../json.ts'
import { daysBetween, endOfDay, localDay, type TimeRule, toInstant } from './instant.ts'

/** A compiled expression. Throws an `ExpressionFailedError` when what it reads is not there. */
export type Expression = (variables: Record<string, unknown>) => Json

/** An expression of the mapping could not be computed for one row. */
export class ExpressionFailedError extends Error {
  readonly expression: string
  constructor(expression: string, cause: unknown) {
    const said = cause as { summary?: string; message?: string; cause?: { message?: string } }
    const why = said.cause?.message ?? said.summary ?? said.message?.split('\n')[0] ?? String(cause)
    super(`${expression} cannot be computed: ${why}`, { cause })
    this.name = 'ExpressionFailedError'
    this.expression = expression
  }
}

/** An expression of the mapping is wrong, whatever the rows are. */
export class WrongExpressionError extends Error {
  readonly start: number
  constructor(what: string, start: number) {
    super(what)
    this.name = 'WrongExpressionError'
    this.start = start
  }
}

export type Expressions = {
  /** Throws a `WrongExpressionError` for what is not CEL, or reads a variable that is not there. */
  compile(text: string): Expression
  /** The columns that an expression reads: of `row`, and of other sources as `rows.name[n].column`. */
  columnsIn(text: string): { source: string | null; column: string }[]
}

/** A row's time is asked for by each of its events, and computing with zones is slow. */
const timesKept = 5_000

const timestamp = 'google.protobuf.Timestamp'

/** Expressions that can read these variables. What is in the variables is untyped, as rows are. */
export function createExpressions(variables: string[], time: TimeRule): Expressions {
  const environment = createCelEnvironment({ unlistedVariablesAreDyn: false })
  for (const name of variables) environment.registerVariable(name, 'dyn')
  addTimes(environment, time)

  return {
    compile(text) {
      const checked = environment.check(text)
      if (!checked.valid) throw wrong(checked.error, text)
      const evaluate = environment.parse(text)
      return values => {
        try {
          return toJson(evaluate(values))
        } catch (error) {
          throw new ExpressionFailedError(text, error)
        }
      }
    },

    columnsIn(text) {
      const columns: { source: string | null; column: string }[] = []
      visit(environment.parse(text).ast, node => {
        const access = fieldOf(node)
        if (access) columns.push(access)
      })
      return columns
    },
  }
}

function addTimes(environment: Environment, rule: TimeRule): void {
  const known = new Map<string, Date>()
  environment.registerFunction(`time(string): ${timestamp}`, (text: string) => {
    let instant = known.get(text)
    if (!instant) {
      if (known.size === timesKept) known.clear()
      instant = toInstant(text, rule)
      known.set(text, instant)
    }
    return instant
  })
  environment.registerFunction(`endOfDay(string): ${timestamp}`, (text: string) => endOfDay(text, rule))
  environment.registerFunction('localDay(string): string', (text: string) => localDay(text, rule))
  environment.registerFunction('daysBetween(string, string): double', (from: string, to: string) =>
    daysBetween(localDay(from, rule), localDay(to, rule)),
  )
}

function wrong(error: unknown, text: string): WrongExpressionError {
  const { summary, message, range } = error as {
    summary?: string
    message: string
    range?: { start: number }
  }
  const what = summary ?? message.split('\n')[0]!
  return new WrongExpressionError(`${text} is wrong: ${what}`, range?.start ?? 0)
}

/** `row.x`, `row['x']`, `rows.name[n].x` and `rows.name[n]['x']`. */
function fieldOf(node: ASTNode): { source: string | null; column: string } | undefined {
  const column = nameIn(node)
  if (column === undefined) return undefined
  const of = (node.args as [ASTNode, unknown])[0]
  if (of.op === 'id') return of.args === 'row' ? { source: null, column } : undefined
  if (of.op !== '[]') return undefined
  const list = of.args[0]
  const source = nameIn(list)
  const holder = source === undefined ? undefined : (list.args as [ASTNode, unknown])[0]
  return source !== undefined && holder?.op === 'id' && holder.args === 'rows'
    ? { source, column }
    : undefined
}

/** The name that `x.name` or `x['name']` ends in. */
function nameIn(node: ASTNode): string | undefined {
  if (node.op === '.') return node.args[1]
  if (node.op !== '[]') return undefined
  const index = node.args[1]
  return index.op === 'value' && typeof index.args === 'string' ? index.args : undefined
}
