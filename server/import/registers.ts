// The registers that an import's cases are judged by. A mapping may bring its own, because the company's present
// strategy says nothing about customers of years ago, or of somebody else.
//
// What a mapping brings becomes a version of the register like any other, named as the import's, so that every
// verdict can be replayed; the version that was in force is put back behind it in the same breath, so that the
// company's own work goes on by its own rules.

import type { RegisterName, Registers } from '../../engine/case.ts'
import type { Mapping } from '../../engine/eventlog/mapping.ts'
import type { Json } from '../../engine/json.ts'
import { canonical } from '../../engine/seal.ts'
import type { RegisterReader } from '../registers.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { ImportNotPossibleError } from './read-files.ts'

type Around = { workspace: Workspace; registers: RegisterReader; by: string; at: string }

/** The registers in force, with those that the mapping brings in place of the company's. */
export async function pinRegisters(mapping: Mapping, around: Around): Promise<Registers> {
  const pinned: Registers = { ...(await around.registers.current()) }
  for (const [name, content] of Object.entries(mapping.registers ?? {}) as [RegisterName, Json][])
    pinned[name] = { version: await publish(mapping, name, content, around), content }
  return pinned
}

async function publish(
  mapping: Mapping,
  name: RegisterName,
  content: Json,
  { workspace, by, at }: Around,
): Promise<number> {
  const standing = await findVersion(workspace, name, content)
  if (standing !== undefined) return standing
  const before = await workspace.loadRegister(name)
  const newest = before?.version ?? 0
  const saved = await workspace.saveRegister(name, content, {
    ifVersion: newest,
    by,
    at,
    note: `For the import "${mapping.id}" only`,
  })
  if (saved.kind === 'conflict') throw changedMeanwhile(name)
  if (before) {
    const restored = await workspace.saveRegister(name, before.content, {
      ifVersion: saved.document.version,
      by,
      at,
      note: `As version ${newest}, which stays in force beside the import "${mapping.id}"`,
    })
    if (restored.kind === 'conflict') throw changedMeanwhile(name)
  }
  return saved.document.version
}

/** The version that says the same, from an earlier run of the import. */
async function findVersion(
  workspace: Workspace,
  name: RegisterName,
  content: Json,
): Promise<number | undefined> {
  const wanted = canonical(content)
  for (const { version } of (await workspace.listRegisterVersions(name)).items) {
    const found = await workspace.loadRegister(name, version)
    if (found && canonical(found.content) === wanted) return version
  }
  return undefined
}

function changedMeanwhile(name: RegisterName): ImportNotPossibleError {
  return new ImportNotPossibleError([
    `Somebody saved the register "${name}" at the same moment. Look at its newest version, then import again.`,
  ])
}
