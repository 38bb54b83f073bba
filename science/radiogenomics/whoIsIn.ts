import { InvalidInput } from '../errors.ts'
import type { ResolvedGrouping } from './grouping.ts'

export interface LeftOut {
  code: string
  reason: string
  n: number
  /** submitter ids, in patient order */
  patients: string[]
}

export interface FlowStep {
  label: string
  /** patients left after this step */
  n: number
  leftOut: LeftOut[]
}

/** Something that a patient has or has not: a row of a method, an endpoint. */
export interface Measured {
  label: string
  /** one per patient */
  has: readonly boolean[] | Uint8Array
  /** why somebody has none, where the import says so */
  reasons?: readonly { patient: number; code: string; reason: string }[]
}

export interface WhoIsInInput {
  /** submitter ids, in patient order */
  patients: readonly string[]
  /** what is compared: a deconvolution method, an endpoint */
  method: Measured
  /** what they must have besides */
  also?: readonly Measured[]
  /** null: nobody is put into groups; `variable` null: lists of patients, which need no variable */
  grouping: Pick<ResolvedGrouping, 'label' | 'variable' | 'assignment' | 'ungrouped'> | null
  /** null where samples that fail the tool's own check stay in */
  filter: {
    /** e.g. "CIBERSORT P ≤ .05" */
    label: string
    /** one per patient: true, false, or null where the check was not computed */
    passes: readonly (boolean | null)[]
  } | null
}

export interface WhoIsIn {
  flow: FlowStep[]
  /** group index of everybody compared (0 without groups), −1 for everybody left out at any step */
  assignment: Int32Array
}

interface Stage {
  label: string
  /** why a patient leaves here, or null */
  leaves: (patient: number) => { code: string; reason: string } | null
}

/**
 * From the patients of the cohort to those compared, step by step; each patient leaves at most once and with a reason.
 * @returns the steps with everybody left out, and the assignment of those who are left
 * @throws InvalidInput lists are not as long as the patients
 */
export function whoIsIn(input: WhoIsInInput): WhoIsIn {
  checkLengths(input)
  const { patients, grouping } = input
  const flow: FlowStep[] = [{ label: 'patients of the cohort', n: patients.length, leftOut: [] }]
  let inside = patients.map((_, patient) => patient)
  for (const stage of stages(input)) {
    const leftOut = new Map<string, LeftOut>()
    inside = inside.filter((patient) => {
      const why = stage.leaves(patient)
      if (!why) return true
      const key = JSON.stringify([why.code, why.reason])
      const entry = leftOut.get(key) ?? { ...why, n: 0, patients: [] }
      entry.n += 1
      entry.patients.push(patients[patient] ?? '')
      leftOut.set(key, entry)
      return false
    })
    flow.push({ label: stage.label, n: inside.length, leftOut: [...leftOut.values()] })
  }
  const assignment = new Int32Array(patients.length).fill(-1)
  for (const patient of inside) assignment[patient] = grouping ? (grouping.assignment[patient] ?? -1) : 0
  return { flow, assignment }
}

function having({ label, has, reasons = [] }: Measured): Stage {
  const why = new Map(reasons.map(({ patient, ...reason }) => [patient, reason]))
  return {
    label: `have ${label}`,
    leaves: (patient) =>
      has[patient] ? null : (why.get(patient) ?? { code: 'not-measured', reason: `no ${label}` }),
  }
}

function stages({ method, also = [], grouping, filter }: WhoIsInInput): Stage[] {
  const ungrouped = new Map(grouping?.ungrouped.map(({ patient, ...why }) => [patient, why]) ?? [])
  const steps: Stage[] = [...also, method].map(having)
  if (grouping && grouping.variable !== null)
    steps.push({
      label: `have ${grouping.label}`,
      leaves: (patient) => {
        const why = ungrouped.get(patient)
        return why?.code === 'missing-value' ? why : null
      },
    })
  if (filter) steps.push({ label: `pass ${filter.label}`, leaves: (patient) => failed(filter, patient) })
  if (!grouping) return steps
  steps.push({
    label: 'in a group',
    leaves: (patient) => {
      if ((grouping.assignment[patient] ?? -1) >= 0) return null
      return ungrouped.get(patient) ?? { code: 'in-no-group', reason: 'in none of the groups' }
    },
  })
  return steps
}

function failed(
  { label, passes }: NonNullable<WhoIsInInput['filter']>,
  patient: number,
): { code: string; reason: string } | null {
  const passed = passes[patient] ?? null
  if (passed === true) return null
  return passed === false
    ? { code: 'quality-failed', reason: `fails ${label}` }
    : { code: 'quality-unknown', reason: `${label} was not computed` }
}

function checkLengths({ patients, method, also = [], grouping, filter }: WhoIsInInput): void {
  const check = (field: string, length: number): void => {
    if (length !== patients.length)
      throw new InvalidInput(field, `${length} entries`, `${patients.length}, one per patient`)
  }
  check('method.has', method.has.length)
  for (const { has } of also) check('also.has', has.length)
  if (grouping) check('grouping.assignment', grouping.assignment.length)
  if (filter) check('filter.passes', filter.passes.length)
}
