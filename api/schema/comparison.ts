import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { comparison } from '../analyses/comparison.ts'
import { pointsOf } from '../analyses/comparisonAnswer.ts'
import type { CellAnswer, ComparisonAnswer, PeopleAnswer, PointAnswer } from '../analyses/comparisonAnswer.ts'
import type { MacrophageRatio as RatioAnswer } from '../../science/radiogenomics/macrophageRatio.ts'
import { cellType } from '../../science/immune/cellTypes.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { GroupedAnalysis } from './groupedAnalysis.ts'
import { GroupingInput } from './grouping.ts'
import { Layer, QualityRule } from './layer.ts'
import { Family, Result } from './result.ts'
import { CellType, Variable } from './variable.ts'

export const Test = builder.enumType('Test', {
  description: 'Which test compares two groups.',
  values: {
    WILCOXON: { value: 'wilcoxon', description: 'Wilcoxon rank-sum test; exact where possible.' },
    WELCH: { value: 'welch', description: 'Welch’s t-test, unequal variances.' },
    PERMUTATION: { value: 'permutation', description: 'Permutation of the group labels, seeded.' },
  } as const,
})

const familiesOfMethod = {
  METHOD: { value: 'method', description: 'All cells of the method.' },
  THREE_CELLS: {
    value: 'threeCells',
    description: 'Plasma cells, M1 and M2 only: right only if no other cell was looked at.',
  },
} as const

export const FamilyChoice = builder.enumType('FamilyChoice', {
  description: 'Which hypotheses q is adjusted over.',
  values: familiesOfMethod,
})

const ComparisonFamily = builder.enumType('ComparisonFamily', {
  description: 'Which hypotheses q is adjusted over.',
  values: {
    ...familiesOfMethod,
    ALL_METHODS: {
      value: 'allMethods',
      description:
        'All cells of the method and, as stored and with equal weight, of every other immune method of the release: for who looked at all of them.',
    },
  } as const,
})

export const ComparisonQuality = builder.enumType('ComparisonQuality', {
  description: 'What to do with rows by the method’s own check.',
  values: {
    MARK: { value: 'mark', description: 'Keep all and mark those that fail.' },
    WEIGHT: {
      value: 'weight',
      description:
        'Weight each patient by 1 − P: weighted rank test of Lumley and Scott, or weighted means. A softer selection of infiltrated tumours; the unweighted answer stands beside.',
    },
    FILTER: {
      value: 'filter',
      description:
        'Leave out those that fail: a selection of infiltrated tumours. The answer of all stands beside.',
    },
  } as const,
})

export const ScaleChoice = builder.enumType('ScaleChoice', {
  description: 'What the amounts of cells are measured against.',
  values: {
    AS_STORED: { value: 'stored', description: 'As the method gave them.' },
    ALL_CELLS: {
      value: 'allCells',
      description: 'Shares of leukocytes × leukocyte fraction = shares of all cells of the specimen.',
    },
    LOG_RATIO: {
      value: 'logRatio',
      description: 'Centred log ratios: each cell over the geometric mean of all cells.',
    },
  } as const,
})

const CompareGroupsInput = builder.inputType('CompareGroupsInput', {
  description: 'The specification of a comparison; its address is the hash of it.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    grouping: t.field({ type: GroupingInput, required: true, description: 'How patients are grouped.' }),
    method: t.id({
      required: true,
      description: 'Layer reference of an immune method, e.g. "immune:cibersort-lm22".',
    }),
    test: t.field({ type: Test, defaultValue: 'wilcoxon', description: 'Which test.' }),
    family: t.field({
      type: ComparisonFamily,
      defaultValue: 'method',
      description: 'Which hypotheses q is adjusted over.',
    }),
    covariates: t.idList({
      defaultValue: [],
      description:
        'Variables that two groups are compared at equal values of, by a linear model of the ranks or values; who lacks one is left out.',
    }),
    quality: t.field({
      type: ComparisonQuality,
      defaultValue: 'mark',
      description: 'What to do with rows by the method’s own check.',
    }),
    scale: t.field({
      type: ScaleChoice,
      defaultValue: 'stored',
      description: 'What the amounts of cells are measured against.',
    }),
    zeros: t.float({
      defaultValue: 0.65,
      description: 'Log ratios: what a zero is taken for, as a share of the smallest positive value.',
    }),
    ratioConstant: t.float({
      description:
        'Constant added to both sides of the M1/M2 ratio; by default half the smallest positive share. Others are tried beside.',
    }),
    permutations: t.int({
      defaultValue: 10000,
      description: 'Random permutations, 100 to 100,000; only for the permutation test.',
    }),
    seed: t.int({ defaultValue: 1, description: 'Seed of the permutations.' }),
  }),
})

