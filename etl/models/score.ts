/** `etl score <cohort> --model <cohort>/<key> | <file>`: a trained model applied to a cohort as it is → a new release with its scores. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Database } from '../../db/client.ts'
import type { ReleaseContent, SourceFileRecord } from '../../db/release/content.ts'
import { readRiskModel } from '../../db/release/riskModel.ts'
import { InvalidInput } from '../../science/errors.ts'
import { applyModel } from '../../science/radiogenomics/applyModel.ts'
import type { ModelAnswer, ModelInput } from '../../science/radiogenomics/applyModel.ts'
import type { FeatureTable } from '../../science/prediction/featureTable.ts'
import { heterogeneityVector } from '../../science/radiogenomics/heterogeneity.ts'
import type { ModelCard } from '../../science/radiogenomics/modelCard.ts'
import { plainNumber } from '../../science/radiogenomics/words.ts'
import type { Derived } from '../derivedContent.ts'
import { deriveRelease } from '../derivedRelease.ts'
import { Findings } from '../findings.ts'
import type { DerivationReport, ScoreJob } from '../job.ts'
import type { ProgressEvent } from '../prepare.ts'
import { report } from '../rules.ts'
import { reportTooFew } from './heterogeneityFindings.ts'
import { modelFileHash, modelFileText, parseModelCard, parseModelFile } from './modelFile.ts'
import type { ModelFileResult } from './modelFile.ts'
import { cardJson, riskModelOf, rivalColumns, scoreLayer, scoreLedger } from './scoreLayers.ts'
import { featureTable, patientColumn, regionTable } from './trainingTables.ts'

export async function score(
  db: Database,
  job: ScoreJob,
  onEvent: (event: ProgressEvent) => void,
  signal: AbortSignal,
): Promise<DerivationReport> {
  const brought = new Findings()
  const found = await findModel(db, job.model, brought)
  const layers = {
    gtr: job.gtr ?? found?.card.provenance.layers.gtr,
    ith: job.ith ?? found?.card.provenance.layers.ith,
  }
  return deriveRelease(
    db,
    {
      command: 'score',
      cohort: job.cohort,
      settings: { model: found?.card.key ?? null, modelHash: found?.hash ?? null, layers },
      sourceFiles: found?.file ? [found.file] : [],
      inputs: (base) => inputsOf(found?.card, layers, base),
      compute: (base, findings) => Promise.resolve(found ? scored(found.card, layers, base, findings) : null),
    },
    brought,
    onEvent,
    signal,
  )
}

interface FoundModel {
  card: ModelCard
  /** null where it came out of the database */
  file: SourceFileRecord | null
  /** of the file that it would be exported as */
  hash: string
}

/** @param name `<cohort>/<key>` of a stored model, or the path of a model file */
export async function findModel(db: Database, name: string, findings: Findings): Promise<FoundModel | null> {
  const [, cohort = '', key = ''] = /^([a-z0-9-]+)\/([a-z0-9-]+)$/.exec(name) ?? []
  const stored = cohort === '' ? null : await readRiskModel(db, cohort, key)
  if (stored?.model.card) return checked(parseModelCard(stored.model.card), name, null, findings)
  if (stored) {
    report(findings, 'model-unknown', {
      value: name,
      message: `${name} holds the constants of a score only: it can be applied to probabilities, not to features.`,
      hint: 'Import the probabilities as a score table and name the model in the manifest.',
    })
    return null
  }
  const text = await readFile(name, 'utf8').catch(() => null)
  if (text === null) {
    report(findings, 'model-unknown', {
      value: name,
      message: 'Neither a model file nor <cohort>/<key> of a stored model.',
    })
    return null
  }
  return checked(parseModelFile(text), name, fileRecord(name, text), findings)
}

function checked(
  result: ModelFileResult,
  name: string,
  file: SourceFileRecord | null,
  findings: Findings,
): FoundModel | null {
  if (result.ok) return { card: result.card, file, hash: modelFileHash(modelFileText(cardJson(result.card))) }
  for (const problem of result.problems) report(findings, 'model-invalid', { value: name, message: problem })
  return null
}

function fileRecord(path: string, text: string): SourceFileRecord {
  return {
    id: 'model',
    path: basename(path),
    role: 'model',
    format: 'radimmune-model',
    sha256: modelFileHash(text),
    bytes: Buffer.byteLength(text),
    ...{ encoding: 'utf-8', delimiter: null, rows: null, columns: null, tool: null, version: null },
    ...{ licence: null, settings: {} },
  }
}

type Layers = { gtr: string | null | undefined; ith: string | null | undefined }

