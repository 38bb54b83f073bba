/** Formats quantiseq-immunedeconv and immunedeconv: immunedeconv's words, one method a file, either way round. */
import { z } from 'zod'
import { immuneMethods } from '../../science/immune/methods.ts'
import type { HeadTable } from '../recognise/head.ts'
import { cellsKnown, cellsOf, knownShare, sure, textTable } from '../recognise/looks.ts'
import { cibersortMode } from './cibersort.ts'
import { readCellRows, readSampleRows } from './immuneShapes.ts'
import type { Reader } from './reader.ts'
import { matrixSettings, readSettings, tableSettings } from './settings.ts'

/** Words that only immunedeconv uses for cells. */
const words =
  /^(B cell|B cell plasma|Macrophage( M\d)?|T cell (CD4|CD8|regulatory|gamma)|uncharacterized cell|Monocyte|Neutrophil|NK cell|Myeloid dendritic cell|Cancer associated fibroblast|Endothelial cell)/

/** The method whose cells these are: all names known, and of such methods the one with the fewest cells that are not there. */
export function methodOfCells(names: readonly string[]): string | null {
  const fitting = immuneMethods
    .filter(({ key }) => knownShare(key, names) === 1)
    .map(({ key, cells }) => ({ key, absent: cells.length - cellsKnown(key, names) }))
    .sort((a, b) => a.absent - b.absent)
  const [best] = fitting
  const cells = immuneMethods.find(({ key }) => key === best?.key)?.cells.length ?? 0
  // immunedeconv gives 36 of xCell's 64 cells
  return best && best.absent <= Math.max(names.length, cells) / 2 ? best.key : null
}

/** CIBERSORT's two modes have the same cells and differ in what they add up to. */
export function modeOf(methodKey: string, table: HeadTable, samples: 'rows' | 'columns'): string {
  return methodKey === 'cibersort-lm22' ? cibersortMode(table, samples) : methodKey
}

/** The same of a Generic Assay of cBioPortal, whose cells stand under NAME with words beside them. */
export function modeOfAssay(methodKey: string, { names, rows, ...table }: HeadTable): string {
  const words = ['ENTITY_STABLE_ID', 'DESCRIPTION', 'URL']
  const kept = names.flatMap((name, i) => (words.includes(name) ? [] : [i]))
  const cut = (cells: readonly string[]) => kept.map((i) => cells[i] ?? '')
  return modeOf(methodKey, { ...table, names: cut(names), rows: rows.map(cut) }, 'columns')
}

function isImmunedeconv(names: readonly string[]): boolean {
  return names.length >= 4 && names.filter((name) => words.test(name)).length >= 0.6 * names.length
}

function recogniseRows(table: HeadTable) {
  const at = table.names.indexOf('cell_type')
  if (at === -1 || at > 1) return null
  const names = cellsOf(table, at)
  // a cell named twice is a line of a long table, one line a sample and cell
  const found = new Set(names).size === names.length ? methodOfCells(names) : null
  const methodKey = found === null ? null : modeOf(found, table, 'columns')
  return methodKey !== null && !names.some((name) => /_[A-Z-]{4,}$/.test(name))
    ? sure(`cell_type and then samples: immunedeconv's table of ${methodKey}`, { methodKey })
    : null
}

export const quantiseqImmunedeconv: Reader = {
  format: 'quantiseq-immunedeconv',
  role: 'immune',
  describes:
    'quanTIseq (or any method) as immunedeconv writes it: cell_type, then samples; a leading row number is ignored.',
  recognise(head) {
    const table = textTable(head)
    return table && recogniseRows(table)
  },
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(matrixSettings), source, findings)
    if (settings === null) return null
    return readCellRows(source, settings, { idColumn: 'cell_type', skip: [''] }, findings, progress)
  },
}

export const immunedeconvTable: Reader = {
  format: 'immunedeconv-table',
  role: 'immune',
  describes: 'A result of immunedeconv turned round: samples in rows, its words for cells in columns.',
  recognise(head) {
    const table = textTable(head)
    const names = table?.names.slice(1) ?? []
    const methodKey = table && isImmunedeconv(names) ? methodOfCells(names) : null
    return methodKey === null
      ? null
      : sure(`immunedeconv's words for the cells of ${methodKey}, samples in rows`, { methodKey })
  },
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    return readSampleRows(source, settings, {}, findings, progress)
  },
}
