/** Each kind of bad content yields exactly its finding: nothing more, nothing less, at the right place. */
import { describe, expect, it } from 'vitest'
import type { FindingRecord } from '../../db/release/content.ts'
import type { Change, Expected } from './hostileErrors.ts'
import { addRow, errors, fileSpec, grid, layer, set } from './hostileErrors.ts'
import { absoluteScores, harmless, moreErrors, moreWarnings } from './hostileMore.ts'
import { aliquot, fractionsRow, miniCohort, patients, prepareMini } from './miniCohort.ts'

const [p0 = '', p1 = ''] = patients

const warnings: [string, Change, Expected[]][] = [
  [
    'an exact repetition',
    addRow('immune.tsv', fractionsRow(aliquot(p0), 0)),
    [{ rule: 'duplicate-row', file: 'immune', line: 14 }],
  ],
  [
    'a time of 0',
    set('clinical.csv', p1, 'OS.time', '0'),
    [{ rule: 'time-zero', file: 'clinical', line: 3 }],
  ],
  [
    'a status without a time',
    set('clinical.csv', p1, 'OS.time', 'NA'),
    [{ rule: 'time-missing', file: 'clinical', line: 3 }],
  ],
  [
    'a blank time',
    set('clinical.csv', p1, 'OS.time', ''),
    [{ rule: 'time-missing', file: 'clinical', line: 3 }],
  ],
  [
    'a constant feature',
    (mini) => {
      for (const row of grid(mini, 'features.csv').slice(1)) row[2] = '7'
    },
    [{ rule: 'feature-constant', file: 'features', column: 'entropy', value: '7' }],
  ],
  [
    'a stranger',
    addRow('features.csv', ['TCGA-ZZ-A999', '5', '5']),
    [{ rule: 'not-in-cohort', file: 'features' }],
  ],
  [
    'normal tissue',
    addRow('immune.tsv', fractionsRow(aliquot(p0, '11A'), 5)),
    [{ rule: 'not-primary-tumour', value: '11A' }],
  ],
  [
    'event codes the other way round',
    (mini) => {
      const [endpoint] = layer(mini, 'outcome').endpoints
      if (endpoint) endpoint.event.codes = { '0': 'event', '1': 'censored' }
    },
    [{ rule: 'event-codes-swapped', file: 'clinical', column: 'OS' }],
  ],
  [
    'a cell type that is missing',
    (mini) => {
      for (const row of grid(mini, 'immune.tsv')) {
        row[2] = row[0] === 'Mixture' ? 'B cells naive' : String(Number(row[1]) + Number(row[2]))
        row.splice(1, 1)
      }
    },
    [{ rule: 'cell-absent', file: 'immune' }],
  ],
  [
    'whole numbers declared as TPM',
    (mini) => {
      const table = grid(mini, 'expression.tsv')
      for (let g = 0; g < 120; g += 1)
        table.push([`ENSG000001${String(g).padStart(5, '0')}`, ...patients.map((_, i) => String(g * 9 + i))])
      for (const row of table.slice(1))
        row.splice(1, 12, ...row.slice(1).map((cell) => String(Math.round(Number(cell)))))
    },
    [{ rule: 'expression-unit-doubtful', file: 'expression' }],
  ],
  [
    'another risk group than the score gives',
    (mini) => {
      layer(mini, 'score').riskGroup = { column: 'label', codes: { '0': 'HIGH', '1': 'LOW' } }
      for (const row of grid(mini, 'scores.csv').slice(1)) row[3] = '0'
    },
    [{ rule: 'risk-group-differs', value: '6' }],
  ],
  [
    'a correction',
    (mini) => {
      mini.manifest.corrections = [
        { file: 'clinical', row: p1, column: 'sex', from: 'F', to: 'M', reason: 'typed wrong' },
      ]
    },
    [{ rule: 'correction-applied', file: 'clinical', line: 3, value: 'F' }],
  ],
  [
    'two rows with other values and the rule that the lower RMSE stands',
    (mini) => {
      fileSpec(mini, 'immune').duplicates = 'lowest-rmse'
      grid(mini, 'immune.tsv').push([...fractionsRow(aliquot(p0), 99).slice(0, 25), '0.8'])
    },
    [{ rule: 'duplicate-chosen', file: 'immune', line: 14 }],
  ],
  [
    'rows of a patient that differ, declared as missing',
    (mini) => {
      layer(mini, 'clinical').conflicts = 'missing'
      layer(mini, 'outcome').conflicts = 'missing'
      grid(mini, 'clinical.csv').push([p0, 'F', 'I', '0', '100'])
    },
    [
      { rule: 'rows-collapsed', file: 'clinical' },
      { rule: 'conflict-missing', file: 'clinical', column: 'sex' },
    ],
  ],
]

