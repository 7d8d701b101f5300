import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// One file for both: `vite build` turns designer/ into dist/, which the server serves; `vitest` runs tests/.

const shared = { minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 12_000 }

const browserTests = 'tests/e2e/**/*.test.ts'

export default defineConfig({
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
