import type { ReleaseRow } from '../../db/read/releases.ts'
import { readVariables } from '../../db/read/variables.ts'
import type { VariableColumn } from '../../db/read/variables.ts'
import { InvalidInput } from '../../science/errors.ts'
import { naturalOrder } from '../../science/radiogenomics/namedGroups.ts'
import type { AdjustmentChoice } from '../../science/radiogenomics/specifications.ts'
import type { Term } from '../../science/stats/leastSquares.ts'
import { isMissing } from '../../science/stats/missing.ts'
import type { LayerKind } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import type { PatientColumn } from './patientColumn.ts'

/** What a careful reader would hold against a raw difference, by where it is looked for. */
const wanted: readonly { kind: LayerKind; type: 'number' | 'category'; words: RegExp }[] = [
  { kind: 'immune', type: 'number', words: /leu[ck]ocyte(?! _|s_)|purity/i },
  { kind: 'clinical', type: 'number', words: /purity/i },
  { kind: 'imaging', type: 'number', words: /(mesh|voxel)[ _]?volume|lesion volume/i },
  { kind: 'clinical', type: 'number', words: /^age/i },
  { kind: 'clinical', type: 'category', words: /^(sex|gender)/i },
  { kind: 'clinical', type: 'category', words: /stage|bclc/i },
]

/** References of covariates that the release has, one for each question, fewest levels first. */
export async function suggestCovariates(context: Context, release: ReleaseRow): Promise<string[]> {
  const layers = await context.facts.layers(release.id)
  const found = await Promise.all(
    wanted.map(async ({ kind, type, words }) => {
      if (!layers.some((layer) => layer.kind === kind)) return null
      const page = await readVariables(context.db, release.id, { first: 500, offset: 0, kind, type })
      const usable = page.nodes.filter(
        ({ key, label, role }) => role === 'measure' && (words.test(key) || words.test(label)),
      )
      usable.sort((a, b) => (a.levels?.length ?? 0) - (b.levels?.length ?? 0))
      return usable[0]?.ref ?? null
    }),
  )
  const refs = found.filter((ref) => ref !== null)
  const columns = await Promise.all(refs.map((ref) => context.facts.column(release.id, ref)))
  return refs.filter((_, i) => varies(columns[i] ?? null))
}

function varies(column: VariableColumn | null): boolean {
  const present = (column?.patientValues ?? new Float64Array()).filter((value) => !isMissing(value))
  return new Set(present).size > 1 && present.length > (column?.patientValues?.length ?? 0) / 2
}

export interface LoadedCovariate {
  column: PatientColumn
  /** as columns of a linear model, NaN where missing */
  terms: Term[]
}

/** Numbers and categories to adjust for. @throws InvalidInput a reference names nothing usable */
export function loadCovariates(
  context: Context,
  release: ReleaseRow,
  refs: readonly string[],
): Promise<LoadedCovariate[]> {
  return Promise.all(
    refs.map(async (ref) => {
      const column = await context.facts.column(release.id, ref)
      const values = column?.patientValues
      if (!column || !values || column.variable.type === 'endpoint')
        throw new InvalidInput('covariates', ref, 'a number or category of this release, one value a patient')
      return { column: { ...column, patientValues: values }, terms: termsOf(column, values) }
    }),
  )
}

/** None, each covariate alone, and all of them together. @throws InvalidInput a reference names nothing usable */
export async function adjustmentChoices(
  context: Context,
  release: ReleaseRow,
  refs: readonly string[],
): Promise<AdjustmentChoice[]> {
  const loaded = await loadCovariates(context, release, refs)
  const covariates = loaded.map(({ column: { variable }, terms }) => ({
    key: variable.ref,
    label: variable.label,
    terms,
  }))
  const none = { key: 'none', label: 'none', terms: [] }
  if (covariates.length < 2) return [none, ...covariates]
  const label = `all ${covariates.length}`
  return [none, ...covariates, { key: 'all', label, terms: covariates.flatMap(({ terms }) => terms) }]
}

/** A number as it is; stages as their order; other categories as one column per level but the most frequent. */
function termsOf({ variable }: VariableColumn, values: Float64Array): Term[] {
  if (variable.type === 'number') return [{ name: variable.label, values }]
  const levels = variable.levels ?? []
  const ordered = naturalOrder(levels)
  if (/stage|bclc|grade/i.test(variable.label))
    return [
      {
        name: variable.label,
        values: values.map((value) => (isMissing(value) ? NaN : ordered.indexOf(levels[value] ?? ''))),
      },
    ]
  const counts = levels.map((_, level) => values.filter((value) => value === level).length)
  const reference = counts.indexOf(Math.max(...counts))
  return levels.flatMap((level, place) =>
    place === reference || (counts[place] ?? 0) === 0
      ? []
      : [
          {
            name: `${variable.label}: ${level}`,
            values: values.map((value) => (isMissing(value) ? NaN : Number(value === place))),
          },
        ],
  )
}
