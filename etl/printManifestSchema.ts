/** Writes etl/datasets/manifest.schema.json, formatted as the checks want it; run after changing the manifest's schema. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format } from 'prettier'
import { manifestJsonSchema } from './manifest.ts'

await writeFile(
  join(import.meta.dirname, 'datasets/manifest.schema.json'),
  await format(JSON.stringify(manifestJsonSchema()), { parser: 'json', printWidth: 110 }),
)
