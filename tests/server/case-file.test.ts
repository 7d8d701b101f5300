import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CaseFile, checkCase } from '../../engine/case-file.ts'
import type { Json } from '../../engine/json.ts'
import { writeCaseJson, writeCasePage } from '../../server/case-file.ts'
import { openTestApp, type TestApp } from '../support/app.ts'

const ana = { id: 'ana', kind: 'person' as const, roles: ['sales'] }
const bob = { id: 'bob', kind: 'person' as const, roles: ['strategy'] }

let server: TestApp
let text: string

async function written(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

beforeAll(async () => {
  server = await openTestApp()
  const { cases } = server
  await cases.start({ process: 'purchase', id: 'c1', data: { amount: 7 }, actor: ana })
  await cases.start({ process: 'purchase', id: 'c2', data: { amount: 9 }, actor: ana })
  await cases.send({ caseId: 'c1', type: 'ASK', data: { item: '</script><b>chairs</b>' }, actor: ana })
  await cases.send({ caseId: 'c1', type: 'NOPE', data: {}, actor: ana })
  await cases.send({ caseId: 'c1', type: 'APPROVE', data: {}, actor: bob })
  text = await written(writeCaseJson(server, 'c1', '2026-03-02T10:00:00.000Z'))
})
afterAll(() => server.end())

const file = (): CaseFile => JSON.parse(text)
const outcomes = async (evidence: CaseFile) =>
  Object.fromEntries((await checkCase(evidence)).findings.map(({ check, outcome }) => [check, outcome]))

test('a case file has all that proves the case, and everything in it holds', async () => {
  const { caseId, entries, registers, version } = file()

  expect([caseId, entries.length, version.version]).toEqual(['c1', 4, 1])
  expect(registers.map(({ name }) => name)).toEqual(['strategy'])
  expect(await outcomes(file())).toEqual({ chain: 'holds', replay: 'holds', log: 'holds', head: 'holds' })
})

describe('what somebody changes in it is found', () => {
  /** Every place of a value, as the keys that lead there. */
  function places(value: Json, path: (string | number)[] = []): (string | number)[][] {
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [path]
    const inner = Array.isArray(value) ? value.map((one, n) => [n, one] as const) : Object.entries(value)
    return inner.flatMap(([key, one]) => places(one, [...path, key]))
  }

  function changed(evidence: CaseFile, path: (string | number)[]): CaseFile {
    let at = evidence as unknown as Record<string | number, Json>
    for (const key of path.slice(0, -1)) at = at[key] as unknown as Record<string | number, Json>
    const last = path.at(-1)!
    const was = at[last]
    at[last] = typeof was === 'number' ? was + 1 : typeof was === 'boolean' ? !was : `${was}x`
    return evidence
  }

  test.each(['entries', 'proof'] as const)('anywhere in its %s', async part => {
    const all = places(file()[part] as unknown as Json, [part])
    await fc.assert(
      fc.asyncProperty(fc.nat(), async n => {
        const evidence = changed(file(), all[n % all.length]!)

        expect(Object.values(await outcomes(evidence))).toContain('broken')
      }),
      { numRuns: 150 },
    )
  })

  test('anywhere in the definition, also where it does the same', async () => {
    const all = places(file().version.definition as unknown as Json, ['version', 'definition'])
    await fc.assert(
      fc.asyncProperty(fc.nat(), async n => {
        const { replay } = await outcomes(changed(file(), all[n % all.length]!))

        expect(replay).not.toBe('holds')
      }),
      { numRuns: 60 },
    )
  })

  test('an entry that was left out, put in twice, or changed places', async () => {
    const without = (n: number) => ({ ...file(), entries: file().entries.toSpliced(n, 1) })
    const swapped = file()
    swapped.entries = [swapped.entries[0]!, swapped.entries[2]!, swapped.entries[1]!, swapped.entries[3]!]

    for (const n of [0, 1, 2, 3]) expect(Object.values(await outcomes(without(n)))).toContain('broken')
    expect((await outcomes(swapped)).chain).toBe('broken')
    const twice = { ...file(), entries: [...file().entries, file().entries[3]!] }
    expect(await outcomes(twice)).toMatchObject({ chain: 'broken' })
  })

  test('the first entry that does not come out as recorded is named, with both sides', async () => {
    const evidence = file()
    const last = evidence.entries.at(-1)!
    if ('to' in last) last.to = { ...last.to, data: { amount: 1 } }

    const { findings, divergence } = await checkCase(evidence)

    expect(divergence).toMatchObject({ seq: 4, field: 'to' })
    expect(findings.find(({ check }) => check === 'chain')).toMatchObject({ outcome: 'broken', seq: 4 })
  })

  test('the key of somebody else, whose signature holds', async () => {
    const stranger = await openTestApp()
    const evidence = { ...file(), keys: stranger.heads.keys() }
    await stranger.end()

    const { findings } = await checkCase(evidence)

    expect(findings.find(({ check }) => check === 'head')?.sentence).toContain(
      'a head of another installation',
    )
  })
})

test('a version that cannot be run, and a history without a head, are said and not guessed', async () => {
  const evidence = { ...file(), proof: null }
  const version = { ...evidence.version, definition: { id: 'purchase' } as never }

  const { findings } = await checkCase({ ...evidence, version })

  expect(findings.map(({ check, outcome }) => [check, outcome])).toEqual([
    ['chain', 'holds'],
    ['replay', 'unknown'],
    ['log', 'unknown'],
    ['head', 'unknown'],
  ])
})

test('within the page nothing of the case can be taken for markup', async () => {
  const pieces = writeCasePage(writeCaseJson(server, 'c1', '2026-03-02T10:00:00.000Z'))
  // Only where the screens are built.
  if (!pieces) return
  const page = await written(pieces)

  const [, json] = /<script type="application\/json" id="case">([\s\S]*?)<\/script>/.exec(page)!
  expect(JSON.parse(json!)).toEqual(file())
})
