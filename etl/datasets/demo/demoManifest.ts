import type { ManifestInput } from '../../manifest.ts'
import {
  age,
  alphaFetoprotein,
  binaryEvent,
  category,
  cause,
  clinicalLayer,
  file,
  imagingFiles,
  modelKey,
  outcomeLayer,
  overallSurvival,
  progressionFree,
  responseLayer,
  simulatedManifest,
} from './manifestParts.ts'
import type { FileInput, LayerInput } from './manifestParts.ts'

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
  clinicalLayer('gdc', 'Clinical data (simulated)', gdc, [
    category('sex', 'Sex', 'demographic.gender', { levels: ['female', 'male'] }),
    age('Age at diagnosis', 'demographic.age_at_index', [0, 120]),
    category('race', 'Race', 'demographic.race'),
    category('stage', 'AJCC pathologic stage', 'diagnoses.ajcc_pathologic_stage', {
      codes: { 'Stage I': 'I', 'Stage II': 'II', 'Stage III': 'III', 'Stage IV': 'IV' },
      levels: ['I', 'II', 'III', 'IV'],
    }),
    category('grade', 'Tumour grade', 'diagnoses.tumor_grade', { levels: ['G1', 'G2', 'G3', 'G4'] }),
  ]),
  clinicalLayer('history', 'History (simulated)', followUp, [cause, alphaFetoprotein]),
  responseLayer(followUp),
  outcomeLayer('gdc', 'Survival (simulated)', gdc, [
    overallSurvival(
      { column: 'demographic.vital_status', codes: { Dead: 'event', Alive: 'censored' } },
      { column: 'demographic.days_to_death', ifCensored: 'diagnoses.days_to_last_follow_up', unit: 'days' },
    ),
  ]),
  outcomeLayer('follow-up', 'Progression (simulated)', followUp, [
    progressionFree({ column: 'PFS', codes: binaryEvent }, { column: 'PFS_days', unit: 'days' }),
  ]),
]

export function demoManifest(): ManifestInput {
  return simulatedManifest({
    cohort: {
      slug: 'demo',
      title: 'Simulated demonstration cohort',
      description:
        'Simulated patients with CT features, GTR-ITH risk groups, RNA, deconvolution, response and survival, with planted differences between the risk groups. Nobody in it exists.',
    },
    ids: 'tcga',
    specimens: 'tcga-primary-firehose',
    files: demoFiles(),
    layers: [
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
    riskModel: {
      rule: 'apply',
      layer: 'score:gtr-ith',
      fromCohort: 'demo-training',
      key: modelKey,
      cutoff: 'of-the-model',
    },
  })
}
