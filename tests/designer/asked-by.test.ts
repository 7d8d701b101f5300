import { expect, test } from 'vitest'
import { askedBy } from '../../designer/audit/asked-by.ts'
import { placesOf } from '../../designer/work/places.ts'
import type { Definition } from '../../engine/definition.ts'

const definition: Definition = {
  id: 'order',
  name: 'Order',
  initial: 'asked',
  events: { SEND: { title: 'Send it' } },
  states: {
    asked: { title: 'Asked' },
    group: { title: 'Delivery', initial: 'a/b', states: { 'a/b': { title: 'Packed' } } },
  },
}
const around = { definition, places: placesOf(definition) }

test.each([
  ['/states/asked/on/SEND/0', 'Asked by “Send it”, from Asked'],
  ['/states/group/states/a~1b/on/TAKE/1', 'Asked by “TAKE”, from Packed'],
  ['/on/constructor/0', 'Asked by “constructor”, from Order'],
  ['/states/group/always/0', 'Asked as soon as the case was in Delivery'],
  ['/states/group/onDone/0', 'Asked when all of Delivery was done'],
  ['/states/asked/after/P3D/0', 'Asked when the time in Asked was over'],
  ['/states/gone/on/SEND/0', 'Asked by “Send it”, from Gone'],
])('the transition %s that asked a rule is named: %s', (pointer, sentence) => {
  expect(askedBy(pointer, around)).toBe(sentence)
})
