// How much JavaScript each page costs on a first visit, in the build that is served. The server sends gzip.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'

const most = 350 * 1_024

type Chunk = { file: string; src?: string; imports?: string[]; dynamicImports?: string[] }

let folder: string
let manifest: Record<string, Chunk>
const sizes = new Map<string, number>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-build-'))
  // The runner's own NODE_ENV would make a build for developers, a third larger.
  execFileSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--manifest', '--outDir', folder, '--logLevel', 'error'],
    { cwd: join(import.meta.dirname, '../..'), env: { ...process.env, NODE_ENV: 'production' } },
  )
  manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
}, 180_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Every chunk that loads with these: what they import, and what that imports. */
function closure(...entries: string[]): Set<string> {
  const found = new Set<string>()
  const waiting = [...entries]
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (found.has(key)) continue
    found.add(key)
    waiting.push(...(manifest[key]?.imports ?? []))
  }
  return found
}

function sizeOf(keys: Set<string>): number {
  let sum = 0
  for (const key of keys) {
    const { file } = manifest[key]!
    const size = sizes.get(file) ?? gzipSync(readFileSync(join(folder, file))).length
    sizes.set(file, size)
    sum += size
  }
  return sum
}

// What stands around every page loads with it.
const around = ['index.html', 'notices/Toasts.tsx']

const routes: [page: string, chunks: string[]][] = [
  ['signing in', ['index.html']],
  ['an invitation', ['index.html', 'access/Join.tsx']],
  ['the list of cases', around],
  ['the board', [...around, 'work/board/BoardPage.tsx']],
  ['my work', [...around, 'worklist/WorkPage.tsx']],
  ['a case', [...around, 'work/CasePage.tsx']],
  ['the audit of a case, before its replay', [...around, 'audit/AuditPage.tsx']],
  ['comparisons, before their drawings', [...around, 'audit/compare/ComparePage.tsx']],
  ['the list of processes', [...around, 'processes/ProcessList.tsx']],
  ['a process, before its drawing', [...around, 'editor/EditorPage.tsx']],
  ['what auditors find', [...around, 'audit/find/FindPage.tsx']],
  ['who has read what', [...around, 'audit/reads/ReadsPage.tsx']],
  ['people and keys', [...around, 'access/People.tsx']],
]

test.each(routes)('%s loads at most 350 KB of compressed JavaScript', (_, chunks) => {
  for (const chunk of chunks) expect(manifest).toHaveProperty([chunk])

  expect(sizeOf(closure(...chunks))).toBeLessThanOrEqual(most)
})

test('what is not needed at first loads when it is', () => {
  const first = closure(...routes.flatMap(([, chunks]) => chunks))
  const later = [
    'command/Palette.tsx',
    'work/board/MoveForm.tsx',
    'editor/EditorView.tsx',
    'editor/list/ListView.tsx',
    'simulate/SimulateView.tsx',
    'versions/VersionsView.tsx',
    'json/JsonView.tsx',
    'processes/NewProcess.tsx',
  ]

  for (const chunk of later) expect(manifest).toHaveProperty([chunk])
  expect(later.filter(chunk => first.has(chunk))).toEqual([])
})

test('forms, with the library that draws them, load when one is opened', () => {
  const isForm = (key: string) => /DataForm.*\.js$/.test(manifest[key]!.file)
  const first = closure(...routes.flatMap(([, chunks]) => chunks))

  expect(Object.keys(manifest).filter(isForm)).toHaveLength(1)
  expect([...first].filter(isForm)).toEqual([])
})

test('the drawing loads after its page, without what lays it out or tries it', () => {
  const page = closure(...around, 'editor/EditorPage.tsx')
  const drawing = closure('editor/EditorView.tsx')
  const names = [...drawing].map(key => manifest[key]!.file)

  expect(manifest['editor/EditorPage.tsx']!.dynamicImports).toContain('editor/EditorView.tsx')
  expect(names.filter(name => /elk|SimulateView|JsonView/.test(name))).toEqual([])
  expect([...page].filter(key => /EditorView|ReactFlow|xyflow/.test(key))).toEqual([])
})
