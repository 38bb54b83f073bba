import { profile } from '../analyses/profile.ts'
import type {
  AnnotationAnswer,
  ControlAnswer,
  ProfileAnswer,
  ProfileCellAnswer,
  ProfileMethodAnswer,
} from '../analyses/profileAnswer.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import type { GroupMean } from '../../science/radiogenomics/immuneProfile.ts'
import { finiteOrNull, probability } from '../../science/radiogenomics/probability.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { ScaleChoice } from './comparison.ts'
import { FlowStep } from './flow.ts'
import { GroupingInput, RiskGroups } from './grouping.ts'
import { Variable } from './variable.ts'

const ImmuneProfileInput = builder.inputType('ImmuneProfileInput', {
  description: 'The specification of an immune profile.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    grouping: t.field({ type: GroupingInput, required: true, description: 'How patients are grouped.' }),
    methods: t.idList({ required: true, description: 'One to eight layers of kind immune.' }),
    scale: t.field({
      type: ScaleChoice,
      defaultValue: 'stored',
      description: 'What amounts are measured against; of several methods, where it means something.',
    }),
    replicates: t.int({ defaultValue: 2000, description: 'Bootstrap replicates, 100 to 20,000.' }),
    seed: t.int({ defaultValue: 1, description: 'Seed of the bootstrap.' }),
  }),
})

const Mean = builder.objectRef<GroupMean>('CompositionMean').implement({
  description: 'Mean share of one cell in one group.',
  fields: (t) => ({
    group: t.exposeString('group', { description: 'Key of the group.' }),
    n: t.exposeInt('n', { description: 'Patients with a whole composition.' }),
    mean: t.float({ nullable: true, description: 'The mean.', resolve: ({ mean }) => finiteOrNull(mean) }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower 95 % bound, percentile bootstrap.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper 95 % bound.' }),
  }),
})

const floats = { type: ['Float'] as ['Float'], nullable: { list: false, items: true } as const }

const Cell = builder.objectRef<ProfileCellAnswer & { releaseId: number }>('ProfileCell').implement({
  description: 'One cell over all grouped patients.',
  fields: (t) => ({
    variable: t.field({
      type: Variable,
      description: 'The variable.',
      resolve: ({ variable, releaseId }) => ({ ...variable, releaseId }),
    }),
    means: t.field({
      type: [Mean],
      description: 'Group means; empty where cells are no parts of a whole.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ means }) => means,
    }),
    values: t.field({
      ...floats,
      description: 'Values, in the order of the patients.',
      resolve: ({ values }) => values,
    }),
    z: t.field({
      ...floats,
      description:
        'Values minus their mean over their standard deviation, uncut; null where missing or all are equal.',
      resolve: ({ z }) => z,
    }),
  }),
})

const Annotation = builder.objectRef<AnnotationAnswer>('ProfileAnnotation').implement({
  description: 'What else is known of the patients, in their order.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'Name as shown.' }),
    ref: t.exposeID('ref', { description: 'Reference of the variable.' }),
    numbers: t.field({
      type: ['Float'],
      nullable: { list: true, items: true },
      description: 'Numbers; null for categories.',
      resolve: ({ numbers }) => numbers,
    }),
    levels: t.stringList({
      nullable: { list: true, items: true },
      description: 'Levels; null for numbers.',
      resolve: ({ levels }) => levels,
    }),
    low: t.float({
      nullable: true,
      description: 'Smallest of the numbers; null for categories and where nobody has one.',
      resolve: ({ range }) => range?.low ?? null,
    }),
    high: t.float({
      nullable: true,
      description: 'Largest of the numbers.',
      resolve: ({ range }) => range?.high ?? null,
    }),
    order: t.exposeStringList('order', {
      nullable: true,
      description: 'Levels that somebody has, in their natural order; null for numbers.',
    }),
  }),
})

