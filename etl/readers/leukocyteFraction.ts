import { z } from 'zod'
import { missingWords } from '../missing.ts'
import { barcodeShare, cellsOf, isNumeric, sure, textTable } from '../recognise/looks.ts'
import type { Reader } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'
import { readTextTable, tableOptions } from './textTable.ts'

const columns = ['cancer_type', 'sample', 'leukocyte_fraction'] as const

export const leukocyteFraction: Reader = {
  format: 'leukocyte-fraction',
  role: 'immune',
  describes: 'Leukocyte fraction by methylation (PanImmune): cancer type, aliquot, fraction; no header.',
  recognise(head) {
    const table = textTable(head)
    if (table?.names.length !== 3) return null
    const rows = [table.names, ...table.rows]
    const all = { ...table, rows }
    const types = cellsOf(all, 0).every((cell) => /^[A-Z]{2,5}$/.test(cell))
    return types && barcodeShare(cellsOf(all, 1)) === 1 && isNumeric(cellsOf(all, 2))
      ? sure('no header; cancer type, aliquot and a number: the leukocyte fractions of PanImmune', {
          methodKey: 'leukocyte-fraction',
        })
      : null
  },
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    return readTextTable(
      { ...tableOptions(source, { delimiter: 'tab', ...settings }), names: columns },
      {
        file: source.id,
        idColumns: ['sample'],
        required: [],
        kind: (name) => (name === 'sample' ? 'skip' : name === 'cancer_type' ? 'text' : 'number'),
        missing: [...missingWords.r, ...(settings.missing ?? [])],
        filter: settings.filter,
      },
      findings,
      progress,
    )
  },
}
