/** Immune results, expression, scores and series in a draft. */
import { immuneMethod } from '../../science/immune/methods.ts'
import { detectUnit, expressionUnits } from '../expressionUnit.ts'
import type { ReadTable } from '../readers/reader.ts'
import type { DraftFile, Draftable, DraftManifest } from './draft.ts'
import { addLayer, textOf } from './draft.ts'
import { shownValues } from './draftFiles.ts'

export function draftImmune(draft: DraftManifest, file: DraftFile): void {
  const method = immuneMethod(file.part.methodKey ?? '')
  if (!method) {
    draft.notes.push(`${file.found.path}: no method of the vocabulary has these cells.`)
    return
  }
  addLayer(
    draft,
    {
      kind: 'immune',
      key: draft.layers.some(({ spec }) => spec['kind'] === 'immune' && spec['key'] === method.key)
        ? file.id
        : method.key,
      label: method.label,
      from: [file.id],
      methodKey: method.key,
      method: method.label,
    },
    `${file.found.path}: ${file.because}.`,
  )
  const repeated = file.ids.length - new Set(file.ids).size
  const rmse = file.read?.shape === 'table' && file.read.columns.some(({ name }) => name.startsWith('RMSE'))
  if (repeated === 0 || !rmse) return
  draft.questions.push({
    id: `${file.id}-duplicates`,
    ask: `Some samples of ${file.found.path} stand there more than once. Which row counts where the values differ?`,
    because: `${repeated} rows repeat an id; exact repetitions are always one row.`,
    choices: ['error', 'lowest-rmse'],
    sets: [{ path: `/files/${file.id}/duplicates` }],
  })
}

export function draftExpression(draft: DraftManifest, file: DraftFile): void {
  const { unit, identifiers = 'ensembl' } = file.part
  const layer = addLayer(
    draft,
    {
      kind: 'expression',
      key: file.id,
      label: `Gene expression (${file.id})`,
      from: [file.id],
      unit: unit ?? '?',
      method: file.found.path,
      identifiers,
      ...(identifiers === 'ensembl' ? {} : { duplicates: '?' }),
    },
    `${file.found.path}: ${file.because}.`,
  )
  if (unit === undefined) {
    const seen = detectUnit(shownValues(file))
    draft.questions.push({
      id: `${file.id}-unit`,
      ask: `In what unit are the values of ${file.found.path}?`,
      because: `By its first rows ${seen.because}.`,
      choices: [...expressionUnits],
      sets: [{ path: `/layers/${layer}/unit` }],
    })
  }
  if (identifiers !== 'ensembl')
    draft.questions.push({
      id: `${file.id}-duplicates`,
      ask: `What becomes of several rows of one gene symbol in ${file.found.path}?`,
      because:
        'Symbols are not unique. Counts, FPKM and TPM may be added up; means of counts are no counts any more.',
      choices: ['error', 'sum', 'mean', 'highest-mean'],
      sets: [{ path: `/layers/${layer}/duplicates` }],
    })
  if (file.found.head.kind === 'folder' && Object.keys(file.companions).length === 0)
    draft.notes.push(
      `${file.found.path}: nothing here says which sample each file is of. Add the metadata JSON of the GDC cart or its sample sheet, and "companions" to the file "${file.id}".`,
    )
}

const stated = /^(Inte(grated)?_?label|risk_?(group|label)?|group|label)$/i

