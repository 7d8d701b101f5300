import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Registers } from '../../engine/case.ts'
import { type Cases, createCases } from '../../server/cases.ts'
import type { Clock } from '../../server/clock.ts'
import { openSqliteStore } from '../../server/store/sqlite/open.ts'
import type { Store } from '../../server/store/store.ts'
import { compiled, registers } from './purchase.ts'

/** The real door on a real SQLite file, for the purchase process. */
export function openPurchase(
  clock: Clock,
  folder = makeFolder(),
): { store: Store; cases: Cases; folder: string } {
  const store = openSqliteStore({ file: join(folder, 'throughline.db') })
  const processes = { load: async () => compiled, newest: async () => compiled }
  const inForce = Promise.resolve<Registers>(registers)
  const cases = createCases({ store, processes, registers: { current: () => inForce }, clock })
  return { store, cases, folder }
}

export const makeFolder = () => mkdtempSync(join(tmpdir(), 'throughline-'))
export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true })
