/** What is computed once per release: the GTR-ITH score of every patient, by a model trained here or brought from another cohort. */
import type { LayerContent, RiskModelContent, VariableContent } from '../db/release/content.ts'
import { parseVariableRef } from '../science/variableRef.ts'
import { applyRiskScore, riskGroupOf, trainRiskScore } from '../science/radiogenomics/riskScore.ts'
import type { Findings } from './findings.ts'
import { numberVariable } from './harmonisedLayer.ts'
import type { Manifest, RiskModelSpec } from './manifest.ts'
import { report } from './rules.ts'

export interface Derived {
  layers: readonly LayerContent[]
  riskModels: readonly RiskModelContent[]
}

/** @param foreign the stored model that the manifest applies; null when it applies none or there is none */
export function derive(
  layers: readonly LayerContent[],
  manifest: Manifest,
  foreign: RiskModelContent | null,
  findings: Findings,
): Derived {
  const spec = manifest.derive.riskModel
  const layer = layers.find(({ kind, key }) => `${kind}:${key}` === spec?.layer)
  if (!spec || !layer) return { layers, riskModels: [] }
  const gtr = columnOf(layer, 'gtr_proba')
  const ith = columnOf(layer, 'ith_proba')
  if (!gtr || !ith) return { layers, riskModels: [] }
  const model =
    spec.rule === 'train'
      ? trained(spec, layer, { gtr, ith }, layers, manifest, findings)
      : applied(spec, foreign, findings)
  if (!model) return { layers, riskModels: [] }
  const scores = applyRiskScore(model, { gtr, ith })
  compareStated(layer, scores, model, findings)
  const variable = numberVariable({ key: 'score', label: 'GTR-ITH score', role: 'total' })
  return {
    layers: layers.map((one) => (one === layer ? withVariable(layer, variable, scores) : one)),
    riskModels: [model],
  }
}

function columnOf(layer: LayerContent, key: string): Float64Array | Float32Array | null {
  return layer.columns[layer.variables.findIndex((variable) => variable.key === key)] ?? null
}

function withVariable(layer: LayerContent, variable: VariableContent, values: Float64Array): LayerContent {
  const at = layer.variables.findIndex(({ key }) => key > variable.key)
  const position = at < 0 ? layer.variables.length : at
  return {
    ...layer,
    variables: layer.variables.toSpliced(position, 0, variable),
    columns: layer.columns.toSpliced(position, 0, values),
  }
}

type Probabilities = Record<'gtr' | 'ith', Float64Array | Float32Array>

function trained(
  spec: Extract<RiskModelSpec, { rule: 'train' }>,
  layer: LayerContent,
  probabilities: Probabilities,
  layers: readonly LayerContent[],
  manifest: Manifest,
  findings: Findings,
): RiskModelContent | null {
  const rows = trainingRows(spec, layer, layers, findings)
  if (!rows) return null
  const training = trainRiskScore({
    gtr: rows.map((row) => probabilities.gtr[row] ?? NaN),
    ith: rows.map((row) => probabilities.ith[row] ?? NaN),
  })
  if (training.kind === 'notTestable') {
    report(findings, 'risk-model-not-trained', { message: `${training.reason}.` })
    return null
  }
  const { centre, scale, loadings, cutoff, cutoffRule, patients } = training.model
  return {
    key: spec.key,
    label: spec.label,
    inputs: [`${spec.layer}/gtr_proba`, `${spec.layer}/ith_proba`],
    centre,
    scale,
    loadings,
    cutoff,
    cutoffRule,
    trainedOn: { cohort: manifest.cohort.slug, patients, description: spec.description },
  }
}

/** Rows of the score layer that stand for the training patients, in patient order. */
function trainingRows(
  spec: Extract<RiskModelSpec, { rule: 'train' }>,
  layer: LayerContent,
  layers: readonly LayerContent[],
  findings: Findings,
): number[] | null {
  const standing = [...(layer.patientRows ?? [])]
  if (!spec.trainedOn) return standing.filter((row) => row >= 0)
  const name = parseVariableRef(spec.trainedOn.variable)
  const setLayer = layers.find(({ kind, key }) => kind === name.kind && key === name.layer)
  const at = setLayer?.variables.findIndex(({ key }) => key === name.key) ?? -1
  const levels = setLayer?.variables[at]?.levels
  const unknown = spec.trainedOn.levels.find((level) => !levels?.includes(level))
  if (!setLayer?.patientRows || !levels || unknown !== undefined) {
    report(findings, 'risk-model-not-trained', {
      value: unknown ?? spec.trainedOn.variable,
      message: levels
        ? `${spec.trainedOn.variable} has the levels ${levels.join(', ')}.`
        : `There is no category ${spec.trainedOn.variable}.`,
    })
    return null
  }
  const wanted = new Set(spec.trainedOn.levels.map((level) => levels.indexOf(level)))
  const { patientRows } = setLayer
  const values = setLayer.columns[at]
  return standing.filter(
    (row, patient) => row >= 0 && wanted.has(values?.[patientRows[patient] ?? -1] ?? NaN),
  )
}

function applied(
  spec: Extract<RiskModelSpec, { rule: 'apply' }>,
  foreign: RiskModelContent | null,
  findings: Findings,
): RiskModelContent | null {
  if (!foreign) {
    report(findings, 'risk-model-missing', {
      value: `${spec.fromCohort}/${spec.key}`,
      message: `The cohort "${spec.fromCohort}" has no risk model "${spec.key}" in this database.`,
      hint: 'Import that cohort first.',
    })
    return null
  }
  report(findings, 'cutoff-from-elsewhere', {
    value: String(foreign.cutoff),
    message: `The cutoff ${foreign.cutoff} is the ${foreign.cutoffRule} of ${foreign.trainedOn.patients} patients of "${foreign.trainedOn.cohort}".`,
  })
  return { ...foreign, inputs: [`${spec.layer}/gtr_proba`, `${spec.layer}/ith_proba`] }
}

function compareStated(
  layer: LayerContent,
  scores: Float64Array,
  model: RiskModelContent,
  findings: Findings,
): void {
  const at = layer.variables.findIndex(({ key }) => key === 'stated_risk_group')
  const stated = layer.columns[at]
  const levels = layer.variables[at]?.levels
  if (!stated || !levels) return
  let [compared, differing] = [0, 0]
  scores.forEach((score, i) => {
    const group = riskGroupOf(score, model.cutoff)
    const word = levels[stated[i] ?? -1]
    if (group === null || word === undefined) return
    compared += 1
    if (group.toUpperCase() !== word) differing += 1
  })
  if (differing > 0)
    report(findings, 'risk-group-differs', {
      value: String(differing),
      message: `${differing} of ${compared} patients are in the other risk group by the model (score ≤ ${model.cutoff} is HIGH); both are kept.`,
    })
}
