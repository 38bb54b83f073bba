import { z } from 'zod'
import type { Findings } from '../findings.ts'
import { missingWords } from '../missing.ts'
import { report } from '../rules.ts'
import type { ColumnKind } from './columns.ts'
import type { Reader, ReadTable, TableColumn } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'
import { readTextTable, tableOptions } from './textTable.ts'

const settingsSchema = z.strictObject({
  ...tableSettings,
  idColumn: z.string().optional().describe('column of the patient id; left out: the first column'),
  regionColumn: z.string().optional().describe('column that tells lesions or regions of a patient apart'),
})

const feature = /_(shape|shape2D|firstorder|glcm|gldm|glrlm|glszm|ngtdm)_[A-Za-z0-9]+$/
const setting = /^diagnostics_(Versions|Configuration)_/

function kind(name: string): ColumnKind {
  if (setting.test(name)) return 'text'
  if (name.startsWith('diagnostics_')) return 'skip'
  return feature.test(name) ? 'number' : 'text'
}

/** How the features were extracted: the distinct values of each version and configuration column. */
function extraction(
  file: string,
  columns: readonly TableColumn[],
  findings: Findings,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const column of columns) {
    if (column.kind !== 'text' || !setting.test(column.name)) continue
    const distinct = [...new Set(column.values.filter((value) => value !== null))].sort()
    const name = column.name.replace(setting, '')
    found[name] = distinct.length === 1 ? distinct[0] : distinct.slice(0, 20)
    if (distinct.length > 1)
      report(findings, 'settings-vary', {
        file,
        column: column.name,
        message: `Rows were extracted with ${distinct.length} different values of ${name}; features may not be comparable.`,
      })
  }
  return found
}

function asFeatures(file: string, read: ReadTable, findings: Findings): ReadTable {
  const settings = extraction(file, read.columns, findings)
  const version = settings['PyRadiomics']
  return {
    ...read,
    columns: read.columns.filter(({ name }) => !setting.test(name)),
    facts: {
      ...read.facts,
      tool: 'PyRadiomics',
      version: typeof version === 'string' ? version : null,
      settings: { ...read.facts.settings, ...settings },
    },
  }
}

export const pyradiomics: Reader = {
  format: 'pyradiomics-csv',
  describes:
    'PyRadiomics feature table: a row per patient, lesion or region; diagnostics_* columns become settings.',
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    const missing = [...missingWords.python, ...(settings.missing ?? [])]
    const read = await readTextTable(
      tableOptions(source, settings.delimiter),
      (names) => {
        const features = names.filter((name) => feature.test(name))
        if (features.length === 0)
          report(findings, 'column-missing', {
            file: source.id,
            line: 1,
            message:
              'No column is named like a PyRadiomics feature (original_shape_Sphericity, wavelet-LLH_glcm_Contrast, …).',
          })
        const idColumn = settings.idColumn ?? names[0] ?? ''
        const isId = kind(idColumn) === 'text' && !setting.test(idColumn)
        if (!isId)
          report(findings, 'settings-invalid', {
            file: source.id,
            column: 'idColumn',
            value: idColumn,
            message: 'The first column is no id; declare idColumn.',
          })
        if (features.length === 0 || !isId) return null
        return {
          file: source.id,
          idColumns: [idColumn],
          required: settings.regionColumn === undefined ? [] : [settings.regionColumn],
          kind: (name) => (name === idColumn ? 'skip' : kind(name)),
          missing,
          filter: settings.filter,
        }
      },
      findings,
      progress,
    )
    return read === null ? null : asFeatures(source.id, read, findings)
  },
}