type QualityAnswer = NonNullable<ComparisonAnswer['quality']>

const QualityByGroup = builder.objectRef<QualityAnswer['byGroup'][number]>('QualityByGroup').implement({
  description: 'How many patients of one group pass the method’s own check.',
  fields: (t) => ({
    group: t.exposeString('group', { description: 'Key of the group.' }),
    nPassing: t.exposeInt('nPassing', { description: 'Patients whose row passes.' }),
    n: t.exposeInt('n', { description: 'Patients with a row.' }),
  }),
})

const QualityReport = builder.objectRef<QualityAnswer>('QualityReport').implement({
  description: 'The method’s own check on the patients that are in groups.',
  fields: (t) => ({
    rule: t.field({
      type: QualityRule,
      description: 'The rule, counted over all patients of the release.',
      resolve: (quality) => quality.rule,
    }),
    nPassing: t.exposeInt('nPassing', { description: 'Grouped patients whose row passes.' }),
    n: t.exposeInt('n', { description: 'Grouped patients with a row.' }),
    byGroup: t.field({
      type: [QualityByGroup],
      description: 'The same for each group.',
      complexity: { field: 1, multiplier: 4 },
      resolve: (quality) => quality.byGroup,
    }),
    selection: t.string({
      nullable: true,
      description:
        'Whether the checked number follows infiltration, in words; null without a leukocyte fraction.',
      resolve: ({ selection }) => selection?.text ?? null,
    }),
    selectionRho: t.float({
      nullable: true,
      description: 'Spearman of the checked number with the leukocyte fraction, over all patients.',
      resolve: ({ selection }) => selection?.rho ?? null,
    }),
    note: t.exposeString('note', { description: 'What this check means and does not mean.' }),
  }),
})

const UnseenCell = builder.objectRef<ComparisonAnswer['unseen'][number]>('UnseenCell').implement({
  description: 'A cell of the claim that the method cannot see.',
  fields: (t) => ({
    cell: t.field({
      type: CellType,
      description: 'The cell type.',
      resolve: ({ cell }) => {
        const type = cellType(cell)
        if (!type) throw new Error(`${cell} is not in the vocabulary`)
        return type
      },
    }),
    reason: t.exposeString('reason', { description: 'Why, and what the method has instead.' }),
  }),
})

const AnswerLine = builder.objectRef<ComparisonAnswer['answer'][number]>('AnswerLine').implement({
  description: 'The answer for one cell of the claim, as a sentence.',
  fields: (t) => ({
    cell: t.exposeID('cell', { description: 'Key of the cell type.' }),
    text: t.exposeString('text', { description: 'The sentence.' }),
  }),
})

const Point = builder.objectRef<PointAnswer>('Point').implement({
  description: 'One patient’s value.',
  fields: (t) => ({
    patient: t.string({
      description: 'Submitter id.',
      resolve: ({ people, i }) => people.patients[i] ?? '',
    }),
    specimen: t.string({
      nullable: true,
      description: 'Barcode of the specimen that stands for the patient.',
      resolve: ({ people, i }) => people.specimens[i] ?? null,
    }),
    group: t.string({ description: 'Key of the group.', resolve: ({ people, i }) => people.groups[i] ?? '' }),
    value: t.float({
      nullable: true,
      description: 'The value; null where missing.',
      resolve: ({ values, i }) => values[i] ?? null,
    }),
    passes: t.boolean({
      nullable: true,
      description: 'Whether the row passes the method’s own check; null where it has none.',
      resolve: ({ people, i }) => people.passes[i] ?? null,
    }),
    weight: t.float({
      nullable: true,
      description: 'How much the patient counts; null where all count alike.',
      resolve: ({ people, i }) => people.weights?.[i] ?? null,
    }),
    quality: t.float({
      nullable: true,
      description: 'The number that the check reads, e.g. CIBERSORT’s P; null where there is none.',
      resolve: ({ people, i }) => people.qualities[i] ?? null,
    }),
  }),
})

