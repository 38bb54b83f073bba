import { builder } from '../builder.ts'
import { cellTypeOf } from '../cells.ts'
import { mostVariables, patientRecord } from '../patientRecord.ts'
import type { PatientLayerShape, PatientValueShape } from '../patientRecord.ts'
import { Layer } from './layer.ts'
import { Patient } from './patient.ts'
import { CellType, Variable } from './variable.ts'

type ValueOfRelease = PatientValueShape & { releaseId: number }

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

const PatientLayer = builder.objectRef<PatientLayerShape>('PatientLayer').implement({
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
  }),
})

builder.objectField(Patient, 'record', (t) =>
  t.field({
    type: [PatientLayer],
    description: `Everything that was measured of this patient, layer by layer. Genes, and a layer with more than ${mostVariables} variables, have no values here.`,
    complexity: { field: 200, multiplier: 12 },
    resolve: (patient, _args, context) => patientRecord(context, patient.releaseId, patient.ordinal),
  }),
)
