import { mkdtemp, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, test } from 'vitest'
import { type Access, createAccess } from '../../server/access/access.ts'
import { rememberedMs } from '../../server/access/identities.ts'
import { rightsOf, roles } from '../../server/access/roles.ts'
import { loadSecret } from '../../server/access/secret.ts'
import { createLog } from '../../server/log.ts'

const opened: Access[] = []
afterEach(() => opened.splice(0).forEach(access => void access.close()))

/** Accounts on a new database, and a clock to turn. */
async function setUp(file = ':memory:') {
  let now = Date.parse('2026-03-01T09:00:00Z')
  const clock = {
    now: () => new Date(now),
    advance: (ms: number) => {
      now += ms
    },
  }
  const access = await createAccess({
    database: file,
    baseUrl: 'http://localhost:3000',
    secret: 'a secret that only these tests have, 0123456789',
    clock,
    log: createLog('silent'),
  })
  opened.push(access)
  return { access, clock }
}

const ada = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' }

const bearer = (key: string) => new Headers({ authorization: `Bearer ${key}` })

async function signIn(access: Access, { email, password } = ada): Promise<Response> {
  return access.handle(
    new Request('http://localhost:3000/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    }),
  )
}

async function cookieOf(access: Access): Promise<Headers> {
  const response = await signIn(access)
  return new Headers({
    cookie: response.headers
      .getSetCookie()
      .map(cookie => cookie.split(';')[0])
      .join('; '),
  })
}

describe('the first start', () => {
  test('gives a link that makes one account with every role', async () => {
    const { access } = await setUp()
    const token = await access.createSetupToken()

    const person = await access.join({ ...ada, token: token! })

    expect(person.roles).toEqual([...roles])
    expect((await access.identify(await cookieOf(access))).identity?.actor).toEqual({
      kind: 'person',
      id: person.id,
      name: 'Ada',
      roles: [...roles],
    })
  })

  test('gives a link that works once', async () => {
    const { access } = await setUp()
    const token = (await access.createSetupToken())!
    await access.join({ ...ada, token })

    await expect(access.join({ ...ada, email: 'eve@example.com', token })).rejects.toThrow(/not valid/)

    expect(await access.listUsers()).toHaveLength(1)
  })

  test('lets one of two in who use the link at the same moment', async () => {
    const { access } = await setUp()
    const token = (await access.createSetupToken())!

    const outcomes = await Promise.allSettled([
      access.join({ ...ada, token }),
      access.join({ ...ada, email: 'eve@example.com', token }),
    ])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await access.listUsers()).toHaveLength(1)
  })

  test('gives no link once there is a person', async () => {
    const { access } = await setUp()
    await access.createUser({ ...ada, roles: ['admin'] })

    expect(await access.createSetupToken()).toBeNull()
  })

  test('a link from an earlier start stops working when there is a new one', async () => {
    const { access } = await setUp()
    const earlier = (await access.createSetupToken())!

    await access.createSetupToken()

    await expect(access.join({ ...ada, token: earlier })).rejects.toThrow(/not valid/)
  })

  test('a link is not used up by a password that is too short', async () => {
    const { access } = await setUp()
    const token = (await access.createSetupToken())!

    await expect(access.join({ ...ada, password: 'short', token })).rejects.toThrow(/between 8 and 128/)

    expect((await access.join({ ...ada, token })).name).toBe('Ada')
  })
})

describe('an invitation', () => {
  test('gives the roles that it was made with', async () => {
    const { access } = await setUp()
    const { token } = await access.createInvitation({ roles: ['sales', 'staff'], by: 'ada' })

    const person = await access.join({ ...ada, token })

    expect(person.roles).toEqual(['staff', 'sales'])
  })

  test('for an address lets only that address in', async () => {
    const { access } = await setUp()
    const { token } = await access.createInvitation({ roles: ['staff'], email: 'bob@example.com', by: 'ada' })

    await expect(access.join({ ...ada, token })).rejects.toThrow('This invitation is for bob@example.com.')
  })

  test('runs out after a week', async () => {
    const { access, clock } = await setUp()
    const { token } = await access.createInvitation({ roles: ['staff'], by: 'ada' })

    clock.advance(7 * 86_400_000)

    await expect(access.join({ ...ada, token })).rejects.toThrow(/not valid/)
    expect(await access.listInvitations()).toEqual([])
  })

  test('can be withdrawn', async () => {
    const { access } = await setUp()
    const { token, invitation } = await access.createInvitation({ roles: ['admin'], by: 'ada' })

    await access.withdrawInvitation(invitation.id)

    await expect(access.join({ ...ada, token })).rejects.toThrow(/not valid/)
  })

  test('for a role that does not exist is refused, with the roles that do', async () => {
    const { access } = await setUp()

    await expect(access.createInvitation({ roles: ['king'], by: 'ada' })).rejects.toThrow(
      /no role "king".*owner, staff, auditor/,
    )
  })
})

