/** Writes the JSON schemas of manifests and training files, formatted as the checks want it; run after changing one of them. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format } from 'prettier'
import { manifestJsonSchema } from './manifest.ts'
import { trainingJsonSchema } from './models/trainingFile.ts'

async function write(path: string, schema: unknown): Promise<void> {
  const text = await format(JSON.stringify(schema), { parser: 'json', printWidth: 110 })
  await writeFile(join(import.meta.dirname, 'datasets', path), text)
}

await write('manifest.schema.json', manifestJsonSchema())
await write('models/training.schema.json', trainingJsonSchema())
