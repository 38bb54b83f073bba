/** The rest of the bad-input table: other names, other dress, other units, and what only looks hostile. */
import type { Change, Expected } from './hostileErrors.ts'
import { addRow, fileSpec, grid, layer, set } from './hostileErrors.ts'
import type { MiniCohort } from './miniCohort.ts'
import { aliquot, patients } from './miniCohort.ts'

const [p0 = '', p1 = ''] = patients

/** 130 further genes whose values a function of gene and patient gives. */
function manyGenes(mini: MiniCohort, value: (gene: number, patient: number) => number): void {
  const table = grid(mini, 'expression.tsv')
  table.slice(1).forEach((row, g) => row.splice(1, 12, ...patients.map((_, i) => value(g, i).toFixed(3))))
  for (let g = 0; g < 130; g += 1)
    table.push([`ENSG000001${String(g).padStart(5, '0')}`, ...patients.map((_, i) => value(g, i).toFixed(3))])
}

function asIs(mini: MiniCohort): void {
  mini.manifest.ids = 'as-is'
  mini.manifest.specimens = 'none'
  for (const table of Object.values(mini.files))
    for (const row of table)
      row.forEach((cell, c) => (row[c] = cell.replace(/^(TCGA-XX-A0\d\d)-01A-.*$/, '$1')))
}

function rename(path: string, from: string, to: string): Change {
  return (mini) => {
    const names = grid(mini, path)[0] ?? []
    names[names.indexOf(from)] = to
  }
}

export const moreErrors: [string, Change, Expected[]][] = [
  [
    'a number so small that it would become 0',
    set('clinical.csv', p1, 'OS.time', '1e-400'),
    [
      {
        rule: 'infinite-number',
        file: 'clinical',
        line: 3,
        message: 'Number is too small to be stored; it would become 0.',
      },
      { rule: 'time-missing' },
    ],
  ],
  [
    'a value too large for single precision',
    set('expression.tsv', 'ENSG00000000003.2', aliquot(p0), '1e39'),
    [{ rule: 'infinite-number', file: 'expression', column: 'ENSG00000000003', value: '1e+39' }],
  ],
  [
    'the same, read in single precision',
    (mini) => {
      fileSpec(mini, 'expression').settings = { precision: 'f4' }
      set('expression.tsv', 'ENSG00000000003.2', aliquot(p0), '1e39')(mini)
    },
    [{ rule: 'infinite-number', file: 'expression', column: 'ENSG00000000003' }],
  ],
  [
    'features the other way round',
    (mini) => {
      const table = grid(mini, 'features.csv')
      mini.files['features.csv'] = (table[0] ?? []).map((_, c) => table.map((row) => row[c] ?? ''))
    },
    [
      { rule: 'id-invalid', file: 'features', line: 2, value: 'volume' },
      { rule: 'id-invalid', file: 'features', line: 3, value: 'entropy' },
      { rule: 'layer-empty' },
    ],
  ],
  [
    'a row of totals',
    addRow('features.csv', ['Total', '5000', '30']),
    [{ rule: 'id-invalid', file: 'features', line: 14, value: 'Total' }],
  ],
  [
    'two columns that a declared one may mean',
    (mini) => {
      rename('clinical.csv', 'OS.time', 'OS_time')(mini)
      grid(mini, 'clinical.csv').forEach((row, i) => row.push(i === 0 ? 'os time' : '5'))
    },
    [{ rule: 'column-absent', file: 'clinical', column: 'OS.time' }],
  ],
  [
    'a misspelt column, with what may have been meant',
    rename('clinical.csv', 'stage', 'stgae'),
    [{ rule: 'column-absent', file: 'clinical', column: 'stage', hint: 'Did you mean "stgae"?' }],
  ],
  [
    'one cell type in two columns with other values',
    (mini) => {
      grid(mini, 'immune.tsv').forEach((row, i) => row.push(i === 0 ? 'Macrophage M1' : '0'))
    },
    [{ rule: 'cell-unknown', value: 'macrophage_m1' }],
  ],
  [
    'a lost row, where the manifest declares how many there are',
    (mini) => {
      fileSpec(mini, 'features').rows = 12
      grid(mini, 'features.csv').pop()
    },
    [{ rule: 'rows-differ', file: 'features', value: '11' }],
  ],
  [
    'a lost column, where the manifest declares how many there are',
    (mini) => {
      fileSpec(mini, 'features').columns = 3
      for (const row of grid(mini, 'features.csv')) row.pop()
    },
    [{ rule: 'rows-differ', file: 'features', value: '2' }],
  ],
  [
    'a gene that a spreadsheet turned into a date',
    (mini) => {
      const row = grid(mini, 'expression.tsv')[2]
      if (row) row[0] = '2-Sep'
    },
    [
      { rule: 'spreadsheet-date', file: 'expression', line: 3, value: '2-Sep' },
      { rule: 'gene-invalid', file: 'expression', line: 3, value: '2-Sep' },
    ],
  ],
  [
    'the header once more among the rows',
    (mini) => grid(mini, 'features.csv').splice(5, 0, ['ID', 'volume', 'entropy']),
    [
      { rule: 'not-a-number', file: 'features', line: 6, column: 'volume', value: 'volume' },
      { rule: 'not-a-number', file: 'features', line: 6, column: 'entropy', value: 'entropy' },
      { rule: 'id-invalid', file: 'features', line: 6, value: 'ID' },
    ],
  ],
  [
    'times of somebody in months among days',
    set('clinical.csv', p1, 'OS.time', '12 months'),
    [
      { rule: 'not-a-number', file: 'clinical', line: 3, column: 'OS.time', value: '12 months' },
      { rule: 'time-missing', file: 'clinical', line: 3 },
    ],
  ],
]

