import type {
  LayerContent,
  ReleaseContent,
  ReleaseRecord,
  VariableContent,
} from '../../db/release/content.ts'

/**
 * Fourteen patients whose answers can be worked out by hand. High risk (score ≤ 0): P01–P06, low risk: P07–P12.
 * P13 has no immune row (the ledger says why), P14 has no score. M1 is wholly separated, M2 alternates, plasma cells are 0 in all.
 */

export const patientIds = Array.from({ length: 14 }, (_, i) => `P${String(i + 1).padStart(2, '0')}`)

const twelve = Array.from({ length: 12 }, (_, i) => i)

/** one value a row of the immune layer: P01–P12 and P14 */
export const m1 = [...twelve.map((i) => (i + 1) / 100), 0.5]
/** high risk 1, 3, 5 …; low risk 2, 4, 6 … hundredths */
export const m2 = [...twelve.map((i) => (i < 6 ? 2 * i + 1 : 2 * (i - 6) + 2) / 100), 0.5]
const plasma = m1.map(() => 0)
/** P01, P02, P07 and P12 pass P ≤ .05 */
const fitP = [0.01, 0.05, 0.3, 0.4, 0.5, 0.6, 0.02, 0.3, 0.4, 0.5, 0.6, 0.03, NaN]
const score = [-6, -5, -4, -3, -2, 0, 1, 2, 3, 4, 5, 6, 7, NaN]

const number = (key: string, more: Partial<VariableContent> = {}): VariableContent => ({
  key,
  label: key,
  unit: '',
  type: 'number',
  role: 'measure',
  levels: null,
  ...more,
})

const onPatients = Int32Array.from({ length: 14 }, (_, i) => i)

const layer = (
  given: Pick<LayerContent, 'kind' | 'key' | 'variables' | 'columns'> & Partial<LayerContent>,
): LayerContent => ({
  label: given.key,
  entity: 'patient',
  unit: '',
  method: 'as given',
  description: 'planted',
  settings: {},
  sourceFiles: [],
  encoding: 'f8',
  rows: onPatients,
  patientRows: onPatients,
  patientRule: 'row is the patient',
  quality: null,
  ...given,
})

const cells = layer({
  kind: 'immune',
  key: 'cibersort-lm22',
  label: 'CIBERSORT (LM22)',
  entity: 'specimen',
  unit: 'share of leukocytes',
  sourceFiles: ['cells'],
  rows: Int32Array.from({ length: 13 }, (_, i) => i),
  patientRows: Int32Array.from({ length: 14 }, (_, i) => (i < 12 ? i : i === 13 ? 12 : -1)),
  patientRule: 'the only aliquot',
  quality: { variable: 'p_value', op: '<=', threshold: 0.05, description: 'CIBERSORT P ≤ .05' },
  variables: [
    number('macrophage_m1', { unit: 'share of leukocytes', label: 'M1 macrophages' }),
    number('macrophage_m2', { unit: 'share of leukocytes', label: '=M2 macrophages' }),
    number('p_value', { role: 'quality' }),
    number('plasma_cell', { unit: 'share of leukocytes', label: 'Plasma cells' }),
  ],
  columns: [m1, m2, fitP, plasma].map((column) => Float64Array.from(column)),
})

const clinical = layer({
  kind: 'clinical',
  key: 'gdc',
  sourceFiles: ['clinical'],
  variables: [
    number('age', { unit: 'years', label: 'Age at diagnosis' }),
    number('stage', { type: 'category', unit: 'category', label: 'AJCC stage', levels: ['I', 'II', 'III'] }),
  ],
  columns: [
    Float64Array.from([0, ...Array.from({ length: 12 }, (_, i) => 50 + i), NaN]),
    Float64Array.from({ length: 14 }, (_, i) => (i === 13 ? NaN : i % 3)),
  ],
})

const features = layer({
  kind: 'imaging',
  key: 'gtr',
  variables: [number('original_shape_MeshVolume', { unit: 'mm³', label: 'MeshVolume' })],
  columns: [Float64Array.from({ length: 14 }, (_, i) => 1000 * (i + 1))],
})

const scores = layer({
  kind: 'score',
  key: 'gtr-ith',
  label: 'GTR-ITH',
  sourceFiles: ['scores'],
  variables: [number('score', { label: 'GTR-ITH score' })],
  columns: [Float64Array.from(score)],
})

