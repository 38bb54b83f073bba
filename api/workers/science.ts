import type { MessagePort } from 'node:worker_threads'
import { clusterAssociations } from '../../science/radiogenomics/associationClusters.ts'
import { baselineTable } from '../../science/radiogenomics/baselineTable.ts'
import { compareGroups } from '../../science/radiogenomics/compareGroups.ts'
import type { CompareGroupsInput } from '../../science/radiogenomics/compareGroups.ts'
import { methodAgreement } from '../../science/radiogenomics/methodAgreement.ts'
import { imagedSubset } from '../../science/radiogenomics/imagedSubset.ts'
import { influence } from '../../science/radiogenomics/influence.ts'
import { immuneProfile } from '../../science/radiogenomics/immuneProfile.ts'
import { macrophageRatio } from '../../science/radiogenomics/macrophageRatio.ts'
import { placebo } from '../../science/radiogenomics/placebo.ts'
import type { PlaceboInput } from '../../science/radiogenomics/placebo.ts'
import { domainShift } from '../../science/radiogenomics/domainShift.ts'
import { specificationCurve } from '../../science/radiogenomics/robustness.ts'
import { associateStored, isLong } from './associateStored.ts'
import { responseByGroup } from '../../science/radiogenomics/responseByGroup.ts'
import { outcomeByGroup } from '../../science/radiogenomics/outcome.ts'
import { validateStoredScores } from '../../science/radiogenomics/validateStoredScores.ts'

/** Resampling is what takes long: permutations, and the bootstrap of three and more groups. */
function resamples({ test, groups }: CompareGroupsInput): boolean {
  return test === 'permutation' || groups.length > 2
}

/** Told of progress: plain data that can be sent from a thread. */
export type Report = (event: unknown) => void

interface OnThreads<Input, Output> {
  compute: (input: Input, report: Report) => Output
  /** those that do not are computed in place: a thread costs more than they take */
  mayTakeLong: (input: Input) => boolean
}

/** Gives each entry its own types. */
function onThreads<Input, Output>(
  compute: (input: Input, report: Report) => Output,
  mayTakeLong: (input: Input) => boolean = () => true,
): OnThreads<Input, Output> {
  return { compute, mayTakeLong }
}

/** Every pure function that others must not wait for, by name. Arguments and answers are plain data that can be sent to a thread. */
export const science = {
  compareGroups: onThreads(compareGroups, resamples),
  methodAgreement: onThreads(methodAgreement),
  immuneProfile: onThreads(immuneProfile),
  macrophageRatio: onThreads(macrophageRatio, ({ comparison }) => resamples(comparison)),
  placebo: onThreads((input: PlaceboInput, report) =>
    placebo(input, (done, of) => {
      report({ kind: 'shuffles', done, of })
    }),
  ),
  specificationCurve: onThreads(specificationCurve),
  // Fisher's test of large tables
  baselineTable: onThreads(baselineTable),
  imagedSubset: onThreads(imagedSubset),
  // some hundred patients left out one by one, three cells: a fraction of a second
  influence: onThreads(influence),
  associateStored: onThreads(associateStored, isLong),
  // n² distances over the other side
  clusterAssociations: onThreads(clusterAssociations, ({ nx, ny }) => nx * ny * Math.max(nx, ny) > 200_000),
  // two groups are quick, tables of many groups are not
  responseByGroup: onThreads(responseByGroup, ({ groups }) => groups.length > 2),
  // Firth's profiles where groups are separated, permutations of the cut search
  outcomeByGroup: onThreads(outcomeByGroup),
  domainShift: onThreads(domainShift),
  validateStoredScores: onThreads(validateStoredScores, ({ outcome }) => outcome.length > 2000),
}

export type ScienceName = keyof typeof science
export type ScienceInput<Name extends ScienceName> = Parameters<(typeof science)[Name]['compute']>[0]
export type ScienceOutput<Name extends ScienceName> = ReturnType<(typeof science)[Name]['compute']>

type Table = {
  [Name in ScienceName]: OnThreads<ScienceInput<Name>, ScienceOutput<Name>>
}
const table: Table = science

export interface Task<Name extends ScienceName = ScienceName> {
  name: Name
  input: ScienceInput<Name>
  /** where progress is told; given only if somebody listens */
  port?: MessagePort
}

export function computeTask<Name extends ScienceName>(
  { name, input }: Omit<Task<Name>, 'port'>,
  report: Report = () => undefined,
): ScienceOutput<Name> {
  return table[name].compute(input, report)
}

export function mayTakeLong<Name extends ScienceName>({ name, input }: Omit<Task<Name>, 'port'>): boolean {
  return table[name].mayTakeLong(input)
}
