import { formatCount, formatGiven, formatPercent } from '../../format.ts'
import type { CohortReleaseFragment, LayerKind } from '../../gql/generated/graphql.ts'
import { Table, type Column } from '../../ui/Table.tsx'

type Layer = CohortReleaseFragment['layers'][number]

const kinds: readonly { kind: LayerKind; label: string }[] = [
  { kind: 'IMAGING', label: 'Imaging features' },
  { kind: 'SCORE', label: 'Scores' },
  { kind: 'EXPRESSION', label: 'Gene expression' },
  { kind: 'IMMUNE', label: 'Immune cells' },
  { kind: 'CLINICAL', label: 'Clinical data' },
  { kind: 'OUTCOME', label: 'Outcome' },
  { kind: 'RESPONSE', label: 'Response to treatment' },
]

const entities: Record<Layer['entity'], string> = {
  PATIENT: 'patient',
  SPECIMEN: 'specimen',
  LESION: 'lesion',
  REGION: 'region',
  READING: 'reading',
}

function place(kind: LayerKind): number {
  return kinds.findIndex((one) => one.kind === kind)
}

function kindLabel(kind: LayerKind): string {
  return kinds[place(kind)]?.label ?? kind
}

function Quality({ quality }: { quality: NonNullable<Layer['quality']> }) {
  const { nPassing, n, label, op, threshold } = quality
  return (
    <span title={quality.description}>
      {formatCount(nPassing)} of {formatCount(n)} ({formatPercent(nPassing, n)})
      <br />
      <span className="muted">
        pass {label} {op === '<=' ? '≤' : '≥'} {formatGiven(threshold)}
      </span>
    </span>
  )
}

const columns: readonly Column<Layer>[] = [
  { key: 'kind', header: 'Kind', cell: (layer) => kindLabel(layer.kind), sort: (layer) => place(layer.kind) },
  {
    key: 'label',
    header: 'Layer',
    rowHeader: true,
    cell: (layer) => (
      <>
        {layer.label}
        <br />
        <span className="hash muted">{layer.ref}</span>
      </>
    ),
    sort: (layer) => layer.label,
  },
  { key: 'method', header: 'Method', cell: (layer) => layer.method, sort: (layer) => layer.method },
  {
    key: 'unit',
    header: 'Unit',
    cell: (layer) => (layer.unit === '' ? 'as each variable says' : layer.unit),
  },
  { key: 'entity', header: 'One row is a', cell: (layer) => entities[layer.entity] },
  {
    key: 'variables',
    header: 'Variables',
    align: 'end',
    cell: (layer) => formatCount(layer.variableCount),
    sort: (layer) => layer.variableCount,
  },
  {
    key: 'patients',
    header: 'Patients',
    align: 'end',
    cell: (layer) => formatCount(layer.patientCount),
    sort: (layer) => layer.patientCount,
  },
  {
    key: 'quality',
    header: 'Own quality check',
    cell: (layer) => (layer.quality === null ? '–' : <Quality quality={layer.quality} />),
    sort: (layer) => (layer.quality === null ? null : layer.quality.nPassing / layer.quality.n),
  },
]

function download(release: string): Column<Layer> {
  return {
    key: 'download',
    header: 'Download',
    cell: ({ ref, label }) => (
      <a href={`/download/${release}/${ref}.tsv`} download aria-label={`${label} as TSV`}>
        TSV
      </a>
    ),
  }
}

/** Every block of variables, and the kinds of which there is none. @param release given where layers can be downloaded */
export function LayerList({ layers, release }: { layers: readonly Layer[]; release?: string }) {
  const absent = kinds.filter(({ kind }) => !layers.some((layer) => layer.kind === kind))
  const rows = layers.toSorted((a, b) => place(a.kind) - place(b.kind))
  return (
    <section className="section" aria-labelledby="layers">
      <h2 id="layers">What was measured</h2>
      <Table
        caption="Layers: blocks of variables measured by one method in one unit"
        columns={release === undefined ? columns : [...columns, download(release)]}
        rows={rows}
        rowKey={(layer) => layer.ref}
      />
      {absent.length > 0 && (
        <p className="muted">
          This cohort has no layer of these kinds: {absent.map(({ label }) => label.toLowerCase()).join(', ')}
          .
        </p>
      )}
    </section>
  )
}
