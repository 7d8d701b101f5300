import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { createLog } from '../../server/log.ts'

test('without any variable the server is for this machine only', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    url: 'http://localhost:3000',
    dataFolder: resolve('./data'),
    logLevel: 'info',
    smtpUrl: null,
  })
})

test('a variable that is empty counts as absent', () => {
  expect(readConfig({ PORT: ' ', DATABASE_URL: '' }).port).toBe(3000)
})

describe('a wrong value stops the start with a sentence that names it', () => {
  test.each([
    [{ PORT: '70000' }, 'PORT is "70000", but a port is a whole number from 0 to 65535.'],
    [{ PORT: 'web' }, 'PORT is "web", but'],
    [{ PORT: '-1' }, 'PORT is "-1", but'],
    [{ HOST: '999.1.1.1' }, 'HOST is "999.1.1.1", but has to be an address of this machine'],
    [{ THROUGHLINE_URL: 'ftp://x' }, 'THROUGHLINE_URL is "ftp://x", but has to be an address'],
    [{ SMTP_URL: 'mail' }, 'SMTP_URL is "mail", but has to be an address'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud", but has to be one of debug, info, warn, error, silent.'],
    [{ DATABASE_URL: 'postgres://db' }, 'this version only keeps its data in SQLite'],
  ])('%j', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence)
  })
})

test('a log line is one line of JSON, whatever is in it', () => {
  const lines: string[] = []
  const log = createLog(
    'warn',
    line => void lines.push(line),
    () => new Date('2026-01-01T00:00:00Z'),
  )

  log.info('not at this level')
  log.error('It broke\nin two lines', { error: new Error('outer', { cause: new Error('inner') }) })

  expect(lines).toHaveLength(1)
  expect(lines[0]!.trimEnd().includes('\n')).toBe(false)
  expect(JSON.parse(lines[0]!)).toMatchObject({
    at: '2026-01-01T00:00:00.000Z',
    level: 'error',
    error: { message: 'outer', cause: { message: 'inner' } },
  })
})
