import type { SimulatedPatient } from './patients.ts'
import type { RiskGroup } from './riskModel.ts'
import { logistic, RandomStream } from './random.ts'

/** Hazard ratio of HIGH against LOW among patients of one stage; stage rises with risk and adds the rest. */
export const hazardRatioWithinStage = 1.38
export const hazardRatioPerStage = 1.22
/** what an unadjusted comparison of the groups finds, over many seeds */
export const plantedHazardRatio = 1.6

export type Response = 'CR' | 'PR' | 'SD' | 'PD'

export interface ClinicalCourse {
  sex: 'male' | 'female'
  ageYears: number
  race: 'asian' | 'white' | 'black or african american'
  stage: 1 | 2 | 3 | 4
  grade: 1 | 2 | 3 | 4
  cause: 'hepatitis B' | 'hepatitis C' | 'alcohol' | 'metabolic' | 'none known'
  childPugh: 'A5' | 'A6' | 'B7' | 'B8'
  alphaFetoprotein: number
  dead: boolean
  /** to death or last contact */
  survivalDays: number
  progressed: boolean
  progressionDays: number
  response: Response
}

function stageOf(patient: SimulatedPatient, random: RandomStream): ClinicalCourse['stage'] {
  const severity = 0.35 * patient.risk + 0.3 * (patient.logVolume - 3.9) + random.normal(0, 0.9)
  if (severity < 0) return 1
  if (severity < 0.75) return 2
  return severity < 2 ? 3 : 4
}

const chances = ['death', 'progression', 'response'] as const

/** Where in the distribution of its group a patient's death, progression and response fall, each in (0, 1). */
export type Luck = Record<(typeof chances)[number], number>

export const evenLuck: Luck = { death: 0.5, progression: 0.5, response: 0.5 }

/**
 * Spread evenly over the patients of each group instead of drawn freely, so that survival and response in the one cohort
 * that is shipped are what was planted.
 */
export function drawLuck(seed: number, groups: ReadonlyMap<string, RiskGroup>): Map<string, Luck> {
  const luck = new Map([...groups.keys()].map((id): [string, Luck] => [id, { ...evenLuck }]))
  for (const event of chances)
    for (const group of ['HIGH', 'LOW'] as const) {
      const shuffled = [...groups]
        .filter(([, own]) => own === group)
        .map(([id]) => ({ id, key: new RandomStream(seed, `luck/${event}/${id}`).uniform() }))
        .sort((a, b) => a.key - b.key)
      shuffled.forEach(({ id }, rank) => {
        const own = luck.get(id)
        if (own) own[event] = (rank + 0.5) / shuffled.length
      })
    }
  return luck
}

/** Weibull times with one hazard ratio per group and step of stage; accrual over four years, loss to follow-up on top. */
function times(
  group: RiskGroup,
  stage: number,
  luck: Luck,
  random: RandomStream,
): Pick<ClinicalCourse, 'dead' | 'survivalDays' | 'progressed' | 'progressionDays'> {
  const hazard = hazardRatioPerStage ** (stage - 2) * (group === 'HIGH' ? hazardRatioWithinStage : 1)
  const shape = 1.15
  const at = (scale: number, quantile: number): number =>
    scale * (-Math.log(quantile) / hazard) ** (1 / shape)
  const death = at(1500, luck.death)
  const progression = Math.min(death, at(620, luck.progression))
  const lastContact = Math.min(random.between(500, 1960), -Math.log(random.uniform()) * 5200)
  return {
    dead: death <= lastContact,
    survivalDays: Math.max(1, Math.round(Math.min(death, lastContact))),
    progressed: progression <= lastContact,
    progressionDays: Math.max(1, Math.round(Math.min(progression, lastContact))),
  }
}

/** Odds of objective response rise by a factor of e^1.35 per training standard deviation towards low risk. */
export const plantedResponseLogOdds = 1.35

function responseOf(lowness: number, luck: Luck, random: RandomStream): Response {
  const responds = luck.response < logistic(-0.15 + plantedResponseLogOdds * lowness)
  if (responds) return random.chance(0.22) ? 'CR' : 'PR'
  return random.chance(0.62) ? 'SD' : 'PD'
}

export interface CourseInput {
  patient: SimulatedPatient
  group: RiskGroup
  /** training standard deviations towards low risk */
  lowness: number
  luck: Luck
}

export function simulateCourse(seed: number, { patient, group, lowness, luck }: CourseInput): ClinicalCourse {
  const random = new RandomStream(seed, `course/${patient.id}`)
  const stage = stageOf(patient, random)
  return {
    sex: random.chance(0.7) ? 'male' : 'female',
    ageYears: Math.min(86, Math.max(22, Math.round(random.normal(60, 11)))),
    race: random.pick([
      ['asian', 44],
      ['white', 48],
      ['black or african american', 8],
    ]),
    stage,
    grade: random.pick([
      [1, 13],
      [2, 46],
      [3, 36],
      [4, 5],
    ]),
    cause: random.pick([
      ['hepatitis B', 38],
      ['hepatitis C', 20],
      ['alcohol', 18],
      ['metabolic', 14],
      ['none known', 10],
    ]),
    childPugh: random.pick([
      ['A5', 55],
      ['A6', 25],
      ['B7', 14],
      ['B8', 6],
    ]),
    alphaFetoprotein: Number(Math.exp(random.normal(4.2 + 0.5 * patient.risk, 2.1)).toPrecision(3)),
    ...times(group, stage, luck, random),
    response: responseOf(lowness, luck, random),
  }
}
