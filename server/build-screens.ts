// `npm start` runs this first: builds the screens when they are not built, or older than their sources.

import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const built = join(root, 'dist', 'case-file.html')

function newestSource(): number {
  const files = globSync('{designer,engine}/**/*.{ts,tsx,css,html}', { cwd: root })
  return Math.max(0, ...files.map(file => statSync(join(root, file)).mtimeMs))
}

if (!existsSync(built) || statSync(built).mtimeMs < newestSource()) {
  console.log('Building the screens (once, and again when their sources change) …')
  const { build } = await import('vite')
  const configFile = join(root, 'vite.config.ts')
  await build({ root: join(root, 'designer'), configFile, logLevel: 'warn' })
  // Beside them the page that case files are made of.
  await build({ configFile, mode: 'case-file', logLevel: 'warn' })
}
