import { readPatientsWithCt } from '../../db/read/ctSeries.ts'
import { readLayerColumns } from '../../db/read/layers.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import { claimCells } from '../../science/immune/cellTypes.ts'
import type { BaselineColumn } from '../../science/radiogenomics/baselineTable.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import { baselineColumn, fisherWithin, usualColumns } from './baseline.ts'
import { intervalToSpecimen } from './ctSpecimenInterval.ts'
import type { ImagedBy, ImagedSubsetAnswer } from './imagedSubsetAnswer.ts'
import { imagedTable } from './imagedSubsetTsv.ts'
import { loadMethod } from './loadMethod.ts'
import type { LoadedMethod } from './loadMethod.ts'
import type { PatientColumn } from './patientColumn.ts'

/** `ImagedSubsetInput` of the contract, as GraphQL hands it over. */
export interface ImagedSubsetInputShape {
  release: string
  method?: string | null | undefined
  by?: ImagedBy | null | undefined
  seed?: number | null | undefined
}

export interface ImagedSubsetSpec {
  kind: 'imagedSubset'
  /** immune layer whose patients are asked about; null = everybody of the release */
  method: string | null
  /** null = series where the release has any, else features */
  by: ImagedBy | null
  seed: number
}

/** Are the patients with images like the rest? */
export const imagedSubsetAnalysis: AnalysisKind<
  ImagedSubsetInputShape,
  ImagedSubsetSpec,
  ImagedSubsetAnswer
> = {
  kind: 'imagedSubset',
  parseSpec,
  compute,
  parseAnswer: (stored) => stored as ImagedSubsetAnswer,
  table: imagedTable,
}

function parseSpec(input: ImagedSubsetInputShape): ImagedSubsetSpec {
  const seed = input.seed ?? 1
  if (!Number.isInteger(seed) || seed < 0 || seed > 2_147_483_647)
    throw new InvalidInput('seed', seed, '0 to 2,147,483,647')
  return { kind: 'imagedSubset', method: methodOf(input.method), by: input.by ?? null, seed }
}

function methodOf(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null
  const { kind, layer } = parseLayerRef(text, 'method')
  if (kind !== 'immune') throw new InvalidInput('method', text, 'a layer of kind immune')
  return `immune:${layer}`
}

async function compute(
  context: Context,
  release: ReleaseRow,
  spec: ImagedSubsetSpec,
  unwanted: AbortSignal,
): Promise<ImagedSubsetAnswer> {
  const [patients, usual, method, withCt] = await Promise.all([
    context.facts.patientIds(release.id),
    usualColumns(context, release),
    spec.method === null ? null : loadMethod(context, release, spec.method),
    readPatientsWithCt(context.db, release.id),
  ])
  const by = spec.by ?? (withCt.length > 0 ? 'ct' : 'features')
  const imaged = await imagedPatients(context, release, { by, withCt, n: patients.length })
  const columns = [...usual.map(baselineColumn), ...(method ? cellColumns(method) : [])]
  unwanted.throwIfAborted()
  const input = {
    patients,
    imaged,
    among: patients.map((_, i) => !method || (method.patientRows[i] ?? -1) >= 0),
    columns,
    imagedBy: by === 'ct' ? 'CT' : 'imaging features',
    seed: spec.seed,
    ...fisherWithin,
  }
  const { table, words } = await context.workers.run('imagedSubset', input, { unwanted })
  const refs = columns.map(({ key }) => key)
  return {
    by,
    table,
    words,
    references: table.rows.map(({ key }) => (refs.includes(key) ? key : null)),
    interval: await intervalToSpecimen(context, release, imaged),
    warnings: warningsOf(release),
    seed: spec.seed,
    files: await filesOf(context, release, usual, method),
  }
}

/** @throws InvalidInput the release has no imaging of that kind */
async function imagedPatients(
  context: Context,
  release: ReleaseRow,
  { by, withCt, n }: { by: ImagedBy; withCt: readonly number[]; n: number },
): Promise<boolean[]> {
  const imaged = new Array<boolean>(n).fill(false)
  if (by === 'ct') {
    if (withCt.length === 0) throw new InvalidInput('by', 'CT', 'FEATURES: this release lists no series')
    for (const patient of withCt) imaged[patient] = true
    return imaged
  }
  const layers = (await context.facts.layers(release.id)).filter(({ kind }) => kind === 'imaging')
  if (layers.length === 0)
    throw new InvalidInput('release', release.shortId, 'a release with images or imaging features')
  for (const layer of layers) {
    const found = await readLayerColumns(context.db, release.id, layer, { keys: [] })
    found?.patientRows?.forEach((row, patient) => {
      if (row >= 0) imaged[patient] = true
    })
  }
  return imaged
}

/** The three cells of the claim, as far as the method has them. */
function cellColumns({ variables, patientColumns }: LoadedMethod): BaselineColumn[] {
  return claimCells.flatMap((cell): BaselineColumn[] => {
    const place = variables.findIndex(({ key }) => key === cell)
    const [variable, values] = [variables[place], patientColumns[place]]
    if (!variable || !values) return []
    const { ref, label, unit } = variable
    return [{ kind: 'number', key: ref, label, unit, values }]
  })
}

function warningsOf(release: ReleaseRow) {
  return release.cohort.simulated
    ? [{ code: 'simulated', message: 'The patients of this cohort are simulated.' }]
    : []
}

async function filesOf(
  context: Context,
  release: ReleaseRow,
  columns: readonly PatientColumn[],
  method: LoadedMethod | null,
) {
  const files = await context.facts.files(release.id)
  const used = new Set([
    ...columns.flatMap(({ layer }) => layer.sourceFiles),
    ...(method?.layer.sourceFiles ?? []),
  ])
  return files.filter((file) => used.has(file.id))
}
