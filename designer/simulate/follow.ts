// The saved scenarios follow what is renamed in the draft.
//
//   (renamed) → waiting   an edit, an undo or a redo; one that takes another back leaves nothing
//   waiting   → due       the draft is saved
//   due       → under     the scenarios are changed, on top of what is saved of them
//   under     → followed  the server has them
//   under     → under     no answer: tried again, again and again
//
// 1. Scenarios never call something by a name that the saved draft does not have yet.
// 2. A change whose answer was lost is known again, and not made twice: a name can have gone to something else.
// 3. What cannot be read is left as it is.

import { inTurn, type Rename, renameIn } from '../../engine/rename-scenarios.ts'
import type { ScenarioFile } from '../../engine/scenario.ts'
import { canonical } from '../../engine/seal.ts'
import { type Api, ApiError } from '../api.ts'
import { saveChange, toLoaded } from './scenario-file.ts'

export type Around = {
  load: Api['scenarios']
  save: Api['saveScenarios']
  later(ms: number, work: () => void): void
  /** Whether something was renamed that the scenarios do not know yet. */
  show(isWaiting: boolean): void
  /** The scenarios have been changed. */
  changed(): void
}

const again = 5_000

export type Following = ReturnType<typeof createFollowing>

export function createFollowing(process: string, { load, save, later, show, changed }: Around) {
  let waiting: Rename[] = []
  /** in the saved draft */
  let due: Rename[] = []
  /** on its way to the server */
  let under: { renames: Rename[]; sent: ScenarioFile | null } | null = null
  let isBusy = false

  const isWaiting = () => waiting.length > 0 || due.length > 0 || under !== null

  /** Answers whether the scenarios say what the renames say. */
  async function make(these: NonNullable<typeof under>): Promise<boolean> {
    const loaded = toLoaded(await load(process))
    const isMade = these.sent !== null && canonical(these.sent) === canonical(loaded.file)
    if (isMade) changed()
    if (isMade || loaded.problems.length > 0 || renameIn(loaded.file, these.renames) === loaded.file)
      return true
    const keeping: typeof save = (id, file, revision) => {
      these.sent = file as unknown as ScenarioFile
      return save(id, file, revision)
    }
    const kept = await saveChange(keeping, process, loaded, file => renameIn(file, these.renames))
    if (kept.kind === 'kept') changed()
    return kept.kind === 'kept'
  }

  async function follow(): Promise<void> {
    if (isBusy) return
    isBusy = true
    let isAnswered = true
    while (isAnswered && (under || due.length > 0)) {
      under ??= { renames: due.splice(0), sent: null }
      // Who may not save them, or a server that will not have them: asking again is no use.
      isAnswered = await make(under).catch(isFinal)
      if (isAnswered) under = null
      else later(again, () => void follow())
    }
    isBusy = false
    show(isWaiting())
  }

  return {
    renamed(renames: readonly Rename[]): void {
      waiting = inTurn(waiting, renames)
      show(isWaiting())
    },
    /** The server has the draft as it is here. */
    async saved(): Promise<void> {
      due = inTurn(due, waiting)
      waiting = []
      await follow()
    },
    /** Whether the saved draft has names that the saved scenarios do not know. */
    isBehind: () => due.length > 0 || under !== null,
  }
}

const isFinal = (error: unknown) =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && ![401, 429].includes(error.status)
