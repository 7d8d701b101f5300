// Checking beside the page: what is sent to the thread, and what is done when there is none.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCheck } from '../../designer/editor/checking/create-check.ts'
import { applyDelta, type Delta, deltaOf } from '../../designer/editor/checking/delta.ts'
import type { Definition } from '../../engine/definition.ts'
import type { Json } from '../../engine/json.ts'
import type { Problem } from '../../engine/problems.ts'
import { verify } from '../../engine/verify.ts'

describe('a delta', () => {
  const json = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<Json>

  test('makes the second of any two documents of the first, also after it went through a copy', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(applyDelta(before, structuredClone(deltaOf(before, after)))).toEqual(after)
      }),
    )
  })

  test('leaves what is the same object in both as it was', () => {
    const kept = { type: 'object' }
    const before = { data: kept, states: { a: { title: 'A' }, b: { title: 'B' } } }
    const after = { data: kept, states: { a: before.states.a, b: { title: 'Be' }, c: {} } }

    const delta = deltaOf(before, after)
    const made = applyDelta(before, delta) as typeof after

    expect(made).toEqual(after)
    expect([made.data, made.states.a]).toEqual([kept, before.states.a])
    expect(made.data === kept && made.states.a === before.states.a).toBe(true)
    expect(JSON.stringify(delta)).not.toContain('"A"')
  })
})

describe('the check beside the page', () => {
  const draft = (title: string): Definition => ({
    id: 'order',
    name: 'Order',
    initial: 'open',
    states: { open: { title, on: { SEND: [{ target: 'nowhere' }] } }, sent: { type: 'final' } },
  })

  /** A thread whose answers are let go by hand. */
  function openThread() {
    const answers: (() => void)[] = []
    let definition: Json | undefined
    const thread = {
      onmessage: (_: { data: Problem[] }) => {},
      onerror: () => {},
      postMessage(delta: Delta) {
        definition = applyDelta(definition, structuredClone(delta))
        const problems = verify(definition as unknown as Definition)
        answers.push(() => thread.onmessage({ data: problems }))
      },
      terminate() {},
    }
    return { thread, answers, checking: () => definition as unknown as Definition }
  }

  test('of several drafts in a row checks the first and the last, and answers for the last', () => {
    const { thread, answers, checking } = openThread()
    const check = createCheck(() => thread as unknown as Worker)
    const found: string[] = []
    for (const title of ['one', 'two', 'three']) check(draft(title), () => found.push(title))

    answers.shift()!()
    const asked = checking().states.open?.title
    answers.shift()!()

    expect(asked).toBe('three')
    expect(found).toEqual(['three'])
    expect(answers).toEqual([])
  })

  test('is done on the page when the thread ends', async () => {
    const { thread } = openThread()
    const check = createCheck(() => thread as unknown as Worker)

    const problems = await new Promise<Problem[]>(resolve => {
      check(draft('one'), () => {})
      check(draft('two'), resolve)
      thread.onerror()
    })
    const later = await new Promise<Problem[]>(resolve => check(draft('three'), resolve))

    expect(problems.map(({ code }) => code)).toContain('unknown-target')
    expect(later).toEqual(problems)
  })
})
