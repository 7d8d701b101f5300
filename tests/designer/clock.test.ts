import { afterEach, expect, test } from 'vitest'
import { keepingTime, learn, now, onTick } from '../../designer/clock.ts'

const hour = 3_600_000
const dateOf = (ms: number) => new Date(ms).toUTCString()
const away = () => now() - Date.now()

afterEach(() => learn(dateOf(Date.now()), Date.now(), Date.now()))

test('a clock that is hours off follows the server’s, until it is put right', () => {
  const here = Date.now()

  learn(dateOf(here - 5 * hour), here, here)
  expect(Math.abs(away() + 5 * hour)).toBeLessThan(2_000)
  learn(dateOf(here), here, here)

  expect(away()).toBe(0)
})

test('two minutes are within what clocks differ by', () => {
  const here = Date.now()

  learn(dateOf(here - 119_000), here, here)

  expect(away()).toBe(0)
})

test.each([
  ['no date', null, 0],
  ['a date that is none', 'yesterday', 0],
  ['an answer that took long', dateOf(Date.now() - 5 * hour), 11_000],
])('%s says nothing of the time', (_, date, tookMs) => {
  learn(date, Date.now() - tookMs, Date.now())

  expect(away()).toBe(0)
})

test('every answer is looked at, and what tells the time is called when it changes', async () => {
  let ticks = 0
  const stop = onTick(() => ticks++)
  const answer = new Response(null, { headers: { date: dateOf(Date.now() + 3 * hour) } })

  await keepingTime(async () => answer)()
  stop()

  expect(Math.abs(away() - 3 * hour)).toBeLessThan(2_000)
  expect(ticks).toBe(1)
})
