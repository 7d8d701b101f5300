// Registers as rules read them.
//
// 1. `current` is what is in force now: a version saved through this workspace counts at once, one saved by
//    another process (the command line, a second server) after `lagMs` at the latest.
// 2. While nothing changed, `current` answers the very same object, so that asking costs nothing per event.
// 3. What an entry was decided on can be loaded for as long as its versions are in the workspace, whatever is in
//    force by then.

import type { Facts, RegisterName, Registers } from '../engine/case.ts'
import { registerNames } from '../engine/case.ts'
import type { Json } from '../engine/json.ts'
import type { Workspace } from './workspace/workspace.ts'

export type RegisterReader = {
  /** The newest version of every register that has one. Not to be changed. */
  current(): Promise<Registers>
  at(name: RegisterName, version: number): Promise<Json | undefined>
  /** What an entry with these facts was decided on. */
  loadPinned(facts: Facts): Promise<Registers>
  /** The same for a whole history, loaded ahead, in the form that a replay asks for. */
  loadPinnedOf(
    entries: Iterable<{ facts: Facts }>,
  ): Promise<(name: RegisterName, version: number) => Json | undefined>
}

/** An entry was decided on a version that is no longer in the workspace. */
export class PinnedRegisterMissingError extends Error {
  readonly register: RegisterName
  readonly version: number
  constructor(register: RegisterName, version: number) {
    super(
      `Version ${version} of the register ${JSON.stringify(register)}, which an entry was decided on, is not in the ` +
        'workspace. Put it back from a backup or from version control.',
    )
    this.name = 'PinnedRegisterMissingError'
    this.register = register
    this.version = version
  }
}

/** `elapsedMs` only ever grows; a wall clock may go back, and then changes would not be seen for as long. */
export function createRegisters(
  workspace: Workspace,
  { lagMs = 1_000, elapsedMs = () => performance.now() } = {},
): RegisterReader {
  const contents = new Map<string, Json>()
  let known: Registers = {}
  let inForce: Promise<Registers> | undefined
  let checkedAtMs = 0

  workspace.onRegisterSaved(() => {
    inForce = undefined
  })

  function current(): Promise<Registers> {
    if (inForce && elapsedMs() - checkedAtMs < lagMs) return inForce
    checkedAtMs = elapsedMs()
    const refreshed = refresh()
    inForce = refreshed
    // The next one to ask tries again: a damaged document may have been mended.
    refreshed.catch(() => {
      if (inForce === refreshed) inForce = undefined
    })
    return refreshed
  }

  async function refresh(): Promise<Registers> {
    const before = known
    const versions = await Promise.all(registerNames.map(name => workspace.newestRegisterVersion(name)))
    if (registerNames.every((name, n) => (before[name]?.version ?? 0) === versions[n])) return before

    const registers: Registers = {}
    for (const [n, name] of registerNames.entries()) {
      const version = versions[n]
      if (!version) continue
      const content = await at(name, version)
      if (content !== undefined) registers[name] = { version, content }
    }
    known = registers
    return registers
  }

  async function at(name: RegisterName, version: number): Promise<Json | undefined> {
    const key = `${name} ${version}`
    const cached = contents.get(key)
    if (cached !== undefined) return cached
    const content = (await workspace.loadRegister(name, version))?.content
    if (content !== undefined) keep(key, content)
    return content
  }

  /** A version never changes, so the only reason to forget one is memory. */
  function keep(key: string, content: Json): void {
    const oldest = contents.keys().next().value
    if (contents.size >= 100 && oldest !== undefined) contents.delete(oldest)
    contents.set(key, content)
  }

  return {
    current,
    at,

    async loadPinned(facts) {
      const registers: Registers = {}
      for (const { name, version } of versionsIn(facts)) {
        const content = await at(name, version)
        if (content === undefined) throw new PinnedRegisterMissingError(name, version)
        registers[name] = { version, content }
      }
      return registers
    },

    async loadPinnedOf(entries) {
      const loaded = new Map<string, Json | undefined>()
      for (const { facts } of entries) {
        for (const { name, version } of versionsIn(facts)) {
          const key = `${name} ${version}`
          if (!loaded.has(key)) loaded.set(key, await at(name, version))
        }
      }
      return (name, version) => loaded.get(`${name} ${version}`)
    },
  }
}

function versionsIn(facts: Facts): { name: RegisterName; version: number }[] {
  return registerNames.flatMap(name => {
    const version = facts.registers[name]
    return version === undefined ? [] : [{ name, version }]
  })
}
