import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { registerNames } from '../../engine/case.ts'
import type { Json } from '../../engine/json.ts'
import { parseJson, readText } from './document.ts'
import { isProcessName } from './names.ts'
import type { Workspace } from './workspace.ts'

export type Seeding = {
  by: string
  at: string
  /**
   * Called for every process that ships, at every start, so that a first start which was cut off is made good by
   * the next. Has to do nothing for a process that has a version.
   */
  publish?: (process: string, content: { definition: Json; layout: Json }) => Promise<void>
}

/** What was not there before, by name. */
export type Seeded = { drafts: string[]; scenarios: string[]; registers: string[] }

/**
 * Puts what ships in `processes/` into the workspace: drafts, scenarios, and the first version of each register.
 * Never touches what is there already; may run at every start, and in two processes at once.
 */
export async function seedWorkspace(
  workspace: Workspace,
  processesFolder: string,
  { by, at, publish }: Seeding,
): Promise<Seeded> {
  const seeded: Seeded = { drafts: [], scenarios: [], registers: [] }
  const saving = { ifRevision: 0, by, at }

  for (const process of await shippedProcesses(processesFolder)) {
    const load = (file: string) => loadShipped(join(processesFolder, process, file))
    const definition = await load('definition.json')
    if (definition === undefined) continue
    const content = { definition, layout: (await load('layout.json')) ?? {} }
    if (!(await workspace.loadDraft(process))) {
      const { kind } = await workspace.saveDraft(process, content, saving)
      if (kind === 'saved') seeded.drafts.push(process)
    }
    const scenarios = await load('scenarios.json')
    if (scenarios !== undefined && !(await workspace.loadScenarios(process))) {
      const { kind } = await workspace.saveScenarios(process, scenarios, saving)
      if (kind === 'saved') seeded.scenarios.push(process)
    }
    await publish?.(process, content)
  }

  for (const name of registerNames) {
    const content = await loadShipped(join(processesFolder, 'registers', `${name}.json`))
    if (content === undefined || (await workspace.newestRegisterVersion(name)) > 0) continue
    const note = 'Shipped with the product'
    const { kind } = await workspace.saveRegister(name, content, { ifVersion: 0, by, at, note })
    if (kind === 'saved') seeded.registers.push(name)
  }
  return seeded
}

async function shippedProcesses(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.flatMap(entry => (entry.isDirectory() && isProcessName(entry.name) ? entry.name : [])).sort()
}

async function loadShipped(file: string): Promise<Json | undefined> {
  const text = await readText(file)
  return text === null ? undefined : (parseJson(file, text) as Json)
}
