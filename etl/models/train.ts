/** `etl train <file>`: a training file and the current release of its cohort → a new release with the model and its scores. */
import { readFile } from 'node:fs/promises'
import type { Database } from '../../db/client.ts'
import type { LayerContent, ReleaseContent, SourceFileRecord } from '../../db/release/content.ts'
import { readBaseRelease } from '../../db/release/base.ts'
import type { FeatureTable } from '../../science/prediction/featureTable.ts'
import { applyModel } from '../../science/radiogenomics/applyModel.ts'
import type { ModelInput } from '../../science/radiogenomics/applyModel.ts'
import { fitHeterogeneity, heterogeneityVector } from '../../science/radiogenomics/heterogeneity.ts'
import type { ModelCard, ModelProvenance, RobustnessAccount } from '../../science/radiogenomics/modelCard.ts'
import { modelCardOf } from '../../science/radiogenomics/modelCard.ts'
import type { GtrIthTraining } from '../../science/radiogenomics/trainedModel.ts'
import type { TrainingInput } from '../../science/radiogenomics/trainingTables.ts'
import type { TrainingSpec } from '../../science/radiogenomics/trainingSpec.ts'
import { codeVersion } from '../codeVersion.ts'
import type { Derived } from '../derivedContent.ts'
import { deriveRelease } from '../derivedRelease.ts'
import { Findings } from '../findings.ts'
import type { DerivationReport } from '../job.ts'
import type { ProgressEvent } from '../prepare.ts'
import { tableSettings } from '../readers/settings.ts'
import { report } from '../rules.ts'
import { reportSize, reportTooFew } from './heterogeneityFindings.ts'
import { robustnessAccounts, robustnessHomes, unstableStep } from './robustness.ts'
import { riskModelOf, rivalColumns, rivalKey, scoreLayer, scoreLedger } from './scoreLayers.ts'
import type { TrainingFile } from './trainingFile.ts'
import { parseTrainingFile, trainingSpecOf } from './trainingFile.ts'
import { featureTable, outcomeValues, regionTable, rivalTable } from './trainingTables.ts'
import { trainInWorker } from './trainInWorker.ts'

type OnEvent = (event: ProgressEvent) => void

export async function train(
  db: Database,
  specPath: string,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<DerivationReport> {
  const brought = new Findings()
  const file = await readTrainingFile(specPath, brought)
  const tables = file ? await robustnessHomes(db, file) : []
  return deriveRelease(
    db,
    {
      command: 'train',
      cohort: file?.cohort ?? '',
      settings: { training: file, tables },
      sourceFiles: [],
      inputs: () => (file ? inputsOf(file) : []),
      compute: async (base, findings) => (file ? compute(db, file, base, findings, onEvent, signal) : null),
    },
    brought,
    onEvent,
    signal,
  )
}

async function readTrainingFile(path: string, findings: Findings): Promise<TrainingFile | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) {
    report(findings, 'file-missing', { value: path, message: 'The training file cannot be read.' })
    return null
  }
  const result = parseTrainingFile(text)
  if (result.ok) return result.file
  for (const problem of result.problems)
    report(findings, 'training-invalid', { column: problem.path, message: problem.message })
  return null
}

/** Layers that the model is made of, so that a change of them, and of nothing else, asks for a new training. */
function inputsOf({ gtr, ith, outcome, volume, clinical, robustness, cohort }: TrainingFile): string[] {
  const layers = [outcome.variable, volume, ...clinical].map((ref) => ref.slice(0, ref.indexOf('/')))
  const repeated = robustness.flatMap((filter) => (filter.cohort === cohort ? filter.tables : []))
  const all = [...layers, ...repeated, ...(gtr ? [gtr.layer] : []), ...(ith ? [ith.layer] : [])]
  return [...new Set(all)].sort()
}

