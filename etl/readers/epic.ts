/** Format epic: cellFractions or mRNAProportions, and the fit that EPIC gives beside them. */
import { basename } from 'node:path'
import { z } from 'zod'
import type { Findings } from '../findings.ts'
import { readHead } from '../recognise/head.ts'
import { hasAll, sure, textTable } from '../recognise/looks.ts'
import { report } from '../rules.ts'
import { cellsEitherWay, readCellRows, readSampleRows, samplesSetting } from './immuneShapes.ts'
import type { Reader, ReadTable, Source, TableColumn } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'
import type { Progress } from './textTable.ts'

const settingsSchema = z.strictObject({
  ...tableSettings,
  samples: samplesSetting.default('rows'),
  table: z
    .enum(['cellFractions', 'mRNAProportions'])
    .default('cellFractions')
    .describe(
      'cell fractions are corrected for the RNA that a cell of each type holds, mRNA proportions are not',
    ),
})

const shared = ['Bcells', 'CD4_Tcells', 'CD8_Tcells', 'NKcells', 'otherCells']
/** what each of EPIC's two references has besides */
const references = { epic: ['CAFs'], 'epic-blood': ['Monocytes', 'Neutrophils'] } as const
const isOf = (own: readonly string[]) => (names: readonly string[]) => hasAll(names, [...shared, ...own])
/** columns of `fit.gof` that say how well a sample was fitted */
const fitNumber = /^(convergeCode|RMSE|Root_mean|spearman|pearson|regline|sum_)/i

export const epic: Reader = {
  format: 'epic',
  role: 'immune',
  describes:
    'EPIC: cellFractions or mRNAProportions, either way round; its fit.gof table as companion "fit".',
  recognise(head) {
    const table = textTable(head)
    for (const [methodKey, own] of Object.entries(references)) {
      const samples = table && cellsEitherWay(table, isOf(own))
      if (samples === null) continue
      const proportions = /mRNAProp/i.test(head.name)
      const blood = methodKey === 'epic' ? '' : ' with its blood reference'
      return sure(`the cells of EPIC${blood}, samples in ${samples}`, {
        settings: { samples, ...(proportions ? { table: 'mRNAProportions' } : {}) },
        methodKey,
      })
    }
    return null
  },
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    if (settings.samples === 'columns') {
      const matrix = await readCellRows(source, settings, {}, findings, progress)
      return matrix && { ...matrix, facts: { ...matrix.facts, tool: 'EPIC' } }
    }
    const read = await readSampleRows(source, settings, {}, findings, progress)
    if (read === null) return null
    const facts = { ...read.facts, tool: 'EPIC', settings: { ...read.facts.settings, table: settings.table } }
    const fit = await readFit(source, findings, progress)
    if (fit === null) return { ...read, facts }
    reportUnconverged(source.id, read.ids, fit, findings)
    return { ...read, facts }
  },
}

/** The companion `fit`, null when there is none or it cannot be read (findings say why). */
async function readFit(source: Source, findings: Findings, progress: Progress): Promise<ReadTable | null> {
  const path = source.companions['fit']
  if (path === undefined) return null
  const kind = (name: string) => (fitNumber.test(name) ? 'number' : 'text')
  // R leaves out the name of the row names, as in EPIC's other tables
  const [head] = (await readHead(path).catch(() => null))?.tables ?? []
  return readSampleRows(
    { ...source, id: `${source.id}: ${basename(path)}`, path, corrections: undefined },
    { rowNames: head?.shifted === true },
    { required: ['convergeCode'], kind },
    findings,
    progress,
  )
}

/** EPIC gives fractions also where its optimiser did not converge; only the fit says so. */
function reportUnconverged(file: string, ids: readonly string[], fit: ReadTable, findings: Findings): void {
  const code: TableColumn | undefined = fit.columns.find(({ name }) => name === 'convergeCode')
  const codes = new Map(fit.ids.map((id, i) => [id, code?.values[i] ?? null]))
  ids.forEach((id) => {
    const found = codes.get(id)
    if (found === undefined)
      report(findings, 'companion-missing', {
        file,
        value: id,
        message: `The fit of ${id} is not in the companion table.`,
      })
    else if (found !== 0)
      report(findings, 'fit-not-converged', {
        file,
        column: 'convergeCode',
        value: String(found),
        message: `EPIC did not converge for ${id}; its fractions are kept.`,
      })
  })
}
