// Problems as the panel lists them: by what they are about, what blocks first.

import type { Definition } from '../../../engine/definition.ts'
import { pointerParts } from '../../../engine/paths.ts'
import type { Problem, Severity } from '../../../engine/problems.ts'
import { stateAt } from '../apply/tree.ts'
import { words } from './texts.ts'

export type Group = { key: string; title: string; problems: Problem[] }

const sections: Record<string, string> = {
  rules: words.group.rules,
  events: words.group.events,
  data: words.group.data,
}

/** Errors before warnings, groups as their first problem comes; within one kind in the definition's order. */
export function groupProblems(
  problems: Problem[],
  definition: Definition,
  only: Severity | 'all' = 'all',
): Group[] {
  const groups = new Map<string, Group>()
  for (const severity of ['error', 'warning'] as const)
    for (const problem of problems) {
      if (problem.severity !== severity || (only !== 'all' && only !== severity)) continue
      const { key, title } = about(problem.at, definition)
      const group = groups.get(key) ?? { key, title, problems: [] }
      group.problems.push(problem)
      groups.set(key, group)
    }
  return [...groups.values()]
}

function about(at: string, definition: Definition): { key: string; title: string } {
  const parts = pointerParts(at)
  const keys: string[] = []
  for (let n = 0; parts[n] === 'states' && parts[n + 1] !== undefined; n += 2) keys.push(parts[n + 1]!)
  if (keys.length > 0) {
    const path = keys.join('.')
    return { key: `state ${path}`, title: stateAt(definition, path)?.title ?? keys.at(-1)! }
  }
  const [section = ''] = parts
  return { key: section in sections ? section : '', title: sections[section] ?? words.group.process }
}

export const keyOf = ({ code, at, message }: Problem): string => `${code} ${at} ${message}`
