import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// One file for both: `vite build` turns designer/ into dist/, which the server serves; `vitest` runs tests/.

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
        codeSplitting: {
          // What pages share in one file, instead of a request for each button and menu.
          groups: [
            { name: 'ui', test: /node_modules[\\/]@mantine[\\/]|designer[\\/]ui[\\/]/, minShareCount: 3 },
            {
              name: 'engine',
              test: /[\\/]engine[\\/]|node_modules[\\/](zod|@marcbachmann)[\\/]/,
              minShareCount: 2,
            },
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
          // A browser and a server per file: one file at a time, after the others.
          fileParallelism: false,
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
