import { z } from 'zod'
import { notificationKinds, type Store } from '../store/store.ts'
import { done, type Handler, withParams } from './handler.ts'

const shape = z
  .object({
    role: z.string().min(1).optional(),
    person: z.string().min(1).optional(),
    title: z.string().min(1),
    text: z.string().default(''),
    kind: z.enum(notificationKinds).default('other').catch('other'),
  })
  .refine(
    params => params.role !== undefined || params.person !== undefined,
    'give a role or a person to tell',
  )

/** Tells a person, or everyone in a role, inside the product. */
export function createNotify(store: Pick<Store, 'addNotification'>): Handler {
  return withParams(shape, async ({ key, caseId, at }, { role, person, title, text, kind }) => {
    await store.addNotification({
      id: key,
      kind,
      role: role ?? null,
      person: person ?? null,
      title,
      text,
      caseId,
      at,
    })
    return done()
  })
}