export function draftScores(draft: DraftManifest, file: DraftFile): void {
  const table = file.read
  if (table?.shape !== 'table') return
  const found = table.columns.find(({ name, kind }) => kind === 'text' && stated.test(name))
  const groups = found?.kind === 'text' ? new Set(found.values.filter((value) => value !== null)).size : 0
  const label = groups === 2 ? found?.name : undefined
  if (found && label === undefined)
    draft.notes.push(
      `${file.found.path}: ${found.name} has ${groups} values and is not read: a risk group is HIGH or LOW. The group is computed from the probabilities.`,
    )
  const layer = addLayer(
    draft,
    {
      kind: 'score',
      key: 'gtr-ith',
      label: 'GTR-ITH',
      from: [file.id],
      method: file.found.path,
      gtr: textOf(file.settings['gtr']),
      ith: textOf(file.settings['ith']),
      ...(label === undefined ? {} : { riskGroup: { column: label, codes: {} } }),
    },
    `Probabilities of ${file.found.path}; the risk group is computed anew and compared with the one that the file states.`,
  )
  if (label !== undefined) askDirection(draft, file, table, { label, layer })
}

/** Published tables state 0 = HIGH; nothing in them says so. */
function askDirection(
  draft: DraftManifest,
  file: DraftFile,
  table: ReadTable,
  { label, layer }: { label: string; layer: number },
): void {
  const column = table.columns.find(({ name }) => name === label)
  const gtr = table.columns.find(({ name }) => name === file.settings['gtr'])
  if (column?.kind !== 'text' || gtr?.kind !== 'number') return
  const values = [...new Set(column.values.filter((value) => value !== null))].sort()
  if (values.length !== 2) return
  const mean = (value: string) => {
    const own = table.ids.flatMap((_, i) => (column.values[i] === value ? [gtr.values[i] ?? NaN] : []))
    return (own.reduce((sum, one) => sum + one, 0) / own.length).toFixed(3)
  }
  const [a = '', b = ''] = values
  const choices = [`"${a}" is HIGH risk, "${b}" is LOW`, `"${b}" is HIGH risk, "${a}" is LOW`]
  draft.questions.push({
    id: `${file.id}-label-direction`,
    ask: `Which value of ${label} in ${file.found.path} means HIGH risk?`,
    because: `The mean of ${gtr.name} is ${mean(a)} where it is "${a}" and ${mean(b)} where it is "${b}".`,
    choices,
    sets: [
      {
        path: `/layers/${layer}/riskGroup/codes`,
        values: {
          [choices[0] ?? '']: { [a]: 'HIGH', [b]: 'LOW' },
          [choices[1] ?? '']: { [b]: 'HIGH', [a]: 'LOW' },
        },
      },
    ],
  })
}

const seriesColumns: Readonly<Record<string, Draftable>> = {
  'aimi-ct-series': { study: 'StudyInstanceUID', series: 'SeriesInstanceUID' },
  'nbia-series': {
    study: 'StudyInstanceUID',
    series: 'SeriesInstanceUID',
    modality: 'Modality',
    manufacturer: 'Manufacturer',
    description: 'SeriesDescription',
  },
  'nbia-metadata': {
    study: 'Study UID',
    series: 'Series UID',
    modality: 'Modality',
    manufacturer: 'Manufacturer',
    description: 'Series Description',
  },
}

export function draftSeries(draft: DraftManifest, file: DraftFile): void {
  if (draft.ctSeries) {
    draft.notes.push(
      `${file.found.path}: a second list of series; only one can be imported, this one is left out.`,
    )
    draft.files = draft.files.filter((one) => one !== file)
    return
  }
  const names = new Set(file.read?.shape === 'table' ? file.read.columns.map(({ name }) => name) : [])
  const columns = Object.fromEntries(
    Object.entries(seriesColumns[file.format] ?? {}).filter(([, name]) => names.has(textOf(name))),
  )
  const stated = columns['modality'] !== undefined
  const modality = stated ? {} : { modality: file.format === 'aimi-ct-series' ? 'CT' : '?' }
  draft.ctSeries = { from: file.id, columns, ...modality }
  if (!stated && file.format !== 'aimi-ct-series')
    draft.questions.push({
      id: `${file.id}-modality`,
      ask: `Of which modality are the series of ${file.found.path}?`,
      because: 'The table has no column of modalities.',
      choices: ['CT', 'MR', 'PT', 'SEG'],
      sets: [{ path: '/ctSeries/modality' }],
    })
}
