/** Files that are no patients' data but say what other files are: GDC's lists, study metadata, download manifests. */
import { z } from 'zod'
import { crosswalk } from '../../science/immune/crosswalk.ts'
import { isTciaManifest } from '../readers/tciaManifest.ts'
import { parseNumber } from '../numbers.ts'
import { isRelative } from '../readers/cibersort.ts'
import { sampleSums } from '../readers/immuneShapes.ts'
import type { Head, HeadTable } from './head.ts'
import { cellsOf, geneNames, hasAll, knownShare, textTable } from './looks.ts'

export interface Companion {
  kind:
    | 'gdc-metadata'
    | 'gdc-sample-sheet'
    | 'gdc-manifest'
    | 'gdc-file-table'
    | 'tcia-manifest'
    | 'epic-fit'
    | 'cbioportal-meta'
    | 'readme'
    | 'signature'
    | 'scaling'
  because: string
}

const cart = z.array(z.looseObject({ file_id: z.string(), file_name: z.string() })).min(1)

/** null when the file is none of them */
export function recogniseCompanion(head: Head): Companion | null {
  if (head.kind === 'json')
    return cart.safeParse(head.json).success
      ? { kind: 'gdc-metadata', because: 'a JSON list of files with file_id: the metadata of a GDC cart' }
      : null
  if (isTciaManifest(head.lines))
    return { kind: 'tcia-manifest', because: 'ListOfSeriesToDownload=: a download manifest of TCIA' }
  if (/^(README|LICEN[CS]E|NOTICE|CITATION|CHANGELOG)/i.test(head.name) || head.name.endsWith('.md'))
    return { kind: 'readme', because: 'a text for people, by its name' }
  const names = textTable(head)?.names ?? []
  if (hasAll(names, ['File ID', 'File Name', 'Sample ID']))
    return {
      kind: 'gdc-sample-sheet',
      because: `File ID, File Name, Sample ID: a GDC sample sheet (${names.includes('Tissue Type') ? 'since 2024' : 'before 2024'})`,
    }
  if (hasAll(names, ['id', 'filename', 'md5', 'size']))
    return names.includes('aliquot_ids') || names.includes('new_id')
      ? { kind: 'gdc-file-table', because: 'id, filename, md5 and new_id: a table of old and new GDC files' }
      : { kind: 'gdc-manifest', because: 'id, filename, md5, size, state: a GDC download manifest' }
  if (names.includes('convergeCode'))
    return { kind: 'epic-fit', because: "convergeCode: EPIC's table of how well each sample was fitted" }
  const signature = textTable(head)
  if (signature !== null && isSignature(signature))
    return {
      kind: 'signature',
      because:
        'genes in rows and cell types in columns: a signature matrix, for "etl deconvolve --signature"',
    }
  if (signature !== null && isScaling(signature))
    return {
      kind: 'scaling',
      because: 'a number for each cell type and no samples: how much mRNA a cell holds, for "etl deconvolve"',
    }
  if (hasAll(names, ['HUGO symbols', 'Cell population']) || hasAll(names, ['GENE', 'CLASS', 'WEIGHT']))
    return { kind: 'signature', because: 'genes and what each of them marks: a list for "etl deconvolve"' }
  const study = head.lines.some((line) => /^cancer_study_identifier:/.test(line))
  return study
    ? { kind: 'cbioportal-meta', because: 'cancer_study_identifier: a meta file of cBioPortal' }
    : null
}

/** Methods whose signatures go from hand to hand as files. */
const withSignature = ['cibersort-lm22', 'quantiseq', 'epic']

/** Genes by cell types. Results of deconvolution have cell types too, but samples instead of genes, and never such large numbers. */
function isSignature(table: HeadTable): boolean {
  const columns = table.names.slice(1)
  const method = withSignature.find((key) => knownShare(key, columns) >= 0.8)
  if (method === undefined || columns.length < 4 || geneNames(cellsOf(table, 0)) === null) return false
  // results in percent
  if (isRelative(sampleSums(table, 'rows', (name) => crosswalk(method, name).kind === 'cell').sums))
    return false
  const kinds = columns.map((name) => crosswalk(method, name).kind)
  return (
    !kinds.includes('quality') &&
    kinds.some(
      (kind, i) => kind === 'cell' && cellsOf(table, i + 1).some((cell) => (parseNumber(cell) ?? 0) > 10),
    )
  )
}

/** quanTIseq's mRNA scaling has no header, EPIC's mRNA per cell has "name" and "value": one number a cell, of no sample. */
function isScaling(table: HeadTable): boolean {
  const [first = '', second = ''] = table.names
  if (table.names.length !== 2) return false
  const headless = parseNumber(second) !== null
  if (!headless && !/^(value|mrna.*|scaling.*)$/i.test(second)) return false
  const cells = [...(headless ? [first] : []), ...cellsOf(table, 0)]
  return withSignature.some((method) => cells.length >= 4 && knownShare(method, cells) >= 0.5)
}
