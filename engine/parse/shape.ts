// What zod finds wrong with the shape of a definition, in the words of problems.ts.

import type { z } from 'zod'
import { definitionSchema } from '../definition.ts'
import { isObject } from '../json.ts'
import { toPointer } from '../paths.ts'
import { type Problem, problem } from '../problems.ts'

/** How many are listed; one wrong file can have a hundred thousand. */
const shown = 200

type Path = (string | number)[]

export function shapeProblems(value: unknown, error: z.ZodError): Problem[] {
  const found: Problem[] = []
  for (const issue of error.issues) {
    if (found.length >= shown) return [...found, problem('more-problems', '', shown)]
    found.push(...toProblems(value, issue))
  }
  return found
}

function toProblems(value: unknown, issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map(part => (typeof part === 'number' ? part : String(part)))
  const at = toPointer(path)
  const found = valueAt(value, path)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = fieldsAt(path)
      return issue.keys.map(key => problem('unknown-field', toPointer([...path, key]), key, known))
    }
    case 'invalid_type':
      return [found === undefined ? missing(path) : wrongType(at, path, found, expectedNames[issue.expected])]
    case 'invalid_union':
      if (found === undefined) return [missing(path)]
      return unionProblems(value, path, issue)
    case 'invalid_value':
      return [
        typeof found === 'string'
          ? problem('not-one-of', at, found, issue.values.map(String))
          : wrongType(at, path, found, 'text'),
      ]
    case 'too_big':
      return [problem('too-long', at, Number(issue.maximum))]
    case 'too_small':
      return [path.at(-1) === 'guard' ? problem('empty-guard', at) : problem('empty-text', at)]
    default:
      return [problem('malformed', at, String(found), issue.message)]
  }
}

/** Of a choice between text and a list of texts, the complaints of the branch that was meant. */
function unionProblems(value: unknown, path: Path, issue: z.core.$ZodIssueInvalidUnion): Problem[] {
  const meant = issue.errors.find(branch =>
    branch.every(inner => inner.code !== 'invalid_type' || inner.path.length > 0),
  )
  if (meant && meant.length > 0)
    return meant.flatMap(inner => toProblems(value, { ...inner, path: [...path, ...inner.path] }))
  return [wrongType(toPointer(path), path, valueAt(value, path), 'text, or a list of texts')]
}

function missing(path: Path): Problem {
  const owner = path.slice(0, -1)
  const named = owner.findLast(part => typeof part === 'string') ?? ''
  return problem('missing-field', toPointer(owner), String(path.at(-1)), String(named))
}

function wrongType(at: string, path: Path, found: unknown, expected: string | undefined): Problem {
  return problem('wrong-type', at, nameOf(found), expected ?? 'something else', adviceFor(path, found))
}

/** Who knows XState writes one transition without its list. */
function adviceFor(path: Path, found: unknown): string {
  const isTransitions =
    ['on', 'after'].includes(String(path.at(-2))) || ['always', 'onDone'].includes(String(path.at(-1)))
  if (!isTransitions) return ''
  if (typeof found === 'string') return `Write [{ "target": ${JSON.stringify(found.slice(0, 40))} }].`
  return isObject(found) ? 'Put square brackets around it: there can be several transitions.' : ''
}

const expectedNames: Record<string, string> = {
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'text',
}

function nameOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return (
    { string: 'text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'an object'
  )
}

function valueAt(value: unknown, path: Path): unknown {
  let inner = value
  for (const part of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, part)) return undefined
    inner = (inner as Record<string | number, unknown>)[part]
  }
  return inner
}

/** The fields that an object at this place can have, from the schema itself. */
function fieldsAt(path: Path): string[] {
  let schema: z.core.$ZodType | undefined = definitionSchema
  for (const part of path) schema = schema && innerSchema(unwrap(schema), String(part))
  const def = schema && unwrap(schema)._zod.def
  return def && 'shape' in def ? Object.keys(def.shape as object) : []
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const def = schema._zod.def as z.core.$ZodTypeDef & {
    innerType?: z.core.$ZodType
    getter?: () => z.core.$ZodType
  }
  const inner = def.innerType ?? def.getter?.()
  return inner ? unwrap(inner) : schema
}

function innerSchema(schema: z.core.$ZodType, part: string): z.core.$ZodType | undefined {
  const def = schema._zod.def as z.core.$ZodTypeDef & {
    shape?: Record<string, z.core.$ZodType>
    valueType?: z.core.$ZodType
    element?: z.core.$ZodType
  }
  const named = def.shape && Object.hasOwn(def.shape, part) ? def.shape[part] : undefined
  return named ?? def.valueType ?? def.element
}
