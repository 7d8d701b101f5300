import type { Auth } from './auth.ts'
import { parseRoles, rolesOfKey } from './identities.ts'
import { isRole, roles as knownRoles } from './roles.ts'

export type Person = { id: string; name: string; email: string; roles: string[]; createdAt: string }

/** An API key without the key itself, which nobody can read again. `start`: its first characters. */
export type Token = {
  id: string
  name: string
  start: string | null
  roles: string[]
  createdBy: string
  createdAt: string
  lastUsedAt: string | null
  expiresAt: string | null
}

export type AccountProblem =
  | 'email-taken'
  | 'invalid-email'
  | 'invalid-name'
  | 'invalid-password'
  | 'unknown-role'
  | 'no-such-person'
  | 'no-such-key'
  | 'no-such-invitation'
  | 'last-admin'
  | 'link-not-valid'

/** What was asked of the accounts cannot be done. The message is for whoever asked. */
export class AccountError extends Error {
  readonly code: AccountProblem
  constructor(code: AccountProblem, message: string) {
    super(message)
    this.name = 'AccountError'
    this.code = code
  }
}

/** Far more than a company of the size that this is for has; Better Auth stops at 100 unless told. */
const everyone = 10_000

export function createAccounts({ auth, context }: Auth, forget: () => void) {
  const { internalAdapter, adapter } = context

  async function createUser(person: {
    name: string
    email: string
    password: string
    roles: string[]
  }): Promise<Person> {
    const { name, email } = await checkNewPerson(person)
    const roles = checkRoles(person.roles)
    const password = await context.password.hash(person.password)
    const created = await internalAdapter.createUser(
      { name, email, emailVerified: false, roles: roles.join(' ') },
      { method: 'admin' },
    )
    try {
      await internalAdapter.linkAccount({
        userId: created.id,
        providerId: 'credential',
        accountId: created.id,
        password,
      })
    } catch (error) {
      await internalAdapter.deleteUser(created.id)
      throw error
    }
    return toPerson(created)
  }

  /** Finds what is wrong with somebody's name, address or password before anything is used up or written. */
  async function checkNewPerson(person: { name: string; email: string; password: string }) {
    const name = person.name.trim()
    const email = person.email.trim().toLowerCase()
    if (name === '' || name.length > 200)
      throw new AccountError('invalid-name', 'A name has between 1 and 200 characters.')
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254)
      throw new AccountError('invalid-email', `"${person.email}" is no e-mail address.`)
    checkPassword(person.password)
    if (await internalAdapter.findUserByEmail(email))
      throw new AccountError('email-taken', `There is a person with the address ${email} already.`)
    return { name, email }
  }

  function checkPassword(password: string): void {
    const { minPasswordLength: min, maxPasswordLength: max } = context.password.config
    if (password.length < min || password.length > max)
      throw new AccountError('invalid-password', `A password has between ${min} and ${max} characters.`)
  }

  async function listUsers(): Promise<Person[]> {
    const found = await internalAdapter.listUsers(everyone, 0, { field: 'email', direction: 'asc' })
    return found.map(toPerson)
  }

  /** What people call whoever has this id: a person's name, a key's name, or the word that it is. */
  async function nameOf(id: string): Promise<string> {
    const person = await internalAdapter.findUserById(id)
    if (person) return person.name
    const key = await adapter.findOne<KeyRow>({ model: 'apikey', where: [{ field: 'id', value: id }] })
    return key?.name ?? id
  }

  async function setRoles(id: string, names: string[]): Promise<Person> {
    const roles = checkRoles(names)
    if (!roles.includes('admin')) await keepAnAdmin(id)
    const updated = await internalAdapter.updateUser(id, { roles: roles.join(' ') })
    forget()
    if (!updated) throw noSuchPerson(id)
    return toPerson(updated)
  }

  /** Signs the person out everywhere. */
  async function setPassword(id: string, password: string): Promise<void> {
    checkPassword(password)
    if (!(await internalAdapter.findUserById(id))) throw noSuchPerson(id)
    await internalAdapter.updatePassword(id, await context.password.hash(password))
    await internalAdapter.deleteUserSessions(id)
    forget()
  }

  /** What the person did stays on record, under their id and name. Keys that they made go on working. */
  async function removeUser(id: string): Promise<void> {
    if (!(await internalAdapter.findUserById(id))) throw noSuchPerson(id)
    await keepAnAdmin(id)
    await internalAdapter.deleteUser(id)
    forget()
  }

  async function keepAnAdmin(exceptId: string): Promise<void> {
    const admins = (await listUsers()).filter(({ roles }) => roles.includes('admin'))
    if (admins.length === 1 && admins[0]!.id === exceptId)
      throw new AccountError(
        'last-admin',
        `${admins[0]!.name} is the only admin; without one nobody could let people in. Make somebody else an admin first.`,
      )
  }

  /** The key is in the answer and nowhere else: what is kept is its hash. */
  async function createToken(token: {
    name: string
    roles: string[]
    /** id of the person who makes it, or a word such as `command line` */
    by: string
    expiresInDays?: number
  }): Promise<{ token: Token; key: string }> {
    const name = token.name.trim()
    if (name === '' || name.length > 80)
      throw new AccountError('invalid-name', 'The name of a key has between 1 and 80 characters.')
    const roles = checkRoles(token.roles)
    const created = await auth.api.createApiKey({
      body: {
        name,
        userId: token.by,
        // Only the server can set permissions; Better Auth refuses them in a client's request.
        permissions: { roles },
        ...(token.expiresInDays && { expiresIn: token.expiresInDays * 86_400 }),
      },
    })
    return { token: toToken(created), key: created.key }
  }

  async function listTokens(): Promise<Token[]> {
    const found = await adapter.findMany<KeyRow>({
      model: 'apikey',
      limit: everyone,
      sortBy: { field: 'createdAt', direction: 'asc' },
    })
    return found.map(toToken)
  }

  async function revokeToken(id: string): Promise<void> {
    const where = [{ field: 'id', value: id }]
    if (!(await adapter.findOne({ model: 'apikey', where })))
      throw new AccountError('no-such-key', `No API key has the id ${JSON.stringify(id)}.`)
    await adapter.delete({ model: 'apikey', where })
    forget()
  }

  return {
    createUser,
    checkNewPerson,
    listUsers,
    nameOf,
    setRoles,
    setPassword,
    removeUser,
    createToken,
    listTokens,
    revokeToken,
    countUsers: () => internalAdapter.countTotalUsers(),
  }
}

