import { probability } from '../../science/radiogenomics/probability.ts'
import type { AgreementAnswer } from './agreementAnswer.ts'
import type { StoredAnalysis } from './storedAnalysis.ts'
import type { Table, TsvCell, TsvRow } from './tsv.ts'

const columns = [
  'part',
  'cell',
  'scale',
  'method',
  'other_method',
  'n',
  'value',
  'low',
  'high',
  'log_p',
  'p',
  'note',
] as const

/** Parts have different columns; one table holds them, with what does not apply left empty. */
function row(filled: Partial<Record<(typeof columns)[number], TsvCell>>): TsvRow {
  return columns.map((name) => [name, filled[name] ?? null])
}

const pOf = (log: number | null): number | null => (log === null ? null : probability(log))

/** Who sees what, every pair, every direction, and the consensus. */
export function agreementTable({ answer }: StoredAnalysis<AgreementAnswer>): Table {
  return {
    facts: [
      ['methods', answer.methods.map(({ ref, unit }) => `${ref} (${unit})`).join('; ')],
      ['one scale by', answer.leukocytes ?? 'no leukocyte fraction'],
      ['grouped by', answer.grouping?.label ?? 'nothing'],
    ],
    rows: [
      ...answer.sight.map(({ cell, method, n, reason, unit }) =>
        row({ part: 'sight', cell, method, n, note: reason ?? unit }),
      ),
      ...answer.pairs.map(({ cell, scale, a, b, n, rho, low, high, logP, reason }) =>
        row({
          ...{ part: 'spearman', cell, scale, method: a, other_method: b, n, value: rho, low, high },
          ...{ log_p: logP, p: pOf(logP), note: reason },
        }),
      ),
      ...answer.directions.map(({ cell, scale, method, n, delta, low, high, logP, reason }) =>
        row({
          ...{ part: 'cliff_delta', cell, scale, method, n, value: delta, low, high },
          ...{ log_p: logP, p: pOf(logP), note: reason },
        }),
      ),
      ...answer.consensus.flatMap(({ cell, scale, n, effect, methods, without }) => [
        row({
          ...{ part: 'consensus', cell, scale, n, value: effect?.delta ?? null, low: effect?.low ?? null },
          ...{ high: effect?.high ?? null, log_p: effect?.logP ?? null, note: methods.join(' ') },
        }),
        ...without.map((one) =>
          row({
            ...{ part: 'consensus_without', cell, scale, method: one.method, n: one.n },
            ...{ value: one.effect?.delta ?? null, note: `rho with the rest ${one.rho ?? 'none'}` },
          }),
        ),
      ]),
    ],
  }
}
