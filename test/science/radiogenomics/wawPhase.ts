import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FeatureTable } from '../../../science/prediction/featureTable.ts'
import type { RepeatedTable } from '../../../science/radiogenomics/robustnessFilter.ts'
import { realData } from '../../shared.ts'

/** One contrast phase; quoted settings stand before the features, so rows are read from their ends. */
export function wawPhase(which: 1 | 2): RepeatedTable {
  const file = resolve(realData, `waw-tace/radiomics-phase${which}.csv`)
  const [header = [], ...rows] = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').slice(-110))
  return {
    name: `phase ${which}`,
    cases: rows.map((row) => `${row[107] ?? ''} ${row[109] ?? ''}`),
    features: header.slice(0, 107),
    columns: header.slice(0, 107).map((_, f) => Float64Array.from(rows, (row) => Number(row[f]))),
  }
}

/** The largest lesion of each patient in a phase. */
export function wawLargest(which: 1 | 2): FeatureTable {
  const { cases, features, columns } = wawPhase(which)
  const volume = columns[features.indexOf('original_shape_MeshVolume')] ?? new Float64Array()
  const byPatient = Map.groupBy(cases.keys(), (row) => (cases[row] ?? '').split(' ')[0] ?? '')
  const rows = Array.from(byPatient.values(), (own) =>
    own.reduce((best, row) => ((volume[row] ?? 0) > (volume[best] ?? 0) ? row : best)),
  )
  return {
    patients: [...byPatient.keys()],
    features,
    columns: columns.map((column) => Float64Array.from(rows, (row) => column[row] ?? NaN)),
  }
}