const Method = builder.objectRef<ProfileMethodAnswer & { releaseId: number }>('ProfileMethod').implement({
  description: 'One method: composition and heatmap.',
  fields: (t) => ({
    ref: t.exposeID('ref', { description: 'Layer reference.' }),
    label: t.exposeString('label', { description: 'Name as shown.' }),
    scale: t.exposeString('scaleWords', { description: 'What the amounts are, in words.' }),
    isComposition: t.exposeBoolean('isComposition', {
      description: 'Whether the cells of a patient are parts of a whole, so that they can be stacked.',
    }),
    patients: t.exposeStringList('patients', { description: 'Submitter ids: by group, then by score.' }),
    groups: t.exposeStringList('groups', { description: 'Key of each patient’s group.' }),
    passes: t.booleanList({
      nullable: { list: false, items: true },
      description: 'Whether each passes the method’s own check.',
      resolve: ({ passes }) => passes,
    }),
    clusteredPatients: t.exposeIntList('clusteredPatients', {
      description: 'Places in `patients` by group and clustering (average linkage of z).',
    }),
    clusteredCells: t.exposeIntList('clusteredCells', { description: 'Places in `cells` by clustering.' }),
    cells: t.field({
      type: [Cell],
      description: 'Cells in the vocabulary’s order.',
      complexity: { field: 1, multiplier: 22 },
      resolve: ({ cells, releaseId }) => cells.map((cell) => ({ ...cell, releaseId })),
    }),
    nIncomplete: t.exposeInt('nIncomplete', {
      description: 'Grouped patients who lack a cell, and are in no mean.',
    }),
    annotations: t.field({
      type: [Annotation],
      description:
        'The grouping score, stage, sex, purity and the fit of the method, as far as there are any.',
      complexity: { field: 1, multiplier: 5 },
      resolve: ({ annotations }) => annotations,
    }),
  }),
})

const Control = builder.objectRef<ControlAnswer>('ExpressionControl').implement({
  description: 'A marker gene beside the fraction of the cell that it marks.',
  fields: (t) => ({
    symbol: t.exposeString('symbol', { description: 'Gene.' }),
    ref: t.exposeID('ref', { description: 'Reference of its expression.' }),
    cell: t.exposeID('cell', { description: 'Cell type that it marks.' }),
    marks: t.exposeString('marks', { description: 'What it marks, in words.' }),
    citation: t.exposeString('citation', { description: 'Where that is known from.' }),
    rho: t.exposeFloat('rho', { nullable: true, description: 'Spearman with the cell by the first method.' }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower 95 % bound of it.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper 95 % bound of it.' }),
    n: t.exposeInt('n', { description: 'Patients with both.' }),
    delta: t.exposeFloat('delta', {
      nullable: true,
      description: 'First group against second: Cliff’s delta of the expression.',
    }),
    deltaLow: t.exposeFloat('deltaLow', { nullable: true, description: 'Lower 95 % bound of it.' }),
    deltaHigh: t.exposeFloat('deltaHigh', { nullable: true, description: 'Upper 95 % bound of it.' }),
    pValue: t.float({
      nullable: true,
      description: 'Rank-sum p of the expression, unadjusted.',
      resolve: ({ logP }) => (logP === null ? null : probability(logP)),
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why something is missing.' }),
  }),
})

const ImmuneProfile = builder.objectRef<StoredAnalysis<ProfileAnswer>>('ImmuneProfile').implement({
  interfaces: [Analysis],
  description: 'Composition by group and cells × patients of one or several methods.',
  fields: (t) => ({
    grouping: t.field({
      type: RiskGroups,
      description: 'The groups.',
      resolve: ({ answer }) => answer.grouping,
    }),
    flow: t.field({
      type: [FlowStep],
      description: 'Who is in the first method: step by step, everybody left out with a reason.',
      complexity: { field: 1, multiplier: 5 },
      resolve: ({ answer }) => answer.flow,
    }),
    methods: t.field({
      type: [Method],
      description: 'The methods asked for.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ answer, release }) =>
        answer.methods.map((method) => ({ ...method, releaseId: release.id })),
    }),
    controls: t.field({
      type: [Control],
      description: 'Marker genes beside the cells of the first method; empty without expression.',
      complexity: { field: 1, multiplier: 8 },
      resolve: ({ answer }) => answer.controls,
    }),
    expression: t.string({
      nullable: true,
      description: 'The expression layer that the controls come from.',
      resolve: ({ answer }) => answer.expression,
    }),
    replicates: t.int({ description: 'Bootstrap replicates.', resolve: ({ answer }) => answer.replicates }),
    tsv: t.string({ description: 'All numbers as tab-separated text.', resolve: tsvOf(profile) }),
  }),
})

builder.queryField('immuneProfile', (t) =>
  t.field({
    type: ImmuneProfile,
    description:
      'What a composition panel and a heatmap draw: group means, every patient, orders, annotations, marker genes.',
    args: { input: t.arg({ type: ImmuneProfileInput, required: true, description: 'The specification.' }) },
    complexity: { field: 500, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, profile, input),
  }),
)
