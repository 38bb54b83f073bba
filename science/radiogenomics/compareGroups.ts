import { InvalidInput } from '../errors.ts'
import { benjaminiHochberg } from '../stats/multiplicity.ts'
import { probability } from './probability.ts'
import type { Family, Result, TestKind } from './result.ts'
import { splitVariable, whyNot, type ComparedVariable, type Refusal, type Split } from './splitVariable.ts'
import { testManyGroups, type Many } from './testManyGroups.ts'
import { testTwoGroups, type Two } from './testTwoGroups.ts'
import type { Term } from '../stats/leastSquares.ts'
import { testTwoAdjusted } from './testTwoAdjusted.ts'
import { testTwoWeighted } from './testTwoWeighted.ts'

export interface CompareGroupsInput {
  /** ordered: effects are first − second */
  groups: readonly { key: string; label: string }[]
  /** one per patient: index into `groups`, or −1 */
  assignment: Int32Array
  variables: readonly ComparedVariable[]
  test: TestKind
  /** of the permutation test; 1 to 1,000,000 */
  permutations: number
  /** of the permutation test and the bootstrap */
  seed: number
  /** q is adjusted over these variables; the others get none */
  family: { name: string; members: 'all' | readonly string[] }
  /** one per patient, ≥ 0, NaN = left out: how much each counts; two groups, Wilcoxon or Welch */
  weights?: Float64Array
  /** one value for everybody in a group: two groups at equal covariates, Wilcoxon or Welch, without weights */
  covariates?: readonly Term[]
  /** further members of the family, under keys of their own: tested with equal weight for q, without a result */
  beside?: readonly ComparedVariable[]
}

export interface GroupComparison {
  family: Family
  /** in the order of the variables */
  results: Result[]
}

/**
 * Compares groups of patients in many variables: every result with n, effect, interval, log p, and q over the stated family.
 * Two groups: Wilcoxon, Welch or permutation of means; three and more: Kruskal–Wallis, Welch's analysis of means, permutation.
 * What cannot be tested is a result with its reason. Row order plays no part.
 * @param input groups, who is in which, and the variables at the patient level
 * @returns one result per variable, in their order, and the family with its planned and tested size
 * @throws InvalidInput a value is infinite, lengths differ, a family member is no variable, or a setting is out of range
 * @oracle TCGA-BRCA in the tests (R wilcox.test, p.adjust); test/oracles/wilcoxon, kruskal
 */
export function compareGroups(input: CompareGroupsInput): GroupComparison {
  const members = familyMembers(input)
  const splits = input.variables.map((variable) => splitVariable(input, variable))
  const untestable = splits.map((split) => whyNot(split))
  const testable = splits.filter((_, i) => !untestable[i])
  const settings = { test: input.test, permutations: input.permutations, seed: input.seed }
  const tested = new Map<Split, Two | Many | Refusal>()
  const outcomes: readonly (Two | Many | Refusal)[] = isModelled(input)
    ? testable.map((split) => modelled(input, split))
    : input.groups.length === 2
      ? testTwoGroups(testable, settings)
      : testManyGroups(testable, settings)
  testable.forEach((split, i) => {
    const outcome = outcomes[i]
    if (outcome) tested.set(split, outcome)
  })
  const answers = splits.map((split, i) => untestable[i] ?? tested.get(split) ?? nothingCame(split))
  const logP = answers.map((answer, i) =>
    'logP' in answer && members.has(input.variables[i]?.key ?? '') ? answer.logP : NaN,
  )
  const further = logPBeside(input)
  const { logQ, tested: testedCount } = benjaminiHochberg([...logP, ...further])
  const family: Family = {
    name: input.family.name,
    planned: members.size + further.length,
    tested: testedCount,
    adjustment: 'BH',
  }
  const results = answers.map((answer, i) =>
    finished(answer, splits[i], { family, logQ: logQ[i] ?? NaN, members }),
  )
  return { family, results }
}

/** log p of the family's further members; NaN of those that cannot be tested. */
function logPBeside(input: CompareGroupsInput): number[] {
  const { beside = [], groups, assignment, test, permutations, seed, covariates = [] } = input
  if (beside.length === 0) return []
  const family = { name: input.family.name, members: 'all' as const }
  const asked = { groups, assignment, test, permutations, seed, covariates, family, variables: beside }
  return compareGroups(asked).results.map((result) => (result.kind === 'notTestable' ? NaN : result.logP))
}

function isModelled({ weights, covariates = [] }: CompareGroupsInput): boolean {
  return weights !== undefined || covariates.length > 0
}

/** @throws InvalidInput weights or covariates with more than two groups, with permutations, or with each other */
function modelled(
  { groups, variables, assignment, weights, covariates = [], test }: CompareGroupsInput,
  { key }: Split,
): Two | Refusal {
  const variable = variables.find((each) => each.key === key)
  const what = weights ? 'weights' : 'covariates'
  if (!variable) throw new Error(`${what} without a variable`)
  if (groups.length !== 2) throw new InvalidInput(what, `${groups.length} groups`, 'two groups')
  if (test === 'permutation')
    throw new InvalidInput('test', test, `wilcoxon or welch: permutations have no form with ${what}`)
  if (weights && covariates.length > 0) throw new InvalidInput('weights', 'with covariates', 'one of both')
  return weights
    ? testTwoWeighted(variable, assignment, weights, test)
    : testTwoAdjusted(variable, assignment, covariates, test)
}

function familyMembers({ family, variables }: CompareGroupsInput): ReadonlySet<string> {
  const keys = variables.map((variable) => variable.key)
  const all = new Set(keys)
  if (all.size !== keys.length) {
    const twice = keys.find((key, i) => keys.indexOf(key) !== i)
    throw new InvalidInput('variables', twice, 'each variable once')
  }
  if (family.members === 'all') return all
  for (const member of family.members)
    if (!all.has(member)) throw new InvalidInput('family.members', member, `one of ${keys.join(', ')}`)
  return new Set(family.members)
}

function nothingCame(split: Split): never {
  throw new Error(`no result for ${split.key}`)
}

function finished(
  answer: Two | Many | Refusal,
  split: Split | undefined,
  { family, logQ, members }: { family: Family; logQ: number; members: ReadonlySet<string> },
): Result {
  if (!split) throw new Error('a result without its variable')
  const outside = members.has(split.key)
    ? []
    : [{ code: 'outside-family', message: `not in the family "${family.name}", so it has no q` }]
  const { groups, n } = split
  if ('code' in answer)
    return { kind: 'notTestable', ...answer, n, groups, family, warnings: [...split.warnings, ...outside] }
  return {
    ...answer,
    pValue: probability(answer.logP),
    qValue: Number.isNaN(logQ) ? null : probability(logQ),
    family,
    groups,
    warnings: [...split.warnings, ...answer.warnings, ...outside],
  }
}
