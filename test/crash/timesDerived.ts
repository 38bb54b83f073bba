import type { Database } from '../../db/session.ts'
import { deriveRelease } from '../../etl/derivedRelease.ts'
import { Findings } from '../../etl/findings.ts'
import type { DerivationReport } from '../../etl/job.ts'

/** Derives `score:times`: the first 500 columns of the crash cohort's expression times n. */
export function timesDerived(db: Database, n: number, onEvent: () => void): Promise<DerivationReport> {
  return deriveRelease(
    db,
    {
      ...{ command: 'score', cohort: 'crash', settings: { n }, sourceFiles: [] },
      inputs: () => ['expression:fpkm'],
      compute: ({ layers }) => {
        const source = layers.find(({ kind }) => kind === 'expression')
        if (!source) throw new Error('no expression')
        const columns = source.columns.slice(0, timesVariables)
        return Promise.resolve({
          layers: [
            {
              ...source,
              ...{ kind: 'score', key: 'times', label: 'times', encoding: 'f8', unit: '' },
              variables: source.variables
                .slice(0, timesVariables)
                .map((variable) => ({ ...variable, unit: '' })),
              columns: columns.map((column) => Float64Array.from(column, (value) => value * n)),
            },
          ],
          riskModels: [],
          exclusions: [],
        })
      },
    },
    new Findings(),
    onEvent,
    new AbortController().signal,
  )
}

export const timesVariables = 500
