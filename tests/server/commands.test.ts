// Commands that are given something wrong, as people run them: each in a process of its own.

import { spawnSync } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'
import { purchase } from '../support/purchase.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = makeFolder()
afterAll(() => removeFolder(folder))
const data = join(folder, 'data')

function run(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['server/cli.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, THROUGHLINE_DATA: data, THROUGHLINE_URL: 'https://journey.example', ...env },
  })
  return { status, stdout, stderr }
}

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

test.each([
  ['that leaves the folder', '../x'],
  ['that means something else', '__proto__'],
  ['that is empty', ''],
  ['with capitals and spaces', 'ORDERS !'],
  ['without end', 'a'.repeat(3_000)],
])('a definition is not published under an id %s', (_, id) => {
  const file = write('purchase.json', JSON.stringify(purchase))

  const { status, stderr, stdout } = run(['publish', file, '--as', id])

  expect(status).toBe(1)
  expect(stderr).toContain('small letters, digits and hyphens')
  expect(stdout).toBe('')
})

test.each([
  ['in Latin-1', Buffer.from(JSON.stringify({ ...purchase, name: 'Café' }), 'latin1')],
  ['in UTF-16', Buffer.from(JSON.stringify(purchase), 'utf16le')],
])('a definition %s is neither checked nor published: no letter is guessed', (_, bytes) => {
  const file = write('foreign.json', bytes)

  const said = [run(['check', file]), run(['publish', file])]

  expect(said.map(({ status }) => status)).toEqual([1, 1])
  for (const { stderr } of said) expect(stderr).toContain('is not UTF-8 text')
})

test.each([['verify'], ['backup', join(folder, 'copy')], ['export', '--process', 'x', '--format', 'csv']])(
  '%s of a folder without a store says so, and makes none',
  (...args) => {
    const nowhere = join(folder, 'mistyped')

    const { status, stderr } = run(args, { THROUGHLINE_DATA: nowhere })

    expect(status).toBe(1)
    expect(stderr).toContain(`There is no store in "${nowhere}"`)
    expect(existsSync(nowhere)).toBe(false)
  },
)

test('a file in the place of the data folder is named', () => {
  const file = write('file', '')

  expect(run(['token', 'list'], { THROUGHLINE_DATA: file }).stderr).toContain(
    `The data folder "${file}" cannot be made: there is a file in its place.`,
  )
})

test('an import says where its mapping is broken, and asks for the folder of its report before it begins', () => {
  const log = write('log.csv', 'id,on\n1,2018-03-01\n')
  const broken = write('broken.mapping.json', '{\n  "id": "x",\n')
  const short = write('short.mapping.json', '{ "id": "x" }')
  const importing = (mapping: string, ...more: string[]) =>
    run(['import', log, '--process', 'purchase', '--mapping', mapping, ...more]).stderr

  expect(importing(broken)).toMatch(/broken\.mapping\.json:\d+:\d+: This is not JSON/)
  expect(importing(short)).toContain('"process" is missing here.')
  expect(importing(short, '--report', join(folder, 'nowhere', 'r.md'))).toContain(
    'in a folder that does not exist',
  )
})

test('an import of a log that another program wrote says of the first row why it is not taken', () => {
  const event = '<event><string key="concept:name" value="Lead"/></event>'
  const log = write('foreign.xes', `<log>\n<trace>\n${event}\n</trace>\n</log>\n`)

  const { stdout } = run(['import', log, '--process', 'customer-journey', '--mapping', 'throughline'])

  expect(stdout).toContain('1 × log1 reported: failed')
  expect(stdout).toContain('first foreign.xes:3: throughline.entry cannot be computed')
})

test('an invitation leads to where the server says that it is', () => {
  const without = run(['user', 'invite', '--role', 'sales']).stdout
  write('data/server.address', 'http://localhost:4100\n')

  const beside = run(['user', 'invite', '--role', 'sales']).stdout

  expect(without).toMatch(/^https:\/\/journey\.example\/invite\?token=/)
  expect(beside).toMatch(/^http:\/\/localhost:4100\/invite\?token=/)
})

test.skipIf(process.platform === 'win32')('what is kept is its owner’s alone', () => {
  run(['token', 'list'])

  const rights = ['', 'throughline.db', 'throughline.db-wal'].map(name => join(data, name))
  const open = rights.filter(path => existsSync(path) && (statSync(path).mode & 0o077) !== 0)

  expect(open).toEqual([])
})
