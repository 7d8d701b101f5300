import { join } from 'node:path'
import type { Actor } from '../../engine/case.ts'
import type { Definition } from '../../engine/definition.ts'
import { canonical, sha256 } from '../../engine/seal.ts'
import { createCases } from '../../server/cases.ts'
import { createEffects } from '../../server/effects/effects.ts'
import type { WebhookConfig } from '../../server/effects/webhook.ts'
import { createLog } from '../../server/log.ts'
import { createProcesses } from '../../server/processes.ts'
import { createRegisters } from '../../server/registers.ts'
import { openSqliteStore } from '../../server/store/sqlite/open.ts'
import { createWorkers } from '../../server/workers/loop.ts'
import { createFileWorkspace } from '../../server/workspace/files.ts'
import type { ManualClock } from './manual-clock.ts'
import { makeFolder } from './open-purchase.ts'

export const eva: Actor = { id: 'eva', kind: 'person', roles: ['operations'] }

/**
 * Everything between the door and the world, real and on disk, with these processes published. Opened again on the
 * same folder it is what a restarted server finds.
 */
export async function openLine(
  clock: ManualClock,
  definitions: Definition[],
  { folder = makeFolder(), webhook = {} }: { folder?: string; webhook?: Partial<WebhookConfig> } = {},
) {
  const store = openSqliteStore({ file: join(folder, 'throughline.db') })
  const workspace = createFileWorkspace(join(folder, 'workspace'))
  const processes = createProcesses({ store, workspace, clock })
  const cases = createCases({ store, processes, registers: createRegisters(workspace), clock })
  // As they are: a store may have versions from when the rules for publishing were others.
  for (const definition of definitions)
    await store.addVersion({
      process: definition.id,
      definition,
      layout: {},
      hash: sha256(canonical(definition)),
      note: '',
      publishedAt: clock.now().toISOString(),
      publishedBy: 'eva',
    })
  const effects = createEffects({ store, cases, clock, webhook: { url: 'https://line.example', ...webhook } })
  const log = createLog('silent')
  const around = { store, cases, processes, effects, clock, log, workerId: 'w1' }
  const workers = createWorkers(around)

  /** Works off what is due, and what becomes due by that, at this moment of the clock. */
  async function workOff(): Promise<void> {
    for (let rounds = 0; rounds < 1_000; rounds++) {
      const { timers, effects } = await workers.runOnce()
      if (timers + effects === 0) return
    }
    throw new Error('There is still something due after 1,000 rounds')
  }

  const statesOf = async (caseId: string) => (await store.loadCase(caseId))?.activeStates
  return { ...around, workers, workOff, statesOf, folder, close: () => store.close() }
}

export type Line = Awaited<ReturnType<typeof openLine>>
