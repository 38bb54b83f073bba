import { placeboAnalysis } from '../analyses/placebo.ts'
import type { PlaceboAnswer } from '../analyses/placebo.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { FamilyChoice, ComparisonQuality } from './comparison.ts'
import { Direction, ExpectationInput } from './expectation.ts'
import { GroupingInput } from './grouping.ts'

const PlaceboTest = builder.enumType('PlaceboTest', {
  description: 'Which test is run on shuffled labels.',
  values: {
    RANK: { value: 'rank', description: 'Wilcoxon rank-sum test.' },
    MEAN: { value: 'mean', description: 'Welch’s t-test.' },
  } as const,
})

export const RankSumRule = builder.enumType('RankSumRule', {
  description: 'When the rank-sum p is exact.',
  values: {
    OURS: { value: 'ours', description: 'Exact where possible, also with ties up to 40 values.' },
    R: {
      value: 'R',
      description: 'As R’s wilcox.test: normal wherever there are ties. So in the published analysis.',
    },
  } as const,
})

const PlaceboInput = builder.inputType('PlaceboInput', {
  description: 'A comparison that is run again on shuffled labels.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    grouping: t.field({ type: GroupingInput, required: true, description: 'Two groups.' }),
    method: t.id({ required: true, description: 'Layer reference of an immune method.' }),
    test: t.field({ type: PlaceboTest, defaultValue: 'rank', description: 'Which test.' }),
    rule: t.field({ type: RankSumRule, defaultValue: 'ours', description: 'When the rank-sum p is exact.' }),
    family: t.field({
      type: FamilyChoice,
      defaultValue: 'method',
      description: 'Cells that hits and q are counted over.',
    }),
    quality: t.field({
      type: ComparisonQuality,
      defaultValue: 'mark',
      description: 'What to do with rows that fail the method’s own check.',
    }),
    expectations: t.field({
      type: [ExpectationInput],
      description: 'Default: those of the published claim.',
    }),
    shuffles: t.int({ defaultValue: 2000, description: '100 to 20,000.' }),
    seed: t.int({ defaultValue: 1, description: 'Seed of the shuffles.' }),
  }),
})

const PlaceboCell = builder.objectRef<PlaceboAnswer['cells'][number]>('PlaceboCell').implement({
  description: 'How often shuffled labels move one cell as far.',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'Key of the cell type.' }),
    label: t.exposeString('label', { description: 'Name of the cell type.' }),
    expected: t.field({
      type: Direction,
      nullable: true,
      description: 'What was expected of the first group.',
      resolve: ({ expected }) => expected,
    }),
    delta: t.exposeFloat('delta', {
      nullable: true,
      description: 'Effect in the data, on the scale of Cliff’s δ; null where not testable.',
    }),
    logP: t.exposeFloat('logP', { nullable: true, description: 'Natural logarithm of p in the data.' }),
    logQ: t.exposeFloat('logQ', { nullable: true, description: 'Natural logarithm of q in the data.' }),
    asFar: t.exposeFloat('asFar', {
      nullable: true,
      description: '(1 + shuffles with |δ| at least as large) / (B + 1).',
    }),
    asFarDirected: t.exposeFloat('asFarDirected', {
      nullable: true,
      description: 'The same in the expected direction.',
    }),
  }),
})

export const PlaceboClaim = builder.objectRef<NonNullable<PlaceboAnswer['claim']>>('PlaceboClaim').implement({
  description: 'All expectations together on shuffled labels.',
  fields: (t) => ({
    expectations: t.exposeInt('expectations', { description: 'Those that could be tested.' }),
    agreeing: t.exposeInt('agreeing', { description: 'Signs that the data get right.' }),
    allSigns: t.exposeFloat('allSigns', { description: 'Share of shuffles with every sign right.' }),
    allSignsAndP: t.exposeFloat('allSignsAndP', {
      description: 'Share with every sign right and P ≤ .05 for each.',
    }),
    asGood: t.exposeFloat('asGood', {
      description: '(1 + shuffles with no fewer signs right and no smaller sum of effects) / (B + 1).',
    }),
  }),
})

export const Placebo = builder.objectRef<StoredAnalysis<PlaceboAnswer>>('Placebo').implement({
  interfaces: [Analysis],
  description: 'The comparison on shuffled labels: how often chance does as well.',
  fields: (t) => ({
    words: t.stringList({ description: 'The placebo in words.', resolve: ({ answer }) => answer.words }),
    shuffles: t.int({ description: 'How many shuffles.', resolve: ({ answer }) => answer.shuffles }),
    tested: t.int({
      description: 'Cells of the family that could be tested.',
      resolve: ({ answer }) => answer.tested,
    }),
    cells: t.field({
      type: [PlaceboCell],
      description: 'Every cell of the method.',
      complexity: { field: 1, multiplier: 22 },
      resolve: ({ answer }) => answer.cells,
    }),
    hitsByP: t.intList({
      description: 'Shuffles with 0, 1, 2, … cells at P ≤ .05.',
      resolve: ({ answer }) => [...answer.hits.byP],
    }),
    hitsByQ: t.intList({
      description: 'Shuffles with 0, 1, 2, … cells at q ≤ .05.',
      resolve: ({ answer }) => [...answer.hits.byQ],
    }),
    observedByP: t.int({
      description: 'Cells at P ≤ .05 in the data.',
      resolve: ({ answer }) => answer.observed.byP,
    }),
    observedByQ: t.int({
      description: 'Cells at q ≤ .05 in the data.',
      resolve: ({ answer }) => answer.observed.byQ,
    }),
    atLeastOneByP: t.float({
      description: 'Share of shuffles with a cell at P ≤ .05.',
      resolve: ({ answer }) => answer.atLeastOne.byP,
    }),
    atLeastOneByQ: t.float({
      description: 'Share of shuffles with a cell at q ≤ .05.',
      resolve: ({ answer }) => answer.atLeastOne.byQ,
    }),
    claim: t.field({
      type: PlaceboClaim,
      nullable: true,
      description: 'All expectations together.',
      resolve: ({ answer }) => answer.claim,
    }),
    tsv: t.string({
      description: 'Every cell as tab-separated text.',
      resolve: tsvOf(placeboAnalysis),
    }),
  }),
})

builder.queryField('placebo', (t) =>
  t.field({
    type: Placebo,
    description: 'The comparison run again on shuffled labels: how often chance does as well.',
    args: { input: t.arg({ type: PlaceboInput, required: true, description: 'The comparison.' }) },
    complexity: { field: 3000, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, placeboAnalysis, input),
  }),
)
