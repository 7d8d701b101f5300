// Finds a Chromium for the browser tests, or installs one, and says what it does.
//
// In this order, so that a machine that has one is left as it is:
//   1. CHROMIUM_PATH
//   2. what the system has: chromium, chromium-browser, google-chrome …
//   3. what Playwright downloaded earlier
//   4. download it with Playwright
//   5. as root on Debian or Ubuntu: apt-get install chromium

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'Google Chrome',
  'Chromium',
]

const folders = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/bin',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
]

/** Starts a browser without a window. Downloads one first when the machine has none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium() ?? installChromium()
  return chromium.launch({ executablePath, args: quiet })
}

// A browser that calls nobody but the server under test. Root may not use the sandbox.
const quiet = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') {
    if (runs(named)) return named
    throw new Error(
      `CHROMIUM_PATH is ${JSON.stringify(named)}, which is not a program that runs. Correct it or unset it.`,
    )
  }
  return [...installed(), ...downloaded()].find(runs)
}

function installed(): string[] {
  return folders.flatMap(folder => names.map(name => join(folder, name)))
}

/** Playwright keeps each revision in a folder of its own; any of them will do. */
function downloaded(): string[] {
  const [cache, inside] = chromium.executablePath().split(/chromium-\d+/)
  if (cache === undefined || inside === undefined) return []
  return globSync(`chromium-*/*/${basename(inside)}`, { cwd: cache }).map(found => join(cache, found))
}

/** Being there is not enough: a download may lack system libraries, and Ubuntu's `chromium` may be a stub. */
function runs(path: string): boolean {
  if (!existsSync(path)) return false
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

function installChromium(): string {
  for (const { label, commands } of ways()) {
    process.stderr.write(`No Chromium found for the browser tests. Installing one: ${label}\n`)
    try {
      for (const [command, ...args] of commands)
        execFileSync(command, args, { stdio: ['ignore', 2, 2], timeout: 300_000 })
    } catch (cause) {
      process.stderr.write(`That failed: ${cause instanceof Error ? cause.message : String(cause)}\n`)
      continue
    }
    const found = findChromium()
    if (found !== undefined) return found
  }
  throw new Error(
    'The browser tests need Chromium, and installing it did not work here. Install Chromium or Google Chrome ' +
      '(on Debian: apt-get install chromium), or set CHROMIUM_PATH to the program, then run the tests again.',
  )
}

type Way = { label: string; commands: [string, ...string[]][] }

function ways(): Way[] {
  const playwright = join(
    dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
    'cli.js',
  )
  const download: Way = {
    label: 'playwright-core install chromium',
    commands: [[process.execPath, playwright, 'install', 'chromium']],
  }
  const debian: Way = {
    label: 'apt-get install chromium',
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
    ],
  }
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') ? [download, debian] : [download]
}
