import type { RobustnessAnswer } from './robustnessAnswer.ts'
import type { StoredAnalysis } from './storedAnalysis.ts'
import type { Table, TsvRow } from './tsv.ts'

/** One line a specification and cell. */
export function robustnessTable({ answer }: StoredAnalysis<RobustnessAnswer>): Table {
  const { specifications, curves, shuffles, seed } = answer
  return {
    facts: [
      ['effect', 'Cliff’s δ, first − second group; means brought to it by 2Φ(d/√2) − 1'],
      ['shuffles', `${shuffles}, seed ${seed}`],
      ...curves.map(({ label, words }): readonly [string, string] => [label, words]),
    ],
    rows: specifications.flatMap((row) =>
      row.estimates.map((estimate): TsvRow => [
        ['cell', estimate.cell],
        ['cut', row.cut],
        ['method', row.method],
        ['scale', row.scale],
        ['quality', row.quality],
        ['test', row.test],
        ['adjustment', row.adjustment],
        ['n_first', row.sizes[0]],
        ['n_second', row.sizes[1]],
        ['delta', estimate.delta],
        ['low', estimate.low],
        ['high', estimate.high],
        ['log_p', estimate.logP],
        ['log_q', estimate.logQ],
        ['reason', estimate.reason],
      ]),
    ),
  }
}
