import { logistic, RandomStream } from './random.ts'
import { rounded } from './text.ts'

/** Everything that is true of one simulated patient before anybody measured anything, and what was then measured. */
export interface SimulatedPatient {
  id: string
  /** latent risk, standard normal in the training set; high = poor */
  risk: number
  /** latent heterogeneity of the CT, correlated with risk */
  heterogeneity: number
  /** natural logarithm of the tumour volume in ml */
  logVolume: number
  gtrProba: number
  ithProba: number
  hasCt: boolean
  /** GTR and ITH probability known: CT and enough supervoxels */
  hasScore: boolean
  supervoxels: number
}

const trainingPatients = 240
const demoPatients = 160

/** One in how many patients lacks the CT; chosen by place so that the counts are fixed and the ids spread. */
const trainingWithoutCt = [37, 101, 158, 222]
const demoWithoutCt = [4, 13, 22, 31, 40, 49, 58, 67, 76, 85, 94, 103, 112, 121, 130, 139, 148, 157]
/** tumours so small that three supervoxels were left: no ITH, hence no score */
const demoFewSupervoxels = [27, 90]

const sites = ['A1', 'B2', 'C3', 'D4', 'E5']

function demoId(index: number): string {
  const site = sites[(index * 7) % sites.length] ?? 'A1'
  return `SIM-${site}-${String(index + 1).padStart(4, '0')}`
}

function simulate(seed: number, id: string, riskShift: number): SimulatedPatient {
  const random = new RandomStream(seed, `patient/${id}`)
  const risk = random.normal(riskShift)
  const heterogeneity = 0.65 * risk + 0.76 * random.normal()
  const logVolume = 3.9 + 0.3 * risk + random.normal(0, 0.9)
  const gtr = logistic(0.1 - 1.15 * risk + random.normal(0, 0.75))
  const ith = logistic(0.05 - 0.95 * risk + random.normal(0, 0.8))
  return {
    id,
    risk,
    heterogeneity,
    logVolume,
    gtrProba: rounded(gtr, 6),
    ithProba: rounded(ith, 6),
    hasCt: true,
    hasScore: true,
    supervoxels: Math.min(60, Math.max(20, Math.round(24 + 7 * (logVolume - 3) + random.normal(0, 5)))),
  }
}

function withoutCt(patient: SimulatedPatient): SimulatedPatient {
  return { ...patient, hasCt: false, hasScore: false, supervoxels: 0 }
}

export function simulateTraining(seed: number): SimulatedPatient[] {
  return Array.from({ length: trainingPatients }, (_, index) => {
    const patient = simulate(seed, `SIMTRAIN-${String(index + 1).padStart(4, '0')}`, 0)
    return trainingWithoutCt.includes(index) ? withoutCt(patient) : patient
  })
}

/** Slightly worse patients than the training set, so the training cutoff does not halve them. */
export function simulateDemo(seed: number): SimulatedPatient[] {
  return Array.from({ length: demoPatients }, (_, index) => {
    const patient = simulate(seed, demoId(index), 0.1)
    if (demoWithoutCt.includes(index)) return withoutCt(patient)
    if (demoFewSupervoxels.includes(index))
      return { ...patient, logVolume: 1.1, supervoxels: 3, hasScore: false }
    return patient
  })
}
