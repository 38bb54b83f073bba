/** Which of the formats a file is: readers are asked in order, files that only accompany others first. */
import { readers } from '../readers/formats.ts'
import type { Reader, RecognisedPart } from '../readers/reader.ts'
import { recogniseCompanion } from './companions.ts'
import type { Companion } from './companions.ts'
import type { Head } from './head.ts'

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
  for (const reader of readers) {
    const found = reader.recognise(head)
    if (found)
      return { kind: 'data', reader, ...found, parts: found.parts.map((part) => withRowNames(part, head)) }
  }
  return { kind: 'unknown', because: whyUnknown(head) }
}

/** R's write.table leaves the name of the row names out of the header; the reader has to know. */
function withRowNames(part: RecognisedPart, head: Head): RecognisedPart {
  return head.tables[0]?.shifted === true ? { ...part, settings: { ...part.settings, rowNames: true } } : part
}

function whyUnknown(head: Head): string {
  switch (head.kind) {
    case 'legacy-workbook':
      return 'a binary workbook (.xls of before 2007): save it as .xlsx or CSV, and check that no gene or date changed'
    case 'other':
      return 'not text, JSON or a workbook'
    case 'json':
      return 'JSON, but neither series of NBIA nor metadata of the GDC'
    case 'folder':
      return 'a folder whose files are no per-sample expression files'
    case 'text':
    case 'workbook': {
      const [table] = head.tables
      const names = table?.names.slice(0, 5).join(', ') ?? ''
      return `a table of no known tool, and without an id column: ${names}${(table?.names.length ?? 0) > 5 ? ', …' : ''}`
    }
  }
}
