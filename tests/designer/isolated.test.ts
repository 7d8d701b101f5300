import { expect, test } from 'vitest'
import { isolated } from '../../designer/ui/isolated.ts'

test('a name that turns the direction does so only within itself; others are as they were', () => {
  expect(isolated('Order \u202e1')).toBe('\u2068Order \u202e1\u2069')
  expect(isolated('הזמנה')).toBe('\u2068הזמנה\u2069')
  expect(isolated('Größe – “1”')).toBe('Größe – “1”')
})
