/** Every format is recognised by its content, whatever the file is called, and read. */
import { describe, expect, it } from 'vitest'
import { readers } from '../../../etl/readers/formats.ts'
import { readHead } from '../../../etl/recognise/head.ts'
import { recognise } from '../../../etl/recognise/recognise.ts'
import { column, fileWith, folderWith, readPath } from './reading.ts'
import type { Outcome } from './reading.ts'
import { samples } from './samples/all.ts'
import type { Sample } from './samples/sample.ts'

function placed({ content }: Sample): string {
  // a name that says nothing
  return typeof content === 'string' ? fileWith(content, 'file.dat') : folderWith(content)
}

function valueAt({ result }: Outcome, row: string, name: string): number | string | null | undefined {
  if (result?.shape === 'table') return column(result, name)[result.ids.indexOf(row)]
  return result?.values[result.rowIds.indexOf(row)]?.[result.sampleIds.indexOf(name)]
}

describe.each(samples)('$format: $name', (sample) => {
  it('is recognised and read', async () => {
    // its own name matters only where a tool writes two tables of the same columns
    const path = typeof sample.content === 'string' ? fileWith(sample.content, sample.name) : placed(sample)
    const found = recognise(await readHead(path))
    if (found.kind !== 'data') throw new Error(`${found.kind}: not recognised`)
    expect([found.reader.format, found.certainty]).toEqual([sample.format, sample.certainty])
    expect(found.parts).toHaveLength(sample.parts.length)
    found.parts.forEach((part, i) => {
      expect(part).toMatchObject(sample.parts[i] ?? {})
    })
    const companions = Object.fromEntries(
      Object.entries(sample.companions ?? {}).map(([role, text]) => [role, fileWith(text)]),
    )
    const outcome = await readPath(sample.format, path, { ...found.parts[0]?.settings }, companions)
    expect(outcome.found.filter((line) => line.startsWith('error'))).toEqual([])
    const { result } = outcome
    expect(result?.shape === 'table' ? result.ids : result?.sampleIds).toEqual(sample.ids)
    const [row, name, value] = sample.value
    expect(valueAt(outcome, row, name)).toEqual(
      value === null || Number.isNaN(value) ? value : sameAs(value, outcome),
    )
  })

  it('is recognised under a name that says nothing', async () => {
    const found = recognise(await readHead(placed(sample)))
    expect(found.kind === 'data' ? found.reader.format : found.kind).toBe(sample.format)
  })
})

/** Single precision on request. */
function sameAs(value: number | string, { result }: Outcome): number | string {
  const single = result?.shape === 'matrix' && result.values[0] instanceof Float32Array
  return typeof value === 'number' && single ? Math.fround(value) : value
}

describe('recognising', () => {
  it('every format has a sample, or real files that show it', () => {
    const shown = new Set([
      ...samples.map(({ format }) => format),
      'tcga-cdr',
      'hcc-tace-seg-clinical',
      'xcell',
    ])
    expect(readers.map(({ format }) => format).filter((format) => !shown.has(format))).toEqual([])
  })

  it.each([
    ['gdc-metadata', '[{"file_id": "u1", "file_name": "a.tsv"}]'],
    [
      'gdc-sample-sheet',
      'File ID\tFile Name\tData Category\tSample ID\tSample Type\nu\tf\tc\ts\tPrimary Tumor\n',
    ],
    [
      'gdc-sample-sheet',
      'File ID\tFile Name\tSample ID\tTissue Type\tTumor Descriptor\nu\tf\ts\tTumor\tPrimary\n',
    ],
    ['gdc-manifest', 'id\tfilename\tmd5\tsize\tstate\nu\tf\tm\t1\treleased\n'],
    ['tcia-manifest', 'manifestVersion=3.0\nListOfSeriesToDownload=\n1.2.3\n'],
    ['epic-fit', 'sample\tconvergeCode\tconvergeMessage\nS1\t0\t\n'],
    [
      'signature',
      `Gene symbol\tB cells naive\tPlasma cells\tT cells CD8\tMacrophages M1\n${['ABCB4', 'CD19', 'GZMB', 'MZB1', 'TP53'].map((gene, i) => `${gene}\t555.7\t${i}\t4.3\t0.5\n`).join('')}`,
    ],
    ['cbioportal-meta', 'cancer_study_identifier: pog570\ndatatype: LIMIT-VALUE\n'],
  ])('what only accompanies other files: %s', async (kind, content) => {
    const found = recognise(await readHead(fileWith(content, 'x.dat')))
    expect(found).toMatchObject({ kind: 'companion', companion: { kind } })
  })

  it.each([
    ['a signature matrix', 'Gene symbol\tB cells naive\nCD19\t1\n'],
    ['numbers without names', '0.1,0.2\n0.3,0.4\n0.5,0.6\n'],
    ['a list of genes', 'TP53\nCD8A\n'],
    ['JSON of another kind', '{"a": 1}'],
    ['nothing', ''],
  ])('%s is no cohort file', async (_, content) => {
    expect(recognise(await readHead(fileWith(content, 'x.tsv'))).kind).toBe('unknown')
  })
})
