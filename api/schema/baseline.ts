import { baseline } from '../analyses/baseline.ts'
import type { BaselineAnswer } from '../analyses/baselineAnswer.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import type {
  BaselineRow as BaselineRowShape,
  CategoryCell,
  NumberCell,
} from '../../science/radiogenomics/baselineTable.ts'
import type { BaselineTest as BaselineTestShape } from '../../science/radiogenomics/baselineTests.ts'
import type { PairwiseDifference as PairwiseDifferenceShape } from '../../science/stats/standardisedDifference.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { GroupedAnalysis } from './groupedAnalysis.ts'
import { GroupingInput } from './grouping.ts'
import { Family, NamedValue, NoAnswer, Summary, Variant } from './result.ts'
import { Variable } from './variable.ts'

const Variances = builder.enumType('Variances', {
  description: 'Of the test of means.',
  values: {
    UNEQUAL: { value: 'unequal', description: 'Welch’s t and Welch’s analysis of means.' },
    EQUAL: { value: 'equal', description: 'Student’s t and classical analysis of variance.' },
  } as const,
})

const BaselineTableInput = builder.inputType('BaselineTableInput', {
  description: 'The specification of a baseline table.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    grouping: t.field({ type: GroupingInput, required: true, description: 'How patients are grouped.' }),
    variables: t.idList({
      description:
        'Numbers and categories, at most 100; by default clinical variables, tumour volume and responses that half the patients have.',
    }),
    among: t.idList({ description: 'Only patients with a row in these layers; at most 5.' }),
    variances: t.field({ type: Variances, defaultValue: 'unequal', description: 'Of the test of means.' }),
    seed: t.int({ defaultValue: 1, description: 'Seed of Fisher’s test where its tables are too many.' }),
  }),
})

type Tested = Extract<BaselineTestShape, { kind: 'tested' }>

const BaselineTest = builder.objectRef<Tested>('BaselineTest').implement({
  description: 'The test that suits the row.',
  fields: (t) => ({
    method: t.exposeString('method', { description: 'The test’s exact name.' }),
    variant: t.field({ type: Variant, description: 'How p was obtained.', resolve: (test) => test.variant }),
    statistic: t.field({
      type: NamedValue,
      nullable: true,
      description: 'The test statistic; null where the test has none.',
      resolve: (test) => test.statistic,
    }),
    df: t.floatList({ description: 'Degrees of freedom.', resolve: (test) => [...test.df] }),
    logP: t.exposeFloat('logP', { description: 'Natural logarithm of the two-sided p.' }),
    pValue: t.exposeFloat('pValue', {
      nullable: true,
      description: 'Two-sided p; null where it underflows.',
    }),
    qValue: t.exposeFloat('qValue', { nullable: true, description: 'p adjusted over the rows.' }),
  }),
})

export const BaselineTestOrReason = builder.unionType('BaselineTestOrReason', {
  description: 'The test of a row, or why there is none.',
  types: [BaselineTest, NoAnswer],
  resolveType: ({ kind }) => (kind === 'notTestable' ? 'NoAnswer' : 'BaselineTest'),
})

export interface CellShape {
  group: string | null
  cell: NumberCell | CategoryCell
  /** submitter ids; left out where they are not listed */
  missing?: readonly string[]
}

export const BaselineCell = builder.objectRef<CellShape>('BaselineCell').implement({
  description: 'One variable in one group.',
  fields: (t) => ({
    group: t.exposeString('group', {
      nullable: true,
      description: 'Key of the group; null over all groups.',
    }),
    n: t.int({ description: 'Patients with a value.', resolve: ({ cell }) => cell.n }),
    nMissing: t.int({ description: 'Patients without a value.', resolve: ({ cell }) => cell.nMissing }),
    missing: t.idList({
      nullable: true,
      description: 'Submitter ids of those without a value; null where they are only counted.',
      resolve: ({ missing }) => missing && [...missing],
    }),
    summary: t.field({
      type: Summary,
      nullable: true,
      description: 'Of a number; null of a category.',
      resolve: ({ cell }) => ('counts' in cell ? null : cell),
    }),
    counts: t.intList({
      nullable: true,
      description: 'Patients with each level, in the order of the levels; null of a number.',
      resolve: ({ cell }) => ('counts' in cell ? [...cell.counts] : null),
    }),
    shares: t.field({
      type: ['Float'],
      nullable: { list: true, items: true },
      description: 'Their shares of n, 0 to 1; null of a number.',
      resolve: ({ cell }) => ('counts' in cell ? [...cell.shares] : null),
    }),
  }),
})

