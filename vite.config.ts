import react from '@vitejs/plugin-react'
import type { Plugin, UserConfig } from 'vite'
import { defineConfig } from 'vitest/config'

// One file for all: `vite build` turns designer/ into dist/, which the server serves; `vite build --mode case-file`
// adds the page that case files are made of; `vitest` runs tests/.

const shared = { minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 12_000 }

const browserTests = 'tests/e2e/**/*.test.ts'

/** One page with everything in it: it opens from a disk, without a server and without a network. */
const caseFile: UserConfig = {
  root: 'designer/case-file',
  publicDir: false,
  plugins: [react(), inOneFile()],
  build: {
    outDir: '../../dist',
    emptyOutDir: false,
    target: 'es2023',
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      input: 'designer/case-file/case-file.html',
      output: { codeSplitting: false },
    },
  },
}

/** Puts scripts and styles into the page that asks for them; nothing else is left. */
function inOneFile(): Plugin {
  return {
    name: 'in-one-file',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        let page = ''
        for (const [name, file] of Object.entries(bundle)) {
          if (name.endsWith('.html') && file.type === 'asset') page = name
        }
        const html = bundle[page]
        if (html?.type !== 'asset') throw new Error('The page of case files was not built.')
        let text = String(html.source)
        for (const [name, file] of Object.entries(bundle)) {
          if (name === page) continue
          const isAsked = text.includes(name)
          if (file.type === 'chunk' && isAsked) {
            // Within a page the end of a script is wherever these letters are.
            const script = file.code.replaceAll('</script', '<\\/script')
            text = text.replace(/<script[^>]*src="[^"]*"[^>]*><\/script>/, '')
            text = text.replace('</body>', () => `<script type="module">${script}</script></body>`)
          }
          if (file.type === 'asset' && name.endsWith('.css')) {
            text = text.replace(/<link[^>]*rel="stylesheet"[^>]*>/, '')
            text = text.replace('</head>', () => `<style>${String(file.source)}</style></head>`)
          }
          delete bundle[name]
        }
        html.source = text
      },
    },
  }
}

const app = defineConfig({
  root: 'designer',
  plugins: [react()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    // elk, which lays drawings out, is one large file; it is loaded when somebody asks for it.
    chunkSizeWarningLimit: 1_600,
    rolldownOptions: {
      output: {
        // Shared files would be named after every page that shares them.
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
        codeSplitting: {
          // What every page needs is one file; what some pages share are few, each for the pages that need it.
          groups: [
            { name: 'first', tags: ['$initial'] },
            { name: 'ui', test: /node_modules[\\/]@mantine[\\/]|designer[\\/]ui[\\/]/, ...shared },
            // What an entry is: pages that show histories need it, and not the engine that it would be merged with.
            {
              name: 'entries',
              test: /[\\/]engine[\\/](entry-shape|mining[\\/]promises)\.ts$/,
              minShareCount: 2,
            },
            { name: 'engine', test: /[\\/]engine[\\/]|node_modules[\\/](zod|@marcbachmann)[\\/]/, ...shared },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
  test: {
    root: import.meta.dirname,
    // A process for each file: node:sqlite and a killed server must not take other tests with them.
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [browserTests],
          // All cores: one would be left for nobody.
          maxWorkers: '100%',
          // Generous: two cores shared by everything are slow at times, and a hang is seen all the same.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [browserTests],
          // A browser and a server per file: two files at a time, after the others.
          maxWorkers: 2,
          testTimeout: 120_000,
          // A busy machine draws slowly; what comes is seen as soon as it is there.
          expect: { poll: { timeout: 15_000 } },
          // The first run may have a browser to download.
          hookTimeout: 600_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})

export default defineConfig(({ mode }) => (mode === 'case-file' ? caseFile : app) as UserConfig)
