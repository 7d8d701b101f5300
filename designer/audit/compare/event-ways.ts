// Where the ways of a definition are drawn: pointers of transitions by the event that takes them and where from.

import type { Definition } from '../../../engine/definition.ts'
import type { WayBack } from '../../../engine/mining/bottlenecks.ts'
import { listTransitions } from '../../editor/transitions.ts'

/** The transitions that an event could take in a state: its own and those of the states around it. */
export function waysFrom(definition: Definition, state: string, event: string): string[] {
  return listTransitions(definition).flatMap(({ at, pointer, source }) =>
    at.list === 'on' &&
    at.key === event &&
    (source.path === '' || source.path === state || state.startsWith(`${source.path}.`))
      ? [pointer]
      : [],
  )
}

/** The transition that a way back is; undefined where the definition has none such. */
export function pointerOfWayBack(
  definition: Definition,
  { event, from, to }: Pick<WayBack, 'event' | 'from' | 'to'>,
): string | undefined {
  return listTransitions(definition).find(
    ({ at, source, targets }) =>
      at.list === 'on' &&
      at.key === event &&
      source.path === from &&
      targets.map(({ path }) => path).join(' ') === to,
  )?.pointer
}
