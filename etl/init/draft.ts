/** A manifest in the making: what is certain stands in it, what only a person knows is a question. */
import type { Json } from '../../science/canonical.ts'
import { parseBarcode } from '../../science/radiogenomics/barcodes.ts'
import type { Question } from '../questions.ts'
import type { ReadResult, RecognisedPart } from '../readers/reader.ts'
import type { MappedFile, Mapping } from './mapping.ts'
import type { FoundFile } from './scan.ts'

/** JSON whose members may still be added to. */
export type Draftable = { [name: string]: Draft }

/** A member of a draft that is known to be text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

type Draft = Json | Draftable | Draft[]

/** One entry of the manifest's files, with what was read of it. */
export interface DraftFile {
  id: string
  found: FoundFile
  part: RecognisedPart
  format: string
  role: 'features' | 'immune' | 'expression' | 'clinical' | 'ct-series' | 'scores'
  settings: Record<string, unknown>
  companions: Record<string, string>
  /** null: too big to read for a draft, or not readable */
  read: ReadResult | null
  /** ids of its rows or samples, as written */
  ids: readonly string[]
  /** what of it belongs to the cohort, where it holds several */
  select: { column: string; values: string[] } | null
  covers: 'cohort' | 'more'
  /** what the manifest vouches for */
  sha256: string | null
  because: string
  /** what a person said of it */
  mapped: MappedFile | null
}

export type DraftQuestion = Omit<Question, 'answer'>

/** Places of a question are written with the draft's own names and turned into positions at the end. */
export interface DraftManifest {
  ids: 'tcga' | 'as-is'
  files: DraftFile[]
  layers: { spec: Draftable; comment: string }[]
  ctSeries: Draftable | null
  questions: DraftQuestion[]
  /** said above the manifest: files that are not in it, and why */
  notes: string[]
  mapping: Mapping
  /** the only file that can say who belongs to the cohort; null: a question asks for it */
  membership: string | null
}

/** Patient of an id by the rule of the draft. */
export function patientOf(id: string, rule: DraftManifest['ids']): string {
  return rule === 'tcga' ? (parseBarcode(id.trim())?.patient ?? id) : id.trim()
}

export function patientsOf(file: DraftFile, rule: DraftManifest['ids']): Set<string> {
  return new Set(file.ids.map((id) => patientOf(id, rule)))
}

/** A name for manifests: lower case, digits and single hyphens, taken once. */
export function slugOf(text: string, taken: ReadonlySet<string>): string {
  const slug = text
    .toLowerCase()
    .replace(/\.(tsv|csv|txt|xlsx|json|gz|gct|dat)\b/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '')
  const base = slug === '' ? 'file' : slug
  let name = base
  for (let n = 2; taken.has(name); n += 1) name = `${base}-${n}`
  return name
}

/** Adds a layer under a key that is not taken by another of its kind. */
export function addLayer(draft: DraftManifest, spec: Draftable, comment: string): number {
  const taken = new Set(
    draft.layers.filter((one) => one.spec['kind'] === spec['kind']).map((one) => textOf(one.spec['key'])),
  )
  spec['key'] = slugOf(textOf(spec['key']), taken)
  return draft.layers.push({ spec, comment }) - 1
}
