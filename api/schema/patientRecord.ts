import type { ReleaseRow } from '../../db/read/releases.ts'
import { percentilePaper } from '../../science/radiogenomics/paper/recordPaper.ts'
import type { Table } from '../analyses/tsv.ts'
import { builder } from '../builder.ts'
import { cellTypeOf } from '../cells.ts'
import { mostVariables, patientRecord } from '../patientRecord.ts'
import type { PatientLayerShape, PatientValueShape } from '../patientRecord.ts'
import { Layer } from './layer.ts'
import { Patient } from './patient.ts'
import { Reading } from './reading.ts'
import type { ReadingShape } from './reading.ts'
import { CellType, Variable } from './variable.ts'

type ValueOfRelease = PatientValueShape & { releaseId: number }
type LayerOfRelease = PatientLayerShape & { release: ReleaseRow }

const PatientValue = builder.objectRef<ValueOfRelease>('PatientValue').implement({
  description: 'One variable of one patient, and where it stands among the patients of the release.',
  fields: (t) => ({
    variable: t.field({
      type: Variable,
      description: 'What was measured.',
      resolve: ({ variable, releaseId }) => ({ ...variable, releaseId }),
    }),
    cell: t.field({
      type: CellType,
      nullable: true,
      description: 'Cell type of the vocabulary, where it is one.',
      resolve: ({ variable }) => cellTypeOf(variable),
    }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'The number, or the time of an endpoint in days; null where missing or a category.',
    }),
    level: t.exposeString('level', {
      nullable: true,
      description: 'Level of a category; null where missing.',
    }),
    event: t.exposeBoolean('event', {
      nullable: true,
      description: 'Of an endpoint: whether it happened (true) or was censored (false).',
    }),
    percentile: t.exposeFloat('percentile', {
      nullable: true,
      description:
        'Percentage of patients with a lower value and half of those with the same one, 0 to 100; null of categories and endpoints.',
    }),
    n: t.exposeInt('n', { description: 'Patients of the release with a value.' }),
    median: t.exposeFloat('median', { nullable: true, description: 'Median of those; null of categories.' }),
  }),
})

function tableOf({ values, row }: PatientLayerShape): Table {
  return {
    facts: [['row that stands for the patient', row ?? 'none']],
    rows: values.map(({ variable, value, level, event, percentile, n, median }) => [
      ['variable', variable.ref],
      ['label', variable.label],
      ['unit', variable.unit],
      ['value', value],
      ['level', level],
      ['event', event === null ? null : String(event)],
      ['percentile', percentile],
      ['n', n],
      ['median', median],
    ]),
  }
}

function readingOf(found: LayerOfRelease): ReadingShape {
  const { release, patient, layer, row, values } = found
  const drawn = values.filter(({ variable }) => variable.type === 'number' && variable.role === 'measure')
  return {
    release,
    asked: { kind: 'percentiles', patient, layer: layer.ref },
    paper: (origin) =>
      percentilePaper({
        origin,
        patient,
        layer,
        row,
        most: Math.max(0, ...drawn.map(({ n }) => n)),
        variables: drawn.length,
      }),
    table: () => tableOf(found),
  }
}

const PatientLayer = builder.objectRef<LayerOfRelease>('PatientLayer').implement({
  description: 'What one layer says of one patient.',
  fields: (t) => ({
    layer: t.field({ type: Layer, description: 'The layer.', resolve: ({ layer }) => layer }),
    row: t.exposeString('row', {
      nullable: true,
      description: 'Barcode or id of the row that stands for the patient; null where none does.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why there are no values, from the import’s ledger; null where there are.',
    }),
    values: t.field({
      type: [PatientValue],
      description: 'In the order of the layer; empty where there is a reason.',
      complexity: { field: 1, multiplier: 40 },
      resolve: ({ layer, values }) => values.map((value) => ({ ...value, releaseId: layer.releaseId })),
    }),
    reading: t.field({
      type: Reading,
      description: 'Legend, methods and table of the figure of its percentiles.',
      complexity: 10,
      resolve: readingOf,
    }),
  }),
})

builder.objectField(Patient, 'record', (t) =>
  t.field({
    type: [PatientLayer],
    description: `Everything that was measured of this patient, layer by layer. Genes, and a layer with more than ${mostVariables} variables, have no values here.`,
    args: { layer: t.arg.id({ description: 'Reference of the one layer that is wanted; default: all.' }) },
    complexity: { field: 200, multiplier: 12 },
    resolve: async (patient, { layer }, context) => {
      const { release } = patient
      const record = await patientRecord(context, release.id, patient, layer ?? null)
      return record.map((each) => ({ ...each, release }))
    },
  }),
)
