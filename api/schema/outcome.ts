import { outcome } from '../analyses/outcome.ts'
import type { FollowedPatient, OutcomeAnswer } from '../analyses/outcomeAnswer.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import type { TrendResult } from '../../science/radiogenomics/outcome.ts'
import type { OutcomeLine } from '../../science/radiogenomics/outcomeWords.ts'
import type { OutcomeResult } from '../../science/radiogenomics/result.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { GroupedAnalysis } from './groupedAnalysis.ts'
import { GroupingInput } from './grouping.ts'
import { ModelOrReason } from './hazardModel.ts'
import { CutSearchOrReason, RestrictedMeansOrReason } from './restrictedMeans.ts'
import { GroupResult, NoAnswer, Tested } from './result.ts'
import { SurvivalCurve, TimeAxis } from './survivalCurve.ts'
import { Variable } from './variable.ts'

const OutcomeInput = builder.inputType('OutcomeInput', {
  description: 'The specification of an outcome by group.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    grouping: t.field({ type: GroupingInput, required: true, description: 'How patients are grouped.' }),
    endpoint: t.id({ required: true, description: 'Reference of an endpoint, e.g. "outcome:cdr/os".' }),
    among: t.idList({
      description: 'Only patients with a row in these layers, e.g. those of a comparison; at most 5.',
    }),
    covariates: t.idList({
      description: 'Numbers and categories beside the groups in the multivariable model; at most 12.',
    }),
    reference: t.string({
      description:
        'Key of the group that hazards are compared with; by default the lowest of cuts, the first of categories and lists.',
    }),
    trend: t.boolean({
      description:
        'Whether the order of three or more groups means something; by default only of cuts of a number.',
    }),
    tau: t.float({
      description:
        'End of the restricted means, days; by default, and at most, the last time of the group followed least.',
    }),
    times: t.floatList({ description: 'Times of the risk table, days; by default those of the axis.' }),
    permutations: t.int({
      defaultValue: 1000,
      description: 'Random permutations of the search for cuts, 0 to 10,000; only where a number is cut.',
    }),
    seed: t.int({ defaultValue: 1, description: 'Seed of the permutations.' }),
  }),
})

const GroupEvents = builder.objectRef<OutcomeResult['events'][number]>('GroupEvents').implement({
  description: 'Events of one group, seen and expected if the groups did not differ.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Key of the group.' }),
    observed: t.exposeFloat('observed', { description: 'Events.' }),
    expected: t.exposeFloat('expected', { description: 'Events expected.' }),
  }),
})

const LogRank = builder.objectRef<OutcomeResult>('LogRank').implement({
  description:
    'Log-rank test. Its effect size is the hazard ratio of two groups, else Harrell’s C of the model by group.',
  interfaces: [Tested],
  fields: (t) => ({
    events: t.field({
      type: [GroupEvents],
      description: 'Events by group.',
      complexity: { field: 1, multiplier: 4 },
      resolve: (result) => [...result.events],
    }),
  }),
})

const Trend = builder.objectRef<TrendResult>('Trend').implement({
  description: 'Log-rank test for trend over ordered groups.',
  fields: (t) => ({
    method: t.exposeString('method', { description: 'The test’s exact name and the scores.' }),
    z: t.exposeFloat('z', { description: 'Above 0: more events towards the last group.' }),
    logP: t.exposeFloat('logP', { description: 'Natural logarithm of the two-sided p.' }),
    pValue: t.exposeFloat('pValue', {
      nullable: true,
      description: 'Two-sided p; null where it underflows.',
    }),
  }),
})

const LogRankOrReason = builder.unionType('LogRankOrReason', {
  description: 'The log-rank test, or why there is none.',
  types: [LogRank, NoAnswer],
  resolveType: ({ kind }) => (kind === 'notTestable' ? 'NoAnswer' : 'LogRank'),
})

const TrendOrReason = builder.unionType('TrendOrReason', {
  description: 'The test for trend, or why there is none.',
  types: [Trend, NoAnswer],
  resolveType: ({ kind }) => (kind === 'notTestable' ? 'NoAnswer' : 'Trend'),
})

const OutcomeLineRef = builder.objectRef<OutcomeLine>('OutcomeLine').implement({
  description: 'One sentence of the answer.',
  fields: (t) => ({
    about: t.exposeString('about', {
      description: 'logRank, trend, median, hazardRatio, proportionality, restrictedMean or cut.',
    }),
    text: t.exposeString('text', { description: 'The sentence.' }),
  }),
})

