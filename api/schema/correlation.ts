import { correlate } from '../analyses/correlate.ts'
import { pairColumns } from '../analyses/correlateAnswer.ts'
import type { CorrelateAnswer, PairsAnswer, SideAnswer } from '../analyses/correlateAnswer.ts'
import { clustersOf } from '../analyses/correlateClusters.ts'
import { pairOrder } from '../analyses/correlatePairs.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { suggestAdjustments } from '../analyses/suggestAdjustments.ts'
import type { SuggestedAdjustment } from '../analyses/suggestAdjustments.ts'
import type { AssociationClusters, ClusteredSide } from '../../science/radiogenomics/associationClusters.ts'
import type { Dendrogram as Tree } from '../../science/stats/dendrogram.ts'
import { finiteOrNull, probability } from '../../science/radiogenomics/probability.ts'
import { builder } from '../builder.ts'
import { pageComplexity, pageOf, pageRequest } from '../page.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { FlowStep, LeftOut } from './flow.ts'
import { pageArgs, pageType } from './page.ts'
import { Pair } from './pair.ts'
import { Release } from './release.ts'
import { Family } from './result.ts'
import { Variable } from './variable.ts'

const CorrelationMethod = builder.enumType('CorrelationMethod', {
  description: 'Which correlation.',
  values: {
    SPEARMAN: { value: 'spearman', description: 'Of ranks, mid-ranks for ties.' },
    PEARSON: { value: 'pearson', description: 'Of the values themselves.' },
    KENDALL: { value: 'kendall', description: 'τ-b; nothing can be adjusted for.' },
  } as const,
})

const SpearmanP = builder.enumType('SpearmanP', {
  description: 'How p of Spearman’s ρ comes about.',
  values: {
    AS_R: {
      value: 'r',
      description:
        'As R’s cor.test: all orders up to n = 9, AS 89 up to 1,290 without ties, else Student’s t.',
    },
    STUDENT_T: { value: 't', description: 'Always Student’s t, as scipy.' },
  } as const,
})

const VariableSetInput = builder.inputType('VariableSetInput', {
  description: 'Variables of one side. Exactly one field.',
  isOneOf: true,
  fields: (t) => ({
    variables: t.idList({ description: 'References of numbers, at most 500.' }),
    layer: t.id({ description: 'All numbers that a layer measures, e.g. "expression:fpkm".' }),
  }),
})

const CorrelateInput = builder.inputType('CorrelateInput', {
  description: 'The specification of an association: all pairs of two sets of variables.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    x: t.field({
      type: VariableSetInput,
      required: true,
      description: 'One side, e.g. a score or image features.',
    }),
    y: t.field({
      type: VariableSetInput,
      required: true,
      description: 'The other side, e.g. cells or genes.',
    }),
    method: t.field({ type: CorrelationMethod, defaultValue: 'spearman', description: 'Which correlation.' }),
    p: t.field({ type: SpearmanP, defaultValue: 'r', description: 'How p of Spearman’s ρ comes about.' }),
    adjustFor: t.idList({
      description:
        'Taken out of both sides (partial correlation; categories as indicators), at most 12; see suggestedAdjustments.',
    }),
    rival: t.id({
      description:
        'What might explain as much alone; by default the tumour volume of the release, if it has one.',
    }),
    withRival: t.boolean({ defaultValue: true, description: 'false: no rival.' }),
  }),
})

const PairPage = pageType('PairPage', 'pairs', Pair)

const PairOrder = builder.enumType('PairOrder', {
  description: 'Order of pairs; those not tested come last.',
  values: {
    GIVEN: { value: 'given', description: 'First x with all y, then the next.' },
    P: { value: 'p', description: 'Smallest raw p first.' },
    ADJUSTED_P: {
      value: 'adjustedP',
      description: 'Smallest adjusted p first; raw where nothing was adjusted for.',
    },
    EFFECT: { value: 'effect', description: 'Largest raw coefficient in either direction first.' },
  } as const,
})

const MatrixOf = builder.enumType('MatrixOf', {
  description: 'Which coefficients of all pairs.',
  values: {
    RAW: { value: 'raw', description: 'As measured.' },
    ADJUSTED: { value: 'adjusted', description: 'With everything asked for taken out.' },
    WITHOUT_RIVAL: { value: 'without', description: 'With the rival taken out.' },
  } as const,
})

function floats(values: ArrayLike<number>): (number | null)[] {
  return Array.from(values, finiteOrNull)
}

const nullableFloats = { type: ['Float'] as ['Float'], nullable: { list: false, items: true } as const }

