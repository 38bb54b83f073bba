import type { CutSearch, RestrictedMeans } from '../../science/radiogenomics/outcome.ts'
import { builder } from '../builder.ts'
import { ModelTest } from './hazardModel.ts'
import { Interval, NoAnswer } from './result.ts'

const MeanOfGroup = builder.objectRef<RestrictedMeans['means'][number]>('MeanOfGroup').implement({
  description: 'Restricted mean of one group.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Key of the group.' }),
    mean: t.field({ type: Interval, description: 'Days.', resolve: ({ mean }) => mean }),
  }),
})

const MeanDifference = builder.objectRef<RestrictedMeans['differences'][number]>('MeanDifference').implement({
  description: 'Difference of two restricted means.',
  fields: (t) => ({
    first: t.exposeString('first', { description: 'Key of the first group.' }),
    second: t.exposeString('second', { description: 'Key of the group taken from it.' }),
    difference: t.field({
      type: Interval,
      description: 'First − second, days.',
      resolve: (each) => each.difference,
    }),
    logP: t.exposeFloat('logP', { description: 'Natural logarithm of the two-sided p.' }),
    pValue: t.exposeFloat('pValue', {
      nullable: true,
      description: 'Two-sided p; null where it underflows.',
    }),
  }),
})

const RestrictedMeansRef = builder.objectRef<RestrictedMeans>('RestrictedMeans').implement({
  description:
    'Restricted mean time without the event, up to a declared τ that no group has to be extrapolated to.',
  fields: (t) => ({
    tau: t.exposeFloat('tau', { description: 'τ, days.' }),
    tauRule: t.exposeString('tauRule', { description: 'How τ came to be.' }),
    means: t.field({
      type: [MeanOfGroup],
      description: 'Mean of each group.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ means }) => means,
    }),
    differences: t.field({
      type: [MeanDifference],
      description: 'First group minus each other group.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ differences }) => differences,
    }),
  }),
})

export const RestrictedMeansOrReason = builder.unionType('RestrictedMeansOrReason', {
  description: 'Restricted means, or why there are none.',
  types: [RestrictedMeansRef, NoAnswer],
  resolveType: ({ kind }) => (kind === 'notTestable' ? 'NoAnswer' : 'RestrictedMeans'),
})

const Cut = builder.objectRef<CutSearch['cuts'][number]>('Cut').implement({
  description: 'One cut: patients at or below the value against those above.',
  fields: (t) => ({
    value: t.exposeFloat('value', { description: 'The cut.' }),
    below: t.exposeInt('below', { description: 'Patients at or below it.' }),
    z: t.exposeFloat('z', {
      description: 'Standardised log-rank score of those at or below; above 0: more events.',
    }),
    logP: t.exposeFloat('logP', {
      description: 'Natural logarithm of p, as if this cut had been chosen beforehand.',
    }),
  }),
})

const CutSearchRef = builder.objectRef<CutSearch>('CutSearch').implement({
  description: 'All cuts of the number behind the groups, and what the best of them is worth.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'The number that is cut.' }),
    n: t.exposeInt('n', { description: 'Patients with the number and the endpoint.' }),
    events: t.exposeInt('events', { description: 'Events among them.' }),
    lowest: t.exposeFloat('lowest', { description: 'Least share of patients at or below a cut.' }),
    highest: t.exposeFloat('highest', { description: 'Greatest share of patients at or below a cut.' }),
    cuts: t.field({
      type: [Cut],
      description: 'Every cut between these shares, ascending.',
      complexity: { field: 1, multiplier: 40 },
      resolve: (search) => search.cuts,
    }),
    best: t.float({ description: 'The cut that separates best.', resolve: ({ best }) => best.value }),
    below: t.int({ description: 'Patients at or below it.', resolve: ({ best }) => best.below }),
    above: t.int({ description: 'Patients above it.', resolve: ({ best }) => best.above }),
    naive: t.field({
      type: ModelTest,
      description:
        'Log-rank test at the best cut as if it had not been searched for: never to be given alone.',
      resolve: (search) => search.naive,
    }),
    adjustedMethod: t.string({
      description: 'How the choice is allowed for.',
      resolve: ({ adjusted }) => adjusted.method,
    }),
    adjustedLogP: t.float({
      description: 'Natural logarithm of the p that allows for the choice.',
      resolve: ({ adjusted }) => adjusted.logP,
    }),
    adjustedP: t.float({
      nullable: true,
      description: 'p that allows for the choice; null where it underflows.',
      resolve: ({ adjusted }) => adjusted.pValue,
    }),
    permutationP: t.float({
      nullable: true,
      description: 'The same by permutation, (1 + b)/(1 + B); null where none was asked for.',
      resolve: ({ permutation }) => permutation?.p ?? null,
    }),
    permutations: t.int({
      description: 'How many permutations; 0 where none was asked for.',
      resolve: ({ permutation }) => permutation?.permutations ?? 0,
    }),
  }),
})

export const CutSearchOrReason = builder.unionType('CutSearchOrReason', {
  description: 'The search for cuts, or why there is none.',
  types: [CutSearchRef, NoAnswer],
  resolveType: ({ kind }) => (kind === 'notTestable' ? 'NoAnswer' : 'CutSearch'),
})
