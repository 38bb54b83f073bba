import { builder } from '../builder.ts'
import { riskGroupsOf } from '../analyses/grouping.ts'
import { suggestGroupings } from '../analyses/suggestGroupings.ts'
import { parseGrouping } from '../analyses/groupingInput.ts'
import type { GroupingInputShape, GroupingShape, MembersShape } from '../analyses/groupingInput.ts'
import type { RiskGroupsAnswer } from '../analyses/grouping.ts'
import { requiredRelease } from '../analyses/release.ts'
import { Release } from './release.ts'

export const GroupingKind = builder.enumType('GroupingKind', {
  description: 'How patients are put into groups.',
  values: {
    RISK_MODEL: { value: 'riskModel', description: 'High against low risk by a stored model’s cutoff.' },
    MEDIAN: { value: 'median', description: 'Above the median against at or below it.' },
    QUANTILES: { value: 'quantiles', description: 'As many groups of about the same size, highest first.' },
    THRESHOLD: { value: 'threshold', description: 'Above a given number against at or below it.' },
    CATEGORIES: { value: 'categories', description: 'Levels of a category, merged and ordered as wished.' },
    PATIENTS: { value: 'patients', description: 'Lists of patients.' },
  } as const,
})

const GroupMembersInput = builder.inputType('GroupMembersInput', {
  description: 'One group and who or what is in it.',
  fields: (t) => ({
    label: t.string({ required: true, description: 'Label of the group.' }),
    members: t.stringList({
      required: true,
      description: 'Levels of the category, or submitter ids of patients.',
    }),
  }),
})

const RiskModelGroupingInput = builder.inputType('RiskModelGroupingInput', {
  description: 'High against low risk by the cutoff of a stored model.',
  fields: (t) => ({
    model: t.id({ required: true, description: 'Id of the risk model.' }),
    score: t.id({
      defaultValue: 'score:gtr-ith/score',
      description:
        'Reference of the score that the cutoff is applied to: a variable of a layer of kind score that is no input of the model.',
    }),
  }),
})

const VariableGroupingInput = builder.inputType('VariableGroupingInput', {
  description: 'Above the median of a number against at or below it.',
  fields: (t) => ({
    variable: t.id({ required: true, description: 'Reference of a number.' }),
  }),
})

const QuantilesGroupingInput = builder.inputType('QuantilesGroupingInput', {
  description: 'Groups of about the same size by quantiles of a number, highest first.',
  fields: (t) => ({
    variable: t.id({ required: true, description: 'Reference of a number.' }),
    count: t.int({ required: true, description: 'How many groups, 2 to 10; 3 are tertiles.' }),
  }),
})

const ThresholdGroupingInput = builder.inputType('ThresholdGroupingInput', {
  description: 'Above a given number against at or below it.',
  fields: (t) => ({
    variable: t.id({ required: true, description: 'Reference of a number.' }),
    cutoff: t.float({ required: true, description: 'The number, in the unit of the variable.' }),
  }),
})

const CategoriesGroupingInput = builder.inputType('CategoriesGroupingInput', {
  description: 'Levels of a category as groups.',
  fields: (t) => ({
    variable: t.id({ required: true, description: 'Reference of a category.' }),
    groups: t.field({
      type: [GroupMembersInput],
      description:
        'Merges and orders levels; levels not named are left out with a reason. Without it every level is a group.',
    }),
  }),
})

const PatientsGroupingInput = builder.inputType('PatientsGroupingInput', {
  description: 'Lists of patients as groups.',
  fields: (t) => ({
    groups: t.field({
      type: [GroupMembersInput],
      required: true,
      description: 'The groups in order; nobody may be in two.',
    }),
    others: t.string({
      description: 'Label of a last group: everybody of the release who is in none of the lists.',
    }),
  }),
})

const WithinGroupingInput = builder.inputRef<NonNullable<GroupingInputShape['within']>>('WithinGroupingInput')

const GroupingInputRef = builder.inputRef<GroupingInputShape>('GroupingInput')

