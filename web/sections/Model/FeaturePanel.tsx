import { formatNumber, formatPercent, formatSigned } from '../../format.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import type { Card } from './model.ts'

type Feature = Card['selection'][number]['features'][number]
type Step = Card['selection'][number]['steps'][number]
type Robust = Card['robustness'][number]

const columns: readonly Column<Feature>[] = [
  {
    key: 'feature',
    header: 'Feature',
    rowHeader: true,
    loose: true,
    cell: ({ label }) => label,
    sort: ({ label }) => label,
  },
  { key: 'part', header: 'Vector', cell: ({ part }) => part.toUpperCase(), sort: ({ part }) => part },
  {
    key: 'selected',
    header: 'In the model',
    cell: ({ selected }) => (selected ? 'yes' : 'no'),
    sort: ({ selected }) => (selected ? 1 : 0),
  },
  {
    key: 'direction',
    header: 'Direction',
    align: 'end',
    cell: ({ direction }) =>
      direction === null
        ? '–'
        : `${formatSigned(direction, 2)} SD ${direction > 0 ? 'higher' : 'lower'} with the outcome`,
    sort: ({ direction }) => direction,
  },
  {
    key: 'stability',
    header: 'Selected in folds',
    align: 'end',
    cell: ({ stability }) => (stability === null ? '–' : <Bar share={stability} />),
    sort: ({ stability }) => stability,
  },
  {
    key: 'area',
    header: 'AUC alone',
    align: 'end',
    cell: ({ area }) => formatNumber(area, 2),
    sort: ({ area }) => area,
  },
  {
    key: 'importance',
    header: 'Importance (held out)',
    align: 'end',
    cell: ({ importance }) => formatSigned(importance, 2),
    sort: ({ importance }) => importance,
  },
]

function Bar({ share }: { share: number }) {
  return (
    <span className="model-bar">
      <span aria-hidden="true" style={{ inlineSize: `${share * 4}rem` }} />
      {formatPercent(share, 1)}
    </span>
  )
}

/** Which features, in which direction, how stably; what fell out at which step and why. */
export function FeaturePanel({ card }: { card: Card }) {
  const features = card.selection.flatMap((part) => part.features)
  return (
    <section className="panel" aria-labelledby="features-head">
      <h2 id="features-head">Features</h2>
      <Table
        caption="Features that the finished model or a fold selected"
        captionHidden
        columns={columns}
        rows={features}
        rowKey={({ part, feature }) => `${part} ${feature}`}
        initialSort={{ key: 'stability', descending: true }}
      />
      <p className="figure-note">
        Direction: mean of patients with the outcome minus the others. A feature that few folds select is
        chance more than signal. Importance: mean loss of held-out AUC when its values are shuffled.
      </p>
      {card.selection.map(({ part, steps }) => (
        <Disclosure key={part} summary={`What fell out of the ${part.toUpperCase()} vector, and why`}>
          {steps.map((step, i) => (
            <StepAccount key={i} step={step} />
          ))}
        </Disclosure>
      ))}
      {card.robustness.map((account, i) => (
        <Disclosure key={i} summary={robustnessSummary(account)}>
          <RobustnessTable account={account} />
        </Disclosure>
      ))}
    </section>
  )
}

function StepAccount({ step }: { step: Step }) {
  return (
    <>
      <p>
        <strong>{step.step}</strong> <code>{step.settings}</code>: {step.kept} of {step.before} stay.
        {step.notes.map((note) => ` ${note}.`)}
      </p>
      {step.dropped.length > 0 && (
        <ul className="model-dropped">
          {step.dropped.map(({ feature, label, reason }) => (
            <li key={feature}>
              {label}: {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function robustnessSummary({ form, cutoff, tables, cohort, n, features }: Robust): string {
  const kept = features.filter((feature) => feature.kept).length
  return `${form} above ${cutoff} over ${tables.join(' and ')} of ${cohort}, n ${n}: ${kept} of ${features.length} features stay`
}

const robustColumns: readonly Column<Robust['features'][number]>[] = [
  {
    key: 'feature',
    header: 'Feature',
    rowHeader: true,
    loose: true,
    cell: ({ label }) => label,
    sort: ({ label }) => label,
  },
  {
    key: 'icc',
    header: 'ICC that decides',
    align: 'end',
    cell: ({ icc }) => formatNumber(icc, 3),
    sort: ({ icc }) => icc,
  },
  {
    key: 'interval',
    header: '95 % CI',
    align: 'end',
    cell: ({ low, high }) => `${formatNumber(low, 3)} to ${formatNumber(high, 3)}`,
  },
  {
    key: 'agreement',
    header: 'ICC(2,1)',
    align: 'end',
    cell: ({ agreement }) => formatNumber(agreement, 3),
    sort: ({ agreement }) => agreement,
  },
  {
    key: 'kept',
    header: 'Stays',
    loose: true,
    cell: ({ kept, reason }) => (kept ? 'yes' : `no: ${reason ?? ''}`),
    sort: ({ kept }) => (kept ? 1 : 0),
  },
]

function RobustnessTable({ account }: { account: Robust }) {
  return (
    <Table
      caption={`Agreement of ${account.tables.join(' and ')}`}
      captionHidden
      columns={robustColumns}
      rows={account.features}
      rowKey={({ feature }) => feature}
      initialSort={{ key: 'icc', descending: false }}
    />
  )
}
