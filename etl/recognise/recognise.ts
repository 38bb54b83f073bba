/** Which of the formats a file is: readers are asked in order, files that only accompany others first. */
import { readers } from '../readers/formats.ts'
import { gdcHtseq, gdcStarCounts } from '../readers/gdcExpression.ts'
import { rsemGenes } from '../readers/rsem.ts'
import type { Reader, RecognisedPart } from '../readers/reader.ts'
import { recogniseCompanion } from './companions.ts'
import type { Companion } from './companions.ts'
import type { Head } from './head.ts'
import { knownShare } from './looks.ts'

export type Recognised =
  | {
      kind: 'data'
      reader: Reader
      because: string
      certainty: 'sure' | 'plain'
      parts: readonly RecognisedPart[]
    }
  | { kind: 'companion'; companion: Companion }
  | { kind: 'unknown'; because: string }

export function recognise(head: Head): Recognised {
  const companion = recogniseCompanion(head)
  if (companion) return { kind: 'companion', companion }
  const sole = soleSample(head)
  if (sole !== null) return { kind: 'unknown', because: sole }
  if (head.lines[0]?.startsWith('#1.3') === true)
    return {
      kind: 'unknown',
      because: 'a .gct file of version 1.3, whose rows hold more than genes: write it as version 1.2',
    }
  for (const reader of readers) {
    const found = reader.recognise(head)
    if (found)
      return {
        kind: 'data',
        reader,
        ...found,
        parts: found.parts.map((part) => asItStands(part, head, reader)),
      }
  }
  return { kind: 'unknown', because: whyUnknown(head) }
}

/** A file of one sample is read with those of the others, in a folder; alone its columns would pass for samples. */
function soleSample(head: Head): string | null {
  if (head.kind !== 'text') return null
  const asFolder: Head = { ...head, kind: 'folder', files: [head.name] }
  const found = [gdcStarCounts, gdcHtseq, rsemGenes].find((reader) => reader.recognise(asFolder) !== null)
  return found
    ? `one sample of ${found.format}: put the files of all samples into a folder of their own, which is read as one matrix`
    : null
}

/** these know what stands above their header */
const ownComments = new Set(['cbioportal-clinical', 'gene-matrix', 'estimate-gct'])

/** R's write.table leaves the name of the row names out of the header, and some write # lines above it; the reader has to know. */
function asItStands(part: RecognisedPart, head: Head, { format }: Reader): RecognisedPart {
  const [table] = head.tables
  const commented =
    head.kind === 'text' &&
    !ownComments.has(format) &&
    table?.before.some((line) => line.startsWith('#')) === true
  const own = {
    ...(table?.shifted === true ? { rowNames: true } : {}),
    ...(commented ? { comment: '#' } : {}),
  }
  return Object.keys(own).length === 0 ? part : { ...part, settings: { ...part.settings, ...own } }
}

function whyUnknown(head: Head): string {
  switch (head.kind) {
    case 'legacy-workbook':
      return 'a binary workbook (.xls of before 2007): save it as .xlsx or CSV, and check that no gene or date changed'
    case 'other':
      return head.foreign ?? 'not text, JSON or a workbook'
    case 'json':
      return 'JSON, but neither series of NBIA nor metadata of the GDC'
    case 'folder':
      return 'a folder whose files are no per-sample expression files'
    case 'text':
    case 'workbook': {
      const [table] = head.tables
      if (table?.names.length === 1 && table.rows.some((row) => row.length > 1))
        return `a table whose first line is a title (${table.names[0] ?? ''}): delete the lines above the names of its columns`
      const shown = table?.names ?? []
      if (shown.length === 1)
        return `a table whose cells are separated by neither tabs, commas nor semicolons (${shown[0] ?? ''})`
      if (table?.rows.length === 1) return `a table of one row: ${shown.slice(0, 5).join(', ')}`
      if (head.kind === 'workbook' && knownShare('cibersort-lm22-absolute', shown.slice(1)) > 0.6)
        return 'a workbook of cell types: results of deconvolution are read from text, so save the sheet as CSV'
      const names = shown.slice(0, 5).join(', ')
      return `a table of no known tool, and without an id column: ${names}${(table?.names.length ?? 0) > 5 ? ', …' : ''}`
    }
  }
}
