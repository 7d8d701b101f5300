import type { Definition } from '../../../../engine/definition.ts'
import { isObject } from '../../../../engine/json.ts'

/** Every field that an event of the process asks for. */
export const fieldsOf = ({ events = {} }: Pick<Definition, 'events'>): Set<string> =>
  new Set(
    Object.values(events).flatMap(({ schema }) =>
      isObject(schema?.properties) ? Object.keys(schema.properties) : [],
    ),
  )
