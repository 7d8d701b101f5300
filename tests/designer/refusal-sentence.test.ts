import { describe, expect, test } from 'vitest'
import { texts } from '../../designer/texts.ts'
import { refusalSentence } from '../../designer/work/refusal-sentence.ts'
import { refusalReasons } from '../../engine/refusal.ts'

/** Words of those who build processes, and of programs. */
const notOurs =
  /\b(events?|guards?|transitions?|states?|seq|entry|schema|payload|actor|null|undefined|json)\b/i

describe('why something was refused', () => {
  test('is said for every reason that the engine has, and for no other', () => {
    expect(Object.keys(texts.refusal).sort()).toEqual([...refusalReasons].sort())
  })

  test.each(refusalReasons)('is said in a whole sentence in the words of a salesperson: %s', reason => {
    const sentence = refusalSentence({ reason })

    expect(sentence).toMatch(/^[A-Z].{10,200}\.$/s)
    expect(sentence).not.toMatch(notOurs)
  })

  test('is another sentence for each reason', () => {
    const sentences = refusalReasons.map(reason => refusalSentence({ reason }))

    expect(new Set(sentences).size).toBe(refusalReasons.length)
  })

  test('names those who may, where it is a matter of roles', () => {
    expect(refusalSentence({ reason: 'not-permitted', allow: ['sales', 'operations'] })).toContain(
      'Sales or Operations',
    )
  })
})
