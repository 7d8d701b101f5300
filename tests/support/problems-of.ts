import { parseDefinition } from '../../engine/parse.ts'
import type { Problem } from '../../engine/problems.ts'
import { verify } from '../../engine/verify.ts'

type Fields = Record<string, unknown>

/** What is wrong with a definition, of which only the parts that matter have to be given. */
export function problemsOf(parts: Fields): Problem[] {
  const { definition, problems } = parseDefinition({ id: 'test', name: 'Test', ...parts })
  return definition ? verify(definition) : problems
}

/** The same in short: `dead-end /states/open`. */
export function shortly(parts: Fields): string[] {
  return problemsOf(parts).map(({ code, at }) => `${code} ${at}`)
}

/** The one message that is expected. */
export function messageFor(parts: Fields): string {
  const problems = problemsOf(parts)
  if (problems.length !== 1) throw new Error(`Not one problem but: ${JSON.stringify(problems, null, 2)}`)
  return problems[0]!.message
}

/** Two states, from the first to the second by GO, with these fields in the first, or this transition. */
export function twoStates(open: Fields = {}, transition: Fields = {}, more: Fields = {}): Fields {
  return {
    initial: 'open',
    states: {
      open: { on: { GO: [{ target: 'shut', ...transition }] }, ...open },
      shut: { type: 'final' },
    },
    ...more,
  }
}
