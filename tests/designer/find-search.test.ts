import { describe, expect, test } from 'vitest'
import { namingOf, describe as say, wordsOf } from '../../designer/audit/find/describe.ts'
import {
  filtersOf,
  isSameSearch,
  readFindSearch,
  toFilter,
  toKept,
  withChange,
  withoutFilter,
} from '../../designer/audit/find/find-search.ts'
import { readReadsSearch, toReadQuery } from '../../designer/audit/reads/reads-search.ts'
import { formatDay } from '../../designer/ui/format.ts'
import { learnNames } from '../../designer/ui/names.ts'
import { refusalReasons } from '../../engine/refusal.ts'
import { purchase } from '../support/purchase.ts'

const now = new Date(2026, 2, 18, 15, 30)
const localMidnight = (year: number, month: number, day: number) =>
  new Date(year, month - 1, day).toISOString()

describe('the address of a search', () => {
  test('takes only what can be looked for, and drops nonsense', () => {
    const read = readFindSearch({
      by: 'kinds',
      process: 'purchase',
      version: '3',
      kind: 'dance',
      refusal: 'guard-false',
      outcome: 'maybe',
      from: '2026-13-45',
      data: 'no value',
      actor: 'x'.repeat(201),
      event: '',
      colour: 'red',
    })

    expect(read).toEqual({ process: 'purchase', version: 3, refusal: 'guard-false' })
  })

  test('has a version only with its process', () => {
    expect(readFindSearch({ version: 2 })).toEqual({})
    expect(withChange({ process: 'purchase', version: 2 }, { process: 'returns' })).toEqual({
      process: 'returns',
    })
    expect(withChange({ process: 'purchase', version: 2 }, { process: 'purchase', version: '' })).toEqual({
      process: 'purchase',
    })
  })

  test('puts days in the wrong order the right way round, and lets a span go before days', () => {
    expect(readFindSearch({ from: '2026-03-09', to: '2026-03-01' })).toEqual({
      from: '2026-03-01',
      to: '2026-03-09',
    })
    expect(readFindSearch({ when: 'week', from: '2026-03-09' })).toEqual({ when: 'week' })
  })

  test('reads a number that stands for a text, as a router gives it', () => {
    expect(readFindSearch({ case: 1026, data: 'paid=true' })).toEqual({ case: '1026', data: 'paid=true' })
  })

  test('is the same after it was kept under a name', () => {
    const search = readFindSearch({ by: 'cases', process: 'purchase', version: 2, when: 'month', rule: 'r' })

    expect(readFindSearch(toKept(search))).toEqual(search)
    expect(isSameSearch(search, readFindSearch(toKept(search)))).toBe(true)
    expect(isSameSearch(search, withoutFilter(search, 'rule'))).toBe(false)
  })

  test('loses a filter whole: the version with the process, what a rule said with the rule', () => {
    const search = readFindSearch({
      process: 'purchase',
      version: 2,
      rule: 'r',
      outcome: 'fail',
      role: 'sales',
    })

    expect(filtersOf(search)).toEqual(['process', 'role', 'rule'])
    expect(filtersOf(withoutFilter(search, 'process'))).toEqual(['role', 'rule'])
    expect(withoutFilter(search, 'rule')).toEqual({ process: 'purchase', version: 2, role: 'sales' })
  })
})

describe('what the server is asked', () => {
  test('days of the reader become instants, the last one included', () => {
    expect(toFilter({ from: '2026-03-01', to: '2026-03-31' }, now)).toEqual({
      from: localMidnight(2026, 3, 1),
      to: localMidnight(2026, 4, 1),
    })
  })

  test.each([
    ['today', localMidnight(2026, 3, 18)],
    ['week', localMidnight(2026, 3, 12)],
    ['month', localMidnight(2026, 2, 17)],
    ['year', localMidnight(2026, 1, 1)],
  ] as const)('%s begins at the beginning of a day', (when, from) => {
    expect(toFilter({ when }, now)).toEqual({ from })
  })

  test('the rest under the names that the server knows', () => {
    expect(toFilter({ by: 'cases', process: 'purchase', version: 2, data: 'a.b=c=d' }, now)).toEqual({
      process: 'purchase',
      version: '2',
      data: 'a.b=c=d',
    })
  })

  test('for what was read, by whom, of which case and when', () => {
    const search = readReadsSearch({ person: 'ada', target: 7, from: '2026-03-01', kind: 'event' })

    expect(search).toEqual({ person: 'ada', target: '7', from: '2026-03-01' })
    expect(toReadQuery(search, now)).toEqual({
      person: 'ada',
      target: '7',
      from: localMidnight(2026, 3, 1),
    })
  })
})

describe('a search in a sentence', () => {
  const first = formatDay('2026-03-01')
  learnNames([{ id: 'u1', name: 'Ada Strand' }])
  const naming = namingOf([{ process: 'purchase', name: 'Purchase' }], [purchase])

  test.each([
    [{}, 'Everything on record'],
    [{ by: 'cases' }, 'Every case'],
    [{ actor: 'u1' }, 'Entries by Ada Strand'],
    [{ kind: 'refusal', actor: 'u1', from: '2026-03-01' }, `Refused attempts by Ada Strand since ${first}`],
    [
      { by: 'cases', kind: 'refusal', role: 'sales', when: 'week' },
      'Cases with refused attempts with the role Sales in the last 7 days',
    ],
    [
      { process: 'purchase', version: 2, from: '2026-03-01', to: '2026-03-01' },
      `Entries in Purchase, version 2 on ${first}`,
    ],
    [{ process: 'elsewhere', to: '2026-03-01' }, `Entries in elsewhere until ${first}`],
    [{ refusal: 'closed' }, 'Refused attempts (“The case was closed”)'],
    [{ outcome: 'fail' }, 'Entries for which a rule does not hold'],
    [{ promise: 'broken' }, 'Entries in which a promise became broken'],
    [{ data: 'prospect.name=a=b' }, 'Entries that set prospect.name to “a=b”'],
    [{ kind: 'event', origin: 'supplied' }, 'Events that the mapping of an import supplied'],
  ])('%o', (search, sentence) => {
    expect(say(readFindSearch(search), naming)).toBe(sentence)
  })

  test('names events, states and rules by their titles, and by their keys where there is no definition', () => {
    const search = readFindSearch({ rule: 'within-limit', outcome: 'fail' })
    const title = purchase.rules!['within-limit']!.title

    expect(wordsOf('rule', search, naming)).toBe(`${title}: does not hold`)
    expect(wordsOf('rule', search, namingOf([], []))).toBe('Within limit: does not hold')
    expect(wordsOf('event', readFindSearch({ event: 'ASK_AGAIN' }), naming)).toBe('Ask again')
  })

  test('every reason of a refusal has words of its own', () => {
    const told = refusalReasons.map(refusal => wordsOf('refusal', { refusal }, naming))

    expect(new Set(told).size).toBe(refusalReasons.length)
  })
})
