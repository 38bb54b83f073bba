import type { SimulatedPatient } from './patients.ts'
import { simulateTumour, type SimulatedTumour } from './radiomics.ts'
import { radiomicsNames, supervoxelNames } from './radiomicsNames.ts'
import { RandomStream } from './random.ts'
import { csv, number } from './text.ts'

const versions = {
  diagnostics_Versions_PyRadiomics: 'v3.1.0',
  diagnostics_Versions_Numpy: '1.26.4',
  diagnostics_Versions_SimpleITK: '2.3.1',
  diagnostics_Versions_PyWavelet: '1.5.0',
  diagnostics_Versions_Python: '3.10.13',
  diagnostics_Configuration_Settings:
    "{'minimumROIDimensions': 2, 'minimumROISize': None, 'normalize': False, 'normalizeScale': 1, " +
    "'removeOutliers': None, 'resampledPixelSpacing': None, 'interpolator': 'sitkBSpline', 'preCrop': False, " +
    "'padDistance': 5, 'distances': [1], 'force2D': False, 'force2Ddimension': 0, 'resegmentRange': None, " +
    "'label': 1, 'additionalInfo': True, 'binWidth': 25}",
  diagnostics_Configuration_EnabledImageTypes: "{'Original': {}}",
}

function pythonTuple(values: readonly number[]): string {
  return `(${values.map((value) => number(value)).join(', ')})`
}

function diagnostics(tumour: SimulatedTumour, random: RandomStream): Record<string, string> {
  const centre = [0, 1, 2].map((i) => (tumour.box[i] ?? 0) + (tumour.box[i + 3] ?? 0) / 2)
  const physical = centre.map((value, i) => (value - 200) * (tumour.spacing[i] ?? 1))
  return {
    ...versions,
    'diagnostics_Image-original_Hash': random.hex(40),
    'diagnostics_Image-original_Dimensionality': '3D',
    'diagnostics_Image-original_Spacing': pythonTuple(tumour.spacing),
    'diagnostics_Image-original_Size': pythonTuple(tumour.size),
    'diagnostics_Image-original_Mean': number(tumour.imageMean),
    'diagnostics_Image-original_Minimum': '-1024.0',
    'diagnostics_Image-original_Maximum': `${random.whole(1400, 3071)}.0`,
    'diagnostics_Mask-original_Hash': random.hex(40),
    'diagnostics_Mask-original_Spacing': pythonTuple(tumour.spacing),
    'diagnostics_Mask-original_Size': pythonTuple(tumour.size),
    'diagnostics_Mask-original_BoundingBox': pythonTuple(tumour.box),
    'diagnostics_Mask-original_VoxelNum': String(tumour.voxels),
    'diagnostics_Mask-original_VolumeNum': '1',
    'diagnostics_Mask-original_CenterOfMassIndex': pythonTuple(centre),
    'diagnostics_Mask-original_CenterOfMass': pythonTuple(physical),
  }
}

/** A PyRadiomics batch table, one row per patient with a CT. */
export function gtrTable(seed: number, patients: readonly SimulatedPatient[]): string {
  const rows = patients
    .filter((patient) => patient.hasCt)
    .map((patient) => {
      const tumour = simulateTumour(seed, patient)
      const record = diagnostics(tumour, new RandomStream(seed, `diagnostics/${patient.id}`))
      const cells = radiomicsNames.map((name) => number(tumour.features.get(name) ?? Number.NaN, 14))
      const input = [patient.id, `${patient.id}_ct.nii.gz`, `${patient.id}_tumour.nii.gz`, '1']
      return { names: Object.keys(record), row: [...input, ...Object.values(record), ...cells] }
    })
  const header = ['ID', 'Image', 'Mask', 'Label', ...(rows[0]?.names ?? []), ...radiomicsNames]
  return csv(
    header,
    rows.map(({ row }) => row),
  )
}

/** How many sub-populations a tumour's supervoxels were drawn from: more where the tumour is more heterogeneous. */
export function plantedSubpopulations(seed: number, patient: SimulatedPatient): number {
  const random = new RandomStream(seed, `subpopulations/${patient.id}`)
  return Math.min(4, Math.max(1, Math.round(2 + 0.75 * patient.heterogeneity + random.normal(0, 0.45))))
}

function supervoxelRows(seed: number, patient: SimulatedPatient): string[][] {
  const random = new RandomStream(seed, `supervoxels/${patient.id}`)
  const tumour = simulateTumour(seed, patient)
  const k = plantedSubpopulations(seed, patient)
  const first = random.uniform()
  const centres = supervoxelNames.map((_, f) =>
    Array.from({ length: k }, (_, c) => 4.5 * ((c + f) % k) + random.normal(0, 0.4)),
  )
  return Array.from({ length: patient.supervoxels }, (_, index) => {
    const component = Math.floor(((((index * 0.618034 + first) % 1) + 1) % 1) * k)
    const values = supervoxelNames.map((name, f) => {
      const whole = tumour.features.get(name) ?? 0
      const offset = (centres[f]?.[component] ?? 0) - 2.25 * (k - 1) + random.normal()
      return number(whole * (1 + 0.035 * offset), 12)
    })
    return [patient.id, String(index + 1), String(28 + random.poisson(tumour.voxels / 100)), ...values]
  })
}

/** One row per supervoxel; patients whose tumour left too few supervoxels are in it with those few. */
export function supervoxelTable(seed: number, patients: readonly SimulatedPatient[]): string {
  const header = ['ID', 'Supervoxel', 'diagnostics_Mask-original_VoxelNum', ...supervoxelNames]
  return csv(
    header,
    patients.filter((patient) => patient.hasCt).flatMap((patient) => supervoxelRows(seed, patient)),
  )
}
