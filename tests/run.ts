// `npm test`: type check, lint and format, dead exports, then every test. Each check counts as one test.
// The last line is `N passed, N failed`, with `, N skipped` where some were.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules', '.bin', name)

const checks: [title: string, command: string, args: string[]][] = [
  ['types', bin('tsc'), ['--noEmit']],
  ['lint and format', bin('biome'), ['ci', '--error-on-warnings']],
  ['dead exports and unused packages', bin('knip'), []],
  // Once, before tests that need them run side by side.
  ['the screens are built', process.execPath, ['server/build-screens.ts']],
]

let passed = 0
let failed = 0
let skipped = 0

for (const [title, command, args] of checks) {
  console.log(`\n== ${title}`)
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error) console.error(error.message)
  if (status === 0) passed += 1
  else failed += 1
}

console.log('\n== tests')
const folder = mkdtempSync(join(tmpdir(), 'throughline-tests-'))
const report = join(folder, 'report.json')
const vitest = spawnSync(
  bin('vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
try {
  const counts = JSON.parse(readFileSync(report, 'utf8'))
  passed += counts.numPassedTests
  failed += counts.numFailedTests
  skipped += counts.numPendingTests + counts.numTodoTests
  // A file that could not even be loaded has no tests that could fail.
  if (vitest.status !== 0 && counts.numFailedTests === 0) failed += 1
} catch {
  console.error('The tests ended without a report.')
  failed += 1
}
rmSync(folder, { recursive: true })

console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
