import { correlationAt, rawSameAt } from './correlatePairs.ts'
import type { CorrelationShape } from './correlatePairs.ts'
import type { CorrelateAnswer, PairsAnswer } from './correlateAnswer.ts'
import type { StoredAnalysis } from './storedAnalysis.ts'
import { familyInWords } from './tsv.ts'
import type { Table, TsvCell, TsvRow } from './tsv.ts'

function columnsOf(name: string, found: CorrelationShape): [string, TsvCell][] {
  const { correlation, n, logP, pValue, qValue, variant, reason } = found
  return [
    [`${name}r`, correlation.value],
    [`${name}low`, correlation.low],
    [`${name}high`, correlation.high],
    [`${name}n`, n],
    [`${name}log_p`, logP],
    [`${name}p`, pValue],
    [`${name}q`, qValue],
    [`${name}p_by`, variant],
    [`${name}not_tested`, reason],
  ]
}

function rowOf(answer: CorrelateAnswer, i: number): TsvRow {
  const { x, y, raw, adjusted, rival } = answer
  const ny = y.refs.length
  const [first, second] = [Math.floor(i / ny), i % ny]
  const of = (pairs: PairsAnswer, at: number): CorrelationShape => correlationAt(answer, pairs, at)
  return [
    ['x', x.refs[first] ?? ''],
    ['x_label', x.labels[first] ?? ''],
    ['y', y.refs[second] ?? ''],
    ['y_label', y.labels[second] ?? ''],
    ...columnsOf('', of(raw, i)),
    ...(adjusted
      ? [...columnsOf('adjusted_', of(adjusted, i)), ['raw_r_of_adjusted', rawSameAt(answer, i)] as const]
      : []),
    ...(rival
      ? [
          ...columnsOf('volume_with_y_', of(rival.withY, second)),
          ['volume_with_x_r', of(rival.withX, first).correlation.value] as const,
          ...columnsOf('without_volume_', of(rival.without, i)),
        ]
      : []),
  ]
}

/** A row a pair; `volume_…` is what the rival named in the header gives alone. */
export function correlateTable({ answer }: StoredAnalysis<CorrelateAnswer>): Table {
  const { x, y, raw, adjusted, rival, method, p } = answer
  const count = x.refs.length * y.refs.length
  const rule = p === 'r' ? ', p as R’s cor.test' : p === 't' ? ', p by Student’s t' : ''
  return {
    facts: [
      ['correlation', `${method}${rule}`],
      ['patients', String(answer.n)],
      ['q family', familyInWords(raw.family)],
      ['adjusted for', adjusted ? adjusted.variables.map(({ ref }) => ref).join(', ') : 'nothing'],
      ['rival', rival ? `${rival.variable.ref}, ${rival.variable.label}` : 'none'],
    ],
    rows: Array.from({ length: count }, (_, i) => rowOf(answer, i)),
  }
}
