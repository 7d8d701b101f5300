import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { check } from '../server/processes.ts'
import { makeFolder, removeFolder } from './support/open-purchase.ts'

const root = join(import.meta.dirname, '..')
const pages = ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: root })].sort()
const read = (page: string) => readFileSync(join(root, page), 'utf8')

const folder = makeFolder()
afterAll(() => removeFolder(folder))

test.each(pages)('every link in %s leads somewhere', page => {
  const targets = [...read(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(match => match[1]!)
  const broken = targets.filter(
    target => !/^https?:/.test(target) && !existsSync(join(root, dirname(page), target)),
  )

  expect(broken).toEqual([])
})

const commands = pages.flatMap(page =>
  [...read(page).matchAll(/^npm run -s throughline -- (.+)$/gm)].map(match => [match[1]!, page] as const),
)
// What imports somebody's own files cannot be run here.
const runnable = [...new Map(commands).entries()].filter(([command]) => !command.startsWith('import '))

test.each(runnable)('“throughline %s”, as %s says, does what it says', command => {
  const args = command.split(/ +(?=(?:[^"]*"[^"]*")*[^"]*$)/).map(word => word.replaceAll('"', ''))
  const inFolder = args.map(word => (/^(journey\.|backups\/)/.test(word) ? join(folder, word) : word))

  const { status, stderr } = spawnSync(process.execPath, ['server/cli.ts', ...inFolder], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, THROUGHLINE_DATA: join(folder, 'data') },
  })

  expect(stderr).not.toContain('rror')
  expect(status).toBe(0)
})

test('the definition in the owners’ guide is sound', () => {
  const [definition] = [...read('docs/guide/owners.md').matchAll(/```json\n([\s\S]+?)```/g)].map(
    match => match[1]!,
  )

  expect(check(definition)).toMatchObject({ kind: 'sound', problems: [] })
})