const survival = layer({
  kind: 'outcome',
  key: 'cdr',
  variables: [number('os', { type: 'endpoint', unit: 'days', label: 'Overall survival' })],
  columns: [
    Float64Array.from([
      ...Array.from({ length: 14 }, (_, i) => (i === 0 ? 0 : 100 * i)),
      ...Array.from({ length: 14 }, (_, i) => (i < 3 ? 1 : 0)),
    ]),
  ],
})

export function plantedContent(slug = 'planted'): ReleaseContent {
  return {
    cohort: {
      slug,
      title: 'Planted cohort',
      description: 'made by hand',
      simulated: true,
      disease: 'none',
      imaging: 'CT',
      licence: 'CC0-1.0',
      citations: ['nobody'],
    },
    patients: patientIds.map((id) => ({ id })),
    specimens: [...twelve, 13].map((patient) => ({
      barcode: `${patientIds[patient] ?? ''}-01A`,
      patient,
      analyte: 'rna',
      sampleType: '01A',
      sampleTypeLabel: 'primary solid tumour',
      chosen: true,
      reason: 'the only one',
    })),
    entities: [],
    ctSeries: [0, 0, 3].map((patient, i) => ({
      patient,
      studyUid: `1.2.${patient}`,
      seriesUid: `1.2.${patient}.${i}`,
      modality: 'CT',
      phase: null,
      manufacturer: null,
      sliceThicknessMm: 1.5,
      description: null,
    })),
    layers: [clinical, features, cells, survival, scores],
    exclusions: [
      {
        scope: 'immune:cibersort-lm22',
        subject: 'P13-11A',
        patient: 12,
        code: 'not-primary-tumour',
        reason: 'only a normal tissue was sequenced',
      },
      {
        scope: 'score:gtr-ith',
        subject: 'P14',
        patient: 13,
        code: 'no-ct',
        reason: 'no CT before treatment',
      },
    ],
    riskModels: [
      {
        key: 'gtr-ith',
        label: 'GTR-ITH score',
        inputs: ['score:gtr-ith/GTR_proba', 'score:gtr-ith/ITH_proba'],
        centre: [0.5, 0.25],
        scale: [1, 2],
        loadings: [Math.SQRT1_2, Math.SQRT1_2],
        cutoff: 0,
        cutoffRule: 'training median',
        trainedOn: {
          cohort: 'elsewhere',
          patients: 99,
          description: 'ninety-nine patients of another hospital',
        },
      },
    ],
  }
}

/** a stand-in for the content hash */
export const hashOf = (slug: string): string => Buffer.from(slug).toString('hex').padEnd(64, '0')

export function plantedRecord(slug = 'planted'): ReleaseRecord {
  const file = (id: string) => ({
    id,
    path: `${id}.tsv`,
    role: id,
    format: 'table',
    sha256: 'a'.repeat(64),
    bytes: 3_000_000_000,
    encoding: 'utf-8',
    delimiter: '\t',
    rows: 14,
    columns: 3,
    tool: null,
    version: null,
    licence: null,
    settings: { log2: false },
  })
  return {
    importKey: `${slug} key`,
    contentHash: hashOf(slug),
    codeVersion: 'planted-code',
    manifest: { slug },
    sourceFiles: [file('cells'), file('clinical'), file('scores')],
    findings: Array.from({ length: 5 }, (_, i) => ({
      severity: i === 0 ? 'warning' : 'note',
      rule: i === 0 ? 'constant-feature' : 'id-normalised',
      file: 'clinical',
      line: i + 1,
      column: null,
      value: null,
      message: `finding ${i}`,
      hint: null,
    })),
    findingCounts: [
      { rule: 'constant-feature', severity: 'warning', count: 1 },
      { rule: 'id-normalised', severity: 'note', count: 400 },
    ],
  }
}

/** The same numbers of fourteen other patients: a cohort that is alike in everything, and shares nobody. */
export function twinContent(slug: string): ReleaseContent {
  const content = plantedContent(slug)
  return {
    ...content,
    cohort: { ...content.cohort, title: 'Twin of the planted cohort' },
    patients: content.patients.map(({ id }) => ({ id: id.replace('P', 'T') })),
    specimens: content.specimens.map((one) => ({ ...one, barcode: one.barcode.replace('P', 'T') })),
    ctSeries: content.ctSeries.map((one) => ({
      ...one,
      studyUid: `9${one.studyUid}`,
      seriesUid: `9${one.seriesUid}`,
    })),
    exclusions: content.exclusions.map((one) => ({ ...one, subject: one.subject.replace('P', 'T') })),
  }
}