export function checkRoles(names: string[]): string[] {
  const unknown = names.find(name => !isRole(name))
  if (unknown !== undefined)
    throw new AccountError(
      'unknown-role',
      `There is no role "${unknown}". The roles are ${knownRoles.join(', ')}.`,
    )
  if (names.length === 0)
    throw new AccountError('unknown-role', `Give at least one role: ${knownRoles.join(', ')}.`)
  return knownRoles.filter(role => names.includes(role))
}

function noSuchPerson(id: string): AccountError {
  return new AccountError('no-such-person', `No person has the id ${JSON.stringify(id)}.`)
}

type UserRow = { id: string; name: string; email: string; createdAt: Date; roles?: string | null }

function toPerson(user: UserRow): Person {
  const { id, name, email, createdAt } = user
  return { id, name, email, roles: parseRoles(user.roles), createdAt: new Date(createdAt).toISOString() }
}

type KeyRow = {
  id: string
  name: string | null
  start: string | null
  referenceId: string
  createdAt: Date
  lastRequest: Date | null
  expiresAt: Date | null
  permissions?: unknown
}

function toToken(key: KeyRow): Token {
  const instant = (date: Date | null) => (date ? new Date(date).toISOString() : null)
  return {
    id: key.id,
    name: key.name ?? key.id,
    start: key.start,
    roles: rolesOfKey(key.permissions),
    createdBy: key.referenceId,
    createdAt: new Date(key.createdAt).toISOString(),
    lastUsedAt: instant(key.lastRequest),
    expiresAt: instant(key.expiresAt),
  }
}
