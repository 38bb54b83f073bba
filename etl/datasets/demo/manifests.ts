import type { ManifestInput } from '../../manifest.ts'
import { radiomicsNames } from './radiomicsNames.ts'

type FileInput = ManifestInput['files'][number]
type LayerInput = ManifestInput['layers'][number]
type VariableInput = Extract<LayerInput, { kind: 'clinical' }>['variables'][number]

const licence = 'CC0-1.0 (simulated, made by this software)'
const modelKey = 'gtr-ith-demo'

function file(
  id: string,
  path: string,
  format: string,
  role: FileInput['role'],
  rest: Partial<FileInput> = {},
): FileInput {
  return { id, path, format, role, licence, ...rest }
}

/** Units of the features that have one; the texture features are pure numbers. */
function featureUnits(): Record<string, string> {
  const shape: Record<string, string> = {
    SurfaceArea: 'mm²',
    MeshVolume: 'mm³',
    VoxelVolume: 'mm³',
    SurfaceVolumeRatio: '1/mm',
  }
  const pure = ['Elongation', 'Flatness', 'Sphericity']
  const grey: Record<string, string> = { Energy: 'HU²', TotalEnergy: 'HU² mm³', Variance: 'HU²' }
  const pureGrey = ['Entropy', 'Kurtosis', 'Skewness', 'Uniformity']
  return Object.fromEntries(
    radiomicsNames.flatMap((column) => {
      const [, family, name = ''] = column.split('_')
      if (family === 'shape' && !pure.includes(name)) return [[column, shape[name] ?? 'mm']]
      if (family === 'firstorder' && !pureGrey.includes(name)) return [[column, grey[name] ?? 'HU']]
      return []
    }),
  )
}

const imagingLayers: LayerInput[] = [
  {
    kind: 'imaging',
    key: 'gtr',
    label: 'Whole tumour (GTR), simulated',
    from: ['gtr'],
    method: 'PyRadiomics layout, simulated',
    description: 'The 107 original features of the whole tumour mask. Simulated.',
    exclude: ['Image', 'Mask', 'Label'],
    units: featureUnits(),
  },
  {
    kind: 'imaging',
    key: 'supervoxels',
    label: 'Supervoxels, simulated',
    from: ['supervoxels'],
    method: 'PyRadiomics layout per supervoxel, simulated',
    description: 'Ten features of every supervoxel of the tumour. Simulated.',
    rows: { entity: 'region', idColumn: 'Supervoxel' },
    units: { original_firstorder_Mean: 'HU' },
  },
]

const imagingFiles = (folder: string): FileInput[] => [
  file('gtr', `${folder}/gtr-pyradiomics.csv`, 'pyradiomics-csv', 'features', {
    settings: { idColumn: 'ID' },
  }),
  file('supervoxels', `${folder}/supervoxels.csv`, 'pyradiomics-csv', 'features', {
    settings: { idColumn: 'ID', regionColumn: 'Supervoxel' },
  }),
  file('scores', `${folder}/scores.csv`, 'score-table', 'scores'),
]

const scoreLayer: LayerInput = {
  kind: 'score',
  key: 'gtr-ith',
  label: 'GTR and ITH probabilities, simulated',
  from: ['scores'],
  method: 'simulated probabilities of objective response',
  gtr: 'GTR_proba',
  ith: 'ITH_proba',
}

const cohort = (slug: string, title: string, description: string): ManifestInput['cohort'] => ({
  slug,
  title,
  description,
  disease: 'hepatocellular carcinoma (simulated)',
  imaging: 'CT (simulated)',
  simulated: true,
  licence,
  citations: [],
})

const bestResponse: VariableInput = {
  key: 'best_response',
  label: 'Best response (RECIST 1.1)',
  column: 'best_response',
  type: 'category',
  levels: ['CR', 'PR', 'SD', 'PD'],
}

const objectiveResponse: VariableInput = {
  key: 'orr',
  label: 'Objective response (RECIST 1.1)',
  column: 'ORR_RECIST1.1',
  type: 'category',
  codes: { '1': 'responder', '0': 'non-responder' },
  levels: ['responder', 'non-responder'],
}

const causes = ['hepatitis B', 'hepatitis C', 'alcohol', 'metabolic', 'none known']

const binaryEvent = { '1': 'event', '0': 'censored' } as const