describe('signing up', () => {
  test('is closed to whoever has no link', async () => {
    const { access } = await setUp()

    const response = await access.handle(
      new Request('http://localhost:3000/api/auth/sign-up/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...ada, roles: 'admin' }),
      }),
    )

    expect(response.status).toBe(404)
    expect(await access.listUsers()).toEqual([])
  })

  test('twice with one address is refused', async () => {
    const { access } = await setUp()
    await access.createUser({ ...ada, roles: ['staff'] })

    await expect(access.createUser({ ...ada, email: 'Ada@Example.com', roles: ['staff'] })).rejects.toThrow(
      /ada@example.com already/,
    )
  })
})

describe('a session', () => {
  test('is a cookie that scripts and other sites cannot use', async () => {
    const { access } = await setUp()
    await access.createUser({ ...ada, roles: ['staff'] })

    const [cookie] = (await signIn(access)).headers.getSetCookie()

    expect(cookie).toMatch(/^throughline\.session_token=.*HttpOnly; SameSite=Lax/)
  })

  test('needs the right password', async () => {
    const { access } = await setUp()
    await access.createUser({ ...ada, roles: ['staff'] })

    const response = await signIn(access, { ...ada, password: 'wrong horse' })

    expect(response.status).toBe(401)
  })

  test('with a cookie that somebody made up is nobody', async () => {
    const { access } = await setUp()

    const headers = new Headers({ cookie: 'throughline.session_token=abc.def' })

    expect((await access.identify(headers)).identity).toBeNull()
  })

  test('ends at once when the person signs out', async () => {
    const { access } = await setUp()
    await access.createUser({ ...ada, roles: ['staff'] })
    const headers = await cookieOf(access)
    await access.identify(headers)

    await access.handle(new Request('http://localhost:3000/api/auth/sign-out', { method: 'POST', headers }))

    expect((await access.identify(headers)).identity).toBeNull()
  })

  test('ends at once when the password is changed for the person', async () => {
    const { access } = await setUp()
    const person = await access.createUser({ ...ada, roles: ['staff'] })
    const headers = await cookieOf(access)
    await access.identify(headers)

    await access.setPassword(person.id, 'battery staple')

    expect((await access.identify(headers)).identity).toBeNull()
    expect((await signIn(access, { ...ada, password: 'battery staple' })).status).toBe(200)
  })

  test('ends at once when the person is removed', async () => {
    const { access } = await setUp()
    const person = await access.createUser({ ...ada, roles: ['staff'] })
    const headers = await cookieOf(access)
    await access.identify(headers)

    await access.removeUser(person.id)

    expect((await access.identify(headers)).identity).toBeNull()
  })

  test('has other rights at once when the roles change', async () => {
    const { access } = await setUp()
    const person = await access.createUser({ ...ada, roles: ['staff'] })
    const headers = await cookieOf(access)
    await access.identify(headers)

    await access.setRoles(person.id, ['auditor'])

    const { identity } = await access.identify(headers)
    expect(identity?.actor.roles).toEqual(['auditor'])
    expect(identity?.rights).toEqual(new Set(rightsOf.auditor))
  })
})

