import type { Cases } from '../cases.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import type { Handler } from './handler.ts'
import { createNotify } from './notify.ts'
import { createSendEvent } from './send-event.ts'
import { createStartCase } from './start-case.ts'
import { createWebhook, type WebhookConfig } from './webhook.ts'

/** Effect type → what does it. A new type is a file of its own and a line here. */
export type Effects = ReadonlyMap<string, Handler>

export function createEffects(around: {
  store: Pick<Store, 'addNotification'>
  cases: Pick<Cases, 'start' | 'send'>
  clock: Clock
  webhook: WebhookConfig
}): Effects {
  return new Map([
    ['notify', createNotify(around.store)],
    ['webhook', createWebhook(around.clock, around.webhook)],
    ['start-case', createStartCase(around.cases)],
    ['send-event', createSendEvent(around.cases)],
  ])
}
