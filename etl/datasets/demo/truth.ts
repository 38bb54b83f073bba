import {
  hazardRatioPerStage,
  hazardRatioWithinStage,
  plantedHazardRatio,
  plantedResponseLogOdds,
} from './course.ts'
import type { SimulatedGene } from './genes.ts'
import { cellModels, nullCell } from './immune.ts'
import { plantedSubpopulations } from './imagingFiles.ts'
import type { MeasuredAliquot } from './immuneFiles.ts'
import type { SimulatedPatient } from './patients.ts'
import { plantedScore, riskGroup, type RiskGroup } from './riskModel.ts'
import { specialPatients } from './specimens.ts'
import type { World } from './world.ts'

export interface RealisedEffect {
  nHigh: number
  nLow: number
  meanHigh: number
  meanLow: number
  /** HIGH − LOW in pooled standard deviations, in the files as written */
  cohenD: number
  /** P(HIGH > LOW) − P(HIGH < LOW) */
  cliffsDelta: number
}

interface Labelled {
  group: RiskGroup
  entry: MeasuredAliquot
}

function moments(values: readonly number[]): { mean: number; sumOfSquares: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, sumOfSquares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) }
}

function realised(high: readonly number[], low: readonly number[]): RealisedEffect {
  const h = moments(high)
  const l = moments(low)
  const pooled = Math.sqrt((h.sumOfSquares + l.sumOfSquares) / (high.length + low.length - 2))
  let dominance = 0
  for (const x of high) for (const y of low) dominance += Math.sign(x - y)
  return {
    nHigh: high.length,
    nLow: low.length,
    meanHigh: h.mean,
    meanLow: l.mean,
    cohenD: (h.mean - l.mean) / pooled,
    cliffsDelta: dominance / (high.length * low.length),
  }
}

/** The aliquots that the risk-group comparison rests on: the chosen one of every patient with a score. */
export function comparable(world: World): Labelled[] {
  return world.measured
    .filter(({ aliquot }) => aliquot.chosen && aliquot.patient.hasScore)
    .map((entry) => ({ group: riskGroup(world.model, entry.aliquot.patient), entry }))
}

function cellEffects(world: World): object[] {
  const labelled = comparable(world)
  return cellModels.map((model) => {
    const values = (group: RiskGroup): number[] =>
      labelled
        .filter((one) => one.group === group)
        .map(({ entry }) => entry.profile.shares.get(model.key) ?? Number.NaN)
    return {
      cell: model.key,
      label: model.label,
      planted: model.d === null ? 'none' : model.d < 0 ? 'higher in LOW risk' : 'higher in HIGH risk',
      /** HIGH − LOW, the mean over many seeds */
      plantedCohenD: model.d ?? 0,
      isNull: model.key === nullCell,
      realised: realised(values('HIGH'), values('LOW')),
    }
  })
}

const ids = (patients: readonly SimulatedPatient[]): string[] => patients.map(({ id }) => id).sort()

function groupsOf(world: World, patients: readonly SimulatedPatient[]): Record<RiskGroup, string[]> {
  const scored = patients.filter((patient) => patient.hasScore)
  const inGroup = (group: RiskGroup): string[] =>
    ids(scored.filter((patient) => riskGroup(world.model, patient) === group))
  return { HIGH: inGroup('HIGH'), LOW: inGroup('LOW') }
}

function demoMissing(world: World): object {
  const demo = world.demo.map(({ patient }) => patient)
  const withRna = new Set(world.measured.map(({ aliquot }) => aliquot.patient.id))
  const withPrimary = new Set(
    world.measured.filter(({ aliquot }) => aliquot.chosen).map(({ aliquot }) => aliquot.patient.id),
  )
  return {
    noCt: ids(demo.filter((patient) => !patient.hasCt)),
    ctButTooFewSupervoxelsForAScore: ids(demo.filter((patient) => patient.hasCt && !patient.hasScore)),
    noRna: ids(demo.filter((patient) => !withRna.has(patient.id))),
    rnaButNoPrimaryTumour: ids(
      demo.filter((patient) => withRna.has(patient.id) && !withPrimary.has(patient.id)),
    ),
    statusWithoutTime: ids(world.demo.filter((one) => one.withoutTime).map((one) => one.patient)),
    responseNotAssessed: [...world.unassessed].sort(),
    primaryAliquotsNotChosen: world.measured
      .filter(({ aliquot }) => aliquot.tissue === 'primary' && !aliquot.chosen)
      .map(({ aliquot }) => aliquot.barcode)
      .sort(),
    unusualRna: specialPatients(demo),
  }
}

