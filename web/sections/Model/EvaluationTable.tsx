import { formatP, plural } from '../../format.ts'
import { ModelValidationDocument } from '../../gql/generated/graphql.ts'
import type { ModelValidationInput } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { MethodLink } from '../../ui/MethodLink.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import type { Evaluation, Score, Validation } from './model.ts'
import { scoreName } from './model.ts'
import { boundsWords, shareWords } from './words.ts'

type Row = { evaluation: Evaluation; score: Score }

const columns: readonly Column<Row>[] = [
  { key: 'score', header: 'Score', rowHeader: true, cell: ({ score }) => scoreName(score.name) },
  { key: 'evaluation', header: 'Evaluation', cell: ({ evaluation }) => evaluation.label },
  { key: 'n', header: 'n (with outcome)', align: 'end', cell: ({ score }) => `${score.n} (${score.events})` },
  {
    key: 'auc',
    header: 'AUC (95 % CI)',
    align: 'end',
    cell: ({ score }) => boundsWords(score.area),
    sort: ({ score }) => score.area.value,
  },
  {
    key: 'youden',
    header: 'Youden: sensitivity, specificity',
    cell: ({ score }) => {
      const point = score.points.find(({ rule }) => rule.startsWith('Youden'))
      return point ? `${boundsWords(point.sensitivity)}, ${boundsWords(point.specificity)}` : '–'
    },
  },
  {
    key: 'slope',
    header: 'Calibration slope',
    align: 'end',
    cell: ({ score }) => (score.calibration ? boundsWords(score.calibration.slope) : '–'),
  },
  {
    key: 'brier',
    header: 'Brier (of prevalence)',
    align: 'end',
    cell: ({ score: { calibration } }) =>
      calibration ? `${calibration.brier.toFixed(3)} (${calibration.brierOfPrevalence.toFixed(3)})` : '–',
  },
]

/** Both evaluations side by side, the honest one first, rivals in every one of them. */
export function EvaluationTable({
  validation,
  input,
}: {
  validation: Validation
  /** what it was asked for with */
  input: ModelValidationInput
}) {
  const rows = validation.evaluations.flatMap((evaluation) =>
    evaluation.scores.map((score) => ({ evaluation, score })),
  )
  return (
    <section className="panel" aria-labelledby="evaluations-head">
      <div className="panel-head">
        <h2 id="evaluations-head">Evaluations side by side</h2>
        <MethodLink name="model-validation" about="validation of a score" />
        <QueryDrawer request={requestOf(ModelValidationDocument, { input })} />
      </div>
      <Table
        caption="Performance of the model and its rivals"
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={({ evaluation, score }) => `${evaluation.kind} ${score.name}`}
      />
      {validation.evaluations.map(({ kind, label, groups, n, withoutOutcome, withoutScore }) =>
        groups === null ? null : (
          <p key={kind} className="figure-note">
            {label}: {plural(n, 'patient')} with score and outcome, {withoutOutcome} with a score whose
            outcome is not known, {withoutScore} with an outcome and no score; low risk as a test for the
            outcome has sensitivity {shareWords(groups.sensitivity)}, specificity{' '}
            {shareWords(groups.specificity)}, accuracy {shareWords(groups.accuracy)}, PPV{' '}
            {shareWords(groups.ppv)}, NPV {shareWords(groups.npv)}.
          </p>
        ),
      )}
    </section>
  )
}

type Pair = Evaluation['comparisons'][number] & { evaluation: Evaluation }

const pairColumns: readonly Column<Pair>[] = [
  {
    key: 'pair',
    header: 'Comparison',
    rowHeader: true,
    cell: ({ first, second }) => `${scoreName(first)} − ${scoreName(second)}`,
  },
  { key: 'evaluation', header: 'Evaluation', cell: ({ evaluation }) => evaluation.label },
  { key: 'n', header: 'n', align: 'end', cell: ({ n }) => n },
  {
    key: 'difference',
    header: 'Difference of AUC (95 % CI)',
    align: 'end',
    cell: ({ difference }) => boundsWords(difference),
  },
  {
    key: 'p',
    header: 'P (DeLong)',
    align: 'end',
    cell: ({ logP, pValue }) => (logP === null ? '–' : formatP(pValue, logP)),
  },
  { key: 'nri', header: 'NRI, classes', align: 'end', cell: ({ nri }) => (nri ? boundsWords(nri) : '–') },
  { key: 'idi', header: 'IDI', align: 'end', cell: ({ idi }) => (idi ? boundsWords(idi) : '–') },
]

/** Every pair of scores on the same patients. */
export function ComparisonTable({ validation }: { validation: Validation }) {
  const rows = validation.evaluations.flatMap((evaluation) =>
    evaluation.comparisons.map((comparison) => ({ ...comparison, evaluation })),
  )
  return (
    <section className="panel" aria-labelledby="pairs-head">
      <h2 id="pairs-head">Against each other</h2>
      <Table
        caption="Pairs of scores on the same patients"
        captionHidden
        columns={pairColumns}
        rows={rows}
        rowKey={({ first, second, evaluation }) => `${evaluation.kind} ${first} ${second}`}
      />
      <p className="figure-note">
        NRI over the classes 0, .2, .4, .6, .8, 1 and IDI say whether the first moves patients the right way
        beside the second; their intervals are anticonservative.
      </p>
    </section>
  )
}
