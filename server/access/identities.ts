import { hash } from 'node:crypto'
import { defaultKeyHasher } from '@better-auth/api-key'
import type { Actor } from '../../engine/case.ts'
import type { Clock } from '../clock.ts'
import { StoreBusyError } from '../faults.ts'
import type { Auth } from './auth.ts'
import { type Right, rightsOfAll } from './roles.ts'

/** Who sends a request, and what they may do. */
export type Identity = { actor: Actor; rights: ReadonlySet<Right> }

/** `setCookie`: what to send back, when looking has made the session last longer. */
export type Identified = { identity: Identity | null; setCookie: string[] }

/**
 * For how long an identity is taken as it was read. Looking one up costs a signature, two queries, and for a
 * key two commits; an event costs less than that.
 *
 * So a role that is taken away, or a key that is revoked, may still work for this long in another process on
 * the same database. In this one it stops at once: every change of access calls `forget`.
 * See docs/decisions/0009-identities-are-remembered.md.
 */
export const rememberedMs = 5_000
const rememberedAtMost = 10_000

const unverified =
  'The API key is on record, but could not be verified: the store cannot be written now. Free some space, or wait a moment, then try again.'

const nobody: Identified = { identity: null, setCookie: [] }

export function createIdentities({ auth, context }: Auth, clock: Clock) {
  const remembered = new Map<string, { since: number; identity: Promise<Identity | null> }>()
  const sessionCookie = context.authCookies.sessionToken.name

  async function identify(headers: Headers): Promise<Identified> {
    const authorization = headers.get('authorization')
    if (authorization !== null) {
      const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
      return key
        ? recall(`key ${key}`, async () => ({ identity: await readKey(key), setCookie: [] }))
        : nobody
    }
    const cookie = readCookie(headers.get('cookie'), sessionCookie)
    return cookie ? recall(`session ${cookie}`, () => readSession(headers)) : nobody
  }

  /** Kept under a hash: a dump of the memory shows no credential. Requests that come meanwhile wait for the same answer. */
  async function recall(credential: string, look: () => Promise<Identified>): Promise<Identified> {
    const id = hash('sha256', credential)
    const now = clock.now().getTime()
    const known = remembered.get(id)
    if (known && now >= known.since && now < known.since + rememberedMs)
      return { identity: await known.identity, setCookie: [] }

    const found = look()
    const entry = { since: now, identity: found.then(({ identity }) => identity) }
    if (remembered.size >= rememberedAtMost) remembered.clear()
    remembered.set(id, entry)
    const forgetAgain = () => {
      if (remembered.get(id) === entry) remembered.delete(id)
    }
    entry.identity.then(identity => identity ?? forgetAgain(), forgetAgain)
    return found
  }

  async function readKey(key: string): Promise<Identity | null> {
    const { key: found, error } = await auth.api.verifyApiKey({ body: { key } })
    if (!found) {
      if (await isOnRecord(key)) throw new StoreBusyError(unverified, error)
      return null
    }
    const roles = rolesOfKey(found.permissions)
    const name = found.name ?? found.id
    return { actor: { id: found.id, kind: 'key', name, roles }, rights: rightsOfAll(roles) }
  }

  /**
   * Whether a key that was not accepted is one that should have been. Better Auth writes down each use of a key,
   * and answers "invalid" when it cannot: on a full disk that would turn every program away as a stranger.
   */
  async function isOnRecord(key: string): Promise<boolean> {
    const where = [{ field: 'key', value: await defaultKeyHasher(key) }]
    const row = await context.adapter.findOne<{ enabled: boolean | null; expiresAt: Date | null }>({
      model: 'apikey',
      where,
    })
    return row !== null && row.enabled !== false && (!row.expiresAt || row.expiresAt > clock.now())
  }

  async function readSession(headers: Headers): Promise<Identified> {
    const { response, headers: answer } = await auth.api.getSession({ headers, returnHeaders: true })
    if (!response) return nobody
    const { id, name, roles: text } = response.user
    const roles = parseRoles(text)
    return {
      identity: { actor: { id, kind: 'person', name, roles }, rights: rightsOfAll(roles) },
      setCookie: answer.getSetCookie(),
    }
  }

  return { identify, forget: () => remembered.clear() }
}

export const parseRoles = (text: string | null | undefined): string[] =>
  (text ?? '').split(' ').filter(role => role !== '')

export function rolesOfKey(permissions: unknown): string[] {
  const parsed = typeof permissions === 'string' ? JSON.parse(permissions) : permissions
  return Array.isArray(parsed?.roles) ? parsed.roles : []
}

function readCookie(header: string | null, name: string): string | undefined {
  return header
    ?.split(';')
    .map(part => part.trim())
    .find(part => part.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}
