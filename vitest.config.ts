import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // as Node itself resolves: with Vite's own "development" there would be two copies of graphql
  ssr: { resolve: { conditions: ['module', 'node'] } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    reporters: ['default', './test/closingLine.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // many files wait for a browser, a killed process or a database: one more at a time than a small machine has cores
    maxWorkers: Math.max(3, availableParallelism()),
    globalSetup: ['test/prerequisites.ts'],
  },
})
