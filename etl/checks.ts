/** Rules that look at more than one cell or file. */
import type { LayerContent } from '../db/release/content.ts'
import type { Findings } from './findings.ts'
import type { Block, Context } from './harmoniseBlock.ts'
import { cellText } from './harmoniseBlock.ts'
import type { Manifest } from './manifest.ts'
import { report } from './rules.ts'

const personal =
  /(^|[._ -])(dob|birth[._ -]?date|date[._ -]?of[._ -]?birth|(first|last|given|family|patient)[._ -]?name|surname|full[._ -]?name|e-?mail|phone|ssn)([._ -]|$)/i
/** tools' own columns that only look personal */
const harmless = /^diagnostics_|sample[._ -]?name/i

/** Whether a column looks like names or dates of birth. */
export function personalColumn(name: string): boolean {
  return personal.test(name) && !harmless.test(name)
}

/** What can be said of a file before anything is made of it. */
export function checkBlocks(blocks: ReadonlyMap<string, Block>, { manifest, findings }: Context): void {
  for (const block of blocks.values()) {
    checkCollapse(block, manifest, findings)
    checkPersonal(block, findings)
  }
}

/** Names and dates of birth have no place in a research table, used or not. */
function checkPersonal(block: Block, findings: Findings): void {
  for (const column of block.columns) {
    if (block.file.role === 'expression' || !personalColumn(column.name)) continue
    const filled = block.rows.find((row) => cellText(column, row.index) !== null)
    if (!filled) continue
    report(findings, 'personal-data', {
      file: block.file.id,
      line: filled.line,
      column: column.name,
      message: 'This column looks like names or dates of birth.',
      hint: 'Remove it from the file; ages and days since birth are enough.',
    })
  }
}

/** Tables with a row per treatment or visit become one row a patient; said once, however many layers use the table. */
function checkCollapse(block: Block, manifest: Manifest, findings: Findings): void {
  const collapses = manifest.layers.some(
    ({ kind, from }) => ['clinical', 'response', 'outcome'].includes(kind) && from.includes(block.file.id),
  )
  const patients = new Set(block.rows.map((row) => row.patient)).size
  if (!collapses || patients === block.rows.length) return
  report(findings, 'rows-collapsed', {
    file: block.file.id,
    message: `${block.rows.length} rows became ${patients} patients: per column the one value that all rows of a patient share.`,
  })
}

/** Layers that ought to tell the same story. */
export function checkLayers(layers: readonly LayerContent[], { findings }: Context): void {
  for (const layer of layers) {
    if (layer.kind !== 'outcome') continue
    layer.variables.forEach((variable, v) => {
      const column = layer.columns[v]
      if (!column) return
      const n = layer.rows.length
      const known = Array.from({ length: n }, (_, i) => i).filter((i) => !Number.isNaN(column[n + i] ?? NaN))
      if (known.length > 0 || n === 0) return
      report(findings, 'column-empty', {
        column: `${layer.kind}:${layer.key}/${variable.key}`,
        message: 'No patient of the cohort has a time and a status.',
      })
    })
  }
}