export const GroupingInput = GroupingInputRef.implement({
  description: 'How patients are put into groups. Exactly one field.',
  isOneOf: true,
  fields: (t) => ({
    riskModel: t.field({ type: RiskModelGroupingInput, description: 'By a stored risk model.' }),
    median: t.field({ type: VariableGroupingInput, description: 'By the median of a number.' }),
    quantiles: t.field({ type: QuantilesGroupingInput, description: 'By quantiles of a number.' }),
    threshold: t.field({ type: ThresholdGroupingInput, description: 'By a given number.' }),
    categories: t.field({ type: CategoriesGroupingInput, description: 'By levels of a category.' }),
    patients: t.field({ type: PatientsGroupingInput, description: 'By lists of patients.' }),
    within: t.field({
      type: WithinGroupingInput,
      description: 'Any of the others among patients with certain levels of a category alone.',
    }),
  }),
})

WithinGroupingInput.implement({
  description: 'A grouping among those alone who have certain levels of a category, e.g. one histology.',
  fields: (t) => ({
    variable: t.id({ required: true, description: 'Reference of a category.' }),
    levels: t.stringList({ required: true, description: 'Levels that are kept; at least one.' }),
    grouping: t.field({
      type: GroupingInputRef,
      required: true,
      description: 'How those are grouped; cuts are taken among them.',
    }),
  }),
})

const WithinLevels = builder
  .objectRef<{ variable: string; levels: readonly string[] }>('WithinLevels')
  .implement({
    description: 'Who is looked at: patients with certain levels of a category.',
    fields: (t) => ({
      variable: t.exposeID('variable', { description: 'Reference of the category.' }),
      levels: t.stringList({ description: 'Levels that are kept.', resolve: ({ levels }) => [...levels] }),
    }),
  })

const GroupMembers = builder.objectRef<MembersShape>('GroupMembers').implement({
  description: 'One group and who or what is in it.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'Label of the group.' }),
    members: t.stringList({
      description: 'Levels of the category, or submitter ids of patients.',
      resolve: (group) => [...group.members],
    }),
  }),
})

export const GroupingValue = builder.objectRef<GroupingShape>('GroupingValue').implement({
  description: 'A grouping as chosen; the same fields as the input, those of the chosen kind filled.',
  fields: (t) => ({
    kind: t.field({
      type: GroupingKind,
      description: 'How patients are put into groups.',
      resolve: (grouping) => grouping.kind,
    }),
    variable: t.exposeID('variable', { nullable: true, description: 'Variable that is grouped by.' }),
    model: t.exposeID('model', { nullable: true, description: 'Risk model whose cutoff is used.' }),
    score: t.exposeID('score', {
      nullable: true,
      description: 'Score that the cutoff of the risk model is applied to.',
    }),
    count: t.exposeInt('count', { nullable: true, description: 'Number of groups, of quantiles.' }),
    cutoff: t.exposeFloat('cutoff', { nullable: true, description: 'Cutoff, of a threshold.' }),
    groups: t.field({
      type: [GroupMembers],
      nullable: true,
      description: 'Groups, of categories and of lists of patients.',
      resolve: (grouping) => grouping.groups && [...grouping.groups],
    }),
    others: t.exposeString('others', {
      nullable: true,
      description: 'Label of the group of everybody else, of lists of patients.',
    }),
    within: t.field({
      type: WithinLevels,
      nullable: true,
      description: 'Only patients with these levels are looked at; null = everybody.',
      resolve: ({ within }) => within,
    }),
  }),
})

const SuggestedGrouping = builder
  .objectRef<{ label: string; grouping: GroupingShape }>('SuggestedGrouping')
  .implement({
    description: 'A grouping that makes sense for a release.',
    fields: (t) => ({
      label: t.exposeString('label', { description: 'The grouping in words.' }),
      grouping: t.field({
        type: GroupingValue,
        description: 'The grouping.',
        resolve: (suggestion) => suggestion.grouping,
      }),
    }),
  })

