import { z } from 'zod'
import type { Cases } from '../cases.ts'
import { CaseNotFoundError } from '../faults.ts'
import { actorOf, done, failedForGood, type Handler, jsonObject, refused, withParams } from './handler.ts'

const shape = z.object({ case: z.string().min(1), event: z.string().min(1), data: jsonObject })

/** Sends an event to another case. Its id is the effect's key, by which a repeat is recognised. */
export function createSendEvent(cases: Pick<Cases, 'send'>): Handler {
  return withParams(shape, async (effect, { case: caseId, event, data }) => {
    try {
      const outcome = await cases.send({ caseId, type: event, data, id: effect.key, actor: actorOf(effect) })
      return outcome.kind === 'refusal' ? refused(outcome) : done({ case: caseId, seq: outcome.entry.seq })
    } catch (error) {
      if (error instanceof CaseNotFoundError)
        return failedForGood(`The event "${event}" was not sent: ${error.message}`)
      throw error
    }
  })
}
