/** Formats timer2 and iobr: several methods side by side in one table, each column named after its method. */
import { z } from 'zod'
import { crosswalk } from '../../science/immune/crosswalk.ts'
import { immuneMethods } from '../../science/immune/methods.ts'
import type { HeadTable } from '../recognise/head.ts'
import { barcodeShare, cellsOf, sure, textTable } from '../recognise/looks.ts'
import { report } from '../rules.ts'
import { isRelative, withoutPlaceholders } from './cibersort.ts'
import { readCellRows, readSampleRows, sampleSums, samplesSetting } from './immuneShapes.ts'
import { isIdName } from './idColumn.ts'
import type { Reader, ReadMatrix, RecognisedPart } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'

type Samples = 'rows' | 'columns'

const settingsSchema = z.strictObject({
  ...tableSettings,
  idColumn: z.string().optional().describe('column of the samples; left out: the first'),
  samples: samplesSetting.default('rows'),
  method: z.string().min(1).describe('the last word of the column names to take, e.g. CIBERSORT-ABS'),
})

/** The words after the last underscore: `Macrophage M1_CIBERSORT-ABS` → `CIBERSORT-ABS`. */
export function suffixOf(name: string): string {
  const at = name.lastIndexOf('_')
  return at <= 0 ? '' : name.slice(at + 1)
}

function methodOfSuffix(
  table: HeadTable,
  samples: Samples,
  all: readonly string[],
  suffix: string,
): string | null {
  const names = all.filter((name) => suffixOf(name) === suffix)
  const fitting = immuneMethods.filter(({ key }) =>
    names.every((name) => crosswalk(key, name).kind !== 'unknown'),
  )
  const [first] = fitting
  if (!first?.key.startsWith('cibersort')) return first?.key ?? null
  if (fitting.length === 1) return first.key
  // CIBERSORT without a further word is relative, unless its samples do not add up to 1
  const isCell = (name: string) => names.includes(name) && crosswalk(first.key, name).kind === 'cell'
  return isRelative(sampleSums(table, samples, isCell).sums) ? 'cibersort-lm22' : 'cibersort-lm22-absolute'
}

/** One part for each method that the table holds. */
function partsOf(table: HeadTable, samples: Samples): RecognisedPart[] {
  const names = samples === 'rows' ? table.names.slice(1) : cellsOf(table, 0)
  const suffixes = [...new Set(names.map(suffixOf))].filter((suffix) => suffix !== '')
  return suffixes.flatMap((suffix): RecognisedPart[] => {
    const name = suffix.toLowerCase()
    const settings = { method: suffix, ...(samples === 'rows' ? idOf(table) : { samples }) }
    const methodKey = methodOfSuffix(table, samples, names, suffix)
    return methodKey === null ? [] : [{ settings, methodKey, name }]
  })
}

/** Methods of the table that the vocabulary does not have are not left out unsaid. */
function unknownWords(table: HeadTable | null, samples: Samples, parts: readonly RecognisedPart[]): string {
  const names = !table ? [] : samples === 'rows' ? table.names.slice(1) : cellsOf(table, 0)
  const known = new Set(parts.map(({ name }) => name))
  const unknown = [...new Set(names.map(suffixOf))].filter(
    (one) => one !== '' && !known.has(one.toLowerCase()),
  )
  return unknown.length === 0 ? '' : `; not read, since no method here has such cells: ${unknown.join(', ')}`
}

/** R's write.csv puts row numbers before the ids. */
function idOf({ names }: HeadTable): { idColumn?: string } {
  const [first = '', second = ''] = names
  return first.trim() === '' && isIdName(second) && second !== '' ? { idColumn: second } : {}
}

/** The rows of a matrix that belong to one method. */
function onlyMethod(read: ReadMatrix, suffix: string): ReadMatrix {
  const kept = read.rowIds.flatMap((id, i) => (suffixOf(id).toLowerCase() === suffix ? [i] : []))
  return {
    ...read,
    rowIds: kept.map((i) => read.rowIds[i] ?? ''),
    rowLines: Int32Array.from(kept, (i) => read.rowLines[i] ?? 0),
    values: kept.map((i) => read.values[i] ?? new Float64Array()),
  }
}

function suffixedReader(
  format: string,
  describes: string,
  recognises: (table: HeadTable) => { because: string; samples: Samples } | null,
): Reader {
  return {
    format,
    role: 'immune',
    describes,
    recognise(head) {
      const table = textTable(head)
      const found = table && recognises(table)
      const parts = table && found ? partsOf(table, found.samples) : []
      return !found || parts.length === 0
        ? null
        : sure(
            `${found.because}: ${parts.map(({ name }) => name).join(', ')}${unknownWords(table, found.samples, parts)}`,
            ...parts,
          )
    },
    async read(source, findings, progress) {
      const settings = readSettings(settingsSchema, source, findings)
      if (settings === null) return null
      const suffix = settings.method.toLowerCase()
      const isOwn = (name: string) => suffixOf(name).toLowerCase() === suffix
      const read =
        settings.samples === 'rows'
          ? await readSampleRows(
              source,
              settings,
              { kind: (name) => (isOwn(name) ? 'number' : 'skip') },
              findings,
              progress,
            )
          : await readCellRows(source, settings, {}, findings, progress)
      if (read === null) return null
      const taken = read.shape === 'table' ? read.columns.length : read.rowIds.filter(isOwn).length
      if (taken === 0)
        report(findings, 'column-missing', {
          file: source.id,
          line: 1,
          column: settings.method,
          message: `No ${read.shape === 'table' ? 'column' : 'row'} ends in _${settings.method}.`,
        })
      if (taken === 0) return null
      const facts = { ...read.facts, tool: settings.method }
      return read.shape === 'matrix'
        ? onlyMethod({ ...read, facts }, suffix)
        : withoutPlaceholders(source.id, { ...read, facts }, findings)
    },
  }
}

const timerSuffix = /_(TIMER|CIBERSORT|CIBERSORT-ABS|QUANTISEQ|MCPCOUNTER|XCELL|EPIC)$/

/** How much of some names ends in one of TIMER2.0's methods. */
function timerShare(names: readonly string[]): number {
  return names.filter((name) => timerSuffix.test(name)).length / Math.max(1, names.length)
}

export const timer2 = suffixedReader(
  'timer2',
  "TIMER2.0/3.0 estimates: columns <cell>_<METHOD> and samples in a first column called cell_type (all of TCGA), or rows <cell>_<METHOD> (estimates of one's own samples).",
  (table) => {
    if (table.names[0] !== 'cell_type') return null
    const because = 'columns end in their method, as TIMER2.0 writes it'
    if (timerShare(cellsOf(table, 0)) >= 0.9)
      return { because: because.replace('columns', 'rows'), samples: 'columns' }
    return barcodeShare(cellsOf(table, 0)) > 0.9 || timerShare(table.names.slice(1)) >= 0.9
      ? { because: `cell_type holds samples and ${because}`, samples: 'rows' }
      : null
  },
)

const iobrSuffix = /_(CIBERSORT|CIBERSORT-ABS|EPIC|quantiseq|MCPcounter|xCell|TIMER|estimate|IPS)$/

export const iobr = suffixedReader(
  'iobr',
  'Results of the R package IOBR: ID, then names with _ and the method as suffix (Macrophages_M1_CIBERSORT).',
  (table) => {
    const rest = table.names.slice(1)
    return rest.length >= 4 && rest.filter((name) => iobrSuffix.test(name)).length >= 0.8 * rest.length
      ? { because: 'columns end in their method, as IOBR writes it', samples: 'rows' }
      : null
  },
)
