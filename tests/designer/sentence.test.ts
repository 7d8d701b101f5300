import { expect, test } from 'vitest'
import { placesOf } from '../../designer/work/places.ts'
import { tell } from '../../designer/work/sentence.ts'
import type { NoteEntry } from '../../engine/case.ts'
import type { JsonObject } from '../../engine/json.ts'
import { historyOf } from '../support/history.ts'
import { ana, anEvent, bob, purchase } from '../support/purchase.ts'

const told = (...history: Parameters<typeof historyOf>) =>
  tell(historyOf(...history), purchase, placesOf(purchase))

test('a history is told newest first: who, what, and where the case was then', () => {
  const ask = anEvent('ASK', { item: 'lamp' }, { ...ana, name: 'Ana Ortiz' })

  const [asked, started] = told({ amount: 100 }, ask)

  expect(asked).toMatchObject({
    kind: 'moved',
    who: 'Ana Ortiz',
    what: 'Ask for it',
    afterwards: 'Now in Approval',
  })
  expect(started).toMatchObject({ who: 'ana', what: 'opened the case', afterwards: 'Now in Request' })
})

test('a refused attempt is told with the rules that stopped it', () => {
  const [refused] = told({ amount: 900 }, anEvent('ASK', { item: 'lamp' }), anEvent('APPROVE', {}, bob))

  expect(refused).toMatchObject({
    kind: 'refused',
    what: 'tried “Approve”, which was refused',
    afterwards: 'Stopped by the rule “The amount is within the limit”',
  })
})

test('an attempt that no rule stopped is told with its reason', () => {
  const [refused] = told({ amount: 100 }, anEvent('PACK'))

  expect(refused?.afterwards).toBe('This cannot be done where the case is now.')
})

test('what is said and arranged is told in the words of whoever did it', () => {
  const [start] = historyOf({ amount: 100 })
  const note = (kind: NoteEntry['kind'], data: JsonObject): NoteEntry => ({
    ...start!,
    kind,
    event: { ...start!.event, type: kind, data, actor: { ...ana, name: 'Ana Ortiz' } },
    effects: [],
  })
  const what = (entry: NoteEntry) => tell([start!, entry], purchase, placesOf(purchase))[0]

  expect(what(note('comment', { text: 'Call first', mentions: [] }))).toMatchObject({
    kind: 'said',
    who: 'Ana Ortiz',
    what: '“Call first”',
  })
  const file = { name: 'offer.pdf', size: 9, type: 'application/pdf', sha256: 'ab' }
  expect(what(note('file', file))?.what).toBe('attached the file “offer.pdf”')
  const given = { assignee: 'ben', name: 'Ben', note: 'You know them' }
  expect([
    what(note('assignment', { assignee: ana.id, name: 'Ana', note: '' }))?.what,
    what(note('assignment', given))?.what,
    what(note('assignment', { assignee: null, name: null, note: '' }))?.what,
    what(note('priority', { priority: 'urgent', note: 'They leave on Friday' }))?.what,
    what(note('priority', { priority: 'normal', note: '' }))?.what,
  ]).toEqual([
    'took the case',
    'gave the case to Ben: “You know them”',
    'gave the case back',
    'set the priority to urgent: “They leave on Friday”',
    'set the priority to normal',
  ])
})

test('time that passes acts under its own name', () => {
  const timer = { kind: 'timer' as const, id: 'timer', roles: [] }

  const [lapsed] = told(
    { amount: 100 },
    anEvent('ASK', { item: 'lamp' }),
    anEvent('after P3D in approval', {}, timer, '2026-03-05T09:00:00.000Z'),
  )

  expect(lapsed).toMatchObject({
    who: 'Time passed',
    what: 'the wait in Approval was over',
    afterwards: 'Now in Lapsed',
  })
})
