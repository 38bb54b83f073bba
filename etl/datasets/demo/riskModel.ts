import type { SimulatedPatient } from './patients.ts'

/**
 * The GTR-ITH model in closed form, on purpose not by the code that it will be compared with: the first principal component
 * of two standardised, positively correlated variables is always (1, 1)/√2.
 */
export interface PlantedModel {
  centre: { gtr: number; ith: number }
  scale: { gtr: number; ith: number }
  loading: number
  /** of each probability alone, the cutoff of its label */
  median: { gtr: number; ith: number }
  cutoff: number
  /** standard deviation of the score in the training set */
  spread: number
  patients: number
}

export type RiskGroup = 'HIGH' | 'LOW'

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function standardDeviation(values: readonly number[]): number {
  const centre = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN
  return (low + high) / 2
}

type Probabilities = Pick<SimulatedPatient, 'gtrProba' | 'ithProba'>

export function plantedScore(model: Omit<PlantedModel, 'cutoff' | 'spread'>, patient: Probabilities): number {
  const gtr = (patient.gtrProba - model.centre.gtr) / model.scale.gtr
  const ith = (patient.ithProba - model.centre.ith) / model.scale.ith
  return model.loading * (gtr + ith)
}

export function plantedModel(training: readonly SimulatedPatient[]): PlantedModel {
  const scored = training.filter((patient) => patient.hasScore)
  const gtr = scored.map((patient) => patient.gtrProba)
  const ith = scored.map((patient) => patient.ithProba)
  const model = {
    centre: { gtr: mean(gtr), ith: mean(ith) },
    scale: { gtr: standardDeviation(gtr), ith: standardDeviation(ith) },
    loading: Math.SQRT1_2,
    median: { gtr: median(gtr), ith: median(ith) },
    patients: scored.length,
  }
  const scores = scored.map((patient) => plantedScore(model, patient))
  return { ...model, cutoff: median(scores), spread: standardDeviation(scores) }
}

/** A score on the cutoff is high risk, as published. */
export function riskGroup(model: PlantedModel, patient: Probabilities): RiskGroup {
  return plantedScore(model, patient) <= model.cutoff ? 'HIGH' : 'LOW'
}

/** How low the risk is, in training standard deviations; known also of patients whose CT nobody has. */
export function lowness(model: PlantedModel, patient: Probabilities): number {
  return plantedScore(model, patient) / model.spread
}
