/** A folder of per-sample GDC files (`<file id>/<file name>`, or flat) and which aliquot each of them was made from. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { ioMessage } from '../bytes.ts'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'
import { readTable } from '../table.ts'
import type { Source } from './reader.ts'

export interface SampleFile {
  /** path inside the folder, for findings */
  name: string
  path: string
  /** aliquot (metadata) or sample (sample sheet) as written there */
  sample: string
  md5: string | null
}

interface Entry {
  fileId: string
  fileName: string
  sample: string
  md5: string | null
}

const cartSchema = z.array(
  z.object({
    file_id: z.string(),
    file_name: z.string(),
    md5sum: z.string().nullish(),
    associated_entities: z.array(z.object({ entity_submitter_id: z.string() })).min(1),
  }),
)

/** Files that GDC's download puts beside the data. */
const beside = /^(MANIFEST\.txt|annotations\.txt|\..*|.*\.parcel|logs)$/i

/** Names of the files in a folder; links and devices are findings, since to leave them out would lose a sample. */
async function filesIn(source: Source, folder: string, findings: Findings, depth = 0): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(join(source.path, folder), { withFileTypes: true })) {
    const name = join(folder, entry.name)
    if (beside.test(entry.name)) continue
    if (entry.isFile()) found.push(name)
    else if (entry.isDirectory() && depth === 0) found.push(...(await filesIn(source, name, findings, 1)))
    else
      report(findings, 'file-unreadable', {
        file: source.id,
        value: name,
        message:
          'Only files, and folders with files, are read here; this is a link, a device or a deeper folder.',
      })
  }
  return found
}

async function dataFiles(source: Source, findings: Findings): Promise<string[] | null> {
  try {
    const found = await filesIn(source, '', findings)
    if (found.length > 0) return found.sort()
    report(findings, 'no-rows', { file: source.id, message: 'The folder holds no files.' })
  } catch (error) {
    report(findings, 'file-unreadable', { file: source.id, message: ioMessage(error) })
  }
  return null
}

async function metadataEntries(source: Source, path: string, findings: Findings): Promise<Entry[] | null> {
  try {
    const cart = cartSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    if (cart.success)
      return cart.data.map((item) => ({
        fileId: item.file_id,
        fileName: item.file_name,
        sample: item.associated_entities.map((e) => e.entity_submitter_id).join(', '),
        md5: item.md5sum ?? null,
      }))
    const issue = cart.error.issues[0]
    report(findings, 'file-unreadable', {
      file: source.id,
      value: basename(path),
      message: `The metadata is no GDC cart: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}.`,
    })
  } catch (error) {
    const message = error instanceof SyntaxError ? 'The metadata is not JSON.' : ioMessage(error)
    report(findings, 'file-unreadable', { file: source.id, value: basename(path), message })
  }
  return null
}

async function sheetEntries(source: Source, path: string, findings: Findings): Promise<Entry[] | null> {
  const needed = ['File ID', 'File Name', 'Sample ID']
  let at: number[] = []
  const entries: Entry[] = []
  const facts = await readTable({ file: source.id, path, delimiter: '\t' }, findings, () => undefined, {
    header: (names, line) => {
      at = needed.map((name) => names.indexOf(name))
      const absent = needed.filter((name) => !names.includes(name))
      for (const column of absent)
        report(findings, 'column-missing', {
          file: source.id,
          line,
          column,
          message: `Missing column in the sample sheet: ${column}.`,
        })
      return absent.length === 0
    },
    row: (row) => {
      const [fileId = '', fileName = '', sample = ''] = at.map((index) => row.text(index))
      entries.push({ fileId, fileName, sample, md5: null })
    },
  })
  return facts === null ? null : entries
}

function matchEntry(
  name: string,
  byId: ReadonlyMap<string, Entry>,
  byName: ReadonlyMap<string, Entry>,
): Entry | undefined {
  return (
    byId.get(dirname(name)) ??
    byName.get(basename(name)) ??
    byName.get(basename(name).replace(/\.gz$/, '')) ??
    byName.get(`${basename(name)}.gz`)
  )
}

/** The one sample of a file; the GDC's sheets may name it several times. */
function soleSample({ sample }: Entry): string | null {
  const [first = '', ...others] = new Set(sample.split(',').map((one) => one.trim()))
  return first !== '' && others.length === 0 ? first : null
}

/** The md5 of the metadata is of the bytes that were downloaded, not of what was unpacked since. */
function md5Of(name: string, { fileName, md5 }: Entry): string | null {
  return fileName.endsWith('.gz') && !name.endsWith('.gz') ? null : md5
}

/** The files of a folder with their aliquots; null when they cannot be told (findings say why). */
export async function sampleFiles(source: Source, findings: Findings): Promise<SampleFile[] | null> {
  const { metadata, sampleSheet } = source.companions
  const entries =
    metadata === undefined
      ? sampleSheet === undefined
        ? noCompanion(source, findings)
        : await sheetEntries(source, sampleSheet, findings)
      : await metadataEntries(source, metadata, findings)
  const names = await dataFiles(source, findings)
  if (entries === null || names === null) return null
  const byId = new Map(entries.map((entry) => [entry.fileId, entry]))
  const byName = new Map(entries.map((entry) => [entry.fileName, entry]))
  const files: SampleFile[] = []
  for (const name of names) {
    const entry = matchEntry(name, byId, byName)
    const sample = entry ? soleSample(entry) : null
    if (entry && sample !== null)
      files.push({ name, path: join(source.path, name), sample, md5: md5Of(name, entry) })
    else
      report(findings, 'file-not-in-metadata', {
        file: source.id,
        value: name,
        message: entry
          ? `The file was made from several samples: ${entry.sample}.`
          : 'Neither its folder (file id) nor its name is in the metadata, so its aliquot is unknown.',
        hint: 'Add the metadata of this file (GDC: "Metadata" in the cart), or remove the file.',
      })
  }
  const absent = entries.length - files.length
  if (absent > 0 && files.length === names.length)
    report(findings, 'files-absent', {
      file: source.id,
      message: `${absent} of ${entries.length} files of the metadata are not in the folder.`,
    })
  return files.length === names.length ? files : null
}

function noCompanion(source: Source, findings: Findings): null {
  report(findings, 'companion-missing', {
    file: source.id,
    message: 'File names do not tell aliquots: the manifest must name a companion.',
    hint: 'companions: {"metadata": "metadata.cart.json"} or {"sampleSheet": "gdc_sample_sheet.tsv"}.',
  })
  return null
}

/** Compares a file with the md5 that its metadata states. */
export async function checkMd5(source: Source, file: SampleFile, findings: Findings): Promise<boolean> {
  if (file.md5 === null) return true
  const hash = createHash('md5')
  try {
    for await (const chunk of createReadStream(file.path)) hash.update(chunk as Uint8Array)
  } catch (error) {
    report(findings, 'file-unreadable', { file: source.id, value: file.name, message: ioMessage(error) })
    return false
  }
  const found = hash.digest('hex')
  if (found === file.md5.toLowerCase()) return true
  report(findings, 'md5-differs', {
    file: source.id,
    value: file.name,
    message: `md5 is ${found}, the metadata states ${file.md5}.`,
    hint: 'Download the file again.',
  })
  return false
}