const CellComparison = builder
  .objectRef<CellAnswer & { releaseId: number; people: PeopleAnswer }>('CellComparison')
  .implement({
    description: 'One cell type by group.',
    fields: (t) => ({
      variable: t.field({
        type: Variable,
        description: 'The variable that was compared.',
        resolve: (cell) => ({ ...cell.variable, releaseId: cell.releaseId }),
      }),
      result: t.field({ type: Result, description: 'The test.', resolve: (cell) => cell.result }),
      unselected: t.field({
        type: Result,
        nullable: true,
        description:
          'The same test over all patients with equal weight and without adjustment, beside a filtered, weighted or adjusted one; null where that is the result itself.',
        resolve: (cell) => cell.unselected,
      }),
      points: t.field({
        type: [Point],
        description: 'The value of every grouped patient who has a row in this method.',
        complexity: { field: 1, multiplier: 20 },
        resolve: (cell) => pointsOf(cell.people, cell),
      }),
    }),
  })

const MacrophageRatio = builder.objectRef<RatioAnswer>('MacrophageRatio').implement({
  description: 'The log2 ratio of M1 to M2 by group, with a constant added to both.',
  fields: (t) => ({
    constant: t.exposeFloat('constant', { description: 'The constant.' }),
    nDecidedByConstant: t.exposeInt('nDecidedByConstant', {
      description: 'Patients whose value hangs on the constant, because M1 or M2 is 0.',
    }),
    result: t.field({ type: Result, description: 'The test.', resolve: ({ result }) => result }),
  }),
})

const Comparison = builder.objectRef<StoredAnalysis<ComparisonAnswer>>('Comparison').implement({
  interfaces: [Analysis, GroupedAnalysis],
  description: 'All cells of one immune method compared between groups of patients.',
  fields: (t) => ({
    method: t.field({
      type: Layer,
      description: 'The immune method.',
      resolve: (stored) => ({ ...stored.answer.method, releaseId: stored.release.id }),
    }),
    covariates: t.field({
      type: [Variable],
      description: 'What the groups are compared at equal values of.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ answer, release }) =>
        answer.covariates.map((variable) => ({ ...variable, releaseId: release.id })),
    }),
    quality: t.field({
      type: QualityReport,
      nullable: true,
      description: 'The method’s own check; null where it has none.',
      resolve: (stored) => stored.answer.quality,
    }),
    family: t.field({
      type: Family,
      description: 'The family that q was adjusted over.',
      resolve: (stored) => stored.answer.family,
    }),
    cells: t.field({
      type: [CellComparison],
      description:
        'In the vocabulary’s order; the three cells of the claim are plasma_cell, macrophage_m1, macrophage_m2.',
      complexity: { field: 1, multiplier: 22 },
      resolve: ({ answer, release }) =>
        answer.cells.map((cell) => ({ ...cell, people: answer.people, releaseId: release.id })),
    }),
    scale: t.string({
      description: 'What the amounts are measured against, in words.',
      resolve: ({ answer }) => answer.scaleWords,
    }),
    macrophageRatio: t.field({
      type: [MacrophageRatio],
      description:
        'The M1/M2 log ratio under the constant asked for, then under others: a conclusion that changes along them is the constant’s. Empty where the method has not both cells.',
      complexity: { field: 1, multiplier: 5 },
      resolve: ({ answer: { macrophageRatio: ratio } }) => (ratio ? [ratio.chosen, ...ratio.others] : []),
    }),
    unseen: t.field({
      type: [UnseenCell],
      description: 'Cells of the claim that this method cannot see, with what it has instead.',
      complexity: { field: 1, multiplier: 3 },
      resolve: (stored) => stored.answer.unseen,
    }),
    answer: t.field({
      type: [AnswerLine],
      description: 'The answer in words, one sentence per cell of the claim.',
      complexity: { field: 1, multiplier: 3 },
      resolve: (stored) => stored.answer.answer,
    }),
    tsv: t.string({
      description: 'Numbers of every cell as tab-separated text with the specification in its header.',
      resolve: tsvOf(comparison),
    }),
  }),
})

builder.queryField('compareGroups', (t) =>
  t.field({
    type: Comparison,
    description: 'Compares all cells of one immune method between groups of patients.',
    args: {
      input: t.arg({ type: CompareGroupsInput, required: true, description: 'The specification.' }),
    },
    complexity: { field: 3000, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, comparison, input),
  }),
)
