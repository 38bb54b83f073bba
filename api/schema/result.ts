import type {
  Family as FamilyShape,
  GroupResult as GroupResultShape,
  Interval as IntervalShape,
  ManyGroupsResult,
  NamedValue as NamedValueShape,
  NotTestable as NotTestableShape,
  OutcomeResult,
  Result as ResultShape,
  Summary as SummaryShape,
  TwoGroupsResult,
  Variant as VariantShape,
  Warning as WarningShape,
} from '../../science/radiogenomics/result.ts'
import { builder } from '../builder.ts'

export const Warning = builder.objectRef<WarningShape>('Warning').implement({
  description: 'Something a careful reader has to know about this answer.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Short name from a closed list, for machines.' }),
    message: t.exposeString('message', { description: 'The warning in words.' }),
  }),
})

export const Variant = builder.objectRef<VariantShape>('Variant').implement({
  description: 'How p was obtained: exactly, by an asymptotic formula, or by permutation.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'exact, conditional-exact, asymptotic or permutation.' }),
    correction: t.string({
      nullable: true,
      description: 'Continuity correction of an asymptotic p; null for the other kinds.',
      resolve: (variant) => (variant.kind === 'asymptotic' ? variant.correction : null),
    }),
    permutations: t.int({
      nullable: true,
      description: 'Number of random permutations; null unless the kind is permutation.',
      resolve: (variant) => (variant.kind === 'permutation' ? variant.permutations : null),
    }),
    seed: t.int({
      nullable: true,
      description: 'Seed of the permutations; the same seed gives the same p.',
      resolve: (variant) => (variant.kind === 'permutation' ? variant.seed : null),
    }),
  }),
})

export const NamedValue = builder.objectRef<NamedValueShape>('NamedValue').implement({
  description: 'A number with its name.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What the number is, e.g. "W".' }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'Unrounded; null where the number does not exist, and then reason says why.',
    }),
    reason: t.string({
      nullable: true,
      description: 'Why there is no value.',
      resolve: (named) => named.reason ?? null,
    }),
  }),
})

export const Interval = builder.objectRef<IntervalShape>('Interval').implement({
  description: 'An estimate with its confidence interval.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What is estimated, e.g. "Hodges–Lehmann shift".' }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'The estimate, unrounded; null where it does not exist.',
    }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower bound; null where it is infinite.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper bound; null where it is infinite.' }),
    level: t.exposeFloat('level', { description: 'Confidence level, e.g. 0.95.' }),
    unit: t.exposeString('unit', { description: 'Unit of the estimate; empty for a pure number.' }),
    intervalMethod: t.exposeString('intervalMethod', { description: 'How the interval was made.' }),
    reason: t.string({
      nullable: true,
      description: 'Why the estimate or a bound is missing.',
      resolve: (interval) => interval.reason ?? null,
    }),
  }),
})

export const Family = builder.objectRef<FamilyShape>('Family').implement({
  description: 'The family of hypotheses that q was adjusted over.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The family in words, e.g. "all cells of CIBERSORT".' }),
    planned: t.exposeInt('planned', { description: 'How many hypotheses were planned.' }),
    tested: t.exposeInt('tested', {
      description: 'How many of them could be tested; q is adjusted over these.',
    }),
    adjustment: t.exposeString('adjustment', {
      description: 'Name of the adjustment, e.g. BH (Benjamini–Hochberg).',
    }),
  }),
})

export const Summary = builder.objectRef<SummaryShape>('Summary').implement({
  description:
    'Description of the values of one group; quantiles by R’s type 7. All null when there are no values.',
  fields: (t) => ({
    mean: t.exposeFloat('mean', { nullable: true, description: 'Arithmetic mean.' }),
    sd: t.exposeFloat('sd', { nullable: true, description: 'Standard deviation (n − 1).' }),
    min: t.exposeFloat('min', { nullable: true, description: 'Smallest value.' }),
    q1: t.exposeFloat('q1', { nullable: true, description: 'First quartile.' }),
    median: t.exposeFloat('median', { nullable: true, description: 'Median.' }),
    q3: t.exposeFloat('q3', { nullable: true, description: 'Third quartile.' }),
    max: t.exposeFloat('max', { nullable: true, description: 'Largest value.' }),
  }),
})

export const GroupResult = builder.objectRef<GroupResultShape>('GroupResult').implement({
  description: 'What one group contributed to a test.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Key of the group, e.g. "high".' }),
    label: t.exposeString('label', { description: 'Label of the group, as drawn.' }),
    n: t.exposeInt('n', { description: 'Patients with a value.' }),
    nMissing: t.exposeInt('nMissing', { description: 'Patients of the group without a value.' }),
    nZero: t.exposeInt('nZero', { description: 'Values that are exactly zero; they are values.' }),
    summary: t.field({
      type: Summary,
      description: 'Description of the values.',
      resolve: (group) => group.summary,
    }),
  }),
})