function scored(card: ModelCard, layers: Layers, base: ReleaseContent, findings: Findings): Derived | null {
  const input = modelInput(card, layers, base, findings)
  if (!input) return null
  const answer = applied(card, input, findings)
  if (!answer) return null
  reportShift(card, answer, findings)
  for (const { name, lacking } of answer.rivals)
    if (lacking !== null)
      report(findings, 'rival-lacking', {
        value: name,
        message: `The ${name} model cannot stand beside: ${lacking}.`,
      })
  const layer = scoreLayer(
    base,
    { ...answer, others: rivalColumns(answer.rivals) },
    {
      key: card.key,
      label: `${card.label}: scores`,
      method: `model ${card.key}, trained on ${card.provenance.title}`,
      description:
        'Scores by a model that was trained elsewhere; nothing was fitted to this cohort, also not the cutoff.',
      manner: `by model ${card.key}`,
      settings: {
        model: card.key,
        trainedOn: card.provenance.cohort,
        release: card.provenance.releaseHash,
        layers,
      },
    },
  )
  return {
    layers: [layer],
    riskModels: [riskModelOf(card)],
    exclusions: scoreLedger(base, layer, answer.leftOut),
  }
}

function modelInput(
  card: ModelCard,
  layers: Layers,
  base: ReleaseContent,
  findings: Findings,
): ModelInput | null {
  const { model } = card
  const gtr = model.gtr && featureTable(base, { layer: layers.gtr ?? '', exclude: [] }, findings)
  const regions = model.ith && regionTable(base, { layer: layers.ith ?? '', exclude: [] }, findings)
  if ((model.gtr && !gtr) || (model.ith && !regions)) return null
  const vector = regions && model.heterogeneity && heterogeneityVector(regions, model.heterogeneity)
  if (vector) reportTooFew(vector, layers.ith ?? '', findings)
  return {
    gtr,
    ith: vector && vector.table,
    rivals: rivalsTable(card, layers, base),
  }
}

/** Where a variable that the model was trained beside is to be found in this cohort: the layer of the tumour may be another one. */
function here(ref: string, { provenance }: ModelCard, layers: Layers): string {
  const { gtr } = provenance.layers
  return gtr && layers.gtr && ref.startsWith(`${gtr}/`) ? `${layers.gtr}${ref.slice(gtr.length)}` : ref
}

/** Columns of the rivals under the names of training; those that the cohort does not have are left out, and said by the answer. */
function rivalsTable(card: ModelCard, layers: Layers, base: ReleaseContent): FeatureTable {
  const names = [...new Set(card.model.rivals.flatMap(({ pipeline }) => pipeline.features))]
  const found = names.flatMap((name) => {
    const [ref = '', level] = name.split('=')
    const column = patientColumn(base, here(ref, card, layers), new Findings())
    if (!column || (level === undefined) !== (column.variable.type === 'number')) return []
    const wanted = column.variable.levels?.indexOf(level ?? '') ?? -1
    const isLevel = (value: number): number => (Number.isNaN(value) ? NaN : Number(value === wanted))
    return [{ name, values: level === undefined ? column.values : column.values.map(isLevel) }]
  })
  return {
    patients: base.patients.map(({ id }) => id),
    features: found.map(({ name }) => name),
    columns: found.map(({ values }) => values),
  }
}

/** Layers that the scores are made of. */
function inputsOf(card: ModelCard | undefined, layers: Layers, base: ReleaseContent): string[] {
  const rivals = card
    ? [card.provenance.volume, ...card.provenance.clinical].map((ref) => here(ref, card, layers))
    : []
  const refs = [layers.gtr, layers.ith, ...rivals.map((ref) => ref.slice(0, ref.indexOf('/')))]
  const there = new Set(base.layers.map(({ kind, key }) => `${kind}:${key}`))
  return [...new Set(refs.flatMap((ref) => (ref && there.has(ref) ? [ref] : [])))].sort()
}

/** A cohort without all features is refused by name, not scored with holes. */
function applied(card: ModelCard, input: ModelInput, findings: Findings): ModelAnswer | null {
  try {
    return applyModel(card.model, input)
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    report(findings, 'model-features', { value: card.key, message: `${error.message}.` })
    return null
  }
}

function reportShift(card: ModelCard, answer: ModelAnswer, findings: Findings): void {
  const { cohort, title } = card.provenance
  report(findings, 'cutoff-from-elsewhere', {
    value: String(card.model.cutoff),
    message: `The cutoff ${plainNumber(card.model.cutoff, 6)} is the ${card.model.cutoffRule} of ${card.model.patients} patients of "${cohort}" (${title}).`,
  })
  const outside = answer.outsideCount.filter((count) => count > 0).length
  if (outside > 0)
    report(findings, 'outside-training', {
      value: String(outside),
      message: `${outside} of ${answer.patients.length} patients have at least one of the ${answer.space.length} features beyond the range of the training patients; ${percent(answer.shareHigh)} are HIGH risk.`,
    })
}

function percent(share: number | null): string {
  return share === null ? 'none' : `${plainNumber(100 * share, 3)} %`
}
