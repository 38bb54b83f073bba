/** A drafted manifest as text with comments: what was recognised and why, then the questions, then the manifest. */
import type { Json } from '../../science/canonical.ts'
import type { DraftFile, DraftManifest, DraftQuestion } from './draft.ts'
import { slugOf } from './draft.ts'

export function manifestText(draft: DraftManifest, folder: string): string {
  const cohort = {
    slug: slugOf(folder, new Set()),
    title: folder,
    description: `Drafted from ${draft.files.length} files.`,
    disease: '?',
    imaging: draft.files.some(({ role }) => role === 'features' || role === 'ct-series')
      ? 'see the files'
      : null,
    simulated: false,
    licence: '?',
    citations: [],
  }
  const members: [string, string | null, Json][] = [
    ['manifestVersion', null, 1],
    ['questions', questionWords(draft), draft.questions.map((question) => asked(question, draft))],
    ['cohort', 'How the cohort is called. Title, description and citations are yours to write.', cohort],
    [
      'ids',
      draft.ids === 'tcga'
        ? 'Ids are TCGA barcodes: the patient is their first three fields.'
        : 'Ids are taken as they stand.',
      draft.ids,
    ],
    ['specimens', null, draft.ids === 'tcga' ? 'tcga-primary-firehose' : 'none'],
    ['membership', 'The file whose patients are the cohort.', draft.membership ?? draft.files[0]?.id ?? '?'],
    ['files', null, draft.files.map(fileEntry)],
    ['layers', null, draft.layers.map(({ spec }) => spec)],
    ...(draft.ctSeries ? [['ctSeries', null, draft.ctSeries] satisfies [string, null, Json]] : []),
  ]
  const comments: Readonly<Record<string, readonly string[]>> = {
    files: draft.files.map(({ found, because }) => `${found.path}: ${because}.`),
    layers: draft.layers.map(({ comment }) => comment),
  }
  const body = members.map(([name, comment, value]) => member(name, comment, value, comments[name] ?? []))
  return `${header(draft, folder)}{\n${body.join(',\n')}\n}\n`
}

function header(draft: DraftManifest, folder: string): string {
  const lines = [
    `Drafted by "etl init" from ${folder}. Comments like this one may stay.`,
    'Answer every question below ("answer": "…"), then: npm run etl -- check <this file> --data <the folder>',
    ...draft.notes,
  ]
  return lines.map((line) => `// ${line}\n`).join('')
}

function questionWords({ questions }: DraftManifest): string {
  return `${questions.length} questions that no file answers. Nothing is checked or imported while one of them is open.`
}

function fileEntry(file: DraftFile): Json {
  const { id, found, format, role, companions, settings, select, covers, sha256, read } = file
  const { rows, columns } = read?.facts ?? {}
  const shape = read !== null && settings['filter'] === undefined ? { rows, columns } : {}
  const some = (value: object) => Object.keys(value).length > 0
  return {
    id,
    path: found.path,
    format,
    role,
    ...(sha256 === null ? {} : { sha256 }),
    ...shape,
    licence: '?',
    ...(some(companions) ? { companions } : {}),
    ...(some(settings) ? { settings: settings as Json } : {}),
    ...(select ? { select: { column: select.column, values: select.values } } : {}),
    ...(covers === 'more' ? { covers } : {}),
  }
}

/** Drafts name files by their id in places; manifests count them. */
function asked(question: DraftQuestion, { files }: DraftManifest): Json {
  const sets = question.sets.flatMap(({ path, values }) => {
    const [, id, rest] = /^\/files\/([^/]+)(\/.*)$/.exec(path) ?? []
    if (id === undefined) return [{ path, ...(values ? { values: values as Json } : {}) }]
    const at = files.findIndex((file) => file.id === id)
    return at === -1
      ? []
      : [{ path: `/files/${at}${rest ?? ''}`, ...(values ? { values: values as Json } : {}) }]
  })
  const { id, ask, because, choices } = question
  return { id, ask, because, ...(choices ? { choices: [...choices] } : {}), answer: null, sets }
}

function member(name: string, comment: string | null, value: Json, comments: readonly string[]): string {
  const above = comment === null ? '' : `  // ${comment}\n`
  if (!Array.isArray(value) || comments.length === 0) return `${above}  "${name}": ${indented(value, 2)}`
  const items = value.map((item: Json, i) => {
    const words = comments[i]
    return `${words === undefined ? '' : `    // ${words}\n`}    ${indented(item, 4)}`
  })
  return `${above}  "${name}": [\n${items.join(',\n')}\n  ]`
}

function indented(value: Json, spaces: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(spaces)}`)
}
