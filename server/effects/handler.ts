import { z } from 'zod'
import type { Actor } from '../../engine/case.ts'
import type { Json, JsonObject } from '../../engine/json.ts'
import type { Refusal } from '../../engine/refusal.ts'
import type { EffectRow } from '../store/store.ts'

/**
 * What became of an effect. `permanent`: trying again would fail the same way, so that the effect goes to the
 * dead letters at once, where an administrator sees why. `notBefore`: when the receiver wants to be tried again.
 */
export type Outcome =
  | { kind: 'done'; answer: Json }
  | { kind: 'failed'; error: string; permanent: boolean; notBefore?: string }

/**
 * Does one effect in the world. May run more than once for one effect, always with the same key: whatever it does
 * has to be recognisable by that key. Throws when something broke; the effect is then tried again.
 */
export type Handler = (effect: EffectRow) => Promise<Outcome>

export function done(answer: Json = null): Outcome {
  return { kind: 'done', answer }
}

export function failedForGood(error: string): Outcome {
  return { kind: 'failed', error, permanent: true }
}

export function failedForNow(error: string, notBefore?: string): Outcome {
  return { kind: 'failed', error, permanent: false, ...(notBefore !== undefined && { notBefore }) }
}

/** A handler that gets its parameters checked. They come from a definition, computed in part from case data. */
export function withParams<Params>(
  shape: z.ZodType<Params>,
  run: (effect: EffectRow, params: Params) => Promise<Outcome>,
): Handler {
  return async effect => {
    const parsed = shape.safeParse(effect.effect.params)
    if (parsed.success) return await run(effect, parsed.data)
    const issues = parsed.error.issues.map(issue => `${issue.path.join('.') || 'params'}: ${issue.message}`)
    return failedForGood(
      `The parameters of the effect "${effect.effect.type}" in the process "${effect.process}" cannot be used: ` +
        `${issues.join('; ')}. Mend them in the definition, and publish it.`,
    )
  }
}

/** Data that goes along; none given is empty. */
export const jsonObject = z.record(z.string(), z.unknown()).default({}) as z.ZodType<JsonObject>

/** Who acts when an effect does: the process that the effect belongs to. */
export function actorOf(effect: EffectRow): Actor {
  return { kind: 'process', id: effect.process, roles: ['process'] }
}

/** The other case said no, and will say no again. */
export function refused(refusal: Refusal): Outcome {
  return failedForGood(`Refused (${refusal.reason}): ${refusal.message}`)
}
