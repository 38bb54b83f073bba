/** A table of no known tool may be the other way round, or something else altogether: then the wrong things would become patients. */
import { crosswalk } from '../../science/immune/crosswalk.ts'
import { immuneMethods } from '../../science/immune/methods.ts'
import { parseNumber } from '../numbers.ts'
import { isIdName } from '../readers/idColumn.ts'
import { isMirpFeature } from '../readers/mirp.ts'
import { isPyradiomicsFeature } from '../readers/pyradiomics.ts'
import { areGeneStatistics, barcodeShare, geneNames } from '../recognise/looks.ts'
import { textOf } from './draft.ts'
import type { DraftFile, DraftManifest } from './draft.ts'

const turnRound = 'Turn it round, so that each row is a patient.'

/** Why a plain table is nothing that could be drafted, in words; null where it may be what it seems. */
export function misreadTable({ found, format, mapped, read, ids }: DraftFile): string | null {
  const isPlain = format === 'clinical-table' || format === 'feature-table'
  if (!isPlain || mapped !== null || read?.shape !== 'table') return null
  const names = read.columns.map(({ name }) => name)
  const some = ids.slice(0, 200)
  if (names.length > 1 && barcodeShare(names) > 0.5)
    return `its columns are named by barcodes (${names[0] ?? ''}), so the patients are its columns. ${turnRound}`
  if (areGeneStatistics(names))
    return `its columns are statistics of genes (${names.slice(0, 3).join(', ')}), so its rows (${some[0] ?? ''}) are no patients.`
  if (geneNames(some) === 'ensembl')
    return `its rows are genes (${some[0] ?? ''}), not patients. A matrix of genes by samples has nothing but numbers beside the ids of the genes.`
  const isFeature = (name: string) =>
    isPyradiomicsFeature(name) || isMirpFeature(name) || name.startsWith('diagnostics_')
  const features = some.filter(isFeature)
  if (features.length > some.length / 2)
    return `its rows are features (${features[0] ?? ''}), so the patients are its columns. ${turnRound}`
  if (areCells(some))
    return `its rows are cell types (${some[0] ?? ''}), so the samples are its columns, and no method here has just these cells. ${turnRound}`
  if (format === 'feature-table' && areCells(names))
    return `its columns are cell types (${names.slice(0, 3).join(', ')}), but not just those of a method known here. ${found.head.kind === 'workbook' ? 'Results of deconvolution are read from text: save the sheet as CSV.' : ''}`.trim()
  return null
}

/** Cells of one method, among them such as a blood count does not have. */
function areCells(names: readonly string[]): boolean {
  return immuneMethods.some(({ key }) => {
    const cells = names.flatMap((name) => {
      const found = crosswalk(key, name)
      return found.kind === 'cell' ? [found.key] : []
    })
    const telling = cells.some((cell) => cell.startsWith('t_cell_cd') || cell.startsWith('macrophage'))
    return telling && new Set(cells).size >= 4 && cells.length >= 0.6 * names.length
  })
}

export function noteDoubts(draft: DraftManifest, file: DraftFile): void {
  const { found, format, settings, mapped, read, ids } = file
  if (mapped !== null) return
  const id = textOf(settings['idColumn'] ?? found.head.tables[0]?.names[0])
  const named =
    file.role === 'expression' ? 'its samples are named by' : `its rows are named by "${id}", which holds`
  if (ids.length > 0 && ids.filter((text) => /[\\/].*\.\w+/.test(text)).length > ids.length / 2)
    draft.notes.push(
      `${found.path}: ${named} paths of files (${ids[0] ?? ''}). Other files will call the patients otherwise: name them alike.`,
    )
  if (read?.shape !== 'table') return
  if (format !== 'clinical-table' && format !== 'feature-table') return
  if (!isIdName(id) && ids.every((text) => parseNumber(text) !== null))
    draft.notes.push(
      `${found.path}: its rows are named by "${id}", which holds numbers. Is it the id of the patients? If not, say which column is.`,
    )
  if (format === 'clinical-table' && 2 * ids.length < read.columns.length)
    draft.notes.push(
      `${found.path}: ${ids.length} rows and ${read.columns.length} columns beside the id. Are the patients its columns? Then turn it round.`,
    )
  if (ids.length > 5000 && ids.length > 100 * read.columns.length)
    draft.notes.push(
      `${found.path}: ${ids.length} rows and ${read.columns.length} columns beside the id. Are its rows genes (${ids[0] ?? ''})? Then it is no table of patients.`,
    )
}