export function trainingManifest(): ManifestInput {
  const table = { from: ['clinical'], method: 'simulated study table' }
  return {
    manifestVersion: 1,
    cohort: cohort(
      'demo-training',
      'Simulated training set',
      'Simulated patients with CT features, response and survival, on whom the GTR-ITH risk model of the demonstration is trained. Nobody in it exists.',
    ),
    ids: 'as-is',
    specimens: 'none',
    membership: 'clinical',
    files: [
      file('clinical', 'training/clinical.csv', 'clinical-table', 'clinical', {
        settings: { idColumn: 'ID', numbers: ['age', 'AFP_ng_ml', 'OS_months', 'PFS_months'] },
      }),
      ...imagingFiles('training'),
    ],
    layers: [
      ...imagingLayers,
      scoreLayer,
      {
        kind: 'clinical',
        key: 'study',
        label: 'Clinical data, simulated',
        ...table,
        variables: [
          { key: 'sex', label: 'Sex', column: 'sex', type: 'category', levels: ['female', 'male'] },
          {
            key: 'age',
            label: 'Age at treatment',
            column: 'age',
            type: 'number',
            unit: 'years',
            range: [18, 100],
          },
          {
            key: 'cause',
            label: 'Cause of liver disease',
            column: 'cause',
            type: 'category',
            levels: causes,
          },
          {
            key: 'child_pugh',
            label: 'Child-Pugh',
            column: 'Child_Pugh',
            type: 'category',
            levels: ['A5', 'A6', 'B7', 'B8'],
          },
          { key: 'bclc', label: 'BCLC stage', column: 'BCLC', type: 'category', levels: ['A', 'B', 'C'] },
          { key: 'afp', label: 'Alpha-fetoprotein', column: 'AFP_ng_ml', type: 'number', unit: 'ng/ml' },
        ],
      },
      {
        kind: 'response',
        key: 'recist',
        label: 'Response, simulated',
        ...table,
        variables: [bestResponse, objectiveResponse],
      },
      {
        kind: 'outcome',
        key: 'study',
        label: 'Survival, simulated',
        ...table,
        endpoints: [
          {
            key: 'os',
            label: 'Overall survival',
            event: { column: 'OS', codes: binaryEvent },
            time: { column: 'OS_months', unit: 'months' },
          },
          {
            key: 'pfs',
            label: 'Progression-free survival',
            event: { column: 'PFS', codes: binaryEvent },
            time: { column: 'PFS_months', unit: 'months' },
          },
        ],
      },
    ],
    derive: {
      riskModel: {
        rule: 'train',
        layer: 'score:gtr-ith',
        key: modelKey,
        label: 'GTR-ITH score, simulated training set',
        description: 'all patients of the simulated training set with both probabilities',
      },
    },
  }
}

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
    label: 'CIBERSORT (LM22), relative, simulated',
    from: ['cibersort'],
    method: 'CIBERSORT layout, simulated',
    methodKey: 'cibersort-lm22',
    unit: 'share of leukocytes',
  },
  {
    kind: 'immune',
    key: 'quantiseq',
    label: 'quanTIseq, simulated',
    from: ['quantiseq'],
    method: 'quanTIseq layout, simulated',
    methodKey: 'quantiseq',
    unit: 'share of all cells',
  },
  {
    kind: 'immune',
    key: 'leukocyte-fraction',
    label: 'Leukocyte fraction, simulated',
    from: ['leukocytes'],
    method: 'methylation layout, simulated',
    methodKey: 'leukocyte-fraction',
    unit: 'share of all cells',
  },
]

const expressionLayer = (key: 'counts' | 'tpm', unit: string): LayerInput => ({
  kind: 'expression',
  key: `star-${key}`,
  label: `RNA-seq, STAR ${unit}, simulated`,
  from: [`star-${key}`],
  unit,
  method: 'STAR - Counts layout, simulated',
  identifiers: 'ensembl',
})

function demoClinicalLayers(): LayerInput[] {
  const gdc = { from: ['clinical'], method: 'GDC clinical layout, simulated' }
  const followUp = { from: ['follow-up'], method: 'simulated follow-up' }
  return [
    {
      kind: 'clinical',
      key: 'gdc',
      label: 'Clinical data, simulated',
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
          levels: ['Stage I', 'Stage II', 'Stage III', 'Stage IV'],
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
      label: 'History, simulated',
      ...followUp,
      variables: [
        { key: 'cause', label: 'Cause of liver disease', column: 'cause', type: 'category', levels: causes },
        { key: 'afp', label: 'Alpha-fetoprotein', column: 'AFP_ng_ml', type: 'number', unit: 'ng/ml' },
      ],
    },
    {
      kind: 'response',
      key: 'recist',
      label: 'Response, simulated',
      ...followUp,
      variables: [bestResponse, objectiveResponse],
    },
    {
      kind: 'outcome',
      key: 'gdc',
      label: 'Survival, simulated',
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
      label: 'Progression, simulated',
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
}

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
      ...demoClinicalLayers(),
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
