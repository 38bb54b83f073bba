import { drawLuck, evenLuck, simulateCourse } from './course.ts'
import type { FollowedPatient } from './clinicalFiles.ts'
import { simulateProfile } from './immune.ts'
import type { MeasuredAliquot } from './immuneFiles.ts'
import { simulateDemo, simulateTraining, type SimulatedPatient } from './patients.ts'
import { lowness, plantedModel, riskGroup, type PlantedModel } from './riskModel.ts'
import { simulateAliquots } from './specimens.ts'

/** Everything that is simulated, before any of it is written to a file. */
export interface World {
  seed: number
  model: PlantedModel
  training: readonly FollowedPatient[]
  demo: readonly FollowedPatient[]
  measured: readonly MeasuredAliquot[]
  /** patients of the demonstration cohort whose response nobody assessed */
  unassessed: ReadonlySet<string>
}

const trainingWithoutTime = [11, 143]
const demoWithoutTime = [18, 101]

export function simulateWorld(seed: number): World {
  const training = simulateTraining(seed)
  const demo = simulateDemo(seed)
  const model = plantedModel(training)
  const follow = (
    patients: readonly SimulatedPatient[],
    withoutTime: readonly number[],
  ): FollowedPatient[] => {
    const groups = new Map(patients.map((patient) => [patient.id, riskGroup(model, patient)]))
    const lucks = drawLuck(seed, groups)
    return patients.map((patient, index) => {
      const luck = lucks.get(patient.id) ?? evenLuck
      const group = groups.get(patient.id) ?? 'HIGH'
      const course = simulateCourse(seed, { patient, group, lowness: lowness(model, patient), luck })
      return { patient, course, withoutTime: withoutTime.includes(index) }
    })
  }
  return {
    seed,
    model,
    training: follow(training, trainingWithoutTime),
    demo: follow(demo, demoWithoutTime),
    measured: simulateAliquots(seed, demo).map((aliquot) => ({
      aliquot,
      profile: simulateProfile(seed, aliquot, lowness(model, aliquot.patient)),
    })),
    unassessed: new Set(demo.filter((_, index) => index % 11 === 9).map((patient) => patient.id)),
  }
}
