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
  type LayerInput,
} from './manifestParts.ts'

const table = { from: ['clinical'], method: 'simulated study table' }

const studyLayers: LayerInput[] = [
  {
    kind: 'clinical',
    key: 'study',
    label: 'Clinical data (simulated)',
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
    label: 'Response (simulated)',
    ...table,
    variables: [bestResponse, objectiveResponse],
  },
  {
    kind: 'outcome',
    key: 'study',
    label: 'Survival (simulated)',
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
]

export function trainingManifest(): ManifestInput {
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
    layers: [...imagingLayers, scoreLayer, ...studyLayers],
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
