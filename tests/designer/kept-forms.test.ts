// Half-filled forms, kept in the browser.

import { beforeEach, expect, test } from 'vitest'
import { createKeptForms, type Storage } from '../../designer/work/form/kept.ts'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'

const place = { person: 'ada', caseId: 'case/1', event: 'PLAN' }
const key = 'throughline.form.ada/case%2F1/PLAN'
const day = 86_400_000

let clock: ManualClock
let storage: Storage & { texts: Map<string, string> }
let forms: ReturnType<typeof createKeptForms>

beforeEach(() => {
  const texts = new Map<string, string>()
  clock = createManualClock()
  storage = {
    texts,
    getItem: key => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: key => void texts.delete(key),
    key: i => [...texts.keys()][i] ?? null,
    get length() {
      return texts.size
    },
  }
  forms = createKeptForms(storage, clock.now)
})

test('a form is found as it was left, with the time, until it is dropped', () => {
  forms.keep(place, { note: 'Half a thou' })

  expect(forms.find(place)).toEqual({ at: clock.now().toISOString(), draft: { note: 'Half a thou' } })
  forms.drop(place)
  expect(forms.find(place)).toBeNull()
})

test('nobody finds what another person typed, nor in another case or event', () => {
  forms.keep(place, { note: 'Mine' })

  expect(forms.find({ ...place, person: 'ben' })).toBeNull()
  expect(forms.find({ ...place, caseId: 'case' })).toBeNull()
  expect(forms.find({ person: 'ada/case', caseId: '1', event: 'PLAN' })).toBeNull()
})

test('after thirty days it is gone, whoever it belongs to; nothing else in the browser is touched', () => {
  storage.setItem('throughline.sample.purchase', '{}')
  forms.keep({ ...place, person: 'ben' }, { note: 'Old' })
  clock.advance(30 * day)
  forms.keep(place, { note: 'New' })
  const within = forms.find({ ...place, person: 'ben' })

  clock.advance(1)
  forms.dropOld()

  expect(within?.draft).toEqual({ note: 'Old' })
  expect([...storage.texts.keys()]).toEqual(['throughline.sample.purchase', key])
})

test('what cannot be read counts as nothing, and a browser that is full keeps what is typed on the screen', () => {
  storage.setItem(key, '{"at": "soon"')

  expect(forms.find(place)).toBeNull()
  storage.setItem = () => {
    throw new Error('full')
  }
  expect(() => forms.keep(place, {})).not.toThrow()
})