const Group = builder.objectRef<RiskGroupsAnswer['groups'][number]>('Group').implement({
  description: 'A group of patients.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Key, e.g. "high".' }),
    label: t.exposeString('label', { description: 'Label as drawn.' }),
    n: t.exposeInt('n', { description: 'How many patients are in it.' }),
  }),
})

const Cutoff = builder.objectRef<RiskGroupsAnswer['cutoffs'][number]>('Cutoff').implement({
  description: 'A number that separates two groups, and where it comes from.',
  fields: (t) => ({
    value: t.exposeFloat('value', { description: 'The number.' }),
    rule: t.exposeString('rule', { description: 'How it was found, e.g. "median".' }),
    origin: t.exposeString('origin', {
      description: 'From which patients of which cohort and release it was taken.',
    }),
  }),
})

const GroupMember = builder.objectRef<RiskGroupsAnswer['members'][number]>('GroupMember').implement({
  description: 'A patient in a group.',
  fields: (t) => ({
    patient: t.exposeString('patient', { description: 'Submitter id.' }),
    group: t.exposeString('group', { description: 'Key of the group.' }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'Value of the number that was grouped by; null for categories and lists.',
    }),
  }),
})

const Ungrouped = builder.objectRef<RiskGroupsAnswer['ungrouped'][number]>('Ungrouped').implement({
  description: 'A patient in no group, with the reason.',
  fields: (t) => ({
    patient: t.exposeString('patient', { description: 'Submitter id.' }),
    code: t.exposeString('code', { description: 'Short name of the reason, for machines.' }),
    reason: t.exposeString('reason', { description: 'The reason in words.' }),
  }),
})

export const RiskGroups = builder.objectRef<RiskGroupsAnswer>('RiskGroups').implement({
  description: 'Who is in which group, and where the cutoff comes from.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'What was grouped by, e.g. "GTR-ITH score".' }),
    kind: t.field({
      type: GroupingKind,
      description: 'How patients were put into groups.',
      resolve: (groups) => groups.kind,
    }),
    variable: t.exposeID('variable', {
      nullable: true,
      description: 'Variable that was grouped by; null for lists of patients.',
    }),
    groups: t.field({
      type: [Group],
      description: 'The groups in order; an effect is first minus second.',
      complexity: { field: 1, multiplier: 4 },
      resolve: (groups) => [...groups.groups],
    }),
    cutoffs: t.field({
      type: [Cutoff],
      description: 'Numbers that separate the groups, highest first; empty for categories and lists.',
      complexity: { field: 1, multiplier: 4 },
      resolve: (groups) => [...groups.cutoffs],
    }),
    members: t.field({
      type: [GroupMember],
      description: 'Everybody in a group.',
      complexity: { field: 1, multiplier: 100 },
      resolve: (groups) => [...groups.members],
    }),
    ungrouped: t.field({
      type: [Ungrouped],
      description: 'Everybody in no group, with the reason.',
      complexity: { field: 1, multiplier: 100 },
      resolve: (groups) => [...groups.ungrouped],
    }),
  }),
})

builder.objectField(Release, 'suggestedGroupings', (t) =>
  t.field({
    type: [SuggestedGrouping],
    description: 'Groupings that make sense for this release, best first; the page’s default is the first.',
    complexity: { field: 20, multiplier: 10 },
    resolve: (release, _args, context) => suggestGroupings(context, release),
  }),
)

builder.queryField('riskGroups', (t) =>
  t.field({
    type: RiskGroups,
    description: 'Groups only, without a test: who would be in which group, and where the cutoff comes from.',
    args: {
      release: t.arg.id({ required: true, description: 'Short id or content hash of the release.' }),
      grouping: t.arg({ type: GroupingInput, required: true, description: 'How to group.' }),
    },
    complexity: { field: 50, multiplier: 1 },
    resolve: async (_root, args, context) => {
      const release = await requiredRelease(context, args.release)
      return riskGroupsOf(context, release, parseGrouping(args.grouping))
    },
  }),
)
