/** What must refuse a whole import, each with exactly the findings it may give. */
import type { FindingRecord } from '../../db/release/content.ts'
import type { Grid, MiniCohort } from './miniCohort.ts'
import { aliquot, fractionsRow, patients } from './miniCohort.ts'

export type Change = (mini: MiniCohort) => void
export type Expected = Partial<FindingRecord> & { rule: string }

export function grid(mini: MiniCohort, path: string): Grid {
  const found = mini.files[path]
  if (!found) throw new Error(`no file ${path}`)
  return found
}

/** Cell by row id and column name. */
export function set(path: string, row: string, column: string, value: string): Change {
  return (mini) => {
    const table = grid(mini, path)
    const at = table[0]?.indexOf(column) ?? -1
    const line = table.find(([id]) => id === row)
    if (!line || at < 0) throw new Error(`no cell ${row} ${column}`)
    line[at] = value
  }
}

export function addRow(path: string, row: string[]): Change {
  return (mini) => grid(mini, path).push(row)
}

export function layer<K extends MiniCohort['manifest']['layers'][number]['kind']>(mini: MiniCohort, kind: K) {
  const found = mini.manifest.layers.find((one) => one.kind === kind)
  if (!found) throw new Error(`no layer ${kind}`)
  return found as Extract<MiniCohort['manifest']['layers'][number], { kind: K }>
}

export function fileSpec(mini: MiniCohort, id: string) {
  const found = mini.manifest.files.find((file) => file.id === id)
  if (!found) throw new Error(`no file ${id}`)
  return found
}

const [p0 = '', p1 = ''] = patients

