// Does the effects that steps put into the outbox.
//
// 1. An effect is done at least once, and always under the same key: when a worker dies between doing and
//    recording, the next one does it again, and the handler or the receiver recognises the key.
// 2. Effects of one case are done in order of their keys; the store hands out no other.
// 3. What fails is tried again, later each time; what fails for good, or too often, is among the dead letters,
//    and holds nothing up any more.

import type { Outcome } from '../effects/handler.ts'
import { failedForGood, failedForNow } from '../effects/handler.ts'
import type { EffectRow } from '../store/store.ts'
import { type Patience, retryAt } from './backoff.ts'
import { claimFor, settle, type Worker } from './worker.ts'

/** Some three hours: a receiver's night of maintenance is longer, but the case's other effects wait meanwhile. */
const patience: Patience = { firstMs: 5_000, longestMs: 3_600_000, attempts: 12 }

/** Answers how many effects it found due. */
export async function runDueEffects(worker: Worker): Promise<number> {
  const due = await worker.store.claimEffects(claimFor(worker))
  await settle(due.map(effect => run(worker, effect)))
  return due.length
}

async function run(worker: Worker, effect: EffectRow): Promise<void> {
  const outcome = await attempt(worker, effect)
  const now = worker.clock.now()
  if (outcome.kind === 'done') {
    await worker.store.recordEffectDone(effect.key, outcome.answer, now.toISOString())
    return
  }
  const at = nextAttempt(effect, outcome, now)
  const { key, attempts } = effect
  worker.log.warn(at === null ? 'An effect was given up' : 'An effect failed and is tried again', {
    key,
    type: effect.effect.type,
    attempts: attempts + 1,
    error: outcome.error,
    retryAt: at,
  })
  await worker.store.recordEffectFailure(key, { error: outcome.error, retryAt: at })
}

async function attempt({ effects }: Worker, effect: EffectRow): Promise<Outcome> {
  const handler = effects.get(effect.effect.type)
  if (!handler)
    return failedForGood(
      `This server does no effects of the type "${effect.effect.type}". It does ${[...effects.keys()].join(', ')}.`,
    )
  try {
    return await handler(effect)
  } catch (error) {
    return failedForNow(error instanceof Error ? error.message : String(error))
  }
}

function nextAttempt(
  { key, attempts }: EffectRow,
  { permanent, notBefore }: Outcome & { kind: 'failed' },
  now: Date,
): string | null {
  const at = permanent ? null : retryAt(key, attempts + 1, now, patience)
  return at !== null && notBefore !== undefined && notBefore > at ? notBefore : at
}
