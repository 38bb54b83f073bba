/** What deconvolution tools write with one row per cell type and one column per sample. */
import { z } from 'zod'
import { missingWords } from '../missing.ts'
import { readMatrix } from './matrix.ts'
import type { Reader } from './reader.ts'
import { delimiterSetting, readSettings } from './settings.ts'
import { tableOptions } from './textTable.ts'

const settingsSchema = z.strictObject({
  delimiter: delimiterSetting,
  missing: z.array(z.string()).optional(),
})

export const quantiseqImmunedeconv: Reader = {
  format: 'quantiseq-immunedeconv',
  describes:
    'quanTIseq (or any method) as immunedeconv writes it: cell_type, then samples; a leading row number is ignored.',
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    const missing = [...missingWords.r, ...(settings.missing ?? [])]
    return readMatrix(
      tableOptions(source, settings.delimiter),
      { idColumn: 'cell_type', skip: [''], missing },
      findings,
      progress,
    )
  },
}

export const xcell: Reader = {
  format: 'xcell',
  describes: 'xCell: 64 cell types and three scores in rows, samples in columns.',
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    const missing = [...missingWords.r, ...(settings.missing ?? [])]
    const read = await readMatrix(tableOptions(source, settings.delimiter), { missing }, findings, progress)
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'xCell' } }
  },
}

export const estimateGct: Reader = {
  format: 'estimate-gct',
  describes: 'ESTIMATE scores as its R package writes them (.gct: two lines, NAME, Description, samples).',
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    const missing = [...missingWords.r, ...(settings.missing ?? [])]
    const read = await readMatrix(
      { ...tableOptions(source, settings.delimiter ?? 'tab'), skipLines: 2 },
      { idColumn: 'NAME', skip: ['Description'], missing },
      findings,
      progress,
    )
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'ESTIMATE' } }
  },
}
