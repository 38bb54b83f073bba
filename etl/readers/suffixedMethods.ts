/** Formats timer2 and iobr: several methods side by side in one table, each column named after its method. */
import { z } from 'zod'
import { crosswalk } from '../../science/immune/crosswalk.ts'
import { immuneMethods } from '../../science/immune/methods.ts'
import { parseNumber } from '../numbers.ts'
import type { HeadTable } from '../recognise/head.ts'
import { barcodeShare, cellsOf, sure, textTable } from '../recognise/looks.ts'
import { report } from '../rules.ts'
import { withoutPlaceholders } from './cibersort.ts'
import { readSampleRows } from './immuneShapes.ts'
import type { Reader, RecognisedPart } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'

const settingsSchema = z.strictObject({
  ...tableSettings,
  method: z.string().min(1).describe('the last word of the column names to take, e.g. CIBERSORT-ABS'),
})

/** The words after the last underscore: `Macrophage M1_CIBERSORT-ABS` → `CIBERSORT-ABS`. */
export function suffixOf(name: string): string {
  const at = name.lastIndexOf('_')
  return at <= 0 ? '' : name.slice(at + 1)
}

function methodOfSuffix(table: HeadTable, suffix: string): string | null {
  const names = table.names.filter((name) => suffixOf(name) === suffix)
  const fitting = immuneMethods.filter(({ key }) =>
    names.every((name) => crosswalk(key, name).kind !== 'unknown'),
  )
  const [first] = fitting
  if (!first?.key.startsWith('cibersort')) return first?.key ?? null
  if (fitting.length === 1) return first.key
  // CIBERSORT without a further word is relative, unless its rows do not add up to 1
  const cells = names.filter((name) => crosswalk(first.key, name).kind === 'cell')
  const at = cells.map((name) => table.names.indexOf(name))
  const sums = table.rows.map((row) => at.reduce((sum, i) => sum + (parseNumber(row[i] ?? '') ?? NaN), 0))
  return sums.every((sum) => Math.abs(sum - 1) < 0.02) ? 'cibersort-lm22' : 'cibersort-lm22-absolute'
}

/** One part for each method that the table holds. */
function partsOf(table: HeadTable): RecognisedPart[] {
  const suffixes = [...new Set(table.names.slice(1).map(suffixOf))].filter((suffix) => suffix !== '')
  return suffixes.flatMap((suffix): RecognisedPart[] => {
    const name = suffix.toLowerCase()
    if (name === 'ips') return [{ settings: { method: suffix }, role: 'clinical', name }]
    const methodKey = methodOfSuffix(table, suffix)
    return methodKey === null ? [] : [{ settings: { method: suffix }, methodKey, name }]
  })
}

function suffixedReader(
  format: string,
  describes: string,
  recognises: (table: HeadTable) => string | null,
): Reader {
  return {
    format,
    role: 'immune',
    describes,
    recognise(head) {
      const table = textTable(head)
      const because = table && recognises(table)
      const parts = table && because !== null ? partsOf(table) : []
      return because === null || parts.length === 0
        ? null
        : sure(`${because}: ${parts.map(({ name }) => name).join(', ')}`, ...parts)
    },
    async read(source, findings, progress) {
      const settings = readSettings(settingsSchema, source, findings)
      if (settings === null) return null
      const suffix = settings.method.toLowerCase()
      let taken = 0
      const kind = (name: string) => {
        if (suffixOf(name).toLowerCase() !== suffix) return 'skip'
        taken += 1
        return 'number'
      }
      const read = await readSampleRows(source, settings, { kind }, findings, progress)
      if (read === null) return null
      if (taken === 0)
        report(findings, 'column-missing', {
          file: source.id,
          line: 1,
          column: settings.method,
          message: `No column ends in _${settings.method}.`,
        })
      const named = { ...read, facts: { ...read.facts, tool: settings.method } }
      return taken === 0 ? null : withoutPlaceholders(source.id, named, findings)
    },
  }
}

export const timer2 = suffixedReader(
  'timer2',
  'TIMER2.0/3.0 estimates for TCGA: 119 columns <cell>_<METHOD>; the first column is called cell_type and holds samples.',
  (table) =>
    table.names[0] === 'cell_type' && barcodeShare(cellsOf(table, 0)) > 0.9
      ? 'cell_type holds samples and columns end in their method, as TIMER2.0 writes it'
      : null,
)

const iobrSuffix = /_(CIBERSORT|CIBERSORT-ABS|EPIC|quantiseq|MCPcounter|xCell|TIMER|estimate|IPS)$/

export const iobr = suffixedReader(
  'iobr',
  'Results of the R package IOBR: ID, then names with _ and the method as suffix (Macrophages_M1_CIBERSORT).',
  (table) => {
    const rest = table.names.slice(1)
    return rest.length >= 4 && rest.filter((name) => iobrSuffix.test(name)).length >= 0.9 * rest.length
      ? 'columns end in their method, as IOBR writes it'
      : null
  },
)
