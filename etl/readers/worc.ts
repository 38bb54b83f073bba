/** Format worc: features under the names of WORC (PREDICT_original_sf_…, PyRadiomics_…), the outcome in `label`. */
import { missingWords } from '../missing.ts'
import { sure, textTable } from '../recognise/looks.ts'
import { idColumnOf } from './idColumn.ts'
import { featureFileSettings } from './pyradiomics.ts'
import type { Reader } from './reader.ts'
import { readSettings } from './settings.ts'
import { readTextTable, tableOptions } from './textTable.ts'

const feature =
  /^(PREDICT|PyRadiomics)_.+_(sf|hf|tf|vf|lf|of|df|semf|logf|fracf|rgrdf|shape|firstorder|gl[a-z]+|ngtdm)_/

export function isWorcFeature(name: string): boolean {
  return feature.test(name)
}

export const worc: Reader = {
  format: 'worc',
  role: 'features',
  describes: 'Feature table of WORC: PREDICT_original_sf_…_2.5D and PyRadiomics_… columns, a label column.',
  recognise(head) {
    const table = textTable(head)
    const features = table?.names.filter(isWorcFeature) ?? []
    if (!table || features.length < 5) return null
    const idColumn = idColumnOf(table, (name) => !feature.test(name))
    return sure(`${features.length} columns named like features of WORC`, {
      settings: idColumn === null || idColumn === table.names[0] ? {} : { idColumn },
    })
  },
  async read(source, findings, progress) {
    const settings = readSettings(featureFileSettings, source, findings)
    if (settings === null) return null
    const read = await readTextTable(
      tableOptions(source, settings),
      (names) => {
        const idColumn = settings.idColumn ?? names[0] ?? ''
        return {
          file: source.id,
          idColumns: [idColumn],
          required: settings.regionColumn === undefined ? [] : [settings.regionColumn],
          kind: (name) => (name === idColumn ? 'skip' : feature.test(name) ? 'number' : 'text'),
          missing: [...missingWords.python, ...(settings.missing ?? [])],
          filter: settings.filter,
        }
      },
      findings,
      progress,
    )
    return read === null ? null : { ...read, facts: { ...read.facts, tool: 'WORC' } }
  },
}
