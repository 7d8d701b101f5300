import { expect, test } from 'vitest'
import { leavesOf, placesNow, placesOf, stagesVisited, unknownPlaces } from '../../designer/work/places.ts'
import type { Definition } from '../../engine/definition.ts'
import { historyOf } from '../support/history.ts'
import { anEvent, purchase } from '../support/purchase.ts'

const definition: Definition = {
  id: 'lead',
  name: 'Lead',
  initial: 'marketing',
  states: {
    marketing: {
      title: 'Marketing',
      stage: 'marketing',
      initial: 'fit-review',
      states: { 'fit-review': {}, known: { title: 'Known to us' } },
    },
    sales: { stage: 'sales' },
    learning: { stage: 'marketing', type: 'parallel', states: { a: {}, b: {} } },
  },
}
const places = placesOf(definition)

test('stages stand in the order in which they first appear', () => {
  expect(places.stages).toEqual(['marketing', 'sales'])
})

test('a state is called by its title, or else by its key; a stage is inherited', () => {
  expect(places.trailOf('marketing.known')).toEqual(['Marketing', 'Known to us'])
  expect(places.trailOf('marketing.fit-review')).toEqual(['Marketing', 'Fit review'])
  expect(places.stageOf('marketing.known')).toBe('marketing')
  expect(unknownPlaces.titleOf('marketing.fit-review')).toBe('Fit review')
})

test('a state value names its innermost states', () => {
  expect(leavesOf('sales')).toEqual(['sales'])
  expect(leavesOf({ marketing: 'known' })).toEqual(['marketing.known'])
  expect(leavesOf({ learning: { a: {}, b: { c: 'd' } } })).toEqual(['learning.a', 'learning.b.c.d'])
})

test('the stages that a case has been in are those of every step, not of refused attempts', () => {
  const asked = historyOf({ amount: 900 }, anEvent('ASK', { item: 'lamp' }), anEvent('APPROVE'))

  expect(asked.at(-1)?.kind).toBe('refusal')
  expect([...stagesVisited(asked, placesOf(purchase))]).toEqual(['sales'])
})

test('what parallel states have in common is said once', () => {
  const check = placesOf({
    id: 'deal',
    name: 'Deal',
    states: {
      sales: {
        stage: 'sales',
        states: {
          check: {
            title: 'Promise check',
            type: 'parallel',
            states: {
              prices: { states: { open: { title: 'Prices are looked at' }, done: {} } },
              operations: { states: { open: { title: 'Can it be done?' } } },
            },
          },
        },
      },
    },
  })

  expect(placesNow(['sales.check.operations.open', 'sales.check.prices.open'], check)).toEqual([
    {
      stage: 'sales',
      around: 'Promise check',
      states: ['Operations › Can it be done?', 'Prices are looked at'],
    },
  ])
})
