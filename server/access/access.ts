// Everything about who is who. Better Auth keeps people, passwords, sessions and keys; this decides how they
// come to be: the first person by the link of the first start, everybody else by an admin's invitation.

import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { describeProblem, type ProblemKind, toResponse } from '../problem.ts'
import { AccountError, createAccounts, type Person } from './accounts.ts'
import { openAuth } from './auth.ts'
import { createIdentities } from './identities.ts'
import { createInvitations } from './invitations.ts'
import { roles } from './roles.ts'

/**
 * What people may ask of Better Auth itself. Everything else it offers is closed, whatever plugin or release
 * brings it: its routes know nothing of our rights, and would let an auditor make API keys.
 */
const openPaths = new Set([
  'sign-in/email',
  'sign-out',
  'get-session',
  'list-sessions',
  'revoke-session',
  'revoke-sessions',
  'revoke-other-sessions',
  'change-password',
  'update-user',
])

export type AccessSettings = {
  /** the SQLite file */
  database: string
  baseUrl: string
  secret: string
  clock: Clock
  log: Log
}

export async function createAccess({ database, baseUrl, secret, clock, log }: AccessSettings) {
  const opened = await openAuth({ file: database, baseUrl, secret, log })
  const identities = createIdentities(opened, clock)
  const accounts = createAccounts(opened, identities.forget)
  const invitations = createInvitations(opened, clock)

  /** What to put into the link of the first start; null once there is a person. Earlier ones stop working. */
  async function createSetupToken(): Promise<string | null> {
    if ((await accounts.countUsers()) > 0) return null
    for (const { id, kind } of await invitations.list()) if (kind === 'setup') await invitations.withdraw(id)
    const { token } = await invitations.create('setup', { roles: [...roles], by: 'first start' })
    return token
  }

  /** Makes the account that a link is for. The link works once, and is not used up by a mistake in the form. */
  async function join(person: {
    token: string
    name: string
    email: string
    password: string
  }): Promise<Person> {
    const invitation = await invitations.find(person.token)
    if (invitation.email !== null && invitation.email !== person.email.trim().toLowerCase())
      throw new AccountError('invalid-email', `This invitation is for ${invitation.email}.`)
    await accounts.checkNewPerson(person)
    if (invitation.kind === 'setup' && (await accounts.countUsers()) > 0)
      throw new AccountError(
        'link-not-valid',
        'The first account was made already. Ask an admin to invite you.',
      )
    await invitations.consume(invitation.kind, person.token)
    return accounts.createUser({ ...person, roles: invitation.roles })
  }

  /** Better Auth's own routes. Whatever they change, nobody is remembered as they were before. */
  async function handle(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.replace(/^\/api\/auth\//, '')
    if (!openPaths.has(path))
      return toResponse(describeProblem('not-found', `There is nothing at /api/auth/${path}. See /api/docs.`))
    const response = await opened.auth.handler(request)
    if (request.method !== 'GET' && path !== 'sign-in/email') identities.forget()
    return response.ok ? response : toProblem(response)
  }

  return {
    identify: identities.identify,
    handle,
    join,
    createSetupToken,
    createInvitation: (invitation: { roles: string[]; email?: string; by: string }) =>
      invitations.create('invitation', invitation),
    findInvitation: invitations.find,
    listInvitations: invitations.list,
    withdrawInvitation: invitations.withdraw,
    createUser: accounts.createUser,
    listUsers: accounts.listUsers,
    nameOf: accounts.nameOf,
    setRoles: accounts.setRoles,
    setPassword: accounts.setPassword,
    removeUser: accounts.removeUser,
    createToken: accounts.createToken,
    listTokens: accounts.listTokens,
    revokeToken: accounts.revokeToken,
    close: opened.close,
  }
}

/** Better Auth says `{ code, message }`; everything else here says problem details. */
async function toProblem(response: Response): Promise<Response> {
  const { message } = (await response.json().catch(() => ({}))) as { message?: string }
  const kind = problemOfStatus[response.status] ?? (response.status < 500 ? 'malformed' : 'fault')
  return toResponse(describeProblem(kind, message ?? 'The accounts library did not say why.'))
}

const problemOfStatus: Record<number, ProblemKind> = {
  401: 'not-signed-in',
  403: 'not-permitted',
  404: 'not-found',
  415: 'not-json',
}

export type Access = Awaited<ReturnType<typeof createAccess>>
