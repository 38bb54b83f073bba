/** A clean data set with everything that an import reads, each file's shape declared and no hash: what is mutated. */
import type { MiniCohort } from '../etl/miniCohort.ts'
import { aliquot, miniCohort, patients } from '../etl/miniCohort.ts'

/** Enough genes that the importer can tell units. */
const genes = 140

export function cleanSet(): MiniCohort {
  const mini = miniCohort()
  const features = mini.files['features.csv'] ?? []
  for (let f = 0; f < 4; f += 1)
    features.forEach((row, i) =>
      row.push(i === 0 ? `texture_${f}` : (((i * (f + 3) * 7) % 23) + 0.25).toFixed(2)),
    )
  const expression = mini.files['expression.tsv'] ?? []
  for (let g = 0; g < genes; g += 1)
    expression.push([
      `ENSG000002${String(g).padStart(5, '0')}.1`,
      ...patients.map((_, i) => (((g * 31 + i * 17) % 400) * 3.7 + 0.5).toFixed(2)),
    ])
  for (const spec of mini.manifest.files) {
    const grid = mini.files[spec.path] ?? []
    spec.rows = grid.length - 1
    spec.columns = grid[0]?.length ?? 0
  }
  return mini
}

export { aliquot, patients }
