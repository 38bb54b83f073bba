import { readLayerColumns } from '../../db/read/layers.ts'
import type { LayerColumns } from '../../db/read/layers.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { FeatureTable } from '../../science/prediction/featureTable.ts'
import type { ModelInput } from '../../science/radiogenomics/applyModel.ts'
import type { ShiftedFeature } from '../../science/radiogenomics/domainShift.ts'
import type { ModelCard } from '../../science/radiogenomics/modelCard.ts'
import { heterogeneityVector } from '../../science/radiogenomics/heterogeneity.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import { cardOf, requiredModel, scoreLayerOf } from './modelCardOf.ts'
import type { AnswerFacts, StoredAnalysis } from './storedAnalysis.ts'
import type { Table } from './tsv.ts'

export interface DomainShiftInputShape {
  release: string
  model: string
  gtr?: string | null | undefined
  ith?: string | null | undefined
}

interface DomainShiftSpec {
  kind: 'domainShift'
  model: string
  /** null: the layers that the scores of the release were made of, or those of the training */
  gtr: string | null
  ith: string | null
}

export interface DomainShiftAnswer extends AnswerFacts {
  model: string
  layers: { gtr: string | null; ith: string | null }
  features: readonly ShiftedFeature[]
  patients: number
  inside: number
  scored: number
  shareHigh: number | null
  /** patients with at least one feature beyond the range, most first */
  outside: readonly { patient: string; features: number }[]
  leftOut: readonly { patient: string; part: string; reason: string }[]
}

/** Is a cohort inside the space that a model was trained in. */
export const domainShift: AnalysisKind<DomainShiftInputShape, DomainShiftSpec, DomainShiftAnswer> = {
  kind: 'domainShift',
  parseSpec: ({ model, gtr, ith }) => ({
    kind: 'domainShift',
    model,
    gtr: layerOf(gtr, 'gtr'),
    ith: layerOf(ith, 'ith'),
  }),
  compute,
  parseAnswer: (stored) => stored as DomainShiftAnswer,
  table,
}

function layerOf(ref: string | null | undefined, field: string): string | null {
  if (ref === null || ref === undefined) return null
  if (parseLayerRef(ref, field).kind !== 'imaging') throw new InvalidInput(field, ref, 'an imaging layer')
  return ref
}

async function compute(
  context: Context,
  release: ReleaseRow,
  spec: DomainShiftSpec,
  unwanted: AbortSignal,
): Promise<DomainShiftAnswer> {
  const row = await requiredModel(context, spec.model)
  const card = await cardOf(context, row)
  if (!card)
    throw new InvalidInput(
      'model',
      spec.model,
      'a model with its card: this one holds constants of a score only',
    )
  const layers = await layersOf(context, release, spec, card, scoreLayerOf(row))
  const input = await modelInput(context, release, card, layers)
  const shift = await context.workers.run('domainShift', { model: card.model, input }, { unwanted })
  const outside = shift.patients
    .map((patient, i) => ({ patient, features: shift.outsideCount[i] ?? 0 }))
    .filter(({ features }) => features > 0)
    .sort((a, b) => b.features - a.features || (a.patient < b.patient ? -1 : 1))
  return {
    model: spec.model,
    layers,
    features: shift.features,
    patients: shift.patients.length,
    inside: shift.inside,
    scored: shift.scored,
    shareHigh: shift.shareHigh,
    outside,
    leftOut: shift.leftOut,
    warnings:
      card.provenance.cohort === release.cohort.slug
        ? [
            {
              code: 'own-cohort',
              message:
                'This is the cohort that the model was trained on: whoever took part in the training is inside by construction.',
            },
          ]
        : [],
    seed: null,
    files: await context.facts.files(release.id),
  }
}

async function layersOf(
  context: Context,
  release: ReleaseRow,
  spec: DomainShiftSpec,
  { provenance }: ModelCard,
  scoreKey: string,
): Promise<{ gtr: string | null; ith: string | null }> {
  const known = await context.facts.layers(release.id)
  const used = known.find(({ kind, key }) => kind === 'score' && key === scoreKey)?.settings['layers']
  const stated = (part: 'gtr' | 'ith'): string | null => {
    const named: unknown = typeof used === 'object' && used !== null ? Reflect.get(used, part) : null
    return typeof named === 'string' ? named : null
  }
  return {
    gtr: spec.gtr ?? stated('gtr') ?? provenance.layers.gtr,
    ith: spec.ith ?? stated('ith') ?? provenance.layers.ith,
  }
}

async function modelInput(
  context: Context,
  release: ReleaseRow,
  { model }: ModelCard,
  layers: { gtr: string | null; ith: string | null },
): Promise<ModelInput> {
  const read = async (ref: string | null, field: string): Promise<LayerColumns> => {
    const { layer: key } = parseLayerRef(ref ?? '', field)
    const found = await readLayerColumns(context.db, release.id, { kind: 'imaging', key })
    if (!found) throw new InvalidInput(field, ref, `an imaging layer of release ${release.shortId}`)
    return found
  }
  const patients = await context.facts.patientIds(release.id)
  return {
    gtr: model.gtr && patientTable(await read(layers.gtr, 'gtr'), patients),
    ith:
      model.ith &&
      model.heterogeneity &&
      heterogeneityVector(regionsOf(await read(layers.ith, 'ith')), model.heterogeneity).table,
  }
}

function patientTable(
  { patientRows, variables, columns, layer }: LayerColumns,
  patients: readonly string[],
): FeatureTable {
  if (!patientRows) throw new InvalidInput('gtr', layer.ref, 'a layer in which a row stands for each patient')
  const present = patients.flatMap((id, i) =>
    (patientRows[i] ?? -1) < 0 ? [] : [{ id, row: patientRows[i] ?? -1 }],
  )
  return {
    patients: present.map(({ id }) => id),
    features: variables.map(({ key }) => key),
    columns: columns.map((column) => Float64Array.from(present, ({ row }) => column[row] ?? NaN)),
  }
}

/** Regions are named "<patient>/<region>". */
function regionsOf({ rowIds, variables, columns }: LayerColumns) {
  return {
    regions: rowIds,
    patients: rowIds.map((id) => id.slice(0, id.lastIndexOf('/'))),
    features: variables.map(({ key }) => key),
    columns,
  }
}

function table({ answer }: StoredAnalysis<DomainShiftAnswer>): Table {
  return {
    facts: [
      ['model', answer.model],
      ['layers', Object.values(answer.layers).filter(Boolean).join(', ')],
      ['patients', `${answer.patients}, of whom ${answer.inside} inside the training range of every feature`],
      ['share of high risk', String(answer.shareHigh)],
    ],
    rows: answer.features.map((feature) => [
      ['part', feature.part],
      ['feature', feature.feature],
      ['present', feature.present],
      ['outside', feature.outside],
      ['difference_sd', feature.difference],
      ['spread_ratio', feature.spread],
      ['training_least', feature.least],
      ['training_largest', feature.largest],
    ]),
  }
}