export const Tested = builder
  .interfaceRef<TwoGroupsResult | ManyGroupsResult | OutcomeResult>('Tested')
  .implement({
    description: 'What every test answers with. Never rounded, never formatted, never called significant.',
    fields: (t) => ({
      method: t.exposeString('method', { description: 'The test’s exact name.' }),
      variant: t.field({
        type: Variant,
        description: 'How p was obtained.',
        resolve: (result) => result.variant,
      }),
      statistic: t.field({
        type: NamedValue,
        description: 'The test statistic.',
        resolve: (result) => result.statistic,
      }),
      df: t.floatList({
        description: 'Degrees of freedom; empty where the test has none.',
        resolve: (result) => [...result.df],
      }),
      effectSize: t.field({
        type: Interval,
        description: 'Size of the effect without unit, with its interval.',
        resolve: (result) => result.effectSize,
      }),
      logP: t.exposeFloat('logP', {
        description: 'Natural logarithm of the two-sided p; stands where p itself underflows.',
      }),
      pValue: t.exposeFloat('pValue', {
        nullable: true,
        description: 'Two-sided p, unadjusted; null where it underflows to zero (see logP).',
      }),
      qValue: t.exposeFloat('qValue', { nullable: true, description: 'p adjusted over the family.' }),
      family: t.field({ type: Family, description: 'The family of q.', resolve: (result) => result.family }),
      groups: t.field({
        type: [GroupResult],
        description: 'The groups in order; an effect is first minus second.',
        complexity: { field: 1, multiplier: 4 },
        resolve: (result) => [...result.groups],
      }),
      smallestReachableP: t.exposeFloat('smallestReachableP', {
        nullable: true,
        description: 'The smallest p that this test could give with these group sizes.',
      }),
      warnings: t.field({
        type: [Warning],
        description: 'Warnings about this one test.',
        complexity: { field: 1, multiplier: 3 },
        resolve: (result) => [...result.warnings],
      }),
    }),
  })

const TwoGroups = builder.objectRef<TwoGroupsResult>('TwoGroups').implement({
  description: 'A test of two groups.',
  interfaces: [Tested],
  fields: (t) => ({
    estimate: t.field({
      type: Interval,
      description: 'First group minus second group, in the unit of the variable.',
      resolve: (result) => result.estimate,
    }),
    minimumDetectableEffect: t.field({
      type: NamedValue,
      description:
        'Smallest standardised difference that would be found with 80 % power at two-sided .05; anything smaller would be missed one time in five.',
      resolve: (result) => result.minimumDetectableEffect,
    }),
  }),
})

const ManyGroups = builder.objectRef<ManyGroupsResult>('ManyGroups').implement({
  description: 'A test of three or more groups at once.',
  interfaces: [Tested],
})

const NotTestable = builder.objectRef<NotTestableShape>('NotTestable').implement({
  description: 'The data cannot answer, and this is why. A value, not an error.',
  fields: (t) => ({
    reason: t.exposeString('reason', { description: 'Why it cannot be tested, in words.' }),
    code: t.exposeString('code', {
      description:
        'empty-group, group-too-small, all-equal, no-values, one-group, or confounded: the covariates explain the groups.',
    }),
    n: t.exposeInt('n', { description: 'Patients with a value, over all groups.' }),
    groups: t.field({
      type: [GroupResult],
      description: 'The groups as they are, so that the points can still be described.',
      complexity: { field: 1, multiplier: 4 },
      resolve: (result) => [...result.groups],
    }),
    family: t.field({
      type: Family,
      description: 'The family it was planned in; it is no part of q.',
      resolve: (result) => result.family,
    }),
    warnings: t.field({
      type: [Warning],
      description: 'Warnings about this variable.',
      complexity: { field: 1, multiplier: 3 },
      resolve: (result) => [...result.warnings],
    }),
  }),
})

/** Of questions without groups or a family: only why. */
export const NoAnswer = builder
  .objectRef<{ kind: 'notTestable'; code: string; reason: string; n: number }>('NoAnswer')
  .implement({
    description: 'The data cannot answer this part, and this is why. A value, not an error.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Short name of the reason, for machines.' }),
      reason: t.exposeString('reason', { description: 'The reason in words.' }),
      n: t.exposeInt('n', { description: 'Patients that there were.' }),
    }),
  })

const typeNames = { twoGroups: 'TwoGroups', manyGroups: 'ManyGroups', notTestable: 'NotTestable' } as const

export const Result = builder.unionType('Result', {
  description: 'The answer of one test: two groups, many groups, or the reason why it cannot be tested.',
  types: [TwoGroups, ManyGroups, NotTestable],
  resolveType: (result: ResultShape) => typeNames[result.kind],
})
