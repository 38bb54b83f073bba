import { createHash } from 'node:crypto'
import type {
  LayerContent,
  ReleaseContent,
  ReleaseRecord,
  VariableContent,
} from '../../db/release/content.ts'

/** A small cohort with everything that is awkward: missing, −0, subnormal, categories, endpoints, lesions, null fields. */

const number = (key: string, more: Partial<VariableContent> = {}): VariableContent => ({
  key,
  label: key,
  unit: '',
  type: 'number',
  role: 'measure',
  levels: null,
  ...more,
})

const layer = (
  given: Partial<LayerContent> & Pick<LayerContent, 'kind' | 'key' | 'variables' | 'columns'>,
): LayerContent => ({
  label: given.key,
  entity: 'patient',
  unit: '',
  method: 'as given',
  description: '',
  settings: {},
  sourceFiles: [],
  encoding: 'f8',
  rows: Int32Array.of(0, 1, 2, 3),
  patientRows: Int32Array.of(0, 1, 2, 3),
  patientRule: 'row is the patient',
  quality: null,
  ...given,
})

const clinical = layer({
  kind: 'clinical',
  key: 'gdc',
  settings: { 'K6 "quoted", \\ and ü': [1, 0.1, 1e-300, null, true] },
  sourceFiles: ['clinical', 'a "b", {c}\\'],
  variables: [
    number('age', { unit: 'years', label: 'Age at diagnosis; "x", 50 %_\\' }),
    number('sex', { type: 'category', unit: 'category', levels: ['female', 'male, "x"', '', 'NULL'] }),
  ],
  columns: [Float64Array.of(1e-300, -0, NaN, 0.1 + 0.2), Float64Array.of(0, 1, NaN, 3)],
})

const cells = layer({
  kind: 'immune',
  key: 'cibersort-lm22',
  entity: 'specimen',
  unit: 'share of leukocytes',
  encoding: 'f4',
  rows: Int32Array.of(0, 2, 3),
  patientRows: Int32Array.of(0, 1, -1, 2),
  patientRule: 'primary-tumour aliquot',
  quality: { variable: 'p_value', op: '<=', threshold: 0.05, description: 'CIBERSORT P ≤ .05' },
  variables: [number('macrophage_m1'), number('p_value', { role: 'quality' }), number('plasma_cell')],
  columns: [
    Float32Array.of(0.1, -0, NaN),
    Float32Array.of(0.01, 0.2, 1e-40),
    Float64Array.of(0, Math.fround(1 / 3), 1),
  ],
})

const lesions = layer({
  kind: 'imaging',
  key: 'gtr',
  entity: 'lesion',
  rows: Int32Array.of(0, 1),
  patientRows: null,
  patientRule: 'none declared',
  variables: [number('original_glcm_Idm')],
  columns: [Float64Array.of(5e-324, 1.7976931348623157e308)],
})

const survival = layer({
  kind: 'outcome',
  key: 'cdr',
  variables: [number('os', { type: 'endpoint', unit: 'days' })],
  columns: [Float64Array.of(10, 0, NaN, 400.5, 1, 0, NaN, 1)],
})

