import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/**
 * Files that take long, in the order in which they begin. A fresh clone knows nothing of earlier runs, and the size of a file says
 * nothing of those that start processes: one that begins last is a minute in which the other processor has nothing to do. What is
 * waited for (pages, cohorts of test/world) is made by one file, so those that want the same stand apart.
 */
const long = [
  'browser/figures',
  'etl/cli',
  'etl/init',
  'browser/comparison',
  'science/stats/firthLogistic',
  'browser/realCohorts',
  'browser/controls',
  'db/crash',
  'db/diskFull',
  'browser/explorer',
  'science/immune/cibersort',
  'browser/associations',
  'etl/runJob',
  'browser/pages',
  'db/lock',
  'api/scorings',
  'etl/deconvolve',
  'db/migrate',
  'etl/shuffledCohort',
  'db/release',
  'etl/unreadable',
  'etl/readers/realFiles',
  'web/build',
  'etl/derivedRelease',
  'api/imports',
  'etl/realCohorts',
  'api/workers',
  'api/randomQuestions',
]

export default class LongFirst extends BaseSequencer {
  /** @throws Error when a file of the list is no more */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = long.filter((name) => !existsSync(join(import.meta.dirname, `${name}.test.ts`)))
    if (gone.length > 0) throw new Error(`test/sequencer.ts names what is not there: ${gone.join(', ')}`)
    const place = ({ moduleId }: TestSpecification): number => {
      const name = relative(import.meta.dirname, moduleId).replace(/\.test\.tsx?$/, '')
      const at = long.indexOf(name)
      return at < 0 ? long.length : at
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
