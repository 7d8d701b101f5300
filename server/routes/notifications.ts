import { z } from '@hono/zod-openapi'
import type { Clock } from '../clock.ts'
import type { Limits } from '../limits.ts'
import { notificationKinds, type Store } from '../store/store.ts'
import { pageLimit } from './pages.ts'
import { unwantedBy } from './preferences.ts'
import { type AddRoute, actorOf } from './route.ts'

const notification = z
  .looseObject({
    id: z.string(),
    kind: z.enum(notificationKinds).describe('`other`: what a process says'),
    title: z.string(),
    text: z.string(),
    at: z.string(),
    readAt: z.string().nullable(),
  })
  .openapi('Notification')

export function addNotificationRoutes(
  add: AddRoute,
  { store, clock, limits }: { store: Store; clock: Clock; limits: Limits },
): void {
  const tag = 'Notifications'

  add(
    {
      need: 'signed-in',
      method: 'get',
      path: '/api/notifications',
      tag,
      summary: 'What was said to you or your roles, newest first',
      description: 'Without the kinds that you have switched off in your preferences.',
      query: z.strictObject({ limit: pageLimit(limits) }),
      answers: { 200: { description: 'The newest', schema: z.object({ items: z.array(notification) }) } },
    },
    async ({ query: { limit } }, c) => {
      const { id, roles } = actorOf(c)
      const without = await unwantedBy(id, store)
      return c.json({ items: await store.listNotifications({ person: id, roles, limit, without }) })
    },
  )

  add(
    {
      need: 'signed-in',
      method: 'post',
      path: '/api/notifications/{id}/read',
      tag,
      summary: 'Mark a notification as read',
      params: z.strictObject({ id: z.string().min(1).max(500) }),
      answers: { 204: { description: 'Done' } },
    },
    async ({ params: { id } }, c) => {
      await store.markNotificationRead(id, actorOf(c).id, clock.now().toISOString())
      return c.body(null, 204)
    },
  )
}
