// Histories that earlier versions of the engine wrote, as case files: whatever changes in it, they have to come out
// as they were. One that does not is a fault of the change. At each release a few are added (`…/case-file?as=json`).

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { HistoryEntry } from '../../engine/case.ts'
import { type CaseFile, checkCase } from '../../engine/case-file.ts'

const folder = join(import.meta.dirname, '..', 'fixtures', 'histories')
const read = (name: string): Omit<CaseFile, 'entries'> & { entries: HistoryEntry[] } =>
  JSON.parse(readFileSync(join(folder, name), 'utf8'))
const files = readdirSync(folder, { recursive: true })
  .map(String)
  .filter(name => name.endsWith('.json'))

test.each(files)('what happened in %s is still what the engine comes to', async name => {
  const { findings, divergence } = await checkCase(read(name))

  expect(divergence).toBeNull()
  expect(findings.map(({ check, outcome, sentence }) => ({ check, outcome, sentence }))).toEqual(
    ['chain', 'replay', 'log', 'head'].map(check => ({
      check,
      outcome: 'holds',
      sentence: expect.any(String),
    })),
  )
})

test('among them are refusals, timers, parallel states, ways back and ends', () => {
  const entries = files.flatMap(name => read(name).entries)

  const kinds = new Set(entries.map(({ kind }) => kind))
  expect([...kinds].sort()).toEqual(['event', 'refusal', 'start', 'timer'])
  const last = files.map(name => read(name).entries.findLast(entry => 'to' in entry)!)
  expect(last.map(entry => 'to' in entry && entry.to.status)).toContain('closed')
  expect(entries.length).toBeGreaterThan(70)
})
