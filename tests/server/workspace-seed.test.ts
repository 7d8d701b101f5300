import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFileWorkspace } from '../../server/workspace/files.ts'
import { seedWorkspace } from '../../server/workspace/seed.ts'
import type { Workspace } from '../../server/workspace/workspace.ts'

const seeding = { by: 'throughline', at: '2026-03-02T09:00:00.000Z' }
let folder: string
let shipped: string
let workspace: Workspace

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seed-'))
  shipped = join(folder, 'processes')
  workspace = createFileWorkspace(join(folder, 'workspace'))
  await ship('claim/definition.json', { id: 'claim', name: 'Claim' })
  await ship('claim/layout.json', { open: { x: 1, y: 1 } })
  await ship('claim/scenarios.json', [{ scenario: 'paid' }])
  await ship('registers/strategy.json', { threshold: 60 })
  await ship('process.schema.json', {})
})
afterEach(() => rm(folder, { recursive: true }))

async function ship(file: string, content: unknown): Promise<void> {
  await mkdir(join(shipped, file, '..'), { recursive: true })
  await writeFile(join(shipped, file), typeof content === 'string' ? content : JSON.stringify(content))
}

test('the first start finds the shipped processes as drafts and the registers as version 1', async () => {
  const seeded = await seedWorkspace(workspace, shipped, seeding)

  expect(seeded).toEqual({ drafts: ['claim'], scenarios: ['claim'], registers: ['strategy'] })
  expect(await workspace.loadDraft('claim')).toMatchObject({
    revision: 1,
    savedBy: 'throughline',
    definition: { name: 'Claim' },
    layout: { open: { x: 1, y: 1 } },
  })
  expect((await workspace.loadScenarios('claim'))?.scenarios).toEqual([{ scenario: 'paid' }])
  expect(await workspace.loadRegister('strategy')).toMatchObject({ version: 1, content: { threshold: 60 } })
})

test('what people made of the shipped documents is never overwritten', async () => {
  await seedWorkspace(workspace, shipped, seeding)
  const mine = { definition: { id: 'claim', name: 'Our claim' }, layout: {} }
  await workspace.saveDraft('claim', mine, { ifRevision: 1, by: 'ana', at: seeding.at })
  await ship('registers/strategy.json', { threshold: 99 })

  const seeded = await seedWorkspace(workspace, shipped, seeding)

  expect(seeded).toEqual({ drafts: [], scenarios: [], registers: [] })
  expect((await workspace.loadDraft('claim'))?.definition).toEqual(mine.definition)
  expect((await workspace.loadRegister('strategy'))?.content).toEqual({ threshold: 60 })
})

test('two servers that start at once seed one workspace', async () => {
  const other = createFileWorkspace(join(folder, 'workspace'))

  await Promise.all([seedWorkspace(workspace, shipped, seeding), seedWorkspace(other, shipped, seeding)])

  expect((await workspace.loadDraft('claim'))?.revision).toBe(1)
  expect(await workspace.newestRegisterVersion('strategy')).toBe(1)
})

test('every shipped process is offered for publishing at every start, as it ships', async () => {
  const offered: unknown[] = []
  const publish = async (process: string, content: object) => void offered.push({ process, ...content })

  await seedWorkspace(workspace, shipped, { ...seeding, publish })
  await seedWorkspace(workspace, shipped, { ...seeding, publish })

  const claim = {
    process: 'claim',
    definition: { id: 'claim', name: 'Claim' },
    layout: { open: { x: 1, y: 1 } },
  }
  expect(offered).toEqual([claim, claim])
})

test('a process without layout and scenarios is seeded; a folder without definition is none', async () => {
  await ship('review/definition.json', { id: 'review' })
  await mkdir(join(shipped, 'notes'))

  const seeded = await seedWorkspace(workspace, shipped, seeding)

  expect(seeded).toMatchObject({ drafts: ['claim', 'review'], scenarios: ['claim'] })
  expect((await workspace.loadDraft('review'))?.layout).toEqual({})
})

test('a shipped document that is not JSON is a fault that names it', async () => {
  await ship('claim/definition.json', '{ "id": ')

  await expect(seedWorkspace(workspace, shipped, seeding)).rejects.toThrow(
    join('claim', 'definition.json is damaged: it is not JSON'),
  )
})
