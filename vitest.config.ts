import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import LongFirst from './test/sequencer.ts'

export default defineConfig({
  // as Node itself resolves: with Vite's own "development" there would be two copies of graphql
  ssr: { resolve: { conditions: ['module', 'node'] } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    reporters: ['default', './test/closingLine.ts'],
    // limits are for what hangs, not for a slow or busy machine; what must be quick measures itself
    testTimeout: 120_000,
    hookTimeout: 240_000,
    pool: 'forks',
    // no test replaces modules, so files may share what they have loaded: half of the time of the small ones
    isolate: false,
    // one more than there are processors: browsers and databases are waited for
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongFirst },
    globalSetup: ['test/prerequisites.ts'],
  },
})
