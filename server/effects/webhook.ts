// A POST to somebody else's system, as CloudEvents (JSON, structured mode) with the headers of Standard Webhooks.
// `webhook-id` is the effect's key, the same at every attempt: the receiver can tell a repeat from a new event.

import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import type { Json } from '../../engine/json.ts'
import type { Clock } from '../clock.ts'
import type { EffectRow } from '../store/store.ts'
import { AddressNotAllowedError } from './addresses.ts'
import { done, failedForGood, failedForNow, type Handler, type Outcome, withParams } from './handler.ts'
import { type PostAnswer, post } from './post.ts'

export type WebhookConfig = {
  /** where people reach this server; the `source` of every event */
  url: string
  /**
   * Name → secret, in base64 with or without `whsec_`. A webhook is signed with the one that its `secret` names,
   * else with `default`, else not at all.
   */
  secrets?: Record<string, string>
  /** hosts, as `host` or `host:port`, that may be reached although they are inside the server's own network */
  allowHosts?: string[]
  timeoutMs?: number
}

const shape = z.object({
  url: z.string().min(1),
  body: z.unknown().optional(),
  /** the event's type, for receivers that tell events apart by it */
  type: z.string().min(1).default('throughline.case.effect'),
  secret: z.string().min(1).optional(),
})
type Params = z.infer<typeof shape>

/** Throws at once when a secret is not one. */
export function createWebhook(clock: Clock, config: WebhookConfig): Handler {
  const { url: source, allowHosts = [], timeoutMs = 10_000 } = config
  const signers = new Map(
    Object.entries(config.secrets ?? {}).map(([name, it]) => [name, toSigner(name, it)]),
  )

  return withParams(shape, async (effect, params) => {
    const url = URL.parse(params.url)
    if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password)
      return failedForGood(
        `The webhook's url is ${JSON.stringify(params.url)}, but has to be an http or https address without a ` +
          'name and password in it.',
      )
    const signer = signers.get(params.secret ?? 'default')
    if (params.secret !== undefined && !signer)
      return failedForGood(
        `No secret is called ${JSON.stringify(params.secret)}. An administrator has to set it, or the definition to ` +
          'name another.',
      )

    const body = JSON.stringify(toCloudEvent(effect, params, source))
    const sentAt = clock.now()
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'throughline',
      'webhook-id': effect.key,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      ...(signer && { 'webhook-signature': signer.sign(effect.key, sentAt, body) }),
    }
    const anywhere = allowHosts.includes(url.hostname) || allowHosts.includes(url.host)
    try {
      return toOutcome(url, await post({ url, headers, body, timeoutMs, anywhere }), sentAt)
    } catch (error) {
      if (error instanceof AddressNotAllowedError) return failedForGood(error.message)
      return failedForNow(
        `${shown(url)} could not be reached: ${error instanceof Error ? error.message : error}`,
      )
    }
  })
}

function toCloudEvent(effect: EffectRow, params: Params, source: string): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: effect.key,
    source,
    type: params.type,
    subject: effect.caseId,
    time: effect.at,
    process: effect.process,
    datacontenttype: 'application/json',
    ...(params.body !== undefined && { data: params.body }),
  }
}

/** A receiver's mistake (500, 503) or its being busy (408, 429) may pass; ours (400, 401, 404, 410) does not. */
function toOutcome(url: URL, { status, retryAfter, excerpt }: PostAnswer, sentAt: Date): Outcome {
  const answer: Json = { status }
  if (status >= 200 && status < 300) return done(answer)
  const redirect = status >= 300 && status < 400 ? ', a redirect, which is not followed' : ''
  const error = `${shown(url)} answered ${status}${redirect}${excerpt && `: ${excerpt.slice(0, 300)}`}`
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return failedForGood(error)
  return failedForNow(error, parseRetryAfter(retryAfter, sentAt))
}

/** Seconds, or a date; at most a day, so that no receiver can park an effect for ever. */
function parseRetryAfter(header: string | undefined, sentAt: Date): string | undefined {
  if (header === undefined) return undefined
  const at = /^\d+$/.test(header) ? sentAt.getTime() + Number(header) * 1_000 : Date.parse(header)
  if (Number.isNaN(at)) return undefined
  return new Date(Math.min(at, sentAt.getTime() + 86_400_000)).toISOString()
}

/** Without the query, where people put keys. */
function shown(url: URL): string {
  return url.origin + url.pathname
}

function toSigner(name: string, secret: string): Webhook {
  try {
    return new Webhook(secret)
  } catch (error) {
    throw new Error(
      `The webhook secret ${JSON.stringify(name)} is not base64, with or without whsec_ in front`,
      {
        cause: error,
      },
    )
  }
}
