import type { Draft } from '../answers.ts'
import { ApiError } from '../api.ts'
import { api } from '../queries.ts'

/** As the page was opened; a page that opens much later gets the draft of then. */
const freshMs = 5_000
let asked: { process: string; at: number; draft: Promise<Draft> } | null = null

/** Asks for a draft while the page that shows it is still being loaded. */
export function askForDraft(process: string): void {
  const draft = loadDraft(process)
  asked = { process, at: performance.now(), draft }
  // Whoever takes it asks again.
  draft.catch(() => {})
}

/** The draft that was asked for, once. What failed then may be given now: somebody has signed in meanwhile. */
export function takeDraft(process: string): Promise<Draft> {
  const taken = asked?.process === process && performance.now() - asked.at < freshMs ? asked.draft : null
  asked = null
  return taken ? taken.catch(() => loadDraft(process)) : loadDraft(process)
}

/** The draft; where there is none, or it may not be read, the newest version. */
async function loadDraft(process: string): Promise<Draft> {
  try {
    return await api.draft(process)
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 403)) throw error
    const { definition, layout, publishedAt, publishedBy } = await api.process(process)
    return {
      process,
      revision: 0,
      savedAt: publishedAt,
      savedBy: publishedBy,
      definition: definition as never,
      layout,
    }
  }
}