export function sampleContent(slug = 'sample'): ReleaseContent {
  return {
    cohort: {
      slug,
      title: 'Sample cohort',
      description: 'made by hand\nin two lines\t"quoted"',
      simulated: true,
      disease: 'none',
      imaging: null,
      licence: 'CC0-1.0',
      citations: ['A "quoted", one', 'Zwölf \\ 2'],
    },
    patients: ['P-1', 'P-2', 'P-3', 'P-4'].map((id) => ({ id })),
    specimens: [0, 0, 1, 3].map((patient, i) => ({
      barcode: `P-${patient + 1}-0${i}`,
      patient,
      analyte: 'rna',
      sampleType: '01A',
      sampleTypeLabel: 'primary solid tumour',
      chosen: i !== 1,
      reason: i === 1 ? 'not the first portion' : 'only one',
    })),
    entities: [
      { kind: 'lesion', id: 'P-1 largest', patient: 0 },
      { kind: 'lesion', id: 'P-3 only', patient: 2 },
    ],
    ctSeries: [0, 0, 2].map((patient, i) => ({
      patient,
      studyUid: `1.2.${patient}`,
      seriesUid: `1.2.${patient}.${i}`,
      modality: i === 0 ? 'CT' : null,
      phase: i === 0 ? 'portal venous' : null,
      manufacturer: null,
      sliceThicknessMm: i === 0 ? 0.1 + 0.2 : null,
      description: null,
    })),
    layers: [clinical, lesions, cells, survival],
    exclusions: [
      { scope: 'immune:cibersort-lm22', subject: 'P-3', patient: 2, code: 'no-row', reason: 'no aliquot' },
      {
        scope: 'cohort',
        subject: 'Q-9',
        patient: null,
        code: 'unknown',
        reason: 'not in the clinical table',
      },
    ],
    riskModels: [
      {
        key: 'gtr-ith',
        label: 'GTR-ITH',
        inputs: ['score:given/GTR_proba', 'score:given/ITH_proba'],
        centre: [0.1 + 0.2, 1 / 3],
        scale: [1e-300, 2],
        loadings: [Math.SQRT1_2, -Math.SQRT1_2],
        cutoff: -0.1234567890123456,
        cutoffRule: 'training median',
        trainedOn: { cohort: slug, patients: 4, description: 'these four' },
      },
    ],
  }
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

export function sampleRecord(name: string, more: Partial<ReleaseRecord> = {}): ReleaseRecord {
  return {
    importKey: hashOf(`import ${name}`),
    contentHash: hashOf(`content ${name}`),
    codeVersion: 'test',
    manifest: { cohort: 'sample', files: [1, 'ü'] },
    sourceFiles: ['clinical', 'other'].map((id) => ({
      id,
      path: `data/${id}.tsv`,
      role: 'clinical',
      format: 'tsv',
      sha256: hashOf(id),
      bytes: 3_000_000_000,
      encoding: 'utf-8',
      delimiter: id === 'other' ? null : '\t',
      rows: 4,
      columns: null,
      tool: null,
      version: null,
      licence: null,
      settings: { binWidth: 25 },
    })),
    findings: [
      {
        severity: 'warning',
        rule: 'alias',
        file: 'clinical',
        line: 3,
        column: 'Age',
        value: '=cmd()',
        message: 'renamed',
        hint: null,
      },
      {
        severity: 'note',
        rule: 'bom',
        file: null,
        line: null,
        column: null,
        value: null,
        message: 'a byte order mark',
        hint: 'ignore',
      },
    ],
    findingCounts: [
      { rule: 'alias', severity: 'warning', count: 230 },
      { rule: 'bom', severity: 'note', count: 1 },
    ],
    ...more,
  }
}

/** Random numbers of a fixed sequence: what a release of many variables costs. */
export function expressionContent(variables: number, samples: number, slug = 'large'): ReleaseContent {
  let state = 1
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const order = Int32Array.from({ length: samples }, (_, i) => i)
  const keys = Array.from({ length: variables }, (_, i) => `ENSG${String(i).padStart(11, '0')}`)
  return {
    ...sampleContent(slug),
    patients: Array.from({ length: samples }, (_, i) => ({ id: `P-${String(i).padStart(6, '0')}` })),
    specimens: [],
    entities: [],
    ctSeries: [],
    exclusions: [],
    riskModels: [],
    layers: [
      layer({
        kind: 'expression',
        key: 'fpkm',
        encoding: 'f4',
        rows: order,
        patientRows: order,
        variables: keys.map((key, i) => number(key, { label: `GENE${i}`, unit: 'FPKM' })),
        columns: keys.map(() => Float32Array.from({ length: samples }, next)),
      }),
    ],
  }
}
