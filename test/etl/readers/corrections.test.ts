/** A declared correction is made in every format: each sample of each reader, one cell, and what the reader gives for it. */
import { describe, expect, it } from 'vitest'
import { Corrections } from '../../../etl/corrections.ts'
import type { CorrectionSpec } from '../../../etl/correctionSchema.ts'
import { Findings } from '../../../etl/findings.ts'
import { readerOf } from '../../../etl/readers/formats.ts'
import type { ReadResult } from '../../../etl/readers/reader.ts'
import { readHead } from '../../../etl/recognise/head.ts'
import { recognise } from '../../../etl/recognise/recognise.ts'
import { column, fileWith, folderWith, lines, workbookOf } from './reading.ts'
import { samples } from './samples/all.ts'
import type { Sample } from './samples/sample.ts'

type Place = Pick<CorrectionSpec, 'row' | 'line' | 'column'>

interface Given {
  format: string
  path: string
  settings: Readonly<Record<string, unknown>>
  companions?: Readonly<Record<string, string>>
}

async function readCorrected(
  { format, path, settings, companions = {} }: Given,
  ...declared: (Place & Pick<CorrectionSpec, 'from' | 'to'>)[]
) {
  const findings = new Findings()
  const corrections = new Corrections(
    declared.map((one) => ({ file: 'file', reason: 'seen in the original', ...one })),
    findings,
  )
  const source = { id: 'file', path, companions, settings, corrections }
  const result = (await readerOf(format)?.read(source, findings, () => undefined)) ?? null
  corrections.finish()
  return { result, found: lines(findings), findings }
}

/** All that a reader gives but where it stands; a number by its name, so that NaN equals NaN. */
function cells(result: ReadResult | null): Map<string, string> {
  const found = new Map<string, string>()
  if (result?.shape === 'table')
    for (const { name, values } of result.columns)
      [...values].forEach((value, i) => found.set(`${i} ${result.ids[i]} ${name}`, String(value)))
  if (result?.shape === 'matrix')
    result.values.forEach((values, r) => {
      values.forEach((value, c) =>
        found.set(`${r} ${result.rowIds[r]} ${result.sampleIds[c]}`, String(value)),
      )
    })
  return found
}

/** Rows that are called otherwise than what they are read as, or as others that are left out later: only their line names them. */
const byLineOnly = new Set(['cbioportal-generic-assay', 'nbia-series'])

function placesOf(sample: Sample, result: ReadResult | null): ({ row: string } | { line: number })[] {
  const [row] = sample.value
  const line =
    result?.shape === 'table'
      ? result.lines[result.ids.indexOf(row)]
      : result?.rowLines[result.rowIds.indexOf(row)]
  const ids = result?.shape === 'table' ? result.ids : (result?.rowIds ?? [])
  const named = !byLineOnly.has(sample.format) && ids.indexOf(row) === ids.lastIndexOf(row)
  return [{ line: line ?? 0 }, ...(named ? [{ row }] : [])]
}

async function given(sample: Sample): Promise<Given> {
  const { content, name, format } = sample
  const path = typeof content === 'string' ? fileWith(content, name) : folderWith(content)
  const found = recognise(await readHead(path))
  if (found.kind !== 'data') throw new Error(`${found.kind}: not recognised`)
  const companions = Object.fromEntries(
    Object.entries(sample.companions ?? {}).map(([role, text]) => [role, fileWith(text)]),
  )
  return { format, path, settings: { ...found.parts[0]?.settings }, companions }
}

describe.each(samples)('$format: $name', (sample) => {
  it('one cell is read as declared, every other as it was', async () => {
    const source = await given(sample)
    const [row, name, value] = sample.value
    const before = await readCorrected(source)
    expect(before.found.filter((line) => line.startsWith('error'))).toEqual([])

    for (const one of placesOf(sample, before.result)) {
      const place = { ...one, column: name }
      // what stands there, to the letter, is what a correction that does not fit is told
      const wrong = await readCorrected(source, { ...place, from: 'no such value', to: '7' })
      const [mismatch] = wrong.findings.kept.filter(({ rule }) => rule === 'correction-mismatch')
      expect(wrong.found.filter((line) => line.includes('correction'))).toHaveLength(1)
      const stands = /fit: "(.*)" stands there, not "no such value"/.exec(mismatch?.message ?? '')?.[1]
      if (stands === undefined) throw new Error(mismatch?.message ?? 'no mismatch')
      if (typeof value === 'number' && !Number.isNaN(value)) expect(Number(stands)).toBeCloseTo(value, 4)
      expect(cells(wrong.result)).toEqual(cells(before.result))

      const after = await readCorrected(source, {
        ...place,
        from: stands === '' ? null : stands,
        to: '0.625',
      })
      expect(after.found.filter((line) => line.includes('correction'))).toEqual([
        expect.stringMatching(/^warning correction-applied /),
      ])
      const [old, now] = [cells(before.result), cells(after.result)]
      expect([...now.keys()]).toEqual([...old.keys()])
      const changed = [...now].filter(([key, cell]) => old.get(key) !== cell)
      expect(changed).toEqual([[expect.stringContaining(`${row} ${name}`), '0.625']])
    }
  })
})

