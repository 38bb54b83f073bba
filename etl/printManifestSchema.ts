/** Writes etl/datasets/manifest.schema.json; run after changing the manifest's schema. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { manifestJsonSchema } from './manifest.ts'

await writeFile(
  join(import.meta.dirname, 'datasets/manifest.schema.json'),
  `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`,
)
