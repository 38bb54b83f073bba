import type { ProfileAnswer } from './profileAnswer.ts'
import type { StoredAnalysis } from './storedAnalysis.ts'
import type { Table, TsvRow } from './tsv.ts'

/** One row a method, cell and patient, with the group means beside. */
export function profileTable({ answer }: StoredAnalysis<ProfileAnswer>): Table {
  const rows: TsvRow[] = answer.methods.flatMap((method) =>
    method.cells.flatMap(({ variable, means, values, z }) =>
      method.patients.map((patient, i): TsvRow => {
        const mean = means.find(({ group }) => group === method.groups[i])
        return [
          ['method', method.ref],
          ['cell', variable.key],
          ['unit', variable.unit],
          ['patient', patient],
          ['group', method.groups[i] ?? ''],
          ['value', values[i] ?? null],
          ['z', z[i] ?? null],
          ['group_mean', mean?.mean ?? null],
          ['group_mean_low', mean?.low ?? null],
          ['group_mean_high', mean?.high ?? null],
        ]
      }),
    ),
  )
  return {
    facts: [
      ['grouped by', answer.grouping.label],
      ['scales', answer.methods.map(({ ref, scaleWords }) => `${ref}: ${scaleWords}`).join('; ')],
      ['intervals of means', `95 % percentile bootstrap, ${answer.replicates} replicates within groups`],
      ...answer.controls.map(({ symbol, cell, rho, n, delta }): [string, string] => [
        `control ${symbol}`,
        `marks ${cell}; Spearman with it ${rho ?? 'not known'} (n ${n}); Cliff's delta ${delta ?? 'not known'}`,
      ]),
    ],
    rows,
  }
}