describe('an API key', () => {
  test('acts under its own name and roles', async () => {
    const { access } = await setUp()
    const { token, key } = await access.createToken({
      name: 'web shop',
      roles: ['sales'],
      by: 'command line',
    })

    const { identity } = await access.identify(bearer(key))

    expect(identity?.actor).toEqual({ kind: 'key', id: token.id, name: 'web shop', roles: ['sales'] })
  })

  test('is kept as a hash: the database never shows it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'throughline-'))
    const { access } = await setUp(join(folder, 'throughline.db'))

    const { key } = await access.createToken({ name: 'web shop', roles: ['sales'], by: 'command line' })

    const written = await Promise.all(
      ['throughline.db', 'throughline.db-wal'].map(name => readFile(join(folder, name), 'latin1')),
    )
    expect(written.join('')).toContain('web shop')
    expect(written.join('')).not.toContain(key)
  })

  test('that does not exist is nobody', async () => {
    const { access } = await setUp()

    expect((await access.identify(bearer('tl_nothing'))).identity).toBeNull()
  })

  test('stops working at once when it is revoked', async () => {
    const { access } = await setUp()
    const { token, key } = await access.createToken({
      name: 'web shop',
      roles: ['sales'],
      by: 'command line',
    })
    await access.identify(bearer(key))

    await access.revokeToken(token.id)

    expect((await access.identify(bearer(key))).identity).toBeNull()
    expect(await access.listTokens()).toEqual([])
  })

  test('revoked by another process stops working within seconds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'throughline-'))
    const server = await setUp(join(folder, 'throughline.db'))
    const commandLine = await setUp(join(folder, 'throughline.db'))
    const { token, key } = await server.access.createToken({ name: 'shop', roles: ['sales'], by: 'ada' })
    await server.access.identify(bearer(key))

    await commandLine.access.revokeToken(token.id)
    server.clock.advance(rememberedMs)

    expect((await server.access.identify(bearer(key))).identity).toBeNull()
  })

  test('that cannot be verified because nothing can be written is told so, and not turned away as a stranger', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'throughline-')), 'throughline.db')
    const { access, clock } = await setUp(file)
    const { key } = await access.createToken({ name: 'shop', roles: ['sales'], by: 'ada' })
    const raw = new DatabaseSync(file)
    raw.exec(
      `CREATE TRIGGER full BEFORE UPDATE ON access_key BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    )

    const whileFull = access.identify(bearer(key))

    await expect(whileFull).rejects.toThrow('The API key is on record, but could not be verified')
    raw.exec('DROP TRIGGER full')
    raw.close()
    clock.advance(rememberedMs)
    expect((await access.identify(bearer(key))).identity).toMatchObject({ actor: { name: 'shop' } })
  })

  test('is not remembered for longer when the clock goes back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'throughline-'))
    const server = await setUp(join(folder, 'throughline.db'))
    const commandLine = await setUp(join(folder, 'throughline.db'))
    const { token, key } = await server.access.createToken({ name: 'shop', roles: ['sales'], by: 'ada' })
    await server.access.identify(bearer(key))

    await commandLine.access.revokeToken(token.id)
    server.clock.advance(-3_600_000)

    expect((await server.access.identify(bearer(key))).identity).toBeNull()
  })

  test('listed shows how it begins, and not the key', async () => {
    const { access } = await setUp()
    const { key } = await access.createToken({
      name: 'web shop',
      roles: ['sales'],
      by: 'ada',
      expiresInDays: 30,
    })

    const [token] = await access.listTokens()

    expect(token).toMatchObject({
      name: 'web shop',
      roles: ['sales'],
      createdBy: 'ada',
      start: key.slice(0, 9),
    })
    expect(Date.parse(token!.expiresAt!)).toBeGreaterThan(Date.parse(token!.createdAt))
    expect(JSON.stringify(token)).not.toContain(key)
  })
})

describe('people', () => {
  test('keep at least one admin', async () => {
    const { access } = await setUp()
    const person = await access.createUser({ ...ada, roles: ['admin'] })

    await expect(access.removeUser(person.id)).rejects.toThrow(/Ada is the only admin/)
    await expect(access.setRoles(person.id, ['staff'])).rejects.toThrow(/Ada is the only admin/)
  })

  test('who do not exist cannot be changed', async () => {
    const { access } = await setUp()

    await expect(access.setRoles('nobody', ['admin'])).rejects.toThrow('No person has the id "nobody".')
    await expect(access.removeUser('nobody')).rejects.toThrow('No person has the id "nobody".')
    await expect(access.setPassword('nobody', 'long enough')).rejects.toThrow('No person has the id')
  })
})

describe('the roles', () => {
  test('of auditors read everything and change nothing', () => {
    expect(rightsOf.auditor).toEqual([
      'process.read',
      'register.read',
      'case.read',
      'audit.read',
      'operations.read',
    ])
  })
})

describe('the secret', () => {
  test('is made once, and only its owner can read it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'throughline-'))

    const [first, second] = await Promise.all([loadSecret(folder), loadSecret(folder)])

    expect(first).toBe(second)
    expect(await loadSecret(folder)).toBe(first)
    expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600)
  })
})
