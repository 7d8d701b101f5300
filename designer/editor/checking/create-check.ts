/// <reference types="vite/client" />

import type { Definition } from '../../../engine/definition.ts'
import type { Json } from '../../../engine/json.ts'
import type { Problem } from '../../../engine/problems.ts'
import type { Check } from '../create-editor.ts'
import { deltaOf } from './delta.ts'

type Asked = { definition: Definition; found(problems: Problem[]): void }

/**
 * Checks in a thread of its own, beside the drawing of what was edited; of several edits in a row the last one. The
 * thread is made when it is first needed; where it cannot be made or ends, the check is done here.
 */
export function createCheck(start: () => Worker): Check {
  let worker: Worker | null | undefined
  /** what the thread has, and is checking */
  let sent: Definition | undefined
  let asked: Asked | undefined
  let waiting: Asked | undefined

  function send(next: Asked): void {
    const delta = deltaOf(sent as Json | undefined, next.definition as unknown as Json)
    asked = next
    sent = next.definition
    worker!.postMessage(delta)
  }

  function answer(problems: Problem[]): void {
    const done = asked
    asked = waiting
    waiting = undefined
    if (asked) send(asked)
    // An answer about an earlier draft is nobody's any more.
    else done?.found(problems)
  }

  async function checkHere(): Promise<void> {
    const last = waiting ?? asked
    worker = null
    asked = waiting = undefined
    if (!last) return
    const { verify } = await import('../../../engine/verify.ts')
    last.found(verify(last.definition))
  }

  return (definition, found) => {
    const next = { definition, found }
    if (worker === undefined) {
      worker = start()
      worker.onmessage = ({ data }: MessageEvent<Problem[]>) => answer(data)
      worker.onerror = () => void checkHere()
    }
    if (worker === null) {
      asked = next
      void checkHere()
    } else if (asked) waiting = next
    else send(next)
  }
}

/** One thread for every draft of the page: it has warmed up when the next one is opened. */
export const checkBeside = createCheck(
  () => new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' }),
)
