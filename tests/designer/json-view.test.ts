import { describe, expect, test } from 'vitest'
import { readText } from '../../designer/json/json-check.ts'
import { jsonProposalsAt } from '../../designer/json/proposals.ts'
import { purchase } from '../support/purchase.ts'

/** `|` is where the cursor is. */
function at(marked: string) {
  const offset = marked.indexOf('|')
  return jsonProposalsAt(marked.replace('|', ''), offset, purchase)
}
const labels = (marked: string) => at(marked)?.options.map(({ label }) => label) ?? []

describe('what can be written next in a definition', () => {
  test('the fields of a process, without those it has', () => {
    const found = labels('{ "id": "x", | }')

    expect(found).toEqual(expect.arrayContaining(['name', 'data', 'events', 'rules', 'states']))
    expect(found).not.toContain('id')
  })

  test('the fields of a transition, with what they mean', () => {
    const found = at('{ "states": { "a": { "on": { "GO": [ { "t|" } ] } } } }')!

    expect(found.options.find(({ label }) => label === 'target')).toMatchObject({
      detail: 'text',
      info: expect.stringContaining('Where to go'),
    })
    expect(found.options.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['guard', 'allow', 'effects']),
    )
  })

  test('a field comes with a colon and the beginning of its value; a name that is only changed does not', () => {
    const fresh = at('{ "sta|" }')!.options.find(({ label }) => label === 'states')
    const changed = at('{ "sta|": {} }')!.options.find(({ label }) => label === 'states')

    expect(fresh).toMatchObject({ text: '"states": {}', back: 1 })
    expect(changed).toMatchObject({ text: '"states"', back: 0 })
  })

  test.for<[string, string[]]>([
    ['{ "states": { "a": { "type": | } } }', ['atomic', 'compound', 'parallel', 'final', 'history']],
    ['{ "states": { "a": { "on": { "ASK": [ { "target": "|" } ] } } } }', ['#request']],
    ['{ "states": { "a": { "on": { "ASK": [ { "guard": ["|"] } ] } } } }', ['within-limit', 'not-own']],
    ['{ "states": { "a": { "on": { | } } } }', ['ASK', 'APPROVE']],
    ['{ "initial": "|" }', ['request']],
    ['{ "states": { "a": { "on": { "ASK": [ { "kind": "|" } ] } } } }', ['forward', 'feedback']],
    ['{ "states": { "a": { "on": { "ASK": [ { "reenter": | } ] } } } }', ['true', 'false']],
    ['{ "states": { "a": { "entry": [ { "type": "|" } ] } } }', ['notify', 'webhook']],
    ['{ "data": { "properties": { "x": { | } } } }', ['type', 'title', 'enum', 'format']],
    [
      '{ "events": { "ASK": { "schema": { "properties": { "x": { "format": "|" } } } } } }',
      ['date', 'email'],
    ],
  ])('%s', ([marked, expected]) => {
    expect(labels(marked)).toEqual(expect.arrayContaining(expected))
  })

  test('a value takes the place of what stands between the quotation marks', () => {
    const marked = '{ "states": { "a": { "type": "at|" } } }'
    const found = at(marked)!

    expect(marked.replace('|', '').slice(found.from, found.to)).toBe('"at"')
    expect(found.wordFrom).toBe(found.from + 1)
  })
})

describe('what is wrong with the text is said where it is', () => {
  const said = (text: string) =>
    readText(text).problems.map(({ from, to, code }) => [code, text.slice(from, to)])

  test('what is not JSON', () => {
    expect(said('{\n  "id": "x"\n  "name": "y"\n}')).toEqual([['not-json', '"name"']])
  })

  test('a field that is none, a value that is not possible', () => {
    const text = JSON.stringify({ id: 'x', name: 'X', nmae: 'y', states: { a: { type: 'atom' } } }, null, 2)

    expect(said(text)).toEqual([
      ['unknown-field', '"nmae"'],
      ['not-one-of', '"atom"'],
    ])
    expect(readText(text).definition).toBeUndefined()
  })

  test('what can be read and will not work, in the expression itself', () => {
    const text = JSON.stringify(
      { ...purchase, rules: { r: { title: 'R', when: 'data.amout > 3' } } },
      null,
      2,
    )

    const { definition } = readText(text)

    expect(definition?.id).toBe('purchase')
    expect(said(text)).toContainEqual(['unknown-data', 'amout'])
  })

  test('an empty text has a problem at its beginning', () => {
    expect(readText('').problems[0]).toMatchObject({ from: 0 })
  })
})
