import type { Definition } from '../../engine/definition.ts'
import { parentOf, resolveTarget } from '../../engine/paths.ts'
import { indexStates } from '../indexed.ts'

type Written = string | { target?: string | readonly string[] }

/** Whether an event could end a case that is in these states: one of its transitions leads to a final state outside all others. */
export function endsCase(definition: Definition, activeStates: readonly string[], type: string): boolean {
  const index = indexStates(definition)
  const around = new Set(activeStates.flatMap(path => [...pathsAround(path), '']))
  return [...around].some(path => {
    const node = path === '' ? index.root : index.byPath.get(path)
    const written = node?.definition.on?.[type] as Written | readonly Written[] | undefined
    if (!node || written === undefined) return false
    const transitions: readonly Written[] = Array.isArray(written) ? written : [written as Written]
    return transitions
      .flatMap(one => (typeof one === 'string' ? one : (one.target ?? [])))
      .map(target => resolveTarget(index, node, target))
      .some(target => target?.type === 'final' && target.parent === index.root)
  })
}

function pathsAround(path: string): string[] {
  const found: string[] = []
  for (let at = path; at !== ''; at = parentOf(at)) found.push(at)
  return found
}
