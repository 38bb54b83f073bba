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
import type { LayerInput } from './manifestParts.ts'

const table = { from: ['clinical'], method: 'simulated study table' }

const studyLayers: LayerInput[] = [
  clinicalLayer('study', 'Clinical data (simulated)', table, [
    category('sex', 'Sex', 'sex', { levels: ['female', 'male'] }),
    age('Age at treatment', 'age', [18, 100]),
    cause,
    category('child_pugh', 'Child-Pugh', 'Child_Pugh', { levels: ['A5', 'A6', 'B7', 'B8'] }),
    category('bclc', 'BCLC stage', 'BCLC', { levels: ['A', 'B', 'C'] }),
    alphaFetoprotein,
  ]),
  responseLayer(table),
  outcomeLayer('study', 'Survival (simulated)', table, [
    overallSurvival({ column: 'OS', codes: binaryEvent }, { column: 'OS_months', unit: 'months' }),
    progressionFree({ column: 'PFS', codes: binaryEvent }, { column: 'PFS_months', unit: 'months' }),
  ]),
]

export function trainingManifest(): ManifestInput {
  return simulatedManifest({
    cohort: {
      slug: 'demo-training',
      title: 'Simulated training set',
      description:
        'Simulated patients with CT features, response and survival, on whom the GTR-ITH risk model of the demonstration is trained. Nobody in it exists.',
    },
    ids: 'as-is',
    specimens: 'none',
    files: [
      file('clinical', 'training/clinical.csv', 'clinical-table', 'clinical', {
        settings: { idColumn: 'ID', numbers: ['age', 'AFP_ng_ml', 'OS_months', 'PFS_months'] },
      }),
      ...imagingFiles('training'),
    ],
    layers: studyLayers,
    riskModel: {
      rule: 'train',
      layer: 'score:gtr-ith',
      key: modelKey,
      label: 'GTR-ITH score, simulated training set',
      description: 'all patients of the simulated training set with both probabilities',
    },
  })
}