const PairMatrix = builder.objectRef<PairsAnswer>('PairMatrix').implement({
  description: 'All pairs in columns: the first x with all y, then the next; null where not tested.',
  fields: (t) => ({
    r: t.field({
      ...nullableFloats,
      description: 'Coefficients.',
      resolve: (pairs) => floats(pairColumns(pairs).r),
    }),
    logP: t.field({
      ...nullableFloats,
      description: 'Natural logarithms of p.',
      resolve: (pairs) => floats(pairColumns(pairs).logP),
    }),
    qValue: t.field({
      ...nullableFloats,
      description: 'p adjusted over the family; null also where it underflows.',
      resolve: (pairs) =>
        Array.from(pairColumns(pairs).logQ, (log) => (Number.isNaN(log) ? null : probability(log))),
    }),
    logQ: t.field({
      ...nullableFloats,
      description: 'Natural logarithms of q, which never underflow.',
      resolve: (pairs) => floats(pairColumns(pairs).logQ),
    }),
    n: t.intList({
      description: 'Patients of each pair.',
      resolve: (pairs) => Array.from(pairColumns(pairs).n),
    }),
    family: t.field({ type: Family, description: 'The family of q.', resolve: (pairs) => pairs.family }),
  }),
})

const Side = builder.objectRef<SideAnswer>('AssociationSide').implement({
  description: 'Variables of one side, in their order.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'The set in words.' }),
    refs: t.idList({ description: 'References.', resolve: ({ refs }) => refs }),
    labels: t.exposeStringList('labels', { description: 'Labels, beside the references.' }),
  }),
})

const Dendrogram = builder.objectRef<Tree>('Dendrogram').implement({
  description: 'A tree ready to be drawn, one entry a merge: the places are those of the order, from 0.',
  fields: (t) => ({
    left: t.floatList({ description: 'Middle of the left branch.', resolve: ({ left }) => Array.from(left) }),
    right: t.floatList({
      description: 'Middle of the right branch.',
      resolve: ({ right }) => Array.from(right),
    }),
    leftHeight: t.floatList({
      description: 'Height at which the left branch begins; 0 for a single variable.',
      resolve: ({ leftHeight }) => Array.from(leftHeight),
    }),
    rightHeight: t.floatList({
      description: 'The same of the right branch.',
      resolve: ({ rightHeight }) => Array.from(rightHeight),
    }),
    height: t.floatList({
      description: 'Height of the merge.',
      resolve: ({ height }) => Array.from(height),
    }),
  }),
})

const ClusteredSideRef = builder.objectRef<ClusteredSide>('ClusteredSide').implement({
  description: 'One side in the order in which like stands beside like.',
  fields: (t) => ({
    order: t.intList({
      description: 'Places of the variables; those that could not be clustered come last.',
      resolve: ({ order }) => Array.from(order),
    }),
    clustered: t.exposeInt('clustered', { description: 'How many stand in the tree.' }),
    tree: t.field({
      type: Dendrogram,
      nullable: true,
      description: 'The tree; null of fewer than two.',
      resolve: ({ tree }) => tree,
    }),
  }),
})

const AssociationClustersRef = builder.objectRef<AssociationClusters>('AssociationClusters').implement({
  description: 'Both sides clustered.',
  fields: (t) => ({
    x: t.field({
      type: ClusteredSideRef,
      nullable: true,
      description: 'The one side; null where it is too long.',
      resolve: ({ x }) => x,
    }),
    y: t.field({
      type: ClusteredSideRef,
      nullable: true,
      description: 'The other side; null where it is too long.',
      resolve: ({ y }) => y,
    }),
    method: t.string({
      description: 'How, in words.',
      resolve: () => 'Euclidean distance between raw coefficients, average linkage',
    }),
  }),
})

type Adjusted = NonNullable<CorrelateAnswer['adjusted']> & { releaseId: number }

const Adjustment = builder.objectRef<Adjusted>('Adjustment').implement({
  description: 'What was taken out of both sides.',
  fields: (t) => ({
    variables: t.field({
      type: [Variable],
      description: 'The variables.',
      complexity: { field: 1, multiplier: 5 },
      resolve: ({ variables, releaseId }) => variables.map((row) => ({ ...row, releaseId })),
    }),
    columns: t.int({
      description: 'Independent columns that they make: numbers and indicators of levels.',
      resolve: ({ covariates }) => covariates,
    }),
    leftOut: t.field({
      type: [LeftOut],
      description: 'Patients who lack one of them; somebody may lack several.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ leftOut }) => leftOut,
    }),
    family: t.field({
      type: Family,
      description: 'The family of the adjusted q.',
      resolve: ({ family }) => family,
    }),
  }),
})