describe('files of one sample each', () => {
  const file = (count: string) => `ENSG00000000003.1\t${count}\nENSG00000000005.2\t8\n`
  const source = (first: string) => ({
    format: 'gdc-htseq',
    path: folderWith({ 'u1/a.htseq.counts': file(first), 'u2/b.htseq.counts': file('7') }),
    settings: {},
    companions: {
      sampleSheet: fileWith(
        'File ID\tFile Name\tSample ID\nu1\ta\tTCGA-AA-0001-01A\nu2\tb\tTCGA-AA-0002-01A\n',
      ),
    },
  })
  const values = ({ result }: { result: ReadResult | null }) =>
    result?.shape === 'matrix' ? result.values.map((row) => [...row]) : null
  const mended = [
    [5, 7],
    [8, 8],
  ]

  it('the value is called by its sample, or as the finding calls it', async () => {
    const bad = await readCorrected(source('#REF!'))
    expect(bad.found).toEqual(['error spreadsheet-error line 1 column u1/a.htseq.counts: value value #REF!'])
    for (const name of ['TCGA-AA-0001-01A', 'u1/a.htseq.counts: value'])
      for (const place of [{ row: 'ENSG00000000003.1' }, { line: 1 }]) {
        const read = await readCorrected(source('#REF!'), { ...place, column: name, from: '#REF!', to: '5' })
        expect(read.found).toEqual(['warning correction-applied line 1 column ' + name + ' value #REF!'])
        expect(values(read)).toEqual(mended)
      }
  })

  it('a gene that a spreadsheet renamed gets its name back in the one file', async () => {
    const path = folderWith({
      'u1/a.htseq.counts': file('5'),
      'u2/b.htseq.counts': file('7').replace('ENSG00000000005.2', '1-Mar'),
    })
    const broken = { ...source('5'), path }
    expect((await readCorrected(broken)).found).toEqual(['error gene-rows-differ value u2/b.htseq.counts'])
    const read = await readCorrected(broken, {
      row: '1-Mar',
      column: 'u2/b.htseq.counts: gene_id',
      from: '1-Mar',
      to: 'ENSG00000000005.2',
    })
    expect(read.found).toEqual([
      'warning correction-applied line 2 column u2/b.htseq.counts: gene_id value 1-Mar',
    ])
    expect(values(read)).toEqual(mended)
  })

  it('of no file there is, or of no row, it is refused', async () => {
    for (const place of [
      { row: 'ENSG00000000003.1', column: 'TCGA-AA-0009-01A' },
      { row: 'ENSG99', column: 'TCGA-AA-0001-01A' },
      { line: 9, column: 'TCGA-AA-0001-01A' },
      { row: 'ENSG00000000003.1', column: 'value' },
    ]) {
      const read = await readCorrected(source('5'), { ...place, from: '5', to: '6' })
      expect(read.found).toEqual([expect.stringMatching(/^error correction-mismatch /)])
      expect(values(read)).toEqual(mended)
    }
  })
})

describe('a sheet of a workbook', () => {
  const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`
  const header = text('A1', 'id') + text('B1', 'age') + text('C1', 'note')
  const book = (rows: readonly string[]): Given => ({
    format: 'clinical-table',
    path: fileWith(workbookOf('sheet1', [header, ...rows]), 'book.xlsx'),
    settings: { sheet: 'data table', numbers: ['age'] },
  })
  const first = (cells: string) =>
    book([`${text('A2', 'p1')}${cells}`, `${text('A3', 'p2')}${text('B3', '7')}`])

  it.each([
    ['an error value', '<c r="B2" t="e"><v>#DIV/0!</v></c>', '#DIV/0!', 'error spreadsheet-error'],
    ['a formula without a result', '<c r="B2"><f>1+1</f></c>', null, 'error formula-without-value'],
    ['a date', '<c r="B2" s="1"><v>44256</v></c>', '2021-03-01', 'error spreadsheet-date'],
    ['a unit', text('B2', '61 y'), '61 y', 'error not-a-number'],
    ['a hidden character', text('B2', '6\u200b1'), '6\u200b1', 'error control-character'],
  ])('%s', async (_, cell, from, finding) => {
    const source = first(cell)
    const bad = await readCorrected(source)
    expect(bad.found).toHaveLength(1)
    expect(bad.found[0]).toMatch(new RegExp(`^${finding} line 2 column age`))
    for (const place of [{ row: 'p1' }, { line: 2 }]) {
      const read = await readCorrected(source, { ...place, column: 'age', from, to: '61' })
      expect(read.found).toEqual([expect.stringMatching(/^warning correction-applied line 2 column age/)])
      expect(read.result?.shape === 'table' && column(read.result, 'age')).toEqual([61, 7])
    }
  })

  it('what is corrected from something else than stands there keeps its own finding too', async () => {
    const read = await readCorrected(first('<c r="B2" t="e"><v>#DIV/0!</v></c>'), {
      row: 'p1',
      column: 'age',
      from: '#REF!',
      to: '61',
    })
    expect(read.found).toEqual([
      'error correction-mismatch line 2 column age value #REF!',
      'error spreadsheet-error line 2 column age value #DIV/0!',
    ])
  })
})
