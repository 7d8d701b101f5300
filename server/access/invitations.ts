import { hash, randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { AccountError, checkRoles } from './accounts.ts'
import type { Auth } from './auth.ts'

/** An open invitation. Its token is in the link that was given out and nowhere else: what is kept is a hash. */
export type Invitation = {
  id: string
  kind: 'setup' | 'invitation'
  roles: string[]
  /** who may use it; null: whoever has the link */
  email: string | null
  createdBy: string
  expiresAt: string
}

const validDays = 7
const dayMs = 86_400_000
/** Stored and compared as text, so four digits of a year are as far as it goes. */
const never = new Date('9999-12-31T23:59:59Z')

/**
 * Links that make one account each. The link of the first start is one of them, with all roles.
 *
 * They are kept among Better Auth's verification values, because taking one out is atomic: of two who use a
 * link at once, one gets in. Its own expiry is set beyond all time: ours goes by the clock that was handed in.
 */
export function createInvitations({ context }: Auth, clock: Clock) {
  const { internalAdapter, adapter } = context

  async function create(
    kind: Invitation['kind'],
    invitation: { roles: string[]; email?: string; by: string },
  ): Promise<{ token: string; invitation: Invitation }> {
    const token = randomBytes(24).toString('base64url')
    const content: Content = {
      roles: checkRoles(invitation.roles),
      email: invitation.email?.trim().toLowerCase() ?? null,
      createdBy: invitation.by,
      expiresAt: new Date(clock.now().getTime() + validDays * dayMs).toISOString(),
    }
    const { id } = await internalAdapter.createVerificationValue({
      identifier: identifierOf(kind, token),
      value: JSON.stringify(content),
      expiresAt: never,
    })
    return { token, invitation: { id, kind, ...content } }
  }

  async function find(token: string): Promise<Invitation> {
    for (const kind of ['invitation', 'setup'] as const) {
      const row = await internalAdapter.findVerificationValue(identifierOf(kind, token))
      const invitation = row && toInvitation(row)
      if (invitation && Date.parse(invitation.expiresAt) > clock.now().getTime()) return invitation
    }
    throw notValid()
  }

  /** The first caller gets it; it is gone for every other. */
  async function consume(kind: Invitation['kind'], token: string): Promise<void> {
    if (!(await internalAdapter.consumeVerificationValue(identifierOf(kind, token)))) throw notValid()
  }

  async function list(): Promise<Invitation[]> {
    const rows = await adapter.findMany<Row>({ model: 'verification', limit: 10_000 })
    return rows
      .map(toInvitation)
      .filter(invitation => invitation !== undefined)
      .filter(({ expiresAt }) => Date.parse(expiresAt) > clock.now().getTime())
  }

  async function withdraw(id: string): Promise<void> {
    const where = [{ field: 'id', value: id }]
    const row = await adapter.findOne<Row>({ model: 'verification', where })
    if (!row || !toInvitation(row))
      throw new AccountError('no-such-invitation', `No open invitation has the id ${JSON.stringify(id)}.`)
    await adapter.delete({ model: 'verification', where })
  }

  return { create, find, consume, list, withdraw }
}

type Content = Omit<Invitation, 'id' | 'kind'>
type Row = { id: string; identifier: string; value: string }

const identifierOf = (kind: Invitation['kind'], token: string) => `${kind}:${hash('sha256', token)}`

function toInvitation(row: Row): Invitation | undefined {
  const kind = (['setup', 'invitation'] as const).find(known => row.identifier.startsWith(`${known}:`))
  return kind && { id: row.id, kind, ...(JSON.parse(row.value) as Content) }
}

function notValid(): AccountError {
  return new AccountError(
    'link-not-valid',
    'This link is not valid: it was used, withdrawn or has run out. Ask an admin for a new one.',
  )
}
