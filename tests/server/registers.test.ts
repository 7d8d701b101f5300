import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Json } from '../../engine/json.ts'
import { createRegisters, PinnedRegisterMissingError } from '../../server/registers.ts'
import { createFileWorkspace } from '../../server/workspace/files.ts'
import type { Workspace } from '../../server/workspace/workspace.ts'

let folder: string
let workspace: Workspace

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registers-'))
  workspace = createFileWorkspace(folder)
})
afterEach(() => rm(folder, { recursive: true }))

function saveThreshold(into: Workspace, threshold: Json, ifVersion: number) {
  return into.saveRegister(
    'strategy',
    { threshold },
    { ifVersion, by: 'ana', at: '2026-03-02T09:00:00Z', note: '' },
  )
}

test('the registers in force are the newest versions; one without a version is absent', async () => {
  await saveThreshold(workspace, 60, 0)
  await saveThreshold(workspace, 70, 1)

  const registers = createRegisters(workspace)

  expect(await registers.current()).toEqual({ strategy: { version: 2, content: { threshold: 70 } } })
})

test('a version saved in this process is in force for the next event', async () => {
  const registers = createRegisters(workspace, { elapsedMs: () => 0 })
  await saveThreshold(workspace, 60, 0)
  await registers.current()

  await saveThreshold(workspace, 70, 1)

  expect((await registers.current()).strategy?.version).toBe(2)
})

test('a version saved by another process is in force after a second', async () => {
  let nowMs = 0
  const registers = createRegisters(workspace, { elapsedMs: () => nowMs })
  await saveThreshold(workspace, 60, 0)
  await registers.current()
  await saveThreshold(createFileWorkspace(folder), 70, 1)

  nowMs = 999
  expect((await registers.current()).strategy?.version).toBe(1)
  nowMs = 1_000
  expect((await registers.current()).strategy?.version).toBe(2)
})

test('while no register changed, the answer is the same object', async () => {
  let nowMs = 0
  const registers = createRegisters(workspace, { elapsedMs: () => nowMs })
  await saveThreshold(workspace, 60, 0)

  const first = await registers.current()
  nowMs = 5_000

  expect(await registers.current()).toBe(first)
})

test('a damaged newest version is a fault, not a silent return to the one before; mended, it is read', async () => {
  await saveThreshold(workspace, 60, 0)
  const file = join(folder, 'registers/strategy/2.json')
  await writeFile(file, '{')
  const registers = createRegisters(workspace)

  await expect(registers.current()).rejects.toThrow(file)

  await rm(file)
  expect((await registers.current()).strategy?.version).toBe(1)
})

test('what an entry was decided on is loaded long after other versions came into force', async () => {
  for (let version = 0; version < 5; version++) await saveThreshold(workspace, version, version)
  const registers = createRegisters(workspace)

  expect(await registers.loadPinned({ registers: { strategy: 2 } })).toEqual({
    strategy: { version: 2, content: { threshold: 1 } },
  })
  const registerAt = await registers.loadPinnedOf([
    { facts: { registers: { strategy: 1 } } },
    { facts: { registers: {} } },
    { facts: { registers: { strategy: 4, campaigns: 9 } } },
  ])
  expect([1, 4, 5].map(version => registerAt('strategy', version))).toEqual([
    { threshold: 0 },
    { threshold: 3 },
    undefined,
  ])
  expect(registerAt('campaigns', 9)).toBeUndefined()
})

test('an entry decided on a version that was removed is a fault that names it', async () => {
  const registers = createRegisters(workspace)

  const pinned = registers.loadPinned({ registers: { campaigns: 3 } })

  await expect(pinned).rejects.toThrow(PinnedRegisterMissingError)
  await expect(pinned).rejects.toThrow('Version 3 of the register "campaigns"')
})
