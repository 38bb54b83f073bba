import type { ManifestInput } from '../../manifest.ts'
import {
  modelKey,
  imagingLayers,
  imagingFiles,
  scoreLayer,
  cohort,
  bestResponse,
  objectiveResponse,
  causes,
  binaryEvent,
  file,
  type FileInput,
  type LayerInput,
} from './manifestParts.ts'

function demoFiles(): FileInput[] {
  return [
    file('clinical', 'cohort/gdc-clinical.tsv', 'gdc-clinical', 'clinical'),
    file('follow-up', 'cohort/follow-up.csv', 'clinical-table', 'clinical', {
      settings: { idColumn: 'Patient', numbers: ['PFS_days', 'AFP_ng_ml'] },
    }),
    ...imagingFiles('cohort'),
    file('ct-series', 'cohort/ct-series.csv', 'aimi-ct-series', 'ct-series'),
    file('cibersort', 'cohort/CIBERSORT-Results.txt', 'cibersort-r', 'immune'),
    file('quantiseq', 'cohort/quantiseq.csv', 'quantiseq-immunedeconv', 'immune'),
    file('leukocytes', 'cohort/leukocyte-fraction.tsv', 'leukocyte-fraction', 'immune'),
    ...(['counts', 'tpm'] as const).map((unit) =>
      file(`star-${unit}`, 'cohort/star-counts', 'gdc-star-counts', 'expression', {
        companions: { metadata: 'cohort/gdc-metadata.json' },
        settings: { column: unit === 'counts' ? 'unstranded' : 'tpm_unstranded' },
      }),
    ),
  ]
}

const immuneLayers: LayerInput[] = [
  {
    kind: 'immune',
    key: 'cibersort-lm22',
    label: 'CIBERSORT (LM22), relative (simulated)',
    from: ['cibersort'],
    method: 'CIBERSORT (LM22), relative; simulated',
    methodKey: 'cibersort-lm22',
    unit: 'share of leukocytes',
  },
  {
    kind: 'immune',
    key: 'quantiseq',
    label: 'quanTIseq (simulated)',
    from: ['quantiseq'],
    method: 'quanTIseq; simulated',
    methodKey: 'quantiseq',
    unit: 'share of all cells',
  },
  {
    kind: 'immune',
    key: 'leukocyte-fraction',
    label: 'Leukocyte fraction (simulated)',
    from: ['leukocytes'],
    method: 'leukocyte fraction by DNA methylation; simulated',
    methodKey: 'leukocyte-fraction',
    unit: 'share of all cells',
  },
]

const expressionLayer = (key: 'counts' | 'tpm', unit: string): LayerInput => ({
  kind: 'expression',
  key: `star-${key}`,
  label: `RNA-seq, STAR ${unit} (simulated)`,
  from: [`star-${key}`],
  unit,
  method: 'GDC STAR - Counts; simulated',
  identifiers: 'ensembl',
})

const gdc = { from: ['clinical'], method: 'GDC clinical export; simulated' }
const followUp = { from: ['follow-up'], method: 'simulated follow-up' }

const clinicalLayers: LayerInput[] = [
  {
    kind: 'clinical',
    key: 'gdc',
    label: 'Clinical data (simulated)',
    ...gdc,
    variables: [
      {
        key: 'sex',
        label: 'Sex',
        column: 'demographic.gender',
        type: 'category',
        levels: ['female', 'male'],
      },
      {
        key: 'age',
        label: 'Age at diagnosis',
        column: 'demographic.age_at_index',
        type: 'number',
        unit: 'years',
        range: [0, 120],
      },
      { key: 'race', label: 'Race', column: 'demographic.race', type: 'category' },
      {
        key: 'stage',
        label: 'AJCC pathologic stage',
        column: 'diagnoses.ajcc_pathologic_stage',
        type: 'category',
        codes: { 'Stage I': 'I', 'Stage II': 'II', 'Stage III': 'III', 'Stage IV': 'IV' },
        levels: ['I', 'II', 'III', 'IV'],
      },
      {
        key: 'grade',
        label: 'Tumour grade',
        column: 'diagnoses.tumor_grade',
        type: 'category',
        levels: ['G1', 'G2', 'G3', 'G4'],
      },
    ],
  },
  {
    kind: 'clinical',
    key: 'history',
    label: 'History (simulated)',
    ...followUp,
    variables: [
      { key: 'cause', label: 'Cause of liver disease', column: 'cause', type: 'category', levels: causes },
      { key: 'afp', label: 'Alpha-fetoprotein', column: 'AFP_ng_ml', type: 'number', unit: 'ng/ml' },
    ],
  },
  {
    kind: 'response',
    key: 'recist',
    label: 'Response (simulated)',
    ...followUp,
    variables: [bestResponse, objectiveResponse],
  },
  {
    kind: 'outcome',
    key: 'gdc',
    label: 'Survival (simulated)',
    ...gdc,
    endpoints: [
      {
        key: 'os',
        label: 'Overall survival',
        event: { column: 'demographic.vital_status', codes: { Dead: 'event', Alive: 'censored' } },
        time: {
          column: 'demographic.days_to_death',
          ifCensored: 'diagnoses.days_to_last_follow_up',
          unit: 'days',
        },
      },
    ],
  },
  {
    kind: 'outcome',
    key: 'follow-up',
    label: 'Progression (simulated)',
    ...followUp,
    endpoints: [
      {
        key: 'pfs',
        label: 'Progression-free survival',
        event: { column: 'PFS', codes: binaryEvent },
        time: { column: 'PFS_days', unit: 'days' },
      },
    ],
  },
]

export function demoManifest(): ManifestInput {
  return {
    manifestVersion: 1,
    cohort: cohort(
      'demo',
      'Simulated demonstration cohort',
      'Simulated patients with CT features, GTR-ITH risk groups, RNA, deconvolution, response and survival, with planted differences between the risk groups. Nobody in it exists.',
    ),
    ids: 'tcga',
    specimens: 'tcga-primary-firehose',
    membership: 'clinical',
    files: demoFiles(),
    layers: [
      ...imagingLayers,
      scoreLayer,
      ...immuneLayers,
      expressionLayer('counts', 'counts'),
      expressionLayer('tpm', 'TPM'),
      ...clinicalLayers,
    ],
    ctSeries: {
      from: 'ct-series',
      columns: { study: 'StudyInstanceUID', series: 'SeriesInstanceUID' },
      modality: 'CT',
    },
    derive: {
      riskModel: {
        rule: 'apply',
        layer: 'score:gtr-ith',
        fromCohort: 'demo-training',
        key: modelKey,
        cutoff: 'of-the-model',
      },
    },
  }
}
