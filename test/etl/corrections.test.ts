/** Declared corrections: what a reader would refuse is mended without touching the file, guarded by what must stand there. */
import { describe, expect, it } from 'vitest'
import { parseManifest } from '../../etl/manifest.ts'
import type { ManifestInput } from '../../etl/manifest.ts'
import { grid, set } from './hostileErrors.ts'
import type { Change } from './hostileErrors.ts'
import { aliquot, miniCohort, patients, prepareMini } from './miniCohort.ts'

type Correction = NonNullable<ManifestInput['corrections']>[number]
const [p0 = '', p1 = '', p2 = ''] = patients
const reason = 'seen in the original'

async function corrected(change: Change, ...corrections: Correction[]) {
  const mini = miniCohort()
  change(mini)
  mini.manifest.corrections = corrections
  const { notable, contentHash } = await prepareMini(mini)
  return { contentHash, rules: notable.map(({ rule, line }) => [rule, line]), notable }
}

const unit: Change = set('features.csv', p1, 'volume', '1037 mm')
const volume = { file: 'features', row: p1, column: 'volume', from: '1037 mm', to: '1037', reason }

describe('a cell that would be refused gives what the clean file gives', () => {
  const gene = 'ENSG00000153563.4'
  it.each<[string, Change, Correction]>([
    ['a unit in a cell', unit, volume],
    [
      'a value of a matrix, named by gene and sample',
      set('expression.tsv', gene, aliquot(p2), '#REF!'),
      { file: 'expression', row: gene, column: aliquot(p2), from: '#REF!', to: '31', reason },
    ],
    [
      'the name of a gene',
      (mini) => {
        const row = grid(mini, 'expression.tsv')[2]
        if (row) row[0] = '1-Mar'
      },
      { file: 'expression', row: '1-Mar', column: 'gene', from: '1-Mar', to: 'ENSG00000000005.3', reason },
    ],
    [
      'the id of a row',
      (mini) => {
        const row = grid(mini, 'features.csv')[1]
        if (row) row[0] = 'TCGA-XX-A10'
      },
      { file: 'features', row: 'TCGA-XX-A10', column: 'ID', from: 'TCGA-XX-A10', to: p0, reason },
    ],
  ])('%s', async (_, change, correction) => {
    const clean = await prepareMini(miniCohort())
    expect((await corrected(change)).contentHash).not.toBe(clean.contentHash)
    const mended = await corrected(change, correction)
    expect(mended.rules).toEqual([['correction-applied', expect.any(Number)]])
    expect(mended.notable[0]).toMatchObject({
      severity: 'warning',
      value: correction.from,
      message: `${correction.from ?? ''} → ${correction.to ?? ''}: ${reason}`,
    })
    expect(mended.contentHash).toBe(clean.contentHash)
  })

  it('and a value that nobody knows becomes missing', async () => {
    const blank = await corrected(set('features.csv', p1, 'volume', 'NA'))
    const { contentHash } = await corrected(unit, { ...volume, to: null })
    expect(contentHash).toBe(blank.contentHash)
    const filled = await corrected(set('features.csv', p1, 'volume', 'NA'), { ...volume, from: null })
    expect(filled.contentHash).toBe((await prepareMini(miniCohort())).contentHash)
  })
})

describe('a correction that is not of this file refuses it', () => {
  it.each<[string, Change, Correction, string[]]>([
    ['another value', unit, { ...volume, from: '1037 cm' }, ['correction-mismatch', 'not-a-number']],
    [
      'a value where nothing should stand',
      unit,
      { ...volume, from: null },
      ['correction-mismatch', 'not-a-number'],
    ],
    ['no such column', unit, { ...volume, column: 'Volume_2' }, ['correction-mismatch', 'not-a-number']],
    ['no such row', unit, { ...volume, row: 'TCGA-ZZ-0000' }, ['not-a-number', 'correction-mismatch']],
    ['no number in its place', unit, { ...volume, to: 'large' }, ['correction-applied', 'not-a-number']],
    [
      'two rows of that name',
      (mini) => {
        grid(mini, 'features.csv').push([p1, '1037 mm', '3'])
      },
      { ...volume, from: '1037' },
      ['correction-applied', 'correction-mismatch', 'not-a-number', 'correction-mismatch'],
    ],
  ])('%s', async (_, change, correction, rules) => {
    const outcome = await corrected(change, correction)
    expect(outcome.contentHash).toBeNull()
    for (const rule of rules) expect(outcome.rules.map(([name]) => name)).toContain(rule)
  })
})

it('a line is a place only in a file whose bytes the manifest vouches for', () => {
  const problems = (change: (manifest: ManifestInput) => void) => {
    const { manifest } = miniCohort()
    change(manifest)
    const parsed = parseManifest(JSON.stringify(manifest))
    return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`)
  }
  const byLine = { ...volume, row: undefined, line: 3 }
  const declare = (manifest: ManifestInput, correction: Correction) => (manifest.corrections = [correction])
  expect(problems((manifest) => declare(manifest, byLine))).toEqual([
    'corrections[0].line: a line needs the sha256 of "features"; or name the row',
  ])
  expect(
    problems((manifest) => {
      declare(manifest, byLine)
      const [file] = manifest.files
      if (file) file.sha256 = 'a'.repeat(64)
    }),
  ).toEqual([])
  for (const both of [
    { ...volume, line: 3 },
    { ...byLine, line: undefined },
  ])
    expect(problems((manifest) => declare(manifest, both))).toContain(
      'corrections[0]: either "row" or "line"',
    )
})
