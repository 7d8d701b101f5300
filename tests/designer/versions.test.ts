import fc from 'fast-check'
import { expect, test } from 'vitest'
import { detailsOf, marksOf, placeInWords, sentenceOf } from '../../designer/versions/changes.ts'
import { diffText, type Piece } from '../../designer/versions/text-diff.ts'
import type { Definition } from '../../engine/definition.ts'
import { diff } from '../../engine/diff.ts'

const before: Definition = {
  id: 'order',
  name: 'Order',
  initial: 'open',
  rules: { full: { title: 'The order is full', when: 'data.n > 0' } },
  events: { SEND: { title: 'Send' } },
  states: {
    open: { title: 'Open', on: { SEND: [{ target: 'lost' }, { target: 'sent', guard: 'full' }] } },
    sent: { title: 'Sent' },
    lost: {},
  },
}
const changed = (change: (definition: Definition) => void): Definition => {
  const after = structuredClone(before)
  change(after)
  return after
}

test('a rule that changed is told with what its condition was and is', () => {
  const after = changed(({ rules }) => Object.assign(rules!.full!, { when: 'data.n > 1', why: 'Goods' }))
  const [change] = diff(before, after)

  expect(sentenceOf(change!, before, after)).toBe('Changed rule “The order is full”: condition, why')
  expect(detailsOf(change!, before, after)).toEqual([
    { field: 'condition', was: 'data.n > 0', is: 'data.n > 1' },
    { field: 'why', was: null, is: 'Goods' },
  ])
})

test('a transition that changed and stands elsewhere now is compared with what it was', () => {
  const after = changed(({ states }) => {
    states.open!.on!.SEND = [{ target: 'sent', guard: 'full', allow: ['sales'] }]
  })
  const [change] = diff(before, after).filter(({ kind }) => kind === 'changed')

  expect(sentenceOf(change!, before, after)).toBe('Changed transition “Send” (Open): roles')
  expect(detailsOf(change!, before, after)).toEqual([{ field: 'roles', was: null, is: 'sales' }])
})

test('a state under another key is told in one sentence, and marked by the key that each drawing has', () => {
  const after = changed(({ states }) => {
    const { sent, ...others } = states
    Object.assign(states, { posted: sent! })
    delete states.sent
    others.open!.on!.SEND![1]!.target = 'posted'
  })
  const changes = diff(before, after)

  expect(changes.map(change => sentenceOf(change, before, after))).toEqual([
    'Renamed state “Sent” (sent → posted)',
  ])
  expect(marksOf(changes).states).toEqual({ posted: { tone: 'changed', label: 'Renamed' } })
  expect(marksOf(changes, 'before').states).toEqual({ sent: { tone: 'changed', label: 'Renamed' } })
})

test('what is gone is marked on the earlier drawing, what is new on the later one', () => {
  const changes = diff(
    before,
    changed(({ states }) => {
      delete states.lost
      states.late = {}
      states.sent!.title = 'On its way'
    }),
  )

  expect(Object.entries(marksOf(changes, 'before').states!).map(([path, { tone }]) => [path, tone])).toEqual([
    ['sent', 'changed'],
    ['lost', 'removed'],
  ])
  expect(Object.entries(marksOf(changes).states!).map(([path, { tone }]) => [path, tone])).toEqual([
    ['sent', 'changed'],
    ['late', 'added'],
  ])
})

test.each([
  ['/states/open/title', 'State Open: title'],
  ['/states/open', 'State Open'],
  ['/states/open/on/SEND', 'State Open: transitions by “Send”'],
  ['/states/open/on/SEND/1/guard', 'State Open: transitions by “Send”: no. 2 › rules that must hold'],
  ['/states/gone/title', 'State gone: title'],
  ['/rules/full/when', 'Rule “The order is full”: condition'],
  ['/events/SEND/schema/properties/a~1b', 'Event “Send”: form › fields › a/b'],
  ['/name', 'The process: name'],
  ['/data/properties/n', 'The process: case data › fields › n'],
])('%s is “%s”', (pointer, said) => {
  expect(placeInWords(pointer, before)).toBe(said)
})

const text = (pieces: Piece[], without: Piece['kind']) =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')

test('a text is compared word by word', () => {
  expect(diffText('data.amount <= 500 && data.ok', 'data.amount <= 750 && data.ok')).toEqual([
    { kind: 'same', text: 'data.amount <= ' },
    { kind: 'removed', text: '500' },
    { kind: 'added', text: '750' },
    { kind: 'same', text: ' && data.ok' },
  ])
})

test('whatever two texts say, both can be read from their difference', () => {
  const word = fc.constantFrom('a', 'b', ' ', '\n', '&&', 'ü', '🙂', '.', 'data')
  const words = fc.array(word, { maxLength: 30 }).map(list => list.join(''))
  fc.assert(
    fc.property(words, words, (before, after) => {
      const pieces = diffText(before, after)

      expect([text(pieces, 'added'), text(pieces, 'removed')]).toEqual([before, after])
      expect(before === after).toBe(pieces.every(({ kind }) => kind === 'same'))
    }),
  )
})

test('a text of many thousand words is compared without end of time or memory', () => {
  const [one, other] = ['a b '.repeat(5_000), 'c d '.repeat(5_000)]

  expect(diffText(one, other).map(({ kind }) => kind)).toContain('removed')
})
