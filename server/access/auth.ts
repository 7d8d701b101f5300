import { DatabaseSync } from 'node:sqlite'
import { apiKey } from '@better-auth/api-key'
import { NodeSqliteDialect } from '@better-auth/kysely-adapter/node-sqlite-dialect'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { Kysely } from 'kysely'
import type { Log } from '../log.ts'

export type AuthSettings = {
  /** the SQLite file that the store is in, or another */
  file: string
  baseUrl: string
  secret: string
  log: Log
}

/** Better Auth on the store's file, its tables made or brought up to date. */
export async function openAuth(settings: AuthSettings) {
  const database = openDatabase(settings.file)
  try {
    const options = authOptions(settings, database)
    const { runMigrations } = await getMigrations(options)
    await runMigrations()
    const auth = betterAuth(options)
    const context = await auth.$context
    // It has begun to look at the tables, and would log an error if a short command closed them meanwhile.
    await context.checkSchema?.()
    return { auth, context, close: () => database.close() }
  } catch (error) {
    database.close()
    throw error
  }
}

export type Auth = Awaited<ReturnType<typeof openAuth>>

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5_000 })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  return database
}

function authOptions({ baseUrl, secret, log }: AuthSettings, database: DatabaseSync) {
  return {
    appName: 'Throughline',
    baseURL: baseUrl,
    secret,
    database: {
      db: new Kysely<Record<string, never>>({ dialect: new NodeSqliteDialect({ database }) }),
      type: 'sqlite',
      // Better Auth would hold a transaction open over several turns of the event loop. The store writes the
      // same file from the same thread, and would wait for a lock that can only be given back after it waited.
      // Each of its statements is a transaction of its own instead.
      transaction: false,
    },
    // People come in by invitation only (accounts.ts), whatever a client sends.
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: {
      modelName: 'access_user',
      // Roles with spaces in between. `input: false`: nobody gives them to themselves.
      additionalFields: { roles: { type: 'string', input: false, required: true, defaultValue: '' } },
    },
    session: { modelName: 'access_session' },
    account: { modelName: 'access_account' },
    verification: { modelName: 'access_verification' },
    plugins: [
      apiKey({
        defaultPrefix: 'tl_',
        startingCharactersConfig: { charactersLength: 9 },
        maximumNameLength: 80,
        requireName: true,
        // Ten years; Better Auth's own limit is one.
        keyExpiration: { maxExpiresIn: 3_650 },
        // Counted by the server for keys and people alike (rate.ts).
        rateLimit: { enabled: false },
        schema: { apikey: { modelName: 'access_key' } },
      }),
    ],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'throughline',
      ipAddress: { disableIpTracking: true },
      // Every route of the server has the same protection (cross-site.ts), these included.
      disableCSRFCheck: true,
    },
    logger: {
      level: 'warn',
      // A wrong password or key is an answer to its sender, and no error of ours.
      log: (level, message, ...more) => {
        const isAnswer = /password|API key|User not found/i.test(message)
        log[level === 'error' && !isAnswer ? 'error' : 'debug'](`Accounts: ${message}`, { more })
      },
    },
  } satisfies Parameters<typeof betterAuth>[0]
}
