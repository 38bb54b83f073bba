/** `etl model export <cohort>/<key>`: the model as one file that another installation applies bit for bit. */
import { writeFile } from 'node:fs/promises'
import type { Database } from '../../db/client.ts'
import { Findings } from '../findings.ts'
import type { ModelReport } from '../job.ts'
import { cardJson } from './scoreLayers.ts'
import { modelFileHash, modelFileText } from './modelFile.ts'
import { findModel } from './score.ts'

export async function exportModel(db: Database, name: string, path: string): Promise<ModelReport> {
  const findings = new Findings()
  const found = await findModel(db, name, findings)
  if (!found)
    return {
      command: 'model-export',
      model: name,
      path: null,
      sha256: null,
      bytes: 0,
      findings: findings.kept,
    }
  const text = modelFileText(cardJson(found.card))
  await writeFile(path, text)
  const bytes = Buffer.byteLength(text)
  return { command: 'model-export', model: name, path, sha256: modelFileHash(text), bytes, findings: [] }
}
