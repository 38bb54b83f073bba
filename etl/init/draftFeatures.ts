/** Feature tables in a draft: patients, or lesions and regions of them; phases and readers become layers of their own. */
import type { Json } from '../../science/canonical.ts'
import type { ReadTable } from '../readers/reader.ts'
import type { DraftFile, Draftable, DraftManifest } from './draft.ts'
import { addLayer, patientOf } from './draft.ts'
import { columnsWith } from './mapping.ts'
import type { Repeat } from './repeats.ts'
import { repeatsOf } from './repeats.ts'

const lesionColumn =
  /^((image_)?mask[ _]?(idx|index|id|label)?|lesion([ _]?(id|idx|index|number|name))?|tumou?r([ _]?(id|number))?|nodule([ _]?id)?|label|roi([ _]?(id|name))?)$/i
const regionColumn =
  /^(region([ _]?id)?|super[ _]?voxel([ _]?id)?|habitat([ _]?id)?|cluster([ _]?id)?|segment([ _]?id)?|sub[ _]?region)$/i
const volume =
  /(shape_MeshVolume|shape_VoxelVolume|morph_volume|morph_vol_approx|(^|_)volume([ _(].*)?|lesion volume.*)$/i

export function draftFeatures(draft: DraftManifest, file: DraftFile): void {
  const table = file.read
  if (table === null) return
  if (table.shape !== 'table') {
    draft.notes.push(`${file.found.path}: features are expected in columns; this table cannot be drafted.`)
    return
  }
  for (const part of repeatsOf(draft, file, table)) draftLayer(draft, table, part)
}

function draftLayer(draft: DraftManifest, table: ReadTable, { file, rows, filter }: Repeat): void {
  const which = filter === null ? '' : `, rows with ${filter.column} = ${filter.equals}`
  const text = table.columns.filter(({ kind }) => kind === 'text').map(({ name }) => name)
  const repeated = several(rows, table, draft)
  const region = repeated ? regionOf(table, rows, draft) : null
  if (repeated && region === null)
    draft.notes.push(
      `${file.found.path}: some patients have several rows${which}, and no column is known to tell them apart (lesion, region, reader, phase). Rows that differ are refused until one does.`,
    )
  const spec: Draftable = {
    kind: 'imaging',
    key: file.id,
    label: `Imaging features (${file.id})`,
    from: [file.id],
    method: file.read?.facts.tool ?? file.found.path,
    ...(region ? { rows: { entity: region.entity, idColumn: region.column } } : {}),
    ...excluded([...new Set([...text, ...columnsWith(file.mapped, 'left-out')])], region?.column),
  }
  const layer = addLayer(draft, spec, `Features of ${file.found.path}${which}.`)
  if (region) askStanding(draft, file, table, { entity: region.entity, layer })
}

function excluded(text: readonly string[], region: string | undefined): Record<string, Json> {
  const names = text.filter((name) => name !== region)
  return names.length > 0 ? { exclude: names } : {}
}

/** Whether somebody has several rows. */
function several(rows: readonly number[], table: ReadTable, draft: DraftManifest): boolean {
  return new Set(rows.map((row) => patientOf(table.ids[row] ?? '', draft.ids))).size < rows.length
}

/** The column that tells the rows of a patient apart. */
function regionOf(
  table: ReadTable,
  rows: readonly number[],
  draft: DraftManifest,
): { column: string; entity: 'lesion' | 'region' } | null {
  const telling = table.columns.filter((column) => {
    const ids = rows.map(
      (row) => `${patientOf(table.ids[row] ?? '', draft.ids)}/${String(column.values[row] ?? '')}`,
    )
    return new Set(ids).size === rows.length
  })
  const named = (pattern: RegExp) => telling.find(({ name }) => pattern.test(name))?.name
  const [lesion, region] = [named(lesionColumn), named(regionColumn)]
  if (lesion !== undefined) return { column: lesion, entity: 'lesion' }
  return region === undefined ? null : { column: region, entity: 'region' }
}

function askStanding(
  draft: DraftManifest,
  file: DraftFile,
  table: ReadTable,
  { entity, layer }: { entity: 'lesion' | 'region'; layer: number },
): void {
  const size = table.columns.find(({ name, kind }) => kind === 'number' && volume.test(name))?.name
  const none = `no ${entity} stands for the patient: the layer is used ${entity} by ${entity} only`
  const highest = `the ${entity} with the largest ${size ?? ''} stands for the patient`
  draft.questions.push({
    id: `${file.id}-stands-for-patient`,
    ask: `Which ${entity} of ${file.found.path} stands for a patient who has several?`,
    because: `${table.ids.length} rows are ${new Set(table.ids).size} patients, and comparisons are between patients.`,
    choices: size === undefined ? [none] : [highest, none],
    sets: [
      {
        path: `/layers/${layer}/rows/standsForPatient`,
        values: {
          ...(size === undefined ? {} : { [highest]: { rule: 'highest', column: size } }),
          [none]: null,
        },
      },
    ],
  })
}
