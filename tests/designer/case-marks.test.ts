import { expect, test } from 'vitest'
import { marksOfCase, visited } from '../../designer/work/case-marks.ts'
import { sourceOf } from '../../designer/work/source-of.ts'
import { createSourceFinder } from '../../engine/sources.ts'
import { historyOf } from '../support/history.ts'
import { ana, anEvent, purchase } from '../support/purchase.ts'

const entries = historyOf({ amount: 100 }, anEvent('ASK', { item: 'lamp' }, { ...ana, name: 'Ana Ortiz' }))

test('the states that a case is in are lit, those around and before them calmly', () => {
  const marks = marksOfCase(['approval.manager', 'packing'], entries)

  expect(visited(entries)[0]).toBe('request')
  expect(marks.states).toMatchObject({
    request: { tone: 'been' },
    approval: { tone: 'been' },
    'approval.manager': { tone: 'now' },
    packing: { tone: 'now' },
  })
})

test('a value is told with who gave it and by what; of several in one, whoever gave the last', () => {
  const finder = createSourceFinder()
  for (const entry of entries) finder.add(entry)
  const tell = sourceOf(finder.sources(), purchase)

  expect(tell(['amount'])).toMatchObject({ seq: 1, text: 'ana: opened the case' })
  expect(tell(['item'])).toMatchObject({ seq: 2, text: 'Ana Ortiz: Ask for it' })
  expect(tell([])).toMatchObject({ seq: 2 })
  expect(tell(['nothing'])).toBe(undefined)
})