const Followed = builder.objectRef<FollowedPatient>('FollowedPatient').implement({
  description: 'Where the follow-up of a patient ends on the curve of the group.',
  fields: (t) => ({
    patient: t.exposeID('patient', { description: 'The patient.' }),
    group: t.exposeString('group', { description: 'Key of the group.' }),
    time: t.exposeFloat('time', { description: 'Days.' }),
    event: t.exposeBoolean('event', { description: 'Whether the event happened; else censored.' }),
    survival: t.exposeFloat('survival', {
      description: 'Kaplan–Meier estimate of the group from this time on.',
    }),
  }),
})

const Outcome = builder.objectRef<StoredAnalysis<OutcomeAnswer>>('Outcome').implement({
  description: 'Time to an event by group of patients.',
  interfaces: [Analysis, GroupedAnalysis],
  fields: (t) => ({
    endpoint: t.field({
      type: Variable,
      description: 'The endpoint.',
      resolve: ({ answer, release }) => ({ ...answer.endpoint, releaseId: release.id }),
    }),
    covariates: t.field({
      type: [Variable],
      description: 'Covariates of the multivariable model.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ answer, release }) => answer.covariates.map((row) => ({ ...row, releaseId: release.id })),
    }),
    n: t.int({ description: 'Patients compared.', resolve: ({ answer }) => answer.n }),
    events: t.int({ description: 'Events among them.', resolve: ({ answer }) => answer.events }),
    reference: t.string({
      description: 'Key of the group that hazards are compared with.',
      resolve: ({ answer }) => answer.reference,
    }),
    axis: t.field({ type: TimeAxis, description: 'The time axis.', resolve: ({ answer }) => answer.axis }),
    curves: t.field({
      type: [SurvivalCurve],
      description: 'A curve per group, in their order; there also where nothing can be tested.',
      complexity: { field: 1, multiplier: 5 },
      resolve: ({ answer }) => answer.curves,
    }),
    patients: t.field({
      type: [Followed],
      description: 'Everybody in the curves, each at the own time.',
      complexity: { field: 1, multiplier: 20 },
      resolve: ({ answer }) => answer.patients,
    }),
    groups: t.field({
      type: [GroupResult],
      description: 'Follow-up of each group; zeros are times of 0, the summary is of times, censored or not.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ answer }) => answer.groups,
    }),
    logRank: t.field({
      type: LogRankOrReason,
      description: 'Log-rank test over all groups.',
      resolve: ({ answer }) => answer.logRank,
    }),
    trend: t.field({
      type: TrendOrReason,
      nullable: true,
      description: 'Test for trend; null for two groups and for groups without an order.',
      resolve: ({ answer }) => answer.trend,
    }),
    univariable: t.field({
      type: [ModelOrReason],
      description: 'Cox models: the groups alone, then each covariate alone.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ answer }) => answer.univariable,
    }),
    multivariable: t.field({
      type: ModelOrReason,
      nullable: true,
      description: 'Cox model of groups and covariates together; null without covariates.',
      resolve: ({ answer }) => answer.multivariable,
    }),
    restrictedMeans: t.field({
      type: RestrictedMeansOrReason,
      description: 'Restricted means with differences.',
      resolve: ({ answer }) => answer.restrictedMeans,
    }),
    cutSearch: t.field({
      type: CutSearchOrReason,
      nullable: true,
      description: 'All cuts of the number behind the groups; null where the groups are no cuts.',
      resolve: ({ answer }) => answer.cutSearch,
    }),
    answer: t.field({
      type: [OutcomeLineRef],
      description: 'The answer in words.',
      complexity: { field: 1, multiplier: 7 },
      resolve: ({ answer }) => answer.answer,
    }),
    tsv: t.string({
      description: 'Curves and hazard ratios as tab-separated text with the specification in its header.',
      resolve: tsvOf(outcome),
    }),
  }),
})

builder.queryField('outcome', (t) =>
  t.field({
    type: Outcome,
    description: 'Compares the time to an event between groups of patients.',
    args: {
      input: t.arg({ type: OutcomeInput, required: true, description: 'The specification.' }),
    },
    complexity: { field: 3000, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, outcome, input),
  }),
)
