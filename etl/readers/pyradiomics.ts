import { z } from 'zod'
import type { Findings } from '../findings.ts'
import { missingWords } from '../missing.ts'
import { cellsOf, isNumeric, sure, textTable } from '../recognise/looks.ts'
import { report } from '../rules.ts'
import type { ColumnKind, ColumnPlan } from './columns.ts'
import { extraction, soleVersion } from './extraction.ts'
import { idColumnOf } from './idColumn.ts'
import type { Reader, ReadTable, Source } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'
import { readTextTable, tableOptions } from './textTable.ts'

export const featureFileSettings = z.strictObject({
  ...tableSettings,
  idColumn: z.string().optional().describe('column of the patient id; left out: the first column'),
  regionColumn: z.string().optional().describe('column that tells lesions or regions of a patient apart'),
})

const feature = /_(shape|shape2D|firstorder|glcm|gldm|glrlm|glszm|ngtdm)_[A-Za-z0-9]+$/
const setting = /^diagnostics_(Versions|Configuration)_/

export function isPyradiomicsFeature(name: string): boolean {
  return feature.test(name)
}

function kind(name: string): ColumnKind {
  if (setting.test(name)) return 'text'
  if (name.startsWith('diagnostics_')) return 'skip'
  return feature.test(name) ? 'number' : 'text'
}

function asFeatures(file: string, read: ReadTable, findings: Findings): ReadTable {
  const nameOf = (column: string) => (setting.test(column) ? column.replace(setting, '') : null)
  const settings = extraction(file, read.columns, nameOf, findings)
  return {
    ...read,
    columns: read.columns.filter(({ name }) => !setting.test(name)),
    facts: {
      ...read.facts,
      tool: 'PyRadiomics',
      version: soleVersion(settings['PyRadiomics']),
      settings: { ...read.facts.settings, ...settings },
    },
  }
}

/** The plan of the columns, or null with findings when there are no features or no id. */
function columnPlan(
  source: Source,
  settings: z.output<typeof featureFileSettings>,
  names: readonly string[],
  findings: Findings,
): ColumnPlan | null {
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
    missing: [...missingWords.python, ...(settings.missing ?? [])],
    filter: settings.filter,
  }
}

export const pyradiomics: Reader = {
  format: 'pyradiomics-csv',
  role: 'features',
  describes:
    'PyRadiomics feature table: a row per patient, lesion or region; diagnostics_* columns become settings.',
  recognise(head) {
    const table = textTable(head)
    const features = table?.names.filter((name) => feature.test(name)) ?? []
    if (!table || features.length < 3) return null
    const numbers = features.every((name) => isNumeric(cellsOf(table, table.names.indexOf(name))))
    const idColumn = idColumnOf(table, (name) => kind(name) === 'text' && !setting.test(name))
    const filters = [...new Set(features.map((name) => name.split('_')[0]))]
    return sure(
      `${features.length} columns named like PyRadiomics features (${filters.slice(0, 4).join(', ')}${numbers ? '' : '; not all cells are numbers'})`,
      { settings: idColumn === null || idColumn === table.names[0] ? {} : { idColumn } },
    )
  },
  async read(source, findings, progress) {
    const settings = readSettings(featureFileSettings, source, findings)
    if (settings === null) return null
    const read = await readTextTable(
      tableOptions(source, settings),
      (names) => columnPlan(source, settings, names, findings),
      findings,
      progress,
    )
    return read === null ? null : asFeatures(source.id, read, findings)
  },
}