function shown(findings: readonly FindingRecord[]): string[] {
  return findings.map(({ rule }) => rule)
}

describe('a clean cohort', () => {
  it('has no notable finding', async () => {
    const outcome = await prepareMini(miniCohort())
    expect(outcome.notable).toEqual([])
    expect(outcome.content?.patients).toHaveLength(12)
  })
})

describe.each([
  ['error', [...errors, ...moreErrors]],
  ['warning', [...warnings, ...moreWarnings]],
] as const)('%ss', (severity, cases) => {
  it.each(cases)('%s', async (_, change, expected) => {
    const mini = miniCohort()
    change(mini)
    const outcome = await prepareMini(mini)
    expect(shown(outcome.notable)).toEqual(expected.map(({ rule }) => rule))
    for (const [i, finding] of expected.entries()) expect(outcome.notable[i]).toMatchObject(finding)
    expect(outcome.content === null).toBe(severity === 'error')
    expect(outcome.notable.some((finding) => finding.severity === severity)).toBe(true)
  })
})

describe('what only looks hostile', () => {
  it.each(harmless)('%s', async (_, change, expected) => {
    const clean = await prepareMini(miniCohort())
    const mini = miniCohort()
    change(mini)
    const outcome = await prepareMini(mini)
    expect(shown(outcome.notable)).toEqual(expected.map(({ rule }) => rule))
    expect(outcome.contentHash).toBe(clean.contentHash)
  })
})

it('absolute scores that do not add up to 1 are no finding', async () => {
  const mini = miniCohort()
  absoluteScores(mini)
  const outcome = await prepareMini(mini)
  expect(shown(outcome.notable)).toEqual([])
  const immune = outcome.content?.layers.find(({ kind }) => kind === 'immune')
  const sum = (immune?.variables ?? []).reduce(
    (total, { role }, v) => (role === 'measure' ? total + (immune?.columns[v]?.[0] ?? NaN) : total),
    0,
  )
  expect(sum).toBeCloseTo(3, 4)
})

describe('several rows of one gene, by the declared rule', () => {
  // rows of ENSG00000000003: 10, 10.5, … and 40, 20, 10 over and over
  const second = patients.map((_, i) => [40, 20, 10][i % 3] ?? 0)
  it.each([
    ['sum', (i: number) => 10 + i / 2 + (second[i] ?? 0)],
    ['mean', (i: number) => (10 + i / 2 + (second[i] ?? 0)) / 2],
    ['highest-mean', (i: number) => second[i] ?? 0],
  ] as const)('%s', async (rule, expected) => {
    const mini = miniCohort()
    layer(mini, 'expression').duplicates = rule
    layer(mini, 'expression').encoding = 'f8'
    grid(mini, 'expression.tsv').push(['ENSG00000000003.9', ...second.map(String)])
    const outcome = await prepareMini(mini)
    expect(outcome.notable).toMatchObject([
      { rule: 'gene-duplicate-joined', file: 'expression', line: 6, value: 'ENSG00000000003' },
    ])
    const expression = outcome.content?.layers.find(({ kind }) => kind === 'expression')
    const at = expression?.variables.findIndex(({ key }) => key === 'ENSG00000000003') ?? -1
    expect([...(expression?.columns[at] ?? [])]).toEqual(patients.map((_, i) => expected(i)))
  })
})
