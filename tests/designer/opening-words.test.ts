import { describe, expect, test } from 'vitest'
import { tellMender, tellNeed, tellOwner, toldOf } from '../../designer/work/opening-words.ts'
import type { Mender } from '../../engine/opening/menders.ts'
import type { Need } from '../../engine/opening.ts'

const need = (more: Partial<Need>): Need => ({
  clause: 'data.score >= 60',
  path: 'data.score',
  now: 40,
  wanted: [{ op: '>=', value: 60 }],
  about: 'Score',
  kind: 'data',
  by: [],
  ...more,
})

const mender = (more: Partial<Mender> = {}): Mender => ({
  type: 'RECORD_ENGAGEMENT',
  title: 'Record engagement',
  allow: ['marketing'],
  isEnabledNow: true,
  isYours: false,
  states: ['marketing.nurturing'],
  ...more,
})

const where = {
  activeStates: ['marketing.nurturing.cold'],
  titleOf: (path: string) => (path === 'marketing.dormant' ? 'Dormant' : path),
}

describe('a need in a sentence', () => {
  test.each<[string, Partial<Need>]>([
    ['Score has to be at least 60; it is 40.', {}],
    ['Score has to be at least 60; it is not known yet.', { now: null }],
    [
      'Score has to be above 10 and below 20; it is 40.',
      {
        wanted: [
          { op: '>', value: 10 },
          { op: '<', value: 20 },
        ],
      },
    ],
    [
      'Consent › Given has to be yes; it is no.',
      { about: 'Consent › Given', now: false, wanted: [{ op: '==', value: true }] },
    ],
    [
      'Combi ovens (p2): State has to be “confirmed” or “withdrawn”; it is “drafted”.',
      {
        ...{ kind: 'promise', about: 'State', element: 'Combi ovens (p2)', now: 'drafted' },
        wanted: [{ op: 'in', value: ['confirmed', 'withdrawn'] }],
      },
    ],
    [
      'Signed on has to be recorded.',
      { about: 'Signed on', now: null, wanted: [{ op: 'present', value: null }] },
    ],
    [
      'Expectations must not be empty.',
      { about: 'Expectations', now: 0, wanted: [{ op: '>', value: 0, measure: 'size' }] },
    ],
    [
      'Number of expectations has to be at least 2; it is 1.',
      { about: 'Expectations', now: 1, wanted: [{ op: '>=', value: 2, measure: 'size' }] },
    ],
    [
      'Tags has to include “new”; it is “old”.',
      { about: 'Tags', now: 'old', wanted: [{ op: 'includes', value: 'new' }] },
    ],
    ['Score is not known yet.', { now: null, wanted: [] }],
    ['Promises: one more is needed, that fits.', { about: 'Promises', now: [], wanted: [] }],
    ['Market has to be another one; it is “hotels”.', { about: 'Market', now: 'hotels', wanted: [] }],
    ['It has to be sent by Strategy or Sales.', { kind: 'role', allow: ['strategy', 'sales'], wanted: [] }],
    [
      'Somebody else has to send it.',
      { kind: 'other', path: 'actor.id', wanted: [{ op: '!=', value: 'ana' }] },
    ],
    [
      'The case has to be in Qualified.',
      { kind: 'state', about: 'Qualified', now: false, wanted: [{ op: '==', value: true }] },
    ],
  ])('%s', (sentence, more) => {
    expect(tellNeed(need(more))).toBe(sentence)
  })

  test('time that only has to pass', () => {
    const waiting = need({ kind: 'time', wanted: [{ op: '>=', value: '2026-03-09T12:00:00.000Z' }] })

    expect(tellNeed(waiting)).toMatch(/^Time opens it: .*2026.*\.$/)
  })
})

describe('who can bring it about', () => {
  test('the reader, or others, now', () => {
    expect(tellMender(mender({ isYours: true }), where)).toBe('you can do that now.')
    expect(tellMender(mender(), where)).toBe('Marketing can do that now.')
    expect(tellMender(mender({ allow: null }), where)).toBe('Everybody can do that now.')
  })

  test('others later: where it is accepted, or that it is blocked itself', () => {
    const elsewhere = mender({ isEnabledNow: false, states: ['marketing.dormant'] })

    expect(tellMender(elsewhere, where)).toBe('Marketing, when the case is in Dormant.')
    expect(tellMender(mender({ isEnabledNow: false }), where)).toBe(
      'Marketing, but it is blocked itself for now.',
    )
  })

  test('of many events the nearest are told', () => {
    const by = ['A', 'B', 'C', 'D'].map(type => mender({ type }))

    expect(toldOf(need({ by })).map(({ type }) => type)).toEqual(['A', 'B', 'C'])
  })

  test('no event: the register it is in, what to do, and whose it is', () => {
    const register = need({
      ...{ kind: 'register', path: 'objectives.list[5].to', about: 'objectives › to' },
      ...{ owner: 'marketing', fix: 'Ask for a current objective.' },
    })

    expect(tellNeed(register)).toBe('Objectives › To has to be at least 60; it is 40.')
    expect(tellOwner(register)).toBe(
      'It is in the register “objectives”. Ask for a current objective. Marketing can mend it.',
    )
    expect(tellOwner(need({ by: [mender()], fix: 'Go on.' }))).toBe('')
  })
})
