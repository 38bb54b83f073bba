/** The files of a draft: one entry for each part of a file, read once for what the drafting has to see. */
import { declaredHash } from '../files.ts'
import { Findings } from '../findings.ts'
import type { ReadResult } from '../readers/reader.ts'
import { parseNumber } from '../numbers.ts'
import type { DraftFile, DraftManifest } from './draft.ts'
import { slugOf } from './draft.ts'
import { mappedPart } from './mapping.ts'
import { perSampleIds } from './perSampleIds.ts'
import type { FoundFile } from './scan.ts'

/** Reads every recognised file; expression only as far as its header. */
export async function draftFiles(found: readonly FoundFile[], draft: DraftManifest): Promise<void> {
  const scattered = new Set(scatteredSamples(found, draft))
  for (const file of found) {
    const { recognised } = file
    if (scattered.has(file)) continue
    if (recognised.kind === 'unknown') noteUnknown(draft, file, found, recognised.because)
    if (recognised.kind === 'companion')
      draft.notes.push(`${file.path}: no table of patients. ${sentence(recognised.companion.because)}`)
    if (recognised.kind !== 'data') continue
    const mapped = draft.mapping[file.path] ?? null
    if (mapped?.use === 'left-out') {
      draft.notes.push(`${file.path}: left out by choice.`)
      continue
    }
    for (const whole of recognised.parts) {
      const { reader, part } = mappedPart(recognised, whole, file, mapped)
      const taken = new Set(draft.files.map(({ id }) => id))
      const name = file.path.split('/').at(-1) ?? file.path
      const one: DraftFile = {
        id: slugOf(part.name === undefined ? name : `${name.replace(/\..*$/, '')} ${part.name}`, taken),
        found: file,
        part,
        format: reader.format,
        role: part.role ?? reader.role,
        settings: { ...part.settings },
        companions: {},
        read: null,
        ids: [],
        select: null,
        covers: 'cohort',
        sha256: null,
        because: recognised.because,
        mapped,
      }
      attachCompanions(one, found)
      await readForDraft(one, reader, draft)
      draft.files.push(one)
    }
  }
}

/** As the GDC's client downloads: a folder for each sample, side by side with everything else. Each alone would be a matrix of one. */
function scatteredSamples(found: readonly FoundFile[], draft: DraftManifest): FoundFile[] {
  const single = found.filter(
    ({ head, recognised }) => head.kind === 'folder' && head.files.length === 1 && recognised.kind === 'data',
  )
  const kindOf = ({ path, recognised }: FoundFile) =>
    `${path.split('/').slice(0, -1).join('/')}:${recognised.kind === 'data' ? recognised.reader.format : ''}`
  const groups = [...Map.groupBy(single, kindOf).values()].filter((group) => group.length > 1)
  for (const group of groups) {
    const [first] = group
    draft.notes.push(
      `${first?.path ?? ''}: and ${group.length - 1} more folders hold one sample each. Move them into one folder of their own (e.g. "expression"): they are then read as one matrix.`,
    )
  }
  return groups.flat()
}

const mostAlike = 3

