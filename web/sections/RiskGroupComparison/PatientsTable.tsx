import { formatNumber } from '../../format.ts'
import type { Panel, SeenPanel } from '../../plots/data.ts'
import { Table } from '../../ui/Table.tsx'
import type { Column } from '../../ui/Table.tsx'
import { PatientName } from '../Patients/PatientName.tsx'
import { qualityText } from './answer.ts'
import type { Comparison } from './answer.ts'

interface Row {
  patient: string
  specimen: string | null
  group: string
  passes: boolean | null
  /** the number that the method's own check reads */
  quality: number | null
  /** in the order of the panels; null where missing */
  values: (number | null)[]
}

function rowsOf(comparison: Comparison, panels: readonly SeenPanel[]): Row[] {
  const values = panels.map((panel) => new Map(panel.points.map(({ patient, value }) => [patient, value])))
  const labels = new Map(comparison.grouping.groups.map(({ key, label }) => [key, label]))
  return (comparison.cells[0]?.points ?? []).map(({ patient, specimen, group, passes, quality }) => ({
    patient,
    specimen,
    group: labels.get(group) ?? group,
    passes,
    quality,
    values: values.map((byPatient) => byPatient.get(patient) ?? null),
  }))
}

/** Every point of panel 1 as a line: for those who do not point, and for those who look somebody up. */
export function PatientsTable({ comparison, panels }: { comparison: Comparison; panels: readonly Panel[] }) {
  const seen = panels.filter((panel) => panel.kind === 'seen')
  const columns: Column<Row>[] = [
    {
      key: 'patient',
      header: 'patient',
      cell: (row) => <PatientName patient={row.patient} />,
      sort: (row) => row.patient,
      rowHeader: true,
    },
    { key: 'group', header: 'group', cell: (row) => row.group, sort: (row) => row.group },
    ...seen.map((panel, index): Column<Row> => ({
      key: panel.key,
      header: panel.title,
      align: 'end',
      cell: (row) => (row.values[index] == null ? 'missing' : formatNumber(row.values[index])),
      sort: (row) => row.values[index] ?? null,
    })),
    { key: 'specimen', header: 'specimen', cell: (row) => row.specimen ?? '–' },
  ]
  if (comparison.quality !== null) {
    const { rule } = comparison.quality
    columns.push({
      key: 'passes',
      header: `${rule.label} ${rule.op === '<=' ? '≤' : '≥'} ${rule.threshold}`,
      cell: (row) =>
        row.passes === null ? '–' : `${qualityText(rule, row.quality)} ${row.passes ? 'passes' : 'fails'}`,
      sort: (row) => row.quality,
    })
  }
  return (
    <div className="patients-table">
      <Table
        caption="Patients compared"
        captionHidden
        rows={rowsOf(comparison, seen)}
        rowKey={(row) => row.patient}
        columns={columns}
      />
    </div>
  )
}
