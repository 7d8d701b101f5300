// What people have chosen for themselves: filters and searches that they have kept, and what they want to be told of.

import { z } from '@hono/zod-openapi'
import type { JsonObject } from '../../engine/json.ts'
import { type NotificationKind, notificationKinds, type Store } from '../store/store.ts'
import { type AddRoute, actorOf } from './route.ts'

const told = z.boolean().default(true)
/** Searches that were kept under a name: what stands in the address of the page. */
const kept = z
  .array(
    z.strictObject({
      name: z.string().trim().min(1).max(80),
      search: z
        .record(z.string().min(1).max(40), z.string().max(200))
        .refine(search => Object.keys(search).length <= 20, 'has more than 20 fields'),
    }),
  )
  .max(50)
  .refine(all => new Set(all.map(({ name }) => name)).size === all.length, {
    message: 'two have the same name',
  })
  .default([])
const preferences = z.strictObject({
  filters: kept.describe('Of the list of work'),
  searches: kept.describe('Of the audit page'),
  notices: z
    .strictObject({ assigned: told, mentioned: told, dueSoon: told, overdue: told, returned: told })
    .prefault({}),
})

const choices: Partial<Record<NotificationKind, keyof z.infer<typeof preferences>['notices']>> = {
  assigned: 'assigned',
  mentioned: 'mentioned',
  'due-soon': 'dueSoon',
  overdue: 'overdue',
  returned: 'returned',
}

/** The kinds that somebody does not want to be told of. They are kept all the same, for when it is wanted again. */
export async function unwantedBy(
  person: string,
  store: Pick<Store, 'loadPreferences'>,
): Promise<NotificationKind[]> {
  const { notices } = preferences.parse((await store.loadPreferences(person)) ?? {})
  return notificationKinds.filter(kind => {
    const choice = choices[kind]
    return choice !== undefined && !notices[choice]
  })
}

export function addPreferenceRoutes(add: AddRoute, store: Store): void {
  const tag = 'Work'

  add(
    {
      need: 'case.read',
      method: 'get',
      path: '/api/me/preferences',
      aboutNoCase: true,
      tag,
      summary: 'Filters and searches that you have kept, and what you want to be told of',
      answers: { 200: { description: 'Who has chosen nothing is told of everything', schema: preferences } },
    },
    async (_, c) => c.json(preferences.parse((await store.loadPreferences(actorOf(c).id)) ?? {})),
  )

  add(
    {
      need: 'case.read',
      method: 'put',
      path: '/api/me/preferences',
      tag,
      summary: 'Keep filters and searches, and choose what you want to be told of',
      description: 'All of it takes the place of what there was.',
      body: preferences,
      answers: { 200: { description: 'As it is kept', schema: preferences } },
      problems: ['busy'],
    },
    async ({ body }, c) => {
      await store.savePreferences(actorOf(c).id, body as JsonObject)
      return c.json(body)
    },
  )
}
