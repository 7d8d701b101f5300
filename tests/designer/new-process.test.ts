import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxesOf } from '../../designer/diagram/boxes.ts'
import type { Layout } from '../../designer/editor/draft.ts'
import { blank, idOf, placesFor, readProcess } from '../../designer/processes/new-process.ts'
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

test('what comes without places is put in order, and what has some keeps them', async () => {
  const nowhere = { origin: 'parent', states: {} }
  const somewhere = { origin: 'parent', states: { [Object.keys(purchase.states)[0]!]: { x: 7, y: 7 } } }

  const placed = (await placesFor(purchase, nowhere)) as unknown as Layout
  const boxes = [...boxesOf(purchase, placed).values()]

  expect(Object.keys(placed.states).sort()).toEqual(boxes.map(({ node }) => node.path).sort())
  expect(new Set(boxes.map(({ absolute }) => absolute.x)).size).toBeGreaterThan(2)
  expect(await placesFor(purchase, somewhere)).toBe(somewhere)
  expect(await placesFor(blank('new', 'New'), nowhere)).toBe(nowhere)
})

test('no text makes the reader throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), text => void readProcess(text)))
})
