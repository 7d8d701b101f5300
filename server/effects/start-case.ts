import { z } from 'zod'
import type { Cases } from '../cases.ts'
import { CaseExistsError, ProcessNotFoundError } from '../faults.ts'
import { actorOf, done, failedForGood, type Handler, jsonObject, refused, withParams } from './handler.ts'

const shape = z.object({ process: z.string().min(1), data: jsonObject })

/** How many cases may start one another in a row. A process that starts itself would do so without end. */
const longestLine = 100
const tooLong = new RegExp(`(-\\d+-\\d+){${longestLine + 1}}$`)

/**
 * Starts a case of another process, or of the same. The case's id is the effect's key with hyphens for colons, and
 * its first event has the key as its id, so that a repeat finds the case that is there already.
 */
export function createStartCase(cases: Pick<Cases, 'start'>): Handler {
  return withParams(shape, async (effect, { process, data }) => {
    const id = effect.key.replaceAll(':', '-')
    if (tooLong.test(id))
      return failedForGood(
        `The case was started by a case that was started by a case, ${longestLine} times over, so that no other is ` +
          'started. What has to be done again and again is better a loop within one case.',
      )
    try {
      const outcome = await cases.start({ process, id, data, actor: actorOf(effect), eventId: effect.key })
      return outcome.kind === 'refusal' ? refused(outcome) : done({ case: id })
    } catch (error) {
      if (error instanceof ProcessNotFoundError || error instanceof CaseExistsError)
        return failedForGood(`No case of "${process}" was started: ${error.message}`)
      throw error
    }
  })
}
