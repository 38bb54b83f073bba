/** Folders drafted by `etl init`, answered and prepared, as in a small cohort's afternoon. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import type { ReleaseContent } from '../../db/release/content.ts'
import { locateFiles } from '../../etl/files.ts'
import { Findings } from '../../etl/findings.ts'
import { draftFolder } from '../../etl/init/init.ts'
import { parseManifest } from '../../etl/manifest.ts'
import { prepare } from '../../etl/prepare.ts'
import { answered } from './answering.ts'
import { csv } from './readers/samples/sample.ts'

type Files = Readonly<Record<string, string | Uint8Array>>

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

export async function drafted(files: Files) {
  const folder = mkdtempSync(join(tmpdir(), 'radimmune-come-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return { folder, ...(await draftFolder(folder)) }
}

const everyday = { disease: 'Hepatocellular carcinoma', licence: 'CC BY 4.0' }

/** Drafts, answers, prepares; `asked` are the questions beside those of every cohort. */
export async function prepared(files: Files, answers: Readonly<Record<string, string>> = {}) {
  const { folder, draft, text } = await drafted(files)
  const manifest = parseManifest(answered(text, { ...answers, ...everyday }))
  if (!manifest.ok) throw new Error(JSON.stringify(manifest.problems))
  const findings = new Findings()
  const located = await locateFiles(manifest.manifest, folder, findings, () => undefined)
  const done = await prepare(
    { manifest: manifest.manifest, files: located.files, foreignModel: null },
    () => undefined,
  )
  const all = [...findings.kept, ...done.findings].filter(({ severity }) => severity !== 'note')
  return {
    content: done.content,
    rules: [...new Set(all.map(({ rule }) => rule))],
    findings: all,
    notes: draft.notes,
    asked: draft.questions.map(({ id }) => id).filter((id) => !(id in everyday)),
  }
}

/** A value as stored; of an endpoint time and event. */
export function stored(content: ReleaseContent | null, reference: string, patient: string): unknown {
  const [layerName, key] = reference.split('/')
  const layer = content?.layers.find((one) => `${one.kind}:${one.key}` === layerName)
  const at = layer?.variables.findIndex((variable) => variable.key === key) ?? -1
  const ordinal = content?.patients.findIndex(({ id }) => id === patient) ?? -1
  const row = layer?.patientRows?.[ordinal] ?? -1
  const column = layer?.columns[at]
  if (!layer || !column || row === -1) throw new Error(`no ${reference} of ${patient}`)
  return layer.variables[at]?.type === 'endpoint'
    ? [column[row], column[row + layer.rows.length]]
    : column[row]
}

export const people = Array.from({ length: 10 }, (_, i) => `P${i}`)
export const samples = ['TCGA-BC-A100-01A', 'TCGA-BC-A101-01A', 'TCGA-BC-A102-01A']
export const clinical = (names: readonly string[], cells: (i: number) => readonly (string | number)[]) =>
  csv(['patient', ...names], ...people.map((id, i) => [id, ...cells(i)]))
