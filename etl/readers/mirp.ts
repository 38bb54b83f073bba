/** Format mirp: features under MIRP's names; the image_* columns become settings. */
import { z } from 'zod'
import type { Findings } from '../findings.ts'
import { missingWords } from '../missing.ts'
import type { HeadTable } from '../recognise/head.ts'
import { cellsOf, hasAll, sure, textTable } from '../recognise/looks.ts'
import type { ColumnKind } from './columns.ts'
import { extraction } from './extraction.ts'
import type { Reader, ReadTable } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'
import { readTextTable, tableOptions } from './textTable.ts'

const settingsSchema = z.strictObject({
  ...tableSettings,
  idColumn: z.string().default('sample_name').describe('column of the patient id'),
  regionColumn: z.string().optional().describe('column that tells lesions or regions of a patient apart'),
})

/** `<filter_>family_feature…`; families as MIRP writes them */
const feature = /(^|_)(morph|loc|stat|ivh|ih|cm|rlm|szm|dzm|ngt|ngl)_[a-z0-9]/
/** how the image was prepared; file names and dates say nothing of the features and may name people */
const setting =
  /^image_(modality|pet_suv_type|settings_id|voxel_size_[xyz]|noise_level|noise_iteration_id|rotation_angle|translation_[xyz]|mask_adapt_size)$/
const aside = /^image_/
const maskLabel = 'image_mask_label'

function kindOf(keep: readonly (string | undefined)[]): (name: string) => ColumnKind {
  return (name) => {
    if (setting.test(name) || keep.includes(name)) return 'text'
    if (aside.test(name)) return 'skip'
    return feature.test(name) ? 'number' : 'text'
  }
}

export function isMirpFeature(name: string): boolean {
  return !aside.test(name) && feature.test(name)
}

/** Several masks of one patient are told apart by their label. */
function regionSetting(table: HeadTable): { regionColumn?: string } {
  const [ids = [], labels = []] = ['sample_name', maskLabel].map((name) =>
    table.names.includes(name) ? cellsOf(table, table.names.indexOf(name)) : [],
  )
  return new Set(labels).size > 1 && new Set(ids).size < ids.length ? { regionColumn: maskLabel } : {}
}

function asFeatures(file: string, read: ReadTable, findings: Findings): ReadTable {
  const nameOf = (column: string) => (setting.test(column) ? column.replace(/^image_/, '') : null)
  const settings = extraction(file, read.columns, nameOf, findings)
  return {
    ...read,
    columns: read.columns.filter(({ name }) => !setting.test(name)),
    facts: { ...read.facts, tool: 'MIRP', settings: { ...read.facts.settings, ...settings } },
  }
}

export const mirp: Reader = {
  format: 'mirp',
  role: 'features',
  describes:
    'MIRP feature table: sample_name, image_* columns (settings), then family_feature names (morph_volume, cm_joint_max_…).',
  recognise(head) {
    const table = textTable(head)
    const features = table?.names.filter(isMirpFeature) ?? []
    if (!table || features.length < 5) return null
    const own = hasAll(table.names, ['sample_name'])
    return own || features.length > 0.8 * table.names.length
      ? sure(`${features.length} columns named like MIRP features (${features.slice(0, 2).join(', ')})`, {
          settings: { ...(own ? {} : { idColumn: table.names[0] ?? '' }), ...regionSetting(table) },
        })
      : null
  },
  async read(source, findings, progress) {
    const settings = readSettings(settingsSchema, source, findings)
    if (settings === null) return null
    const { idColumn, regionColumn } = settings
    const kind = kindOf([regionColumn])
    const read = await readTextTable(
      tableOptions(source, settings),
      {
        file: source.id,
        idColumns: [idColumn],
        required: regionColumn === undefined ? [] : [regionColumn],
        kind: (name) => (name === idColumn ? 'skip' : kind(name)),
        missing: [...missingWords.python, ...(settings.missing ?? [])],
        filter: settings.filter,
      },
      findings,
      progress,
    )
    return read === null ? null : asFeatures(source.id, read, findings)
  },
}
