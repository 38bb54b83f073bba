import type { ReleaseRow } from '../../db/read/releases.ts'
import { readRiskModels, readRiskModelsOf } from '../../db/read/riskModels.ts'
import { readVariables } from '../../db/read/variables.ts'
import type { VariableColumn, VariableRow } from '../../db/read/variables.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import { isMissing } from '../../science/stats/missing.ts'
import { parseVariableRef } from '../../science/variableRef.ts'
import type { LayerKind } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import { riskModelId } from '../schema/riskModel.ts'
import { groupingShape } from './groupingInput.ts'
import { scoreLayerOf } from './modelCardOf.ts'
import type { GroupingShape } from './groupingInput.ts'

export interface Suggestion {
  label: string
  grouping: GroupingShape
}

const stage = /stage|bclc/i
const grade = /grade/i
const leukocyte = /leu[ck]ocyte/i
/** of one kind, as many as fit in a menu */
const mostOfAKind = 4

interface Search {
  kind: LayerKind
  type: VariableRow['type']
  words?: string
}

async function searched(context: Context, release: ReleaseRow, search: Search): Promise<VariableRow[]> {
  const { kind, type, words } = search
  const page = await readVariables(context.db, release.id, {
    first: 200,
    offset: 0,
    kind,
    type,
    ...(words === undefined ? {} : { search: words }),
  })
  return page.nodes
}

function suggest(label: string, grouping: Grouping): Suggestion {
  return { label, grouping: groupingShape(grouping) }
}

function categories(variable: VariableRow): Suggestion {
  return suggest(variable.label, { kind: 'categories', variable: variable.ref })
}

function median(variable: VariableRow): Suggestion {
  return suggest(`median of ${variable.label}`, { kind: 'median', variable: variable.ref })
}

/** Models of the release itself come first; a cohort without one of its own uses those of the others. Each with its own score, where that makes groups. */
async function byRiskModel(context: Context, release: ReleaseRow): Promise<Suggestion[]> {
  const own = await readRiskModelsOf(context.db, release.id)
  const models = own.length > 0 ? own : await readRiskModels(context.db)
  const suggestions = await Promise.all(
    models.map(async (model) => {
      const ref = `score:${scoreLayerOf(model)}/score`
      const score = await context.load.columns(release.id)(parseVariableRef(ref))
      if (!score || !makesGroups(score)) return []
      const label = `${model.label}, cutoff of ${model.trainedOn.cohort}`
      return [suggest(label, { kind: 'riskModel', model: riskModelId(model), score: ref })]
    }),
  )
  return suggestions.flat()
}

const mostLevels = 20

/** Whether grouping by it makes two groups at least: not on a layer without a patient level, not where nearly all are missing. */
function makesGroups({ variable, patientValues }: VariableColumn): boolean {
  const values = (patientValues ?? new Float64Array()).filter((value) => !isMissing(value))
  const different = new Set(values).size
  return different >= 2 && (variable.type === 'number' || different <= mostLevels)
}

/** Merged stages before stages with substages: fewer groups have more patients each. A label that two layers have stands once. */
function fewLevelsFirst(variables: readonly VariableRow[]): VariableRow[] {
  return variables
    .filter((each, i) => variables.findIndex((other) => other.label === each.label) === i)
    .sort((a, b) => (a.levels?.length ?? 0) - (b.levels?.length ?? 0))
    .slice(0, mostOfAKind)
}

async function candidates(context: Context, release: ReleaseRow): Promise<Suggestion[]> {
  const layers = await context.facts.layers(release.id)
  const read = async (search: Search): Promise<VariableRow[]> =>
    layers.some((layer) => layer.kind === search.kind) ? searched(context, release, search) : []
  const [clinical, immune, imaging, response] = await Promise.all([
    read({ kind: 'clinical', type: 'category' }),
    read({ kind: 'immune', type: 'number', words: 'leuk' }),
    read({ kind: 'imaging', type: 'number' }),
    read({ kind: 'response', type: 'category' }),
  ])
  const chosen = [
    ...imaging.filter((each) => each.role === 'measure').slice(0, mostOfAKind),
    ...fewLevelsFirst(clinical.filter((each) => stage.test(each.label))),
    ...fewLevelsFirst(clinical.filter((each) => grade.test(each.label))),
    ...immune.filter((each) => leukocyte.test(each.label) && each.role !== 'quality'),
    ...fewLevelsFirst(response),
  ]
  const columns = await Promise.all(chosen.map(context.load.columns(release.id)))
  const usable = columns.filter((column) => column !== null).filter(makesGroups)
  return usable.map(({ variable }) =>
    variable.type === 'category' ? categories(variable) : median(variable),
  )
}

/** Best first: risk model, the first image features by key, stage, grade, leukocyte fraction, response. */
export async function suggestGroupings(context: Context, release: ReleaseRow): Promise<Suggestion[]> {
  return [...(await byRiskModel(context, release)), ...(await candidates(context, release))]
}
