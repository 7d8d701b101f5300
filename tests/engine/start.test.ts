import { expect, test } from 'vitest'
import type { Actor } from '../../engine/case.ts'
import { compile } from '../../engine/compile.ts'
import type { StateDefinition } from '../../engine/definition.ts'
import { start } from '../../engine/step.ts'

const anne: Actor = { kind: 'person', id: 'anne', roles: ['sales'] }

function startIn(open: StateDefinition) {
  const process = compile({ id: 'test', name: 'Test', initial: 'open', states: { open } }, 1)
  return start(process, { id: '1', type: 'start', data: {}, actor: anne, at: '2026-03-01T09:00:00Z' }, {})
}

test('a case whose first states never come to rest is not started', () => {
  const outcome = startIn({ always: [{ assign: { n: '1' } }] })

  expect(outcome).toMatchObject({ kind: 'refusal', reason: 'too-many-steps' })
})

test('a case whose first assignment cannot be computed is not started', () => {
  const outcome = startIn({ entry: [{ type: 'assign', with: { n: 'data.missing + 1' } }] })

  expect(outcome).toMatchObject({ kind: 'refusal', reason: 'assignment-failed' })
})
