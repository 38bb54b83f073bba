import type {
  ExclusionContent,
  LayerContent,
  QualityRule,
  ReleaseContent,
  VariableContent,
} from '../../db/release/content.ts'
import { cellType } from '../../science/immune/cellTypes.ts'
import type { Deconvolution } from '../../science/immune/deconvolution.ts'
import { immuneMethod, immuneMethods } from '../../science/immune/methods.ts'
import { variableKeys } from '../../science/variableRef.ts'
import { layerRefOf } from '../derivedContent.ts'
import { numberVariable } from '../harmonisedLayer.ts'

/** What a new layer is made of, besides the engine's answer. */
export interface LayerOrigin {
  /** key of the layer */
  key: string
  expression: LayerContent
  settings: LayerContent['settings']
  /** ids of the files brought along */
  sourceFiles: readonly string[]
}

/** CIBERSORT with a signature of the user's own is judged by the same rule as with LM22. */
function qualityOf(
  { method, settings }: Deconvolution,
  variables: readonly VariableContent[],
): QualityRule | null {
  const { engine, permutations } = settings
  const known =
    immuneMethod(method) ??
    immuneMethods.find(({ key }) => typeof engine === 'string' && key.startsWith(`${engine}-`))
  const rule = known?.quality ?? null
  return rule && permutations !== 0 && variables.some(({ key }) => key === rule.variable) ? rule : null
}

function variablesOf({ cells, quality, unit }: Deconvolution): VariableContent[] {
  const free = variableKeys(cells.map(({ name }) => name))
  const measures = cells.map(({ name, key }, i) => {
    const isTotal = key === 'absolute_score' || /_score$/.test(key ?? '')
    return numberVariable({
      key: key ?? free[i] ?? name,
      label: (key === null ? undefined : cellType(key)?.label) ?? name,
      unit,
      role: isTotal && cells.length > 2 ? 'total' : 'measure',
    })
  })
  return [...measures, ...quality.map(({ key, label }) => numberVariable({ key, label, role: 'quality' }))]
}

const engineLabels: Readonly<Record<string, string>> = {
  cibersort: 'CIBERSORT',
  quantiseq: 'quanTIseq',
  epic: 'EPIC',
  ssgsea: 'ssGSEA',
}

/** An engine with a reference of the user's own: "CIBERSORT, liver". */
function labelOf({ method, settings }: Deconvolution): string {
  const own = method.replace(/^custom:/, '')
  const engine = typeof settings.engine === 'string' ? settings.engine : ''
  const label = engineLabels[engine] ?? engine
  return own === engine ? label : `${label}, ${own}`
}

/** The engine's answer as a layer of the release: same specimens, same patients as the expression it was computed from. */
export function immuneLayer(answer: Deconvolution, origin: LayerOrigin): LayerContent {
  const { expression } = origin
  const variables = variablesOf(answer)
  const known = immuneMethod(answer.method)
  return {
    kind: 'immune',
    key: origin.key,
    label: `${known?.label ?? labelOf(answer)}, computed here`,
    entity: expression.entity,
    unit: answer.unit,
    method: known?.label ?? answer.method,
    description: `Computed from ${layerRefOf(expression)} (${expression.label}).`,
    settings: {
      methodKey: answer.method,
      ...origin.settings,
      ...answer.settings,
      coverage: coverageOf(answer),
    },
    sourceFiles: [...expression.sourceFiles, ...origin.sourceFiles],
    encoding: 'f8',
    rows: expression.rows,
    patientRows: expression.patientRows,
    patientRule: expression.patientRule,
    quality: qualityOf(answer, variables),
    variables,
    columns: [...answer.values, ...answer.quality.map(({ values }) => values)],
  }
}

function coverageOf({ coverage }: Deconvolution) {
  return coverage.map(({ of, wanted, found, missing }) => ({ of, wanted, found, missing: [...missing] }))
}

/** Whoever was left out of the expression is left out of what is computed from it, for the same reason. */
export function exclusionsOf(
  content: ReleaseContent,
  { key, expression }: Pick<LayerOrigin, 'key' | 'expression'>,
): ExclusionContent[] {
  const scope = layerRefOf(expression)
  return content.exclusions
    .filter((exclusion) => exclusion.scope === scope)
    .map((exclusion) => ({ ...exclusion, scope: `immune:${key}` }))
}
