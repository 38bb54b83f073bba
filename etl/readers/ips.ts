/** Format ips: immunophenoscores, of TCIA.at per patient or of IOBR per sample; scores beside the cells, not cells. */
import { z } from 'zod'
import { hasAll, sure, textTable } from '../recognise/looks.ts'
import { readSampleRows } from './immuneShapes.ts'
import type { Reader } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'

const fromAtlas = ['ips_ctla4_neg_pd1_neg', 'ips_ctla4_pos_pd1_pos']
const plainScores = ['MHC', 'EC', 'SC', 'CP', 'AZ', 'IPS']
const isNumber = (name: string) => /^ips_/.test(name) || plainScores.includes(name)

export const ips: Reader = {
  format: 'ips',
  role: 'clinical',
  describes: 'Immunophenoscore: barcode, disease, ips_ctla4_*_pd1_* (TCIA.at), or MHC, EC, SC, CP, AZ, IPS.',
  recognise(head) {
    const table = textTable(head)
    if (!table) return null
    if (hasAll(table.names, fromAtlas)) return sure('the four ips_ctla4_*_pd1_* columns of TCIA.at')
    return table.names.length <= 8 && hasAll(table.names, plainScores)
      ? sure('MHC, EC, SC, CP, AZ and IPS', { role: 'immune', methodKey: 'ips' })
      : null
  },
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    const kind = (name: string) => (isNumber(name) ? 'number' : 'text')
    const read = await readSampleRows(source, settings, { kind }, findings, progress)
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'IPS' } }
  },
}
