import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HistoryEntry } from '../../engine/case.ts'
import { canonical, genesis, hashOf, seal, sha256, verifyChain } from '../../engine/seal.ts'
import { historyOf } from '../support/history.ts'
import { anEvent, bob } from '../support/purchase.ts'

test('the canonical text is that of RFC 8785, section 3.2.2', () => {
  const value = {
    numbers: [JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  }

  expect(canonical(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
})

test('keys are sorted as UTF-16, digits and names of Object’s own included', () => {
  const value = JSON.parse(
    '{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7,"10":8,"2":9,"__proto__":{"b":1,"a":2}}',
  )

  expect(canonical(value)).toBe(
    '{"\\r":2,"1":4,"10":8,"2":9,"__proto__":{"a":2,"b":1},"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
  )
})

test('the order in which fields were made does not matter', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const shuffle = (inner: unknown): unknown =>
        Array.isArray(inner)
          ? inner.map(shuffle)
          : typeof inner === 'object' && inner !== null
            ? Object.fromEntries(
                Object.entries(inner)
                  .reverse()
                  .map(([key, of]) => [key, shuffle(of)]),
              )
            : inner

      expect(canonical(shuffle(value))).toBe(canonical(value))
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('what JSON cannot say is refused', () => {
  expect(() => canonical({ a: Number.NaN })).toThrow('NaN')
  expect(() => canonical([1n])).toThrow(TypeError)
})

test('the hash is SHA-256 over the canonical entry without its hash', () => {
  const [entry] = historyOf({ amount: 1 })
  const { hash, ...rest } = entry!

  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(hash).toBe(createHash('sha256').update(canonical(rest)).digest('hex'))
  expect(hashOf(entry!)).toBe(hash)
})

test('sealing gives the entry’s own canonical text', () => {
  const { prev: _, hash: _h, ...unsealed } = historyOf({ amount: 1 })[0]!

  const { entry, text } = seal(unsealed as never, genesis)

  expect(text).toBe(canonical(entry))
})

const history = historyOf(
  { amount: 120 },
  anEvent('ASK', { item: 'chairs' }),
  anEvent('RETURN', { reason: 'which?' }),
  anEvent('ASK', { item: 'tables' }),
  anEvent('APPROVE', {}, bob),
)

test('an untouched chain verifies', () => {
  expect(verifyChain(history)).toEqual({ ok: true, entries: 5 })
})

test('a change to any value of any entry is found at that entry', () => {
  const places = history.flatMap((entry, n) => leaves(entry).map(path => [n, path] as const))

  for (const [n, path] of places) {
    const changed = structuredClone(history)
    change(changed[n]!, path)
    expect(verifyChain(changed).ok, `${n} ${path.join('.')}`).toBe(false)
  }
})

test.each<[string, (entries: HistoryEntry[]) => HistoryEntry[]]>([
  ['an entry taken out', entries => entries.filter((_, n) => n !== 2)],
  ['an entry put in twice', entries => entries.flatMap((entry, n) => (n === 1 ? [entry, entry] : entry))],
  ['two entries changed round', ([a, b, c, ...rest]) => [a!, c!, b!, ...rest]],
  ['the first entry gone', entries => entries.slice(1)],
])('%s is found', (_what, tamper) => {
  expect(verifyChain(tamper(history))).toMatchObject({ ok: false, firstBad: { seq: expect.any(Number) } })
})

function leaves(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
}

function change(entry: HistoryEntry, path: (string | number)[]): void {
  const holder = path.slice(0, -1).reduce((at: never, key) => at[key as never], entry as never) as Record<
    string,
    unknown
  >
  const key = String(path.at(-1))
  holder[key] = typeof holder[key] === 'number' ? (holder[key] as number) + 1 : `${holder[key]}x`
}