function demoCounts(world: World): Record<string, number> {
  const labelled = comparable(world)
  const of = (tissue: string): number =>
    world.measured.filter(({ aliquot }) => aliquot.tissue === tissue).length
  const demo = world.demo.map(({ patient }) => patient)
  return {
    patients: demo.length,
    withCt: demo.filter((patient) => patient.hasCt).length,
    withScore: demo.filter((patient) => patient.hasScore).length,
    rnaAliquots: world.measured.length,
    primaryAliquots: of('primary'),
    recurrentAliquots: of('recurrent'),
    normalAliquots: of('normal'),
    patientsWithPrimaryRna: world.measured.filter(({ aliquot }) => aliquot.chosen).length,
    comparedHigh: labelled.filter(({ group }) => group === 'HIGH').length,
    comparedLow: labelled.filter(({ group }) => group === 'LOW').length,
    cibersortPassed: labelled.filter(({ entry }) => entry.profile.pValue <= 0.05).length,
    deaths: world.demo.filter(({ course }) => course.dead).length,
    withSurvivalTime: world.demo.filter((one) => !one.withoutTime).length,
    withResponse: demo.length - world.unassessed.size,
  }
}

/** How many lines of each kind the importer's ledger must have, by "scope code". */
function expectedLedger(world: World): Record<string, Record<string, number>> {
  const counts = demoCounts(world)
  const { patients = 0, withCt = 0, withScore = 0, patientsWithPrimaryRna = 0 } = counts
  const withRna = new Set(world.measured.map(({ aliquot }) => aliquot.patient.id)).size
  const otherTissue = (counts['recurrentAliquots'] ?? 0) + (counts['normalAliquots'] ?? 0)
  const specimens = (scope: string): [string, number][] => [
    [`${scope} not-measured`, patients - withRna],
    [`${scope} no-primary-tumour`, withRna - patientsWithPrimaryRna],
    [`${scope} not-primary-tumour`, otherTissue],
  ]
  const aliquots = ['immune:cibersort-lm22', 'expression:star-counts', 'expression:star-tpm']
  const timeless = patients - (counts['withSurvivalTime'] ?? 0)
  const training = world.training.filter((one) => one.withoutTime).length
  const trainingWithoutCt = world.training.length - world.model.patients
  return {
    demo: Object.fromEntries([
      ['imaging:gtr not-measured', patients - withCt],
      ['score:gtr-ith not-measured', patients - withScore],
      ['outcome:gdc/os status-without-time', timeless],
      ['outcome:follow-up/pfs status-without-time', timeless],
      ['immune:leukocyte-fraction not-measured', patients - patientsWithPrimaryRna],
      ...specimens('immune:quantiseq'),
      ...aliquots.flatMap(specimens),
      ...aliquots.map((scope): [string, number] => [
        `${scope} other-aliquot`,
        (counts['primaryAliquots'] ?? 0) - patientsWithPrimaryRna,
      ]),
    ]),
    'demo-training': {
      'imaging:gtr not-measured': trainingWithoutCt,
      'score:gtr-ith not-measured': trainingWithoutCt,
      'outcome:study/os status-without-time': training,
      'outcome:study/pfs status-without-time': training,
    },
  }
}

function trainingTruth(world: World): object {
  const training = world.training.map(({ patient }) => patient)
  return {
    counts: {
      patients: training.length,
      withCt: training.filter((patient) => patient.hasCt).length,
      withScore: world.model.patients,
      withSurvivalTime: world.training.filter((one) => !one.withoutTime).length,
    },
    groups: groupsOf(world, training),
    missing: {
      noCt: ids(training.filter((patient) => !patient.hasCt)),
      statusWithoutTime: ids(world.training.filter((one) => one.withoutTime).map((one) => one.patient)),
    },
  }
}

function effectsOf(
  world: World,
  patients: readonly SimulatedPatient[],
  genes: readonly SimulatedGene[],
): object {
  return {
    immuneLayer: 'cibersort-lm22',
    nullCell,
    cells: cellEffects(world),
    hazardRatioHighVersusLow: plantedHazardRatio,
    hazardRatioHighVersusLowWithinStage: hazardRatioWithinStage,
    hazardRatioPerStage,
    responseLogOddsPerScoreSd: plantedResponseLogOdds,
    genes: genes
      .filter((gene) => gene.planted !== 0)
      .map((gene) => ({ id: gene.id, symbol: gene.symbol, log2FoldChangeHighVersusLow: gene.planted })),
    subpopulations: Object.fromEntries(
      patients
        .filter((patient) => patient.hasCt)
        .map((patient) => [patient.id, plantedSubpopulations(world.seed, patient)]),
    ),
  }
}

/** What was put into the simulated files, so that tests and readers of the demonstration can check what comes out. */
export function truthOf(world: World, genes: readonly SimulatedGene[], version: string): object {
  const demo = world.demo.map(({ patient }) => patient)
  const all = [...world.training.map(({ patient }) => patient), ...demo]
  const scored = all.filter((patient) => patient.hasScore)
  return {
    simulated: true,
    note: 'No patient in these files exists. Effects are HIGH minus LOW risk.',
    generator: { version, seed: world.seed },
    riskModel: {
      ...world.model,
      rule: 'score <= cutoff is HIGH risk; cutoff = median of the training scores',
    },
    scores: Object.fromEntries(scored.map((patient) => [patient.id, plantedScore(world.model, patient)])),
    training: trainingTruth(world),
    demo: { counts: demoCounts(world), groups: groupsOf(world, demo), missing: demoMissing(world) },
    expectedLedger: expectedLedger(world),
    effects: effectsOf(world, all, genes),
  }
}
