/** A manifest drafted from what lies in a folder. */
import { basename, resolve } from 'node:path'
import { isTableOfTypes } from './cancerTypes.ts'
import type { DraftFile, DraftManifest } from './draft.ts'
import { patientsOf } from './draft.ts'
import { misreadTable, noteDoubts } from './doubts.ts'
import { draftClinical } from './draftClinical.ts'
import { draftFeatures } from './draftFeatures.ts'
import { draftFiles } from './draftFiles.ts'
import { draftExpression, draftImmune, draftScores, draftSeries } from './draftOthers.ts'
import type { Mapping } from './mapping.ts'
import type { FoundFile } from './scan.ts'
import { barcodeShare } from '../recognise/looks.ts'

const byRole = {
  features: draftFeatures,
  immune: draftImmune,
  expression: draftExpression,
  clinical: draftClinical,
  'ct-series': draftSeries,
  scores: draftScores,
} as const

/** Reads what was found and drafts everything but the cohort's own words. */
export async function draftManifest(
  folder: string,
  found: readonly FoundFile[],
  mapping: Mapping = {},
): Promise<DraftManifest> {
  const draft: DraftManifest = {
    ids: 'as-is',
    files: [],
    layers: [],
    ctSeries: null,
    questions: [],
    notes: [],
    mapping,
    membership: null,
  }
  await draftFiles(found, draft)
  const ids = draft.files.flatMap((file) => file.ids.slice(0, 500))
  draft.ids = barcodeShare(ids) >= 0.9 ? 'tcga' : 'as-is'
  askCancerType(draft)
  for (const file of [...draft.files]) {
    const misread = misreadTable(file)
    if (misread === null) {
      noteDoubts(draft, file)
      byRole[file.role](draft, file)
    } else draft.notes.push(`${file.found.path}: not used, since ${misread}`)
  }
  noteUnused(draft)
  draft.files = draft.files.filter((file) => isUsed(draft, file))
  askDecimals(draft)
  markCovers(draft)
  askMembership(draft)
  askWords(draft, basename(resolve(folder)))
  return draft
}

function isUsed(draft: DraftManifest, file: DraftFile): boolean {
  const used = draft.layers.some(({ spec }) => Array.isArray(spec['from']) && spec['from'].includes(file.id))
  return used || draft.ctSeries?.['from'] === file.id
}

/** A file that gave nothing is not left out unsaid. */
function noteUnused(draft: DraftManifest): void {
  for (const file of draft.files) {
    const { path } = file.found
    if (isUsed(draft, file) || draft.notes.some((note) => note.startsWith(`${path}: `))) continue
    draft.notes.push(
      `${path}: not used. It is ${file.because}, and nothing in it tells patients apart (ids, dates, long texts and what is the same in everybody are not drafted).`,
    )
  }
}

/** Tables of many cancer types are cut to one, which somebody has to name; the same one for all of them. */
function askCancerType(draft: DraftManifest): void {
  const typed = draft.files.flatMap((file) => {
    const types = isTableOfTypes(file)
    return types ? [{ file, ...types }] : []
  })
  const [first] = typed
  if (!first) return
  for (const { file, column } of typed) file.select = { column, values: ['?'] }
  const shared = first.values.filter((value) => typed.every(({ values }) => values.includes(value)))
  draft.questions.push({
    id: 'cancer-type',
    ask: `Which cancer type is the cohort? ${typed.map(({ file }) => file.found.path).join(', ')} hold${typed.length === 1 ? 's' : ''} several.`,
    because: `The types that all of them have are ${shared.slice(0, 40).join(', ')}.`,
    choices: shared,
    sets: typed.map(({ file }) => ({ path: `/files/${file.id}/select/values/0` })),
  })
}

const isDecimal = 'the comma is the decimal sign: 12,5 is twelve and a half'

/** Never guessed: 1,234 may be more than a thousand. */
function askDecimals({ files, questions }: DraftManifest): void {
  const unsure = files.filter(({ settings }) => settings['decimal'] === '?')
  for (const [path, parts] of Map.groupBy(unsure, ({ found }) => found.path)) {
    const refuse = 'it is not, or not everywhere: refuse these numbers'
    questions.push({
      id: `${parts[0]?.id ?? ''}-decimal`,
      ask: `Numbers in ${path} are written with a comma. What is it?`,
      because:
        'A spreadsheet writes a decimal comma where its language has one; nothing in the file says that it did.',
      choices: [isDecimal, refuse],
      sets: parts.map(({ id }) => ({
        path: `/files/${id}/settings/decimal`,
        values: { [isDecimal]: 'comma', [refuse]: null },
      })),
    })
  }
}

/** A file with many more patients than the others is taken to hold other cohorts too. */
function markCovers(draft: DraftManifest): void {
  const sizes = draft.files.map((file) => patientsOf(file, draft.ids).size).filter((size) => size > 0)
  const usual = sizes.toSorted((a, b) => a - b)[Math.floor((sizes.length - 1) / 2)] ?? 0
  for (const file of draft.files)
    if (file.select || patientsOf(file, draft.ids).size > 3 * usual) file.covers = 'more'
}

function askMembership(draft: DraftManifest): void {
  const candidates = draft.files.filter((file) => file.covers === 'cohort' || draft.files.length === 1)
  const usable = candidates.length > 0 ? candidates : draft.files
  const ids = usable.map(({ id }) => id)
  if (ids.length <= 1) {
    draft.membership = ids[0] ?? null
    return
  }
  const features = usable.filter(({ role }) => role === 'features').map(({ id }) => id)
  const anyOf = `whoever is in one of ${features.join(', ')}`
  const choices = features.length > 1 ? [...ids, anyOf] : ids
  draft.questions.push({
    id: 'membership',
    ask: 'Which file says who belongs to the cohort? Everybody else is left out, with a line in the ledger.',
    because: `${usable.map((file) => `${file.id} has ${patientsOf(file, draft.ids).size} patients`).join(', ')}.`,
    choices,
    sets: [
      {
        path: '/membership',
        values: Object.fromEntries(choices.map((choice) => [choice, choice === anyOf ? features : choice])),
      },
    ],
  })
}

function askWords(draft: DraftManifest, folder: string): void {
  draft.questions.push(
    {
      id: 'disease',
      ask: 'Which disease do the patients have?',
      because: `The folder is called "${folder}".`,
      sets: [{ path: '/cohort/disease' }],
    },
    {
      id: 'licence',
      ask: 'Under which licence or agreement may these files be used?',
      because:
        'It is shown with every figure and export. Where files differ, correct "licence" of each file.',
      sets: [{ path: '/cohort/licence' }, ...draft.files.map(({ id }) => ({ path: `/files/${id}/licence` }))],
    },
  )
}
