/** A cohort with features, regions and a response that some of them tell, small enough to train on in a second. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ManifestInput } from '../../etl/manifest.ts'
import type { TrainingFileInput } from '../../etl/models/trainingFile.ts'
import { createRandom } from '../../science/stats/random.ts'

export interface ModelCohort {
  slug: string
  n?: number
  seed?: number
  /** a second reading of the whole tumour, of which these features are only noise */
  unstable?: readonly string[]
  /** features that the second reading does not have */
  secondWithout?: readonly string[]
  /** how many regions each tumour has; 24 when left out */
  regionsOf?: (patient: number) => number
}

export const features = ['Mean', 'Entropy', 'Energy', 'Skewness', 'Kurtosis'].map(
  (name) => `original_firstorder_${name}`,
)
const shape = 'original_shape_MeshVolume'

/** Box–Muller. */
function normal(random: { uniform(): number }): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())
}

function tables({ n = 60, seed = 1, unstable = [], secondWithout = [], regionsOf = () => 24 }: ModelCohort) {
  const random = createRandom(seed)
  const names = [...features, shape]
  const secondNames = names.filter((name) => !secondWithout.includes(name))
  const all = Array.from({ length: n }, (_, i) => {
    const risk = normal(random)
    const values = new Map(
      [...features, shape].map((name, f) => [name, (f < 2 ? -1.2 * risk : 0) + normal(random)]),
    )
    const k = risk + 0.4 * normal(random) > 0 ? 3 : 1
    const regions = Array.from({ length: regionsOf(i) }, (_, r) => [
      (r % k) * 9 + normal(random),
      normal(random),
    ])
    return {
      id: `P${String(i + 1).padStart(3, '0')}`,
      responds: -risk + 0.5 * normal(random) > 0,
      values,
      regions,
    }
  })
  const row = (cells: readonly (string | number)[]): string => cells.join(',')
  const second = (values: ReadonlyMap<string, number>): string[] =>
    secondNames.map((name) =>
      String(
        (unstable.includes(name) ? 0 : (values.get(name) ?? 0)) +
          0.1 * normal(random) * (unstable.includes(name) ? 10 : 1),
      ),
    )
  return {
    'gtr.csv': [
      row(['ID', 'diagnostics_Versions_PyRadiomics', 'diagnostics_Configuration_Settings', ...names]),
      ...all.map(({ id, values }) =>
        row([id, 'v3.0.1', "{'binWidth': 25}", ...names.map((name) => values.get(name) ?? '')]),
      ),
    ],
    'gtr2.csv': [row(['ID', ...secondNames]), ...all.map(({ id, values }) => row([id, ...second(values)]))],
    'regions.csv': [
      row(['ID', 'Region', 'original_firstorder_Mean', 'original_glcm_Contrast']),
      ...all.flatMap(({ id, regions }) => regions.map((values, r) => row([id, r + 1, ...values]))),
    ],
    'clinical.csv': [
      row(['ID', 'age', 'stage', 'response']),
      // the last patient's response is not known
      ...all.map(({ id, responds }, i) =>
        row([id, 50 + (i % 20), ['A', 'B', 'C'][i % 3] ?? '', i === n - 1 ? 'NA' : Number(responds)]),
      ),
    ],
  }
}

function manifest({ slug }: ModelCohort): ManifestInput {
  const licence = 'made for a test'
  const imaging = (key: string, from: string) => ({
    kind: 'imaging' as const,
    key,
    label: key,
    from: [from],
    method: 'test',
  })
  return {
    manifestVersion: 1,
    cohort: {
      slug,
      title: slug,
      description: 'test',
      disease: 'test',
      imaging: 'CT',
      simulated: true,
      licence,
      citations: [],
    },
    ids: 'as-is',
    specimens: 'none',
    membership: 'clinical',
    files: [
      {
        id: 'clinical',
        path: 'clinical.csv',
        format: 'clinical-table',
        role: 'clinical',
        licence,
        settings: { numbers: ['age'] },
      },
      { id: 'gtr', path: 'gtr.csv', format: 'pyradiomics-csv', role: 'features', licence },
      { id: 'gtr2', path: 'gtr2.csv', format: 'pyradiomics-csv', role: 'features', licence },
      {
        id: 'regions',
        path: 'regions.csv',
        format: 'pyradiomics-csv',
        role: 'features',
        licence,
        settings: { regionColumn: 'Region' },
      },
    ],
    layers: [
      imaging('gtr', 'gtr'),
      imaging('gtr2', 'gtr2'),
      { ...imaging('regions', 'regions'), rows: { entity: 'region', idColumn: 'Region' } },
      {
        kind: 'clinical',
        key: 'c',
        label: 'clinical',
        from: ['clinical'],
        method: 'test',
        variables: [
          { key: 'age', column: 'age', type: 'number' },
          { key: 'stage', column: 'stage', type: 'category' },
        ],
      },
      {
        kind: 'response',
        key: 'r',
        label: 'response',
        from: ['clinical'],
        method: 'test',
        variables: [
          {
            key: 'or',
            column: 'response',
            type: 'category',
            codes: { '1': 'yes', '0': 'no' },
            levels: ['no', 'yes'],
          },
        ],
      },
    ],
  }
}

/** Writes the files and the manifest; returns the folder. */
export async function writeModelCohort(
  cohort: ModelCohort,
): Promise<{ folder: string; manifestPath: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'radimmune-model-'))
  await mkdir(folder, { recursive: true })
  for (const [name, lines] of Object.entries(tables(cohort)))
    await writeFile(join(folder, name), `${lines.join('\n')}\n`)
  const manifestPath = join(folder, 'manifest.json')
  await writeFile(manifestPath, JSON.stringify(manifest(cohort)))
  return { folder, manifestPath }
}

/** Quick to train: one or two learners, few points. */
const plan = {
  selection: [
    { step: 'correlation' as const, cutoff: 0.9, sign: 'absolute' as const },
    { step: 'tTest' as const, p: 0.2 },
  ],
  learners: [
    { kind: 'logistic' as const, cost: [0.1, 1] },
    { kind: 'decisionTree' as const, criterion: ['gini' as const], depth: [2], minSplit: [2], minLeaf: [5] },
  ],
  tuning: { kind: 'grid' as const, folds: 3, by: 'auc' as const },
  stackingFolds: 3,
}

export function trainingFile(change: Partial<TrainingFileInput> = {}): TrainingFileInput {
  return {
    trainingVersion: 1,
    key: 'both',
    label: 'Both',
    cohort: 'model-a',
    description: 'patients of a test',
    outcome: { variable: 'response:r/or', event: ['yes'], rule: 'responds' },
    seed: 7,
    gtr: { layer: 'imaging:gtr', plan },
    ith: { layer: 'imaging:regions', plan },
    volume: 'imaging:gtr/original_shape_MeshVolume',
    clinical: ['clinical:c/age', 'clinical:c/stage'],
    nested: { folds: 3, tuning: { kind: 'random', draws: 2, folds: 3, by: 'auc' } },
    ...change,
  }
}
