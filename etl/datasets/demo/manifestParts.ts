import type { ManifestInput } from '../../manifest.ts'
import { radiomicsNames } from './radiomicsNames.ts'

export type FileInput = ManifestInput['files'][number]
export type LayerInput = ManifestInput['layers'][number]
type VariableInput = Extract<LayerInput, { kind: 'clinical' }>['variables'][number]

const licence = 'CC0-1.0 (simulated, made by this software)'
export const modelKey = 'gtr-ith-demo'

export function file(
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
    label: 'Whole tumour, GTR (simulated)',
    from: ['gtr'],
    method: 'PyRadiomics, original image; simulated',
    description: 'The 107 original features of the whole tumour mask. Simulated.',
    exclude: ['Image', 'Mask', 'Label'],
    units: featureUnits(),
  },
  {
    kind: 'imaging',
    key: 'supervoxels',
    label: 'Supervoxels (simulated)',
    from: ['supervoxels'],
    method: 'PyRadiomics per supervoxel; simulated',
    description: 'Ten features of every supervoxel of the tumour. Simulated.',
    rows: { entity: 'region', idColumn: 'Supervoxel' },
    units: { original_firstorder_Mean: 'HU' },
  },
]

export const imagingFiles = (folder: string): FileInput[] => [
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
  label: 'GTR and ITH probabilities (simulated)',
  from: ['scores'],
  method: 'simulated probabilities of objective response',
  gtr: 'GTR_proba',
  ith: 'ITH_proba',
  riskGroup: { column: 'Inte_label', codes: { '0': 'HIGH', '1': 'LOW' } },
}

export const category = (
  key: string,
  label: string,
  column: string,
  rest: Pick<VariableInput, 'codes' | 'levels'> = {},
): VariableInput => ({ key, label, column, type: 'category', ...rest })

export const age = (label: string, column: string, range: [number, number]): VariableInput => ({
  key: 'age',
  label,
  column,
  type: 'number',
  unit: 'years',
  range,
})

/** Both cohorts write the cause of the liver disease and the tumour marker in the same columns. */
export const cause = category('cause', 'Cause of liver disease', 'cause', {
  levels: ['hepatitis B', 'hepatitis C', 'alcohol', 'metabolic', 'none known'],
})
export const alphaFetoprotein: VariableInput = {
  key: 'afp',
  label: 'Alpha-fetoprotein',
  column: 'AFP_ng_ml',
  type: 'number',
  unit: 'ng/ml',
}

interface Table {
  from: string[]
  method: string
}

export const clinicalLayer = (
  key: string,
  label: string,
  table: Table,
  variables: VariableInput[],
): LayerInput => ({ kind: 'clinical', key, label, ...table, variables })

export const responseLayer = (table: Table): LayerInput => ({
  kind: 'response',
  key: 'recist',
  label: 'Response (simulated)',
  ...table,
  variables: [
    category('best_response', 'Best response (RECIST 1.1)', 'best_response', {
      levels: ['CR', 'PR', 'SD', 'PD'],
    }),
    category('objective_response', 'Objective response (RECIST 1.1)', 'ORR_RECIST1.1', {
      codes: { '1': 'responder', '0': 'non-responder' },
      levels: ['responder', 'non-responder'],
    }),
  ],
})

type Endpoint = Extract<LayerInput, { kind: 'outcome' }>['endpoints'][number]

export const outcomeLayer = (
  key: string,
  label: string,
  table: Table,
  endpoints: Endpoint[],
): LayerInput => ({ kind: 'outcome', key, label, ...table, endpoints })

export const overallSurvival = (event: Endpoint['event'], time: Endpoint['time']): Endpoint => ({
  key: 'os',
  label: 'Overall survival',
  event,
  time,
})
export const progressionFree = (event: Endpoint['event'], time: Endpoint['time']): Endpoint => ({
  key: 'pfs',
  label: 'Progression-free survival',
  event,
  time,
})

export const binaryEvent = { '1': 'event', '0': 'censored' } as const

interface OwnParts extends Pick<ManifestInput, 'ids' | 'specimens' | 'ctSeries'> {
  cohort: Pick<ManifestInput['cohort'], 'slug' | 'title' | 'description'>
  files: FileInput[]
  layers: LayerInput[]
  riskModel: NonNullable<ManifestInput['derive']>['riskModel']
}

/** A manifest of a simulated cohort: what differs, in what both have. */
export function simulatedManifest({
  cohort,
  ids,
  specimens,
  files,
  layers,
  riskModel,
  ctSeries,
}: OwnParts): ManifestInput {
  return {
    manifestVersion: 1,
    cohort: {
      ...cohort,
      disease: 'hepatocellular carcinoma (simulated)',
      imaging: 'CT (simulated)',
      simulated: true,
      licence,
      citations: [],
    },
    ids,
    specimens,
    membership: 'clinical',
    files,
    layers: [...imagingLayers, scoreLayer, ...layers],
    ...(ctSeries ? { ctSeries } : {}),
    derive: { riskModel },
  }
}
