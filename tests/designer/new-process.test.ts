import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blank, idOf, readProcess } from '../../designer/processes/new-process.ts'
import { toXstateJson } from '../../engine/interchange/to-xstate-json.ts'
import { verify } from '../../engine/verify.ts'
import { purchase } from '../support/purchase.ts'

test.for([
  ['Customer journey', 'customer-journey'],
  ['  Übergabe & Prüfung!  ', 'ubergabe-prufung'],
  ['2nd try', '2nd-try'],
  ['Größe Łódź Ærø', 'grosse-lodz-aero'],
  ['Жалобы', 'process-4i19f2'],
  ['投诉处理', 'process-wfwmr5'],
  ['مرحبا 2', 'process-iwgdq9'],
  ['…', ''],
])('a process called "%s" is known as "%s"', ([name, id]) => {
  expect(idOf(name!)).toBe(id)
})

test('an empty drawing can be read, and says itself what it lacks', () => {
  const definition = blank('new', 'New')

  expect(readProcess(JSON.stringify(definition)).definition).toEqual(definition)
  expect(verify(definition).map(({ code }) => code)).toContain('dead-end')
})

test('a machine of XState and a document of SCXML begin a process as well', () => {
  const machine = JSON.stringify(toXstateJson(purchase).machine)
  const scxml =
    '<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0"><state id="a"><transition event="go" target="b"/></state><final id="b"/></scxml>'

  expect(readProcess(machine).definition?.states).toEqual(purchase.states)
  expect(Object.keys(readProcess(scxml).definition!.states)).toEqual(['a', 'b'])
})

test.for([
  ['{"id": "x", "name": ', 'Line 1: This is not JSON'],
  ['<scxml', 'Line 1:'],
  ['PK\u0003\u0004', 'Line 1: This is not JSON'],
  ['{"id": "x", "name": "X", "states": {"a": {"initail": "b"}}}', 'Did you mean "initial"?'],
  ['', 'Line 1: This is not JSON'],
])('what is no process is told why: %j', ([text, why]) => {
  const { definition, remarks } = readProcess(text!)

  expect(definition).toBeUndefined()
  expect(remarks.join(' ')).toContain(why)
})

test('no text makes the reader throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), text => void readProcess(text)))
})
