import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const mayImport: Record<string, string[]> = { engine: [], server: ['engine'], designer: ['engine'] }
const sources = (folder: string) => globSync(`${folder}/**/*.{ts,tsx}`)
const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1]!)

for (const [folder, allowed] of Object.entries(mayImport)) {
  test(`${folder}/ imports only from ${['itself', ...allowed].join(' and ')}`, () => {
    const strays = sources(folder).flatMap(file =>
      importsOf(file)
        .map(path => /^(?:\.\.\/)+(engine|server|designer|tests)\//.exec(path)?.[1])
        .filter(top => top !== undefined && top !== folder && !allowed.includes(top))
        .map(top => `${file} -> ${top}/`),
    )

    expect(strays).toEqual([])
  })
}

test('engine/ runs in a browser: it imports nothing from Node, React or the clock', () => {
  const strays = sources('engine').flatMap(file =>
    importsOf(file)
      .filter(path => /^(node:|react)/.test(path))
      .map(path => `${file} -> ${path}`),
  )

  expect(strays).toEqual([])
})

test('engine/ reads no clock, no randomness and no environment', () => {
  const reads = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.(env|argv|cwd)|\bcrypto\.random/
  const strays = sources('engine').filter(file => reads.test(readFileSync(file, 'utf8')))

  expect(strays).toEqual([])
})

test('XState is imported in at most three files, all in engine/', () => {
  const files = [...sources('engine'), ...sources('server'), ...sources('designer')].filter(file =>
    importsOf(file).some(path => path === 'xstate' || path.startsWith('xstate/') || path === '@xstate/react'),
  )

  expect(files.sort()).toEqual(['engine/actions.ts', 'engine/compile.ts', 'engine/gather.ts'])
})

test('nothing outside server/config.ts and the tests reads the environment', () => {
  const strays = [...sources('server'), ...sources('designer')].filter(
    file => file !== 'server/config.ts' && /\bprocess\.env\b/.test(readFileSync(file, 'utf8')),
  )

  expect(strays).toEqual([])
})
