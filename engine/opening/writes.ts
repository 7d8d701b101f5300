// What an assignment writes, read off its expression: `change(promises, event.promise, {'state': 'confirmed'})` sets
// the state of one of the promises to "confirmed". What cannot be told is taken for anything.

import type { ASTNode } from '@marcbachmann/cel-js'
import { parseCel, toJson } from '../cel.ts'
import { isObject, type Json, type JsonSchema } from '../json.ts'
import { fulfils, type Wanted } from './wanted.ts'

/**
 * `keys`: from the root of the case data, `*` for some element of a list. `values`: all that it can become; null:
 * anything. `whole`: what is inside is written too. `grows`: an element is added to the list.
 */
export type Write = { keys: string[]; values: Json[] | null; whole: boolean; grows: boolean }

/** `form`: the schema of the event's data, which is what `event` stands for. */
export function writesOf(path: string, text: string, form: JsonSchema | undefined): Write[] {
  return written(path.split('.'), parseCel(text).ast, form, new Set())
}

function written(
  keys: string[],
  node: ASTNode,
  form: JsonSchema | undefined,
  same: ReadonlySet<string>,
): Write[] {
  const write = (more: Partial<Write> = {}): Write => ({
    keys,
    values: null,
    whole: false,
    grows: false,
    ...more,
  })
  const inside = (key: string, value: ASTNode) => written([...keys, key], value, form, same)
  if (isUnchanged(node, keys, same)) return []
  switch (node.op) {
    case 'value':
      return [write({ values: [toJson(node.args)] })]
    case 'map':
      return [
        write(),
        ...node.args.flatMap(([key, value]) => (key.op === 'value' ? inside(String(key.args), value) : [])),
      ]
    case '?:':
      return node.args.slice(1).flatMap(side => written(keys, side as ASTNode, form, same))
    case 'id':
      if (node.args === 'event') return [write(), ...fromForm(keys, form)]
      break
    case '.':
      if (node.args[0].op === 'id' && node.args[0].args === 'event')
        return [write({ values: valuesOf(fieldOf(form, node.args[1])), whole: true })]
      break
    case '+':
      if (node.args.some(side => side.op === 'list')) return [write({ grows: true })]
      break
    case 'call': {
      const [name, parts] = node.args
      if (name === 'merge') return [write(), ...parts.flatMap(part => written(keys, part, form, same))]
      if (name === 'change') return written([...keys, '*'], parts[2]!, form, same)
      break
    }
    case 'rcall': {
      const [name, receiver, parts] = node.args
      if (name === 'filter' && isUnchanged(receiver, keys, same)) return [write()]
      const [variable, body] = parts
      if (name === 'map' && isUnchanged(receiver, keys, same) && variable?.op === 'id')
        return written([...keys, '*'], body!, form, new Set(same).add(variable.args))
    }
  }
  return [write({ whole: true })]
}

/** The very value that is there already: `data.prospect`, `promises`, the loop's own element. */
function isUnchanged(node: ASTNode, keys: string[], same: ReadonlySet<string>): boolean {
  if (node.op === 'id' && same.has(node.args)) return true
  const names: string[] = []
  let at = node
  for (; at.op === '.'; at = at.args[0]) names.unshift(at.args[1])
  if (at.op !== 'id') return false
  const path = at.args === 'promises' ? ['promises', ...names] : at.args === 'data' ? names : null
  return path !== null && path.join('.') === keys.join('.')
}

function fromForm(keys: string[], form: JsonSchema | undefined): Write[] {
  const fields = Object.entries(isObject(form?.properties) ? form.properties : {})
  const writes = fields.map(
    ([key, schema]): Write => ({ keys: [...keys, key], values: valuesOf(schema), whole: true, grows: false }),
  )
  return form?.additionalProperties === false
    ? writes
    : [...writes, { keys, values: null, whole: true, grows: false }]
}

const fieldOf = (form: JsonSchema | undefined, key: string): unknown =>
  isObject(form?.properties) ? form.properties[key] : undefined

function valuesOf(schema: unknown): Json[] | null {
  if (!isObject(schema)) return null
  if (Array.isArray(schema.enum)) return schema.enum as Json[]
  if (schema.const !== undefined) return [schema.const as Json]
  return schema.type === 'boolean' ? [true, false] : null
}

/** Whether a write can make what is at `keys` as it has to be; `wanted` null: some other way than it is. */
export function mends(write: Write, keys: (string | number)[], wanted: Wanted[] | null): boolean {
  const shorter = Math.min(write.keys.length, keys.length)
  for (let i = 0; i < shorter; i++)
    if (write.keys[i] !== (typeof keys[i] === 'number' ? '*' : keys[i])) return false
  if (write.keys.length < keys.length) return write.whole
  if (write.keys.length > keys.length)
    return write.keys[keys.length] !== '*' && (wanted === null || wanted.every(({ op }) => op === 'present'))
  if (wanted === null) return true
  if (write.grows)
    return wanted.every(({ op, measure }) => op === 'includes' || (measure === 'size' && !op.includes('<')))
  return write.values === null || write.values.some(value => wanted.every(one => fulfils(value, one)))
}