const PairwiseDifference = builder.objectRef<PairwiseDifferenceShape>('PairwiseDifference').implement({
  description: 'Standardised difference of two groups.',
  fields: (t) => ({
    first: t.exposeInt('first', { description: 'Place of the first group.' }),
    second: t.exposeInt('second', { description: 'Place of the second group.' }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'First − second in standard deviations; of categories a distance from 0.',
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why there is none.' }),
  }),
})

type RowOfRelease = { row: BaselineRowShape; i: number; stored: StoredAnalysis<BaselineAnswer> }

const BaselineRow = builder.objectRef<RowOfRelease>('BaselineRow').implement({
  description: 'One variable by group.',
  fields: (t) => ({
    variable: t.field({
      type: Variable,
      description: 'The variable.',
      resolve: ({ i, stored }) => {
        const variable = stored.answer.variables[i]
        if (!variable) throw new Error('a row without its variable')
        return { ...variable, releaseId: stored.release.id }
      },
    }),
    shown: t.string({
      description: 'What is to be shown: mean (± SD), median (quartiles) or count.',
      resolve: ({ row }) => (row.kind === 'number' ? row.shown : 'count'),
    }),
    why: t.string({
      nullable: true,
      description: 'Why mean or median; null of a category.',
      resolve: ({ row }) => (row.kind === 'number' ? row.why : null),
    }),
    overall: t.field({
      type: BaselineCell,
      description: 'Everybody in a group.',
      resolve: ({ row, i, stored }) => ({
        group: null,
        cell: row.overall,
        missing: (stored.answer.missing[i] ?? []).flat(),
      }),
    }),
    groups: t.field({
      type: [BaselineCell],
      description: 'In the order of the groups.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ row, i, stored }) =>
        row.groups.map((cell, g) => ({
          group: stored.answer.table.groups[g]?.key ?? null,
          cell,
          missing: stored.answer.missing[i]?.[g] ?? [],
        })),
    }),
    test: t.field({
      type: BaselineTestOrReason,
      description: 'The test.',
      resolve: ({ row }) => withCode(row.test),
    }),
    standardisedDifference: t.float({
      nullable: true,
      description:
        'Mean of the absolute standardised differences of all pairs of groups; above .1 is worth a look.',
      resolve: ({ row }) => row.standardisedDifference.value,
    }),
    differences: t.field({
      type: [PairwiseDifference],
      description: 'Each pair of groups.',
      complexity: { field: 1, multiplier: 6 },
      resolve: ({ row }) => [...row.standardisedDifference.pairs],
    }),
  }),
})

export function withCode(test: BaselineTestShape) {
  return test.kind === 'tested' ? test : { ...test, code: 'not-testable' }
}

export const BaselineGroup = builder
  .objectRef<{ key: string; label: string; n: number }>('BaselineGroup')
  .implement({
    description: 'A column of the table.',
    fields: (t) => ({
      key: t.exposeString('key', { description: 'Key of the group.' }),
      label: t.exposeString('label', { description: 'Label of the group.' }),
      n: t.exposeInt('n', { description: 'Patients in it.' }),
    }),
  })

const BaselineTable = builder.objectRef<StoredAnalysis<BaselineAnswer>>('BaselineTable').implement({
  description:
    'Who is in the groups: variables by group, the test that suits each, standardised differences.',
  interfaces: [Analysis, GroupedAnalysis],
  fields: (t) => ({
    groups: t.field({
      type: [BaselineGroup],
      description: 'The columns, in their order.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ answer }) => [...answer.table.groups],
    }),
    rows: t.field({
      type: [BaselineRow],
      description: 'A row per variable.',
      complexity: { field: 1, multiplier: 24 },
      resolve: (stored) => stored.answer.table.rows.map((row, i) => ({ row, i, stored })),
    }),
    family: t.field({
      type: Family,
      description: 'The family of q.',
      resolve: ({ answer }) => answer.table.family,
    }),
    tsv: t.string({
      description: 'The table as tab-separated text with the specification in its header.',
      resolve: tsvOf(baseline),
    }),
  }),
})

builder.queryField('baselineTable', (t) =>
  t.field({
    type: BaselineTable,
    description: 'Describes who is in the groups (“Table 1”).',
    args: {
      input: t.arg({ type: BaselineTableInput, required: true, description: 'The specification.' }),
    },
    complexity: { field: 2000, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, baseline, input),
  }),
)
