import { isObject, type JsonSchema } from '../../engine/json.ts'
import { humanise } from '../ui/format.ts'

/** What people call the thing that a path in a rule names: `data.prospect.budget` → "Prospect › Budget". */
export type LabelOf = (path: string) => string

/** Names from the titles in the schema of the case data; what has none is named after its key. */
export function labelsOf(schema: JsonSchema | undefined): LabelOf {
  return path => {
    const keys = keysOf(path)
    const [root] = keys
    const inData = root === 'data' || root === 'promises'
    let at: unknown = root === 'promises' ? schemaAt(schema, 'promises') : inData ? schema : undefined
    const names = root === 'data' ? [] : [nameOf(at, root ?? path)]
    for (const key of keys.slice(1)) {
      at = schemaAt(at, key)
      if (!/^\d+$/.test(key)) names.push(nameOf(at, key))
    }
    return names.join(' › ')
  }
}

/** The same, where `variable` stands for one element of the list at `list`. */
export function labelsInside(labelOf: LabelOf, variable: string, list: string): LabelOf {
  return path => {
    if (path === variable) return labelOf(list)
    if (!path.startsWith(`${variable}.`)) return labelOf(path)
    const outer = labelOf(list)
    const name = labelOf(`${list}.0${path.slice(variable.length)}`)
    return name.startsWith(`${outer} › `) ? name.slice(outer.length + 3) : name
  }
}

const keysOf = (path: string): string[] => path.replaceAll(/\[["']?([^\]"']*)["']?\]/g, '.$1').split('.')

function schemaAt(schema: unknown, key: string): unknown {
  if (!isObject(schema)) return undefined
  if (/^\d+$/.test(key) && schema.items !== undefined) return schema.items
  return isObject(schema.properties) ? schema.properties[key] : undefined
}

const nameOf = (schema: unknown, key: string): string =>
  isObject(schema) && typeof schema.title === 'string' ? schema.title : humanise(key)
