/** Formats estimate and estimate-gct. */
import { z } from 'zod'
import { missingWords } from '../missing.ts'
import { cellsOf, hasAll, sure, textTable } from '../recognise/looks.ts'
import { readSampleRows } from './immuneShapes.ts'
import { readMatrix } from './matrix.ts'
import type { Reader } from './reader.ts'
import { matrixSettings, readSettings, tableSettings } from './settings.ts'
import { tableOptions } from './textTable.ts'

const scores = ['StromalScore', 'ImmuneScore']
/** the tables of TCGA on ESTIMATE's own page */
const ofPage = ['Stromal_score', 'Immune_score']

export const estimateTable: Reader = {
  format: 'estimate',
  role: 'immune',
  describes: 'ESTIMATE scores: an id column, StromalScore, ImmuneScore, ESTIMATEScore, optional TumorPurity.',
  recognise(head) {
    const table = textTable(head)
    return table && table.names.length <= 6 && (hasAll(table.names, scores) || hasAll(table.names, ofPage))
      ? sure('StromalScore and ImmuneScore in columns', { methodKey: 'estimate' })
      : null
  },
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    const read = await readSampleRows(source, settings, {}, findings, progress)
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'ESTIMATE' } }
  },
}

export const estimateGct: Reader = {
  format: 'estimate-gct',
  role: 'immune',
  describes: 'ESTIMATE scores as its R package writes them (.gct: two lines, NAME, Description, samples).',
  recognise(head) {
    const table = textTable(head)
    return table?.before[0]?.startsWith('#1.') === true && hasAll(cellsOf(table, 0), scores)
      ? sure('a .gct file whose rows are StromalScore and ImmuneScore', { methodKey: 'estimate' })
      : null
  },
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(matrixSettings), source, findings)
    if (settings === null) return null
    const missing = [...missingWords.r, ...(settings.missing ?? [])]
    const read = await readMatrix(
      { ...tableOptions(source, { delimiter: 'tab', ...settings }), skipLines: 2 },
      { idColumn: 'NAME', skip: ['Description'], missing },
      findings,
      progress,
    )
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'ESTIMATE' } }
  },
}