const Association = builder.objectRef<StoredAnalysis<CorrelateAnswer>>('Association').implement({
  description:
    'All pairs of two sets of variables: raw, adjusted, and beside what tumour volume alone gives.',
  interfaces: [Analysis],
  fields: (t) => ({
    x: t.field({ type: Side, description: 'The one side.', resolve: ({ answer }) => answer.x }),
    y: t.field({ type: Side, description: 'The other side.', resolve: ({ answer }) => answer.y }),
    method: t.field({
      type: CorrelationMethod,
      description: 'Which correlation.',
      resolve: ({ answer }) => answer.method,
    }),
    n: t.int({ description: 'Patients with some x and some y.', resolve: ({ answer }) => answer.n }),
    flow: t.field({
      type: [FlowStep],
      description: 'Who is in: step by step, everybody left out with a reason.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ answer }) => answer.flow,
    }),
    family: t.field({
      type: Family,
      description: 'The family of q.',
      resolve: ({ answer }) => answer.raw.family,
    }),
    adjustment: t.field({
      type: Adjustment,
      nullable: true,
      description: 'What was adjusted for; null where nothing was.',
      resolve: ({ answer, release }) => answer.adjusted && { ...answer.adjusted, releaseId: release.id },
    }),
    rival: t.field({
      type: Variable,
      nullable: true,
      description: 'The rival: tumour volume; null where the release has none, or none was wanted.',
      resolve: ({ answer, release }) => answer.rival && { ...answer.rival.variable, releaseId: release.id },
    }),
    pairs: t.field({
      type: PairPage,
      description: 'Pairs, page by page.',
      args: {
        order: t.arg({ type: PairOrder, defaultValue: 'given', description: 'Order.' }),
        ...pageArgs(50),
      },
      complexity: pageComplexity,
      resolve: (stored, args) => {
        const { answer } = stored
        const request = pageRequest(args)
        const places = pairOrder(answer, args.order ?? 'given')
        const nodes = [...places.subarray(request.offset, request.offset + request.first)]
        const page = { totalCount: places.length, nodes }
        return pageOf(request, page, (i) => ({ answer, i, stored }))
      },
    }),
    pair: t.field({
      type: Pair,
      nullable: true,
      description: 'One pair, with q over the whole family; null where it is none of these.',
      args: {
        x: t.arg.id({ required: true, description: 'Reference of the one.' }),
        y: t.arg.id({ required: true, description: 'Reference of the other.' }),
      },
      complexity: 20,
      resolve: (stored, { x, y }) => {
        const { answer } = stored
        const [i, j] = [answer.x.refs.indexOf(x), answer.y.refs.indexOf(y)]
        return i < 0 || j < 0 ? null : { answer, i: i * answer.y.refs.length + j, stored }
      },
    }),
    clusters: t.field({
      type: AssociationClustersRef,
      description: 'Orders and trees of both sides by their raw coefficients, for a heatmap.',
      complexity: 500,
      resolve: ({ answer }, _args, context) => clustersOf(context, answer),
    }),
    matrix: t.field({
      type: PairMatrix,
      nullable: true,
      description:
        'All pairs in columns, e.g. for a heatmap; null where nothing was adjusted for, or without a rival.',
      args: { of: t.arg({ type: MatrixOf, defaultValue: 'raw', description: 'Which coefficients.' }) },
      complexity: { field: 200, multiplier: 1 },
      resolve: ({ answer }, { of }) => {
        if (of === 'adjusted') return answer.adjusted
        return of === 'without' ? (answer.rival?.without ?? null) : answer.raw
      },
    }),
    tsv: t.string({
      description: 'All pairs as tab-separated text with the specification in its header.',
      resolve: tsvOf(correlate),
    }),
  }),
})

builder.queryField('correlate', (t) =>
  t.field({
    type: Association,
    description:
      'Correlates two sets of variables, e.g. image features with cells, or a score with all genes.',
    args: {
      input: t.arg({ type: CorrelateInput, required: true, description: 'The specification.' }),
    },
    complexity: { field: 3000, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, correlate, input),
  }),
)

const SuggestedAdjustmentRef = builder
  .objectRef<SuggestedAdjustment & { releaseId: number }>('SuggestedAdjustment')
  .implement({
    description: 'A variable that one would adjust for.',
    fields: (t) => ({
      role: t.exposeString('role', { description: 'purity, stage, age, sex or volume.' }),
      variable: t.field({
        type: Variable,
        description: 'The variable.',
        resolve: ({ variable, releaseId }) => ({ ...variable, releaseId }),
      }),
      reason: t.exposeString('reason', { description: 'Why, and what it may take away.' }),
    }),
  })

builder.objectField(Release, 'suggestedAdjustments', (t) =>
  t.field({
    type: [SuggestedAdjustmentRef],
    description: 'What one would adjust for in this release: purity, stage, age, sex, tumour volume.',
    complexity: { field: 20, multiplier: 5 },
    resolve: async (release, _args, context) => {
      const suggested = await suggestAdjustments(context, release)
      return suggested.map((each) => ({ ...each, releaseId: release.id }))
    },
  }),
)
