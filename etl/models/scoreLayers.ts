/** Scores of patients → score layers of a release, with a ledger of everybody who has none. */
import type {
  ExclusionContent,
  LayerContent,
  ReleaseContent,
  RiskModelContent,
  VariableContent,
} from '../../db/release/content.ts'
import type { RivalAnswer } from '../../science/radiogenomics/applyModel.ts'
import type { ModelCard } from '../../science/radiogenomics/modelCard.ts'
import type { RiskGroup } from '../../science/radiogenomics/trainedModel.ts'
import { variableKey } from '../../science/variableRef.ts'
import { numberVariable } from '../harmonisedLayer.ts'

export const groupLevels = ['HIGH', 'LOW'] as const

/** Values of some patients of a cohort, by name. */
export interface Scored {
  patients: readonly string[]
  gtr: Float64Array | null
  ith: Float64Array | null
  score: Float64Array
  /** P(outcome) that goes with the score */
  probability: Float64Array
  groups: readonly RiskGroup[]
  /** further columns: probabilities of rival models, the score as published */
  others: readonly { key: string; label: string; values: Float64Array }[]
}

interface LayerWords {
  key: string
  label: string
  method: string
  description: string
  /** how it was obtained, for the labels of its variables: "in-sample", "out of fold", "by the model …" */
  manner: string
  settings: Readonly<Record<string, unknown>>
}

type Column = { variable: VariableContent; values: Float64Array }

/** One score layer: rows are the patients with a score, in the order of the cohort. */
export function scoreLayer(content: ReleaseContent, scored: Scored, words: LayerWords): LayerContent {
  const at = new Map(scored.patients.map((patient, i) => [patient, i]))
  const present = content.patients.flatMap(({ id }, ordinal) => {
    const i = at.get(id)
    return i === undefined || Number.isNaN(scored.score[i] ?? NaN) ? [] : [{ ordinal, i }]
  })
  const columns = columnsOf(scored, words.manner).sort((a, b) => (a.variable.key < b.variable.key ? -1 : 1))
  const rowOf = new Map(present.map(({ ordinal }, row) => [ordinal, row]))
  return {
    kind: 'score',
    key: words.key,
    label: words.label,
    entity: 'patient',
    unit: '',
    method: words.method,
    description: words.description,
    settings: words.settings,
    sourceFiles: [],
    encoding: 'f8',
    rows: Int32Array.from(present, ({ ordinal }) => ordinal),
    patientRows: Int32Array.from(content.patients, (_, ordinal) => rowOf.get(ordinal) ?? -1),
    patientRule: 'the row is the patient',
    quality: null,
    variables: columns.map(({ variable }) => variable),
    columns: columns.map(({ values }) => Float64Array.from(present, ({ i }) => values[i] ?? NaN)),
  }
}

function columnsOf(
  { gtr, ith, score, probability: ofScore, groups, others }: Scored,
  manner: string,
): Column[] {
  const probability = (key: string, label: string, values: Float64Array): Column => ({
    variable: numberVariable({ key, label: `${label}, ${manner}` }),
    values,
  })
  return [
    ...(gtr ? [probability('gtr_proba', 'GTR probability', gtr)] : []),
    ...(ith ? [probability('ith_proba', 'ITH probability', ith)] : []),
    {
      variable: numberVariable({
        key: 'score',
        label: `${scoreName(gtr, ith)} score, ${manner}`,
        role: 'total',
      }),
      values: score,
    },
    {
      variable: {
        key: 'risk_group',
        label: `Risk group, ${manner}`,
        unit: 'category',
        type: 'category',
        role: 'total',
        levels: groupLevels,
      },
      values: Float64Array.from(groups, (group) => (group === null ? NaN : group === 'high' ? 0 : 1)),
    },
    probability('probability', 'Probability of the outcome', ofScore),
    ...others.map(({ key, label, values }) => probability(key, label, values)),
  ]
}

export function rivalKey(name: string): string {
  return `rival_${variableKey(name)}`
}

function scoreName(gtr: Float64Array | null, ith: Float64Array | null): string {
  return gtr && ith ? 'GTR-ITH' : gtr ? 'GTR' : 'ITH'
}

/** Everybody of the cohort without a row in the layer, each with a reason. */
export function scoreLedger(
  content: ReleaseContent,
  layer: LayerContent,
  leftOut: readonly { patient: string; part: string; reason: string }[],
): ExclusionContent[] {
  const scope = `${layer.kind}:${layer.key}`
  const reasons = Map.groupBy(leftOut, ({ patient }) => patient)
  return content.patients.flatMap(({ id }, patient) => {
    if ((layer.patientRows?.[patient] ?? -1) >= 0) return []
    const own = [
      ...new Set((reasons.get(id) ?? []).map(({ part, reason }) => `${part.toUpperCase()}: ${reason}`)),
    ]
    const reason = own.join('; ') || 'not in the tables that the model needs'
    return [{ scope, subject: id, patient, code: 'no-score', reason }]
  })
}

/** The stored row of a model; a single probability is its own score. */
export function riskModelOf(card: ModelCard): RiskModelContent {
  const { model, key, label, provenance } = card
  const parts = (['gtr', 'ith'] as const).filter((part) => model[part] !== null)
  return {
    key,
    label,
    inputs: parts.map((part) => `score:${key}/${part}_proba`),
    centre: model.score?.centre ?? parts.map(() => 0),
    scale: model.score?.scale ?? parts.map(() => 1),
    loadings: model.score?.loadings ?? parts.map(() => 1),
    cutoff: model.cutoff,
    cutoffRule: model.cutoffRule,
    trainedOn: { cohort: provenance.cohort, patients: model.patients, description: provenance.description },
    card: cardJson(card),
  }
}

/** As it goes into the database and into a file: what JSON keeps of it, nothing else. */
export function cardJson(card: ModelCard): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(card)) as Record<string, unknown>
}

/** Probabilities by rival models as further columns, and what is said of those that cannot be applied. */
export function rivalColumns(rivals: readonly RivalAnswer[]): Scored['others'] {
  return rivals.flatMap(({ name, probabilities }) =>
    probabilities ? [{ key: rivalKey(name), label: `Probability by ${name}`, values: probabilities }] : [],
  )
}