/** Ids of two cohorts in a cohort whose ids are read as they are. */
function renamed(from: string, to: string): Change {
  return (mini) => {
    asIs(mini)
    for (const table of Object.values(mini.files))
      for (const row of table) row.forEach((cell, c) => (row[c] = cell === from ? to : cell))
  }
}

function eventsAre(code: (i: number) => string): Change {
  return (mini) => {
    grid(mini, 'clinical.csv')
      .slice(1)
      .forEach((row, i) => (row[3] = code(i)))
  }
}

function manyWarnings(): [string, Change, Expected[]][] {
  return [
    [
      'months declared as days',
      (mini) => {
        for (const row of grid(mini, 'clinical.csv').slice(1)) row[4] = (Number(row[4]) / 30.4).toFixed(2)
      },
      [{ rule: 'time-unit-doubtful', file: 'clinical', column: 'OS.time' }],
    ],
    [
      'R’s codes 1 and 2 the other way round',
      (mini) => {
        eventsAre((i) => String((i % 2) + 1))(mini)
        const [endpoint] = layer(mini, 'outcome').endpoints
        if (endpoint) endpoint.event.codes = { '1': 'event', '2': 'censored' }
      },
      [{ rule: 'event-codes-swapped', file: 'clinical', column: 'OS' }],
    ],
    [
      'nobody has the event',
      eventsAre(() => '0'),
      [{ rule: 'event-constant', message: 'Nobody of 12 patients has the event of Overall survival.' }],
    ],
    [
      'everybody has the event',
      eventsAre(() => '1'),
      [{ rule: 'event-constant', message: 'Everybody of 12 patients has the event of Overall survival.' }],
    ],
    [
      'a time without a status',
      set('clinical.csv', p1, 'OS', ''),
      [{ rule: 'status-missing', file: 'clinical', line: 3, column: 'OS' }],
    ],
    [
      'a patient id that a spreadsheet turned into a date',
      renamed(p0, '1-Mar'),
      [{ rule: 'ids-damaged', value: '1-Mar' }],
    ],
    [
      'a patient id that a spreadsheet rounded',
      renamed(p0, '1.00E+05'),
      [{ rule: 'ids-damaged', value: '1.00E+05' }],
    ],
    [
      'a gene of a mouse among those of man',
      addRow('expression.tsv', ['ENSMUSG00000000001.4', ...patients.map(() => '3')]),
      [{ rule: 'gene-species-mixed', file: 'expression', value: 'ENSG, ENSMUSG' }],
    ],
    [
      '-999 in a feature',
      set('features.csv', p1, 'volume', '-999'),
      [{ rule: 'value-code', file: 'features', column: 'volume', value: '-999' }],
    ],
    [
      '9999 among values around 1,000',
      set('features.csv', p1, 'volume', '9999'),
      [{ rule: 'value-code', file: 'features', column: 'volume', value: '9999' }],
    ],
    [
      'a value too small for single precision',
      set('expression.tsv', 'ENSG00000000003.2', aliquot(p0), '1e-50'),
      [{ rule: 'values-underflow', file: 'expression' }],
    ],
  ]
}