async function compute(
  db: Database,
  file: TrainingFile,
  base: ReleaseContent,
  findings: Findings,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<Derived | null> {
  const current = await readBaseRelease(db, file.cohort)
  if (!current) return null
  const robustness = await robustnessAccounts(db, file, base, current.contentHash, findings)
  const prepared = trainingInput(file, base, robustness, findings)
  if (!prepared || findings.count('error') > 0) return null
  const training = await trainInWorker(
    prepared,
    ({ stage, done, total }) => {
      onEvent({ kind: 'progress', stage: 'compute', message: stage, done, total })
    },
    signal,
  )
  if (training.kind === 'notTestable') {
    report(findings, 'risk-model-not-trained', {
      value: file.key,
      message: `${training.reason} (n = ${training.n}).`,
    })
    return null
  }
  for (const warning of training.warnings) report(findings, 'training-warning', { message: warning })
  const card = modelCardOf(training, {
    key: file.key,
    label: file.label,
    intendedUse: file.intendedUse ?? null,
    provenance: provenanceOf(file, base, current),
    robustness,
  })
  return derivedOf(card, training, base, prepared.input)
}

function trainingInput(
  file: TrainingFile,
  base: ReleaseContent,
  robustness: readonly RobustnessAccount[],
  findings: Findings,
): { input: TrainingInput; spec: TrainingSpec } | null {
  const outcome = outcomeValues(base, file.outcome, findings)
  const gtr = file.gtr && featureTable(base, file.gtr, findings)
  const rivals = rivalTable(base, [file.volume, ...file.clinical], findings)
  const ith = file.ith && heterogeneityTable(file.ith, { base, volume: file.volume, rivals }, findings)
  if (!outcome || !rivals || (file.gtr && !gtr) || (file.ith && !ith)) return null
  const clinical = file.clinical.flatMap((ref) => rivals.columnsOf.get(ref) ?? [])
  return {
    input: {
      gtr,
      ith: ith?.table ?? null,
      heterogeneity: ith?.source ?? null,
      rivals: rivals.table,
      outcome: { patients: base.patients.map(({ id }) => id), values: outcome },
    },
    spec: trainingSpecOf(
      file,
      {
        gtr: unstableStep(robustness, 'gtr', gtr?.features ?? []),
        ith: unstableStep(robustness, 'ith', ith?.table.features ?? []),
      },
      clinical,
    ),
  }
}

type IthPart = NonNullable<TrainingFile['ith']>
type Heterogeneity = { table: FeatureTable; source: NonNullable<TrainingInput['heterogeneity']> }

interface Beside {
  base: ReleaseContent
  volume: string
  rivals: ReturnType<typeof rivalTable>
}

function heterogeneityTable(
  part: IthPart,
  { base, volume, rivals }: Beside,
  findings: Findings,
): Heterogeneity | null {
  const regions = regionTable(base, part, findings)
  if (!regions) return null
  const { layer, measures, mostComponents, leastRegions } = part
  const { source } = fitHeterogeneity(regions, { measures, mostComponents, leastRegions })
  const vector = heterogeneityVector(regions, source)
  reportTooFew(vector, layer, findings)
  if (rivals) {
    const own = rivals.table.columns[rivals.table.features.indexOf(volume)]
    const rowOf = new Map(rivals.table.patients.map((patient, row) => [patient, row]))
    const { patients } = vector.table
    const volumes = Float64Array.from(patients, (patient) => own?.[rowOf.get(patient) ?? -1] ?? NaN)
    reportSize({ regions, source, vector, volumes }, layer, findings)
  }
  return { source, table: vector.table }
}

type Release = NonNullable<Awaited<ReturnType<typeof readBaseRelease>>>

function provenanceOf(file: TrainingFile, base: ReleaseContent, current: Release): ModelProvenance {
  const layers = { gtr: file.gtr?.layer ?? null, ith: file.ith?.layer ?? null }
  return {
    cohort: file.cohort,
    title: base.cohort.title,
    simulated: base.cohort.simulated,
    release: current.shortId,
    releaseHash: current.contentHash,
    codeVersion: codeVersion(),
    description: file.description,
    layers,
    outcome: file.outcome,
    volume: file.volume,
    clinical: file.clinical,
    extraction: [layers.gtr, layers.ith].flatMap((ref) => {
      const layer = base.layers.find((one) => ref === `${one.kind}:${one.key}`)
      return layer ? [extractionOf(layer, current.imported.sourceFiles)] : []
    }),
    patients: base.patients.length,
  }
}

/** How our readers took the file apart, which says nothing about the extraction. */
const aboutReading: ReadonlySet<string> = new Set([
  ...Object.keys(tableSettings),
  ...['idColumn', 'regionColumn', 'lineEnds', 'compressed', 'finalNewline'],
])

/** How a layer's features were extracted, as the layer and the files behind it say; null = not recorded. */
function extractionOf(
  layer: LayerContent,
  files: readonly SourceFileRecord[],
): ModelProvenance['extraction'][number] {
  const behind = files.filter(({ id }) => layer.sourceFiles.includes(id))
  const said = (list: readonly (string | null)[]): string | null =>
    [...new Set(list.flatMap((one) => one ?? []))].join(', ') || null
  const settings = Object.fromEntries(
    [...behind.map((file) => file.settings), layer.settings]
      .flatMap((own) => Object.entries(own))
      .filter(([name]) => !aboutReading.has(name)),
  )
  return {
    layer: `${layer.kind}:${layer.key}`,
    method: layer.method,
    tool: said(behind.map(({ tool }) => tool)),
    version: said(behind.map(({ version }) => version)),
    settings: Object.keys(settings).length > 0 ? JSON.stringify(settings) : null,
  }
}

type Trained = Extract<GtrIthTraining, { kind: 'trained' }>

/** In-sample scores and those out of fold stand in layers of their own, named so. */
function derivedOf(card: ModelCard, training: Trained, base: ReleaseContent, tables: ModelInput): Derived {
  const [honest, apparent] = training.evaluations
  const settings = { model: card.key, seed: card.model.spec.seed }
  // everybody with features, also those without an outcome, by the finished model as it will be applied elsewhere
  const everybody = applyModel(card.model, tables)
  const asPublished = new Map(training.patients.map((patient, i) => [patient, apparent.score[i] ?? NaN]))
  const published = Float64Array.from(everybody.patients, (patient) => asPublished.get(patient) ?? NaN)
  const stored = {
    ...everybody,
    others: [
      {
        key: 'score_as_published',
        label: 'Score with the component of in-sample probabilities, training patients only',
        values: published,
      },
      ...rivalColumns(everybody.rivals),
    ],
  }
  const own = scoreLayer(base, stored, {
    key: card.key,
    label: `${card.label}: in-sample scores`,
    method: `model ${card.key} on its own training patients`,
    description:
      'Scores by the finished model of the cohort it was trained on: apparent, they look better than they are. The honest ones are in the out-of-fold layer.',
    manner: 'in-sample',
    settings,
  })
  const others = training.rivals.map(({ name, outOfFold: values }) => ({
    ...{ key: rivalKey(name), label: `Probability by ${name}`, values },
  }))
  const { gtr, ith, groups, probability } = honest
  const { patients } = training
  const outOfFold = scoreLayer(
    base,
    { patients, gtr, ith, score: honest.score, probability, groups, others },
    {
      key: `${card.key}-out-of-fold`,
      label: `${card.label}: out-of-fold scores`,
      method: `nested cross-validation of model ${card.key}`,
      description:
        'Every patient scored by models that never saw them; selection, tuning and cutoff inside the folds, so the risk group is by the cutoff of the fold.',
      manner: 'out of fold',
      settings,
    },
  )
  return {
    layers: [own, outOfFold],
    riskModels: [riskModelOf(card)],
    exclusions: [
      ...scoreLedger(base, own, everybody.leftOut),
      ...scoreLedger(base, outOfFold, training.leftOut),
    ],
  }
}
