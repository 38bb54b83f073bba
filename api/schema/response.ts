import { response } from '../analyses/response.ts'
import type { ResponseAnswer } from '../analyses/response.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import type {
  ResponseOfGroup as ResponseOfGroupShape,
  ResponseTest as ResponseTestShape,
} from '../../science/radiogenomics/responseByGroup.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { GroupedAnalysis } from './groupedAnalysis.ts'
import { GroupingInput } from './grouping.ts'
import { Interval, NoAnswer, Variant } from './result.ts'
import { Variable } from './variable.ts'

const ResponseInput = builder.inputType('ResponseInput', {
  description: 'The specification of a response by group.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    grouping: t.field({ type: GroupingInput, required: true, description: 'How patients are grouped.' }),
    response: t.id({ required: true, description: 'Reference of a category of a layer of kind response.' }),
    responders: t.stringList({
      description: 'Levels that count as a response; by default CR, PR and those that say so by their name.',
    }),
    among: t.idList({ description: 'Only patients with a row in these layers; at most 5.' }),
  }),
})

const ResponseOfGroup = builder.objectRef<ResponseOfGroupShape>('ResponseOfGroup').implement({
  description: 'Responses of one group.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Key of the group.' }),
    label: t.exposeString('label', { description: 'Label of the group.' }),
    n: t.exposeInt('n', { description: 'Patients with a known response.' }),
    nMissing: t.exposeInt('nMissing', { description: 'Patients without one.' }),
    counts: t.exposeIntList('counts', { description: 'Patients of each level, in the order of the levels.' }),
    responders: t.exposeInt('responders', { description: 'Patients whose level counts as a response.' }),
    share: t.field({
      type: Interval,
      description: 'Their share of n with its exact interval.',
      resolve: (group) => group.share,
    }),
  }),
})

const ResponseTest = builder.objectRef<ResponseTestShape>('ResponseTest').implement({
  description: 'Responders against the others, by group.',
  fields: (t) => ({
    method: t.exposeString('method', { description: 'The test’s exact name.' }),
    variant: t.field({ type: Variant, description: 'How p was obtained.', resolve: (test) => test.variant }),
    oddsRatio: t.field({
      type: Interval,
      description: 'Odds of a response in the first group over those in the second.',
      resolve: (test) => test.oddsRatio,
    }),
    logP: t.exposeFloat('logP', { description: 'Natural logarithm of the two-sided p.' }),
    pValue: t.exposeFloat('pValue', {
      nullable: true,
      description: 'Two-sided p; null where it underflows.',
    }),
  }),
})

const ResponseTestOrReason = builder.unionType('ResponseTestOrReason', {
  description: 'The test, or why there is none.',
  types: [ResponseTest, NoAnswer],
  resolveType: ({ kind }) => (kind === 'notTestable' ? 'NoAnswer' : 'ResponseTest'),
})

const Response = builder.objectRef<StoredAnalysis<ResponseAnswer>>('ResponseByGroup').implement({
  description: 'Response to treatment by group of patients.',
  interfaces: [Analysis, GroupedAnalysis],
  fields: (t) => ({
    response: t.field({
      type: Variable,
      description: 'The response.',
      resolve: ({ answer, release }) => ({ ...answer.variable, releaseId: release.id }),
    }),
    responders: t.stringList({
      description: 'Levels that count as a response.',
      resolve: ({ answer }) => answer.responders,
    }),
    groups: t.field({
      type: [ResponseOfGroup],
      description: 'The groups in order.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ answer }) => answer.groups,
    }),
    test: t.field({
      type: ResponseTestOrReason,
      description: 'Fisher’s exact test.',
      resolve: ({ answer }) => answer.test,
    }),
    tsv: t.string({
      description: 'The table as tab-separated text with the specification in its header.',
      resolve: tsvOf(response),
    }),
  }),
})

builder.queryField('response', (t) =>
  t.field({
    type: Response,
    description: 'Compares the response to treatment between groups of patients.',
    args: {
      input: t.arg({ type: ResponseInput, required: true, description: 'The specification.' }),
    },
    complexity: { field: 1500, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, response, input),
  }),
)