export const errors: [string, Change, Expected[]][] = [
  [
    'a patient id that is no barcode',
    set('features.csv', p1, 'ID', 'HCC_001'),
    [{ rule: 'id-invalid', file: 'features', line: 3, value: 'HCC_001' }],
  ],
  [
    'a patient among specimens',
    set('immune.tsv', aliquot(p1), 'Mixture', p1),
    [{ rule: 'barcode-lengths-mixed', file: 'immune', line: 3, value: p1 }],
  ],
  [
    'the same aliquot with other values',
    addRow('immune.tsv', fractionsRow(aliquot(p0), 99)),
    [{ rule: 'duplicate-conflict', file: 'immune', line: 14, value: aliquot(p0) }],
  ],
  [
    'the same aliquot as dots',
    addRow('immune.tsv', fractionsRow(aliquot(p0).replaceAll('-', '.'), 98)),
    [
      { rule: 'id-normalised', file: 'immune' },
      { rule: 'duplicate-conflict', file: 'immune', line: 14 },
    ],
  ],
  [
    'a patient twice in the clinical table, another sex',
    addRow('clinical.csv', [p0, 'F', 'I', '0', '100']),
    [
      { rule: 'rows-collapsed', file: 'clinical' },
      { rule: 'rows-conflict', file: 'clinical', line: 14, column: 'sex', value: 'F' },
    ],
  ],
  [
    'an undeclared code',
    set('clinical.csv', p1, 'sex', 'X'),
    [{ rule: 'code-unknown', file: 'clinical', line: 3, column: 'sex', value: 'X' }],
  ],
  [
    'an undeclared level',
    set('clinical.csv', p1, 'stage', 'V'),
    [{ rule: 'code-unknown', file: 'clinical', line: 3, column: 'stage', value: 'V' }],
  ],
  [
    'an undeclared event code',
    set('clinical.csv', p1, 'OS', '2'),
    [{ rule: 'code-unknown', file: 'clinical', line: 3, column: 'OS', value: '2' }],
  ],
  [
    'a negative time',
    set('clinical.csv', p1, 'OS.time', '-5'),
    [
      { rule: 'time-negative', file: 'clinical', line: 3, column: 'OS.time', value: '-5' },
      { rule: 'time-missing', file: 'clinical', line: 3 },
    ],
  ],
  [
    'a time of 200 years',
    set('clinical.csv', p1, 'OS.time', '73050'),
    [{ rule: 'time-unit-contradicted', file: 'clinical', line: 3, value: '73050' }],
  ],
  [
    'a time column that says months',
    (mini) => {
      const table = grid(mini, 'clinical.csv')
      table[0] = ['patient', 'sex', 'stage', 'OS', 'OS_MONTHS']
      const [endpoint] = layer(mini, 'outcome').endpoints
      if (endpoint) endpoint.time.column = 'OS_MONTHS'
    },
    [{ rule: 'time-unit-contradicted', file: 'clinical', column: 'OS_MONTHS' }],
  ],
  [
    'a time that is no number of whole days',
    (mini) => {
      const [endpoint] = layer(mini, 'outcome').endpoints
      if (endpoint) endpoint.time = { column: 'OS.time', unit: 'weeks', wholeDays: true }
      set('clinical.csv', p1, 'OS.time', '20.5')(mini)
    },
    [
      { rule: 'time-unit-contradicted', file: 'clinical', line: 3, value: '20.5' },
      { rule: 'time-missing', file: 'clinical', line: 3 },
    ],
  ],
  [
    'a decimal comma in a clinical number',
    (mini) => {
      layer(mini, 'clinical').variables.push({ key: 'size', column: 'size', type: 'number' })
      grid(mini, 'clinical.csv').forEach((row, i) => row.push(i === 0 ? 'size' : i === 2 ? '"1,5"' : '2'))
    },
    [{ rule: 'decimal-comma', file: 'clinical', line: 3, column: 'size', value: '1,5' }],
  ],
  [
    'a number out of the declared range',
    (mini) => {
      layer(mini, 'clinical').variables.push({ key: 'age', column: 'age', type: 'number', range: [0, 120] })
      grid(mini, 'clinical.csv').forEach((row, i) => row.push(i === 0 ? 'age' : i === 2 ? '999' : '50'))
    },
    [
      { rule: 'out-of-range', file: 'clinical', line: 3, value: '999' },
      { rule: 'value-code', file: 'clinical', column: 'age', value: '999' },
    ],
  ],
  [
    'a column that is not there',
    (mini) => {
      layer(mini, 'clinical').variables.push({ key: 'bmi', column: 'BMI', type: 'number' })
    },
    [{ rule: 'column-absent', file: 'clinical', column: 'BMI' }],
  ],
  [
    'names of patients',
    (mini) => {
      grid(mini, 'clinical.csv').forEach((row, i) => row.push(i === 0 ? 'Last Name' : 'Doe'))
    },
    [{ rule: 'personal-data', file: 'clinical', line: 2, column: 'Last Name' }],
  ],
  [
    'dates of birth',
    (mini) => {
      grid(mini, 'clinical.csv').forEach((row, i) => row.push(i === 0 ? 'date_of_birth' : '1950-01-01'))
    },
    [{ rule: 'personal-data', file: 'clinical', line: 2, column: 'date_of_birth' }],
  ],
  [
    'an unknown cell type',
    (mini) => {
      grid(mini, 'immune.tsv').forEach((row, i) => row.push(i === 0 ? 'Unicorn cells' : '0'))
    },
    [{ rule: 'cell-unknown', file: 'immune', line: 2, column: 'Unicorn cells' }],
  ],
  [
    'fractions that do not add up',
    set('immune.tsv', aliquot(p1), 'Neutrophils', '0.9'),
    [{ rule: 'fractions-sum', file: 'immune', line: 3 }],
  ],
  [
    'percent',
    (mini) => {
      for (const row of grid(mini, 'immune.tsv').slice(1))
        row.splice(1, 22, ...row.slice(1, 23).map((cell) => String(100 * Number(cell))))
    },
    [{ rule: 'fractions-percent', file: 'immune' }],
  ],
  [
    'a negative fraction',
    (mini) => {
      set('immune.tsv', aliquot(p1), 'Neutrophils', '-0.001')(mini)
      const table = grid(mini, 'immune.tsv')
      const row = table[2] ?? []
      const rest = row.slice(1, 22).reduce((sum, cell) => sum + Number(cell), 0)
      row.splice(1, 21, ...row.slice(1, 22).map((cell) => String((Number(cell) / rest) * 1.001)))
    },
    [{ rule: 'fraction-negative', file: 'immune', line: 3, value: '-0.001' }],
  ],
  [
    'a method nobody knows',
    (mini) => {
      layer(mini, 'immune').methodKey = 'tea-leaves'
    },
    [{ rule: 'method-unknown', value: 'tea-leaves' }, { rule: 'layer-empty' }],
  ],
  [
    'a gene that is none',
    (mini) => {
      const row = grid(mini, 'expression.tsv')[2]
      if (row) row[0] = 'TP53'
    },
    [{ rule: 'gene-invalid', file: 'expression', line: 3, value: 'TP53' }],
  ],
  [
    'two versions of one gene',
    addRow('expression.tsv', ['ENSG00000000003.9', ...patients.map(() => '1')]),
    [{ rule: 'gene-duplicate', file: 'expression', line: 6, value: 'ENSG00000000003' }],
  ],
  [
    'negative TPM',
    set('expression.tsv', 'ENSG00000000003.2', aliquot(p0), '-1'),
    [{ rule: 'expression-negative', file: 'expression' }],
  ],
  [
    'a probability of 1.2',
    set('scores.csv', p1, 'GTR_proba', '1.2'),
    [{ rule: 'probability-out-of-range', file: 'scores', line: 3, value: '1.2' }],
  ],
  [
    'a series without an identifier',
    set('series.csv', p1, 'SeriesInstanceUID', 'series one'),
    [{ rule: 'series-invalid', file: 'series', line: 3 }],
  ],
  [
    'a series of two patients',
    addRow('series.csv', [p1, '1.2.3.0', '1.2.3.0.1', '5']),
    [{ rule: 'series-invalid', file: 'series', line: 6, value: '1.2.3.0.1' }],
  ],
  [
    'other ids altogether',
    (mini) => {
      for (const row of grid(mini, 'features.csv').slice(1)) row[0] = (row[0] ?? '').replace('-XX-', '-YY-')
    },
    [
      { rule: 'no-overlap', file: 'features' },
      { rule: 'not-in-cohort', file: 'features' },
      { rule: 'layer-empty' },
    ],
  ],
  [
    'a format nobody reads',
    (mini) => {
      fileSpec(mini, 'features').format = 'crystal-ball'
    },
    [{ rule: 'format-unknown', file: 'features', value: 'crystal-ball' }],
  ],
  [
    'a correction that does not fit',
    (mini) => {
      mini.manifest.corrections = [
        { file: 'clinical', row: p1, column: 'sex', from: 'M', to: 'F', reason: 'typed wrong' },
      ]
    },
    [{ rule: 'correction-mismatch', file: 'clinical', value: 'M' }],
  ],
  [
    'a model of a cohort that is not there',
    (mini) => {
      mini.manifest.derive = {
        riskModel: {
          rule: 'apply',
          layer: 'score:gtr-ith',
          fromCohort: 'elsewhere',
          key: 'm',
          cutoff: 'of-the-model',
        },
      }
    },
    [{ rule: 'risk-model-missing', value: 'elsewhere/m' }],
  ],
  [
    'a training set that is not there',
    (mini) => {
      mini.manifest.derive = {
        riskModel: {
          rule: 'train',
          layer: 'score:gtr-ith',
          key: 'm',
          label: 'm',
          description: 'x',
          trainedOn: { variable: 'clinical:mini/stage', levels: ['IX'] },
        },
      }
    },
    [{ rule: 'risk-model-not-trained', value: 'IX' }],
  ],
  [
    'files that disagree',
    (mini) => {
      mini.files['expression2.tsv'] = [
        ['gene', aliquot(p0)],
        ...grid(mini, 'expression.tsv')
          .slice(1)
          .map((row) => [row[0] ?? '', row[1] === '10' ? '10.5' : (row[1] ?? '')]),
      ]
      mini.manifest.files.push({ ...fileSpec(mini, 'expression'), id: 'again', path: 'expression2.tsv' })
      layer(mini, 'expression').from.push('again')
    },
    [{ rule: 'files-disagree', file: 'again', column: 'ENSG00000000003', value: '10.5' }],
  ],
]