export const moreWarnings: [string, Change, Expected[]][] = [
  ...manyWarnings(),
  [
    'a declared id column in other dress',
    (mini) => {
      fileSpec(mini, 'features').settings = { idColumn: 'Patient ID' }
      rename('features.csv', 'ID', ' patient_id ')(mini)
    },
    [{ rule: 'column-alias', file: 'features', line: 1, column: 'Patient ID', value: ' patient_id ' }],
  ],
  [
    'a declared column under its other name',
    (mini) => {
      rename('clinical.csv', 'sex', 'Gender')(mini)
      rename('clinical.csv', 'OS.time', 'OS_TIME')(mini)
    },
    [
      { rule: 'column-alias', file: 'clinical', column: 'sex', value: 'Gender' },
      { rule: 'column-alias', file: 'clinical', column: 'OS.time', value: 'OS_TIME' },
    ],
  ],
  [
    'logarithms declared as TPM',
    (mini) => {
      manyGenes(mini, (g, i) => ((g * 7 + i) % 120) / 8)
    },
    [{ rule: 'expression-unit-doubtful', file: 'expression' }],
  ],
  [
    'TPM declared as logarithms',
    (mini) => {
      layer(mini, 'expression').unit = 'log2(TPM + 1)'
      manyGenes(mini, (g, i) => ((g * 7 + i) % 120) * 31.5)
    },
    [{ rule: 'expression-unit-doubtful', file: 'expression' }],
  ],
  [
    'decimals declared as counts',
    (mini) => {
      layer(mini, 'expression').unit = 'counts'
      manyGenes(mini, (g, i) => ((g * 7 + i) % 120) * 31.5)
    },
    [{ rule: 'expression-unit-doubtful', file: 'expression' }],
  ],
  [
    'a value of a feature that is missing',
    set('features.csv', p1, 'volume', ''),
    [{ rule: 'feature-missing', file: 'features', line: 3, column: 'volume' }],
  ],
  [
    'two ids that differ only in their dress',
    (mini) => {
      asIs(mini)
      for (const [path, table] of Object.entries(mini.files))
        if (path !== 'expression.tsv' && path !== 'series.csv')
          table.push(['tcga xx a10', ...(table[1]?.slice(1) ?? [])])
    },
    [{ rule: 'ids-alike', value: 'TCGA-XX-A010, tcga xx a10' }],
  ],
  [
    'an id that is not in the cohort, with the one it may mean',
    (mini) => {
      asIs(mini)
      set('features.csv', p1, 'ID', 'tcga-xx-a011 ')(mini)
    },
    [
      { rule: 'id-normalised', file: 'features' },
      { rule: 'not-in-cohort', file: 'features', hint: '"tcga-xx-a011" may be "TCGA-XX-A011".' },
    ],
  ],
  [
    'metastases and recurrences among primary tumours',
    (mini) => {
      for (const sample of ['06A', '02A'])
        addRow('immune.tsv', [aliquot(p0, sample), ...(grid(mini, 'immune.tsv')[1]?.slice(1) ?? [])])(mini)
    },
    [
      { rule: 'not-primary-tumour', value: '02A' },
      { rule: 'not-primary-tumour', value: '06A' },
    ],
  ],
]

/** The same content, at most with a note. */
/** Absolute scores add up to the score of the sample, never to 1. */
export function absoluteScores(mini: MiniCohort): void {
  layer(mini, 'immune').methodKey = 'cibersort-lm22-absolute'
  grid(mini, 'immune.tsv').forEach((row, i) => {
    if (i > 0) row.splice(1, 22, ...row.slice(1, 23).map((cell) => String(3 * Number(cell))))
    row.push(i === 0 ? 'Absolute score (sig.score)' : '3')
  })
}

export const harmless: [string, Change, Expected[]][] = [
  [
    "names of cells in R's, IOBR's and immunedeconv's spelling",
    (mini) => {
      for (const [from, to] of [
        ['Macrophages M1', 'Macrophages.M1'],
        ['Macrophages M2', 'Macrophages_M2_CIBERSORT'],
        ['Plasma cells', 'B cell plasma'],
        ['T cells regulatory (Tregs)', 'T.cells.regulatory..Tregs.'],
        ['P-value', 'P.value'],
      ] as const)
        rename('immune.tsv', from, to)(mini)
    },
    [],
  ],
  [
    'ids in lower case, with dots and with spaces',
    (mini) => {
      set('immune.tsv', aliquot(p0), 'Mixture', aliquot(p0).toLowerCase())(mini)
      set('immune.tsv', aliquot(p1), 'Mixture', ` ${aliquot(p1).replaceAll('-', '.')}`)(mini)
    },
    [{ rule: 'id-normalised', file: 'immune' }],
  ],
  [
    'one cell type in two columns with the same values',
    (mini) => {
      const at = grid(mini, 'immune.tsv')[0]?.indexOf('Neutrophils') ?? 0
      grid(mini, 'immune.tsv').forEach((row, i) => row.push(i === 0 ? 'Neutrophil' : (row[at] ?? '')))
    },
    [{ rule: 'cell-repeated', value: 'neutrophil' }],
  ],
  [
    'rows and columns in another order',
    (mini) => {
      for (const path of ['features.csv', 'clinical.csv', 'immune.tsv']) {
        const [header = [], ...rows] = grid(mini, path)
        mini.files[path] = [header, ...rows.reverse()].map(([id = '', ...rest]) => [id, ...rest.reverse()])
      }
    },
    [],
  ],
  [
    'further columns of a clinical table that nobody declared',
    (mini) => {
      grid(mini, 'clinical.csv').forEach((row, i) => row.push(i === 0 ? 'note' : '=cmd()'))
    },
    [],
  ],
]