/** Many files of one kind are one note. */
function noteUnknown(
  draft: DraftManifest,
  file: FoundFile,
  all: readonly FoundFile[],
  because: string,
): void {
  const alike = all.filter(({ recognised: one }) => one.kind === 'unknown' && one.because === because)
  if (alike.length > mostAlike && alike[0] !== file) return
  const more = alike.length > mostAlike ? ` So are ${alike.length - 1} more files.` : ''
  draft.notes.push(`${file.path}: not used. It is ${because}.${more}`)
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** What stood in the way, as the check would say it. */
function whyUnread(findings: Findings): string {
  const [first] = findings.kept.filter(({ severity }) => severity === 'error')
  if (!first) return 'Nothing in it could be read.'
  const at = first.line === null ? '' : `Line ${first.line}: `
  return [`${at}${first.message}`, first.hint].filter(Boolean).join(' ')
}

async function readForDraft(
  file: DraftFile,
  reader: { read: ReaderRead },
  draft: DraftManifest,
): Promise<void> {
  const { head } = file.found
  if (head.kind === 'folder') {
    file.ids = await perSampleIds(file)
    return
  }
  if (file.role === 'expression') {
    file.ids = headerIds(file)
    return
  }
  const source = { id: file.id, path: head.path, companions: {}, settings: file.settings }
  const findings = new Findings()
  const read = await reader.read(source, findings, () => undefined)
  if (read === null) draft.notes.push(`${file.found.path}: cannot be read as it is. ${whyUnread(findings)}`)
  file.read = read
  // a question asks what the comma means, once for the file
  if (head.kind === 'text' && read?.shape === 'table' && hasCommas(file.found)) file.settings['decimal'] = '?'
  file.ids = read === null ? [] : read.shape === 'table' ? read.ids : read.sampleIds
}

type ReaderRead = (
  source: { id: string; path: string; companions: Record<string, string>; settings: Record<string, unknown> },
  findings: Findings,
  progress: () => void,
) => Promise<ReadResult | null>

/** Whether more numbers of the first rows have a comma than a point: one such cell among others is a slip, which the check names. */
function hasCommas({ head }: FoundFile): boolean {
  const cells = (head.tables[0]?.rows ?? []).flat()
  const count = (pattern: RegExp) => cells.filter((cell) => pattern.test(cell.trim())).length
  const commas = count(/^[+-]?\d+,\d+$/)
  return commas >= 3 && commas > count(/^[+-]?\d*\.\d+$/)
}

/** Samples of a matrix by its header, or by the first column where samples are rows. */
function headerIds({ found: { head }, settings }: DraftFile): string[] {
  const [table] = head.tables
  if (!table) return []
  if (settings['samples'] === 'rows') return table.rows.map((row) => row[0] ?? '')
  const annotations = Array.isArray(settings['annotations']) ? settings['annotations'] : []
  return table.names.slice(1).filter((name) => !annotations.includes(name))
}

/** Values of an expression file as far as the head shows them; what stands beside a gene's id, as its Entrez number, is none. */
export function shownValues({ found: { head }, part }: DraftFile): number[] {
  const [table] = head.tables
  const annotations = part.settings?.['annotations']
  const beside = new Set<unknown>(Array.isArray(annotations) ? annotations : [])
  return (table?.rows ?? []).flatMap((row) =>
    row.flatMap((cell, i) => {
      const value = i === 0 || beside.has(table?.names[i]) ? null : parseNumber(cell)
      return value === null ? [] : [value]
    }),
  )
}

/** What the manifest will vouch for, each file hashed once however many entries it has. */
export async function hashFiles(draft: DraftManifest, root: string): Promise<void> {
  const known = new Map<string, string | null>()
  for (const file of draft.files) {
    const { path } = file.found
    if (!known.has(path)) known.set(path, (await declaredHash(root, path))?.sha256 ?? null)
    file.sha256 = known.get(path) ?? null
  }
}

/** Files beside this one that it cannot be read without, or that say more of it. */
function attachCompanions(file: DraftFile, all: readonly FoundFile[]): void {
  const of = (kind: string) =>
    all.filter(({ recognised: one }) => one.kind === 'companion' && one.companion.kind === kind)
  const { head } = file.found
  if (head.kind === 'folder') {
    const [metadata] = of('gdc-metadata').filter((one) => mentions(one, head.files))
    const [sheet] = of('gdc-sample-sheet').filter((one) => mentions(one, head.files))
    if (metadata) file.companions['metadata'] = metadata.path
    else if (sheet) file.companions['sampleSheet'] = sheet.path
  }
  const sole = (kind: string, role: string) => {
    const [only, second] = of(kind)
    if (only && !second) file.companions[role] = only.path
  }
  if (file.format === 'epic' && file.settings['samples'] === 'rows') sole('epic-fit', 'fit')
  if (file.format.startsWith('nbia-')) sole('tcia-manifest', 'tcia')
}

/** Whether a list of files knows any of these, by its folder (file id) or its name. */
function mentions({ head }: FoundFile, files: readonly string[]): boolean {
  // unpacked, a file lacks the .gz that the list gives it
  const known = new Set(files.flatMap((file) => [...file.split('/'), `${file.split('/').at(-1) ?? ''}.gz`]))
  if (Array.isArray(head.json))
    return head.json.some(
      (item: unknown) =>
        typeof item === 'object' &&
        item !== null &&
        'file_id' in item &&
        'file_name' in item &&
        (known.has(String(item.file_id)) || known.has(String(item.file_name))),
    )
  return (head.tables[0]?.rows ?? []).some((row) => row.slice(0, 2).some((cell) => known.has(cell)))
}
