import type { ClinicalCourse } from './course.ts'
import type { SimulatedPatient } from './patients.ts'
import { RandomStream } from './random.ts'
import { csv, tsv } from './text.ts'

export interface FollowedPatient {
  patient: SimulatedPatient
  course: ClinicalCourse
  /** dead or alive is written, but no time */
  withoutTime: boolean
}

const roman = ['', 'I', 'II', 'III', 'IV']
const missing = "'--"

const columns = [
  'project.project_id',
  'cases.case_id',
  'cases.disease_type',
  'cases.primary_site',
  'cases.submitter_id',
  'demographic.age_at_index',
  'demographic.days_to_birth',
  'demographic.days_to_death',
  'demographic.ethnicity',
  'demographic.gender',
  'demographic.race',
  'demographic.vital_status',
  'diagnoses.ajcc_pathologic_stage',
  'diagnoses.days_to_last_follow_up',
  'diagnoses.primary_diagnosis',
  'diagnoses.tumor_grade',
  'treatments.treatment_id',
  'treatments.treatment_or_therapy',
  'treatments.treatment_type',
]

const treatments = [
  'Pharmaceutical Therapy, NOS',
  'Radiation Therapy, NOS',
  'Surgery, NOS',
  'Ablation, Radiofrequency',
]

function perPatient(seed: number, { patient, course, withoutTime }: FollowedPatient): Record<string, string> {
  const random = new RandomStream(seed, `clinicalFile/${patient.id}`)
  const known = (share: number, value: string): string => (random.chance(share) ? value : missing)
  const time = String(course.survivalDays)
  return {
    'project.project_id': 'SIM-LIHC',
    'cases.case_id': new RandomStream(seed, `case/${patient.id}`).uuid(),
    'cases.disease_type': 'Adenomas and Adenocarcinomas',
    'cases.primary_site': 'Liver and intrahepatic bile ducts',
    'cases.submitter_id': patient.id,
    'demographic.age_at_index': known(0.985, String(course.ageYears)),
    'demographic.days_to_birth': missing,
    'demographic.days_to_death': course.dead && !withoutTime ? time : missing,
    'demographic.ethnicity': known(0.9, 'not hispanic or latino'),
    'demographic.gender': course.sex,
    'demographic.race': known(0.97, course.race),
    'demographic.vital_status': course.dead ? 'Dead' : 'Alive',
    'diagnoses.ajcc_pathologic_stage': known(0.93, `Stage ${roman[course.stage] ?? ''}`),
    'diagnoses.days_to_last_follow_up': course.dead || withoutTime ? missing : time,
    'diagnoses.primary_diagnosis': 'Hepatocellular carcinoma, NOS',
    'diagnoses.tumor_grade': known(0.985, `G${course.grade}`),
  }
}

/** The GDC's clinical table in its dotted layout of 2025: one row per treatment, so most patients stand in it several times. */
export function gdcClinicalTable(seed: number, followed: readonly FollowedPatient[]): string {
  const rows = followed.flatMap((entry) => {
    const random = new RandomStream(seed, `treatments/${entry.patient.id}`)
    const fixed = perPatient(seed, entry)
    return Array.from({ length: random.whole(1, 4) }, (_, index) => {
      const record: Record<string, string> = {
        ...fixed,
        'treatments.treatment_id': random.uuid(),
        'treatments.treatment_or_therapy': random.chance(0.4) ? 'yes' : 'no',
        'treatments.treatment_type': treatments[index] ?? missing,
      }
      return columns.map((column) => record[column] ?? missing)
    })
  })
  return tsv([columns, ...rows])
}

/** Progression and response, which the GDC table has no column for. */
export function followUpTable(
  seed: number,
  followed: readonly FollowedPatient[],
  unassessed: ReadonlySet<string>,
): string {
  const rows = followed.map(({ patient, course, withoutTime }) => {
    const random = new RandomStream(seed, `followUp/${patient.id}`)
    const assessed = !unassessed.has(patient.id)
    return [
      patient.id,
      course.progressed ? '1' : '0',
      withoutTime ? 'NA' : String(course.progressionDays),
      assessed ? course.response : 'NA',
      assessed ? responds(course) : 'NA',
      random.chance(0.9) ? String(course.alphaFetoprotein) : 'NA',
      random.chance(0.95) ? course.cause : 'NA',
    ]
  })
  return csv(['Patient', 'PFS', 'PFS_days', 'best_response', 'ORR_RECIST1.1', 'AFP_ng_ml', 'cause'], rows)
}

export function responds(course: ClinicalCourse): '1' | '0' {
  return course.response === 'CR' || course.response === 'PR' ? '1' : '0'
}

/** One row per patient of the training set, as a hospital's study table would be; times in months. */
export function trainingTable(seed: number, followed: readonly FollowedPatient[]): string {
  const months = (days: number): string => (days / 30.4375).toFixed(2)
  const rows = followed.map(({ patient, course, withoutTime }) => {
    const random = new RandomStream(seed, `trainingFile/${patient.id}`)
    const known = (share: number, value: string): string => (random.chance(share) ? value : 'NA')
    return [
      patient.id,
      course.sex,
      known(0.99, String(course.ageYears)),
      known(0.97, course.cause),
      known(0.96, course.childPugh),
      ['A', 'B', 'B', 'C'][course.stage - 1] ?? 'NA',
      known(0.92, String(course.alphaFetoprotein)),
      course.response,
      responds(course),
      course.dead ? '1' : '0',
      withoutTime ? 'NA' : months(course.survivalDays),
      course.progressed ? '1' : '0',
      withoutTime ? 'NA' : months(course.progressionDays),
    ]
  })
  const header = [
    'ID',
    'sex',
    'age',
    'cause',
    'Child_Pugh',
    'BCLC',
    'AFP_ng_ml',
    'best_response',
    'ORR_RECIST1.1',
    'OS',
    'OS_months',
    'PFS',
    'PFS_months',
  ]
  return csv(header, rows)
}
