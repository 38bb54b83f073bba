import type { ManifestInput } from '../../manifest.ts'
import { radiomicsNames } from './radiomicsNames.ts'

export type FileInput = ManifestInput['files'][number]
export type LayerInput = ManifestInput['layers'][number]
export type VariableInput = Extract<LayerInput, { kind: 'clinical' }>['variables'][number]

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

export const imagingLayers: LayerInput[] = [
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

export const scoreLayer: LayerInput = {
  kind: 'score',
  key: 'gtr-ith',
  label: 'GTR and ITH probabilities (simulated)',
  from: ['scores'],
  method: 'simulated probabilities of objective response',
  gtr: 'GTR_proba',
  ith: 'ITH_proba',
  riskGroup: { column: 'Inte_label', codes: { '0': 'HIGH', '1': 'LOW' } },
}

export const cohort = (slug: string, title: string, description: string): ManifestInput['cohort'] => ({
  slug,
  title,
  description,
  disease: 'hepatocellular carcinoma (simulated)',
  imaging: 'CT (simulated)',
  simulated: true,
  licence,
  citations: [],
})

export const bestResponse: VariableInput = {
  key: 'best_response',
  label: 'Best response (RECIST 1.1)',
  column: 'best_response',
  type: 'category',
  levels: ['CR', 'PR', 'SD', 'PD'],
}

export const objectiveResponse: VariableInput = {
  key: 'objective_response',
  label: 'Objective response (RECIST 1.1)',
  column: 'ORR_RECIST1.1',
  type: 'category',
  codes: { '1': 'responder', '0': 'non-responder' },
  levels: ['responder', 'non-responder'],
}

export const causes = ['hepatitis B', 'hepatitis C', 'alcohol', 'metabolic', 'none known']

export const binaryEvent = { '1': 'event', '0': 'censored' } as const
