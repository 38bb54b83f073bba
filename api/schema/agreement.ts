import { agreement } from '../analyses/agreement.ts'
import type {
  AgreementAnswer,
  AgreementMethod,
  AgreementPair,
  ConsensusAnswer,
  DirectionAnswer,
  SightAnswer,
} from '../analyses/agreementAnswer.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { probability } from '../../science/radiogenomics/probability.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { GroupingInput, RiskGroups } from './grouping.ts'

const AgreementScale = builder.enumType('AgreementScale', {
  description: 'What amounts are measured against when methods are compared.',
  values: {
    AS_GIVEN: { value: 'as given', description: 'Each method in its own unit.' },
    ALL_CELLS: {
      value: 'share of all cells',
      description:
        'Shares of leukocytes made shares of all cells by the leukocyte fraction; others as they are.',
    },
  } as const,
})

const MethodAgreementInput = builder.inputType('MethodAgreementInput', {
  description: 'The specification of an agreement of methods.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    cells: t.idList({ description: 'Cell types; by default plasma cells, M1 and M2.' }),
    methods: t.idList({ description: 'Layers of kind immune; by default all that tell cells apart.' }),
    grouping: t.field({
      type: GroupingInput,
      description: 'Two groups, for the direction of the difference.',
    }),
  }),
})

const Method = builder.objectRef<AgreementMethod>('AgreementMethod').implement({
  description: 'A method as this release has it; the same one may be there twice, from two pipelines.',
  fields: (t) => ({
    ref: t.exposeID('ref', { description: 'Layer reference.' }),
    label: t.exposeString('label', { description: 'Name as shown.' }),
    unit: t.exposeString('unit', { description: 'What its numbers are.' }),
  }),
})

const Sight = builder.objectRef<SightAnswer>('MethodSight').implement({
  description: 'Whether a method sees a cell.',
  fields: (t) => ({
    method: t.exposeID('method', { description: 'Layer reference.' }),
    cell: t.exposeID('cell', { description: 'Cell type.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it does not; null where it does.' }),
    n: t.exposeInt('n', { description: 'Patients with a value.' }),
    nZero: t.exposeInt('nZero', { description: 'Of them, exactly 0.' }),
  }),
})

const Pair = builder.objectRef<AgreementPair>('MethodPair').implement({
  description: 'Ranks of patients by one method against ranks by another, in one cell.',
  fields: (t) => ({
    cell: t.exposeID('cell', { description: 'Cell type.' }),
    a: t.exposeID('a', { description: 'One method.' }),
    b: t.exposeID('b', { description: 'The other.' }),
    scale: t.field({ type: AgreementScale, description: 'Which scale.', resolve: ({ scale }) => scale }),
    n: t.exposeInt('n', { description: 'Patients that both have.' }),
    rho: t.exposeFloat('rho', { nullable: true, description: 'Spearman’s ρ.' }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower 95 % bound.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper 95 % bound.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why there is none.' }),
  }),
})

const Direction = builder.objectRef<Omit<DirectionAnswer, 'cell' | 'scale'>>('GroupDirection').implement({
  description: 'First group against second: Cliff’s delta, −1 to 1.',
  fields: (t) => ({
    method: t.exposeID('method', { description: 'Layer reference, or "consensus".' }),
    delta: t.exposeFloat('delta', { nullable: true, description: 'Cliff’s delta.' }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower 95 % bound.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper 95 % bound.' }),
    pValue: t.float({
      nullable: true,
      description: 'Rank-sum p, unadjusted.',
      resolve: ({ logP }) => (logP === null ? null : probability(logP)),
    }),
    n: t.exposeInt('n', { description: 'Patients in both groups.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why there is none.' }),
  }),
})

const CellDirection = builder.objectRef<DirectionAnswer>('MethodDirection').implement({
  description: 'The group difference of one cell by one method.',
  fields: (t) => ({
    cell: t.exposeID('cell', { description: 'Cell type.' }),
    scale: t.field({ type: AgreementScale, description: 'Which scale.', resolve: ({ scale }) => scale }),
    direction: t.field({ type: Direction, description: 'The difference.', resolve: (row) => row }),
  }),
})

const Signs = builder.objectRef<AgreementAnswer['signs'][number]>('SignAgreement').implement({
  description: 'How many methods find the first group higher.',
  fields: (t) => ({
    cell: t.exposeID('cell', { description: 'Cell type.' }),
    scale: t.field({ type: AgreementScale, description: 'Which scale.', resolve: ({ scale }) => scale }),
    positive: t.exposeInt('positive', { description: 'Methods with the first group higher.' }),
    negative: t.exposeInt('negative', { description: 'Methods with it lower.' }),
    zero: t.exposeInt('zero', { description: 'Methods with no difference at all.' }),
    untestable: t.exposeInt('untestable', { description: 'Methods that cannot be tested.' }),
    share: t.exposeFloat('share', {
      nullable: true,
      description: 'Share of the larger side; null below two methods.',
    }),
  }),
})

const Without = builder.objectRef<ConsensusAnswer['without'][number]>('ConsensusWithout').implement({
  description: 'The consensus without one method.',
  fields: (t) => ({
    method: t.exposeID('method', { description: 'Who is left out.' }),
    n: t.exposeInt('n', { description: 'Patients that the rest has.' }),
    rho: t.exposeFloat('rho', { nullable: true, description: 'Spearman of the one left out with the rest.' }),
    effect: t.field({
      type: Direction,
      nullable: true,
      description: 'The difference by the rest.',
      resolve: (row) => row.effect,
    }),
  }),
})

const Consensus = builder.objectRef<ConsensusAnswer>('MethodConsensus').implement({
  description: 'Mean rank of each patient over the methods that see the cell.',
  fields: (t) => ({
    cell: t.exposeID('cell', { description: 'Cell type.' }),
    scale: t.field({ type: AgreementScale, description: 'Which scale.', resolve: ({ scale }) => scale }),
    methods: t.idList({ description: 'Whose ranks.', resolve: ({ methods }) => methods }),
    n: t.exposeInt('n', { description: 'Patients that all of them have.' }),
    effect: t.field({
      type: Direction,
      nullable: true,
      description: 'The difference; null without groups.',
      resolve: (row) => row.effect,
    }),
    without: t.field({
      type: [Without],
      description: 'With each method left out in turn; empty below three.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ without }) => without,
    }),
  }),
})

const Words = builder.objectRef<{ cell: string; text: string }>('AgreementLine').implement({
  description: 'Agreement on one cell as a sentence.',
  fields: (t) => ({
    cell: t.exposeID('cell', { description: 'Cell type.' }),
    text: t.exposeString('text', { description: 'The sentence.' }),
  }),
})

const MethodAgreement = builder.objectRef<StoredAnalysis<AgreementAnswer>>('MethodAgreement').implement({
  interfaces: [Analysis],
  description: 'How far methods agree on the same cells, as given and on one scale.',
  fields: (t) => ({
    cells: t.idList({ description: 'Cell types.', resolve: ({ answer }) => answer.cells }),
    methods: t.field({
      type: [Method],
      description: 'Methods.',
      complexity: 5,
      resolve: ({ answer }) => answer.methods,
    }),
    leukocytes: t.string({
      nullable: true,
      description: 'The leukocyte fraction that brings shares to one scale; null without one.',
      resolve: ({ answer }) => answer.leukocytes,
    }),
    grouping: t.field({
      type: RiskGroups,
      nullable: true,
      description: 'The groups; null without.',
      resolve: ({ answer }) => answer.grouping,
    }),
    sight: t.field({
      type: [Sight],
      description: 'Who sees what.',
      complexity: { field: 1, multiplier: 20 },
      resolve: ({ answer }) => answer.sight,
    }),
    pairs: t.field({
      type: [Pair],
      description: 'All pairs of methods.',
      complexity: { field: 1, multiplier: 40 },
      resolve: ({ answer }) => answer.pairs,
    }),
    directions: t.field({
      type: [CellDirection],
      description: 'The group difference by every method.',
      complexity: { field: 1, multiplier: 20 },
      resolve: ({ answer }) => answer.directions,
    }),
    signs: t.field({
      type: [Signs],
      description: 'Agreement in direction.',
      complexity: { field: 1, multiplier: 6 },
      resolve: ({ answer }) => answer.signs,
    }),
    consensus: t.field({
      type: [Consensus],
      description: 'Consensus of ranks.',
      complexity: { field: 1, multiplier: 6 },
      resolve: ({ answer }) => answer.consensus,
    }),
    words: t.field({
      type: [Words],
      description: 'One sentence a cell.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ answer }) => answer.words,
    }),
    tsv: t.string({ description: 'All numbers as tab-separated text.', resolve: tsvOf(agreement) }),
  }),
})

builder.queryField('methodAgreement', (t) =>
  t.field({
    type: MethodAgreement,
    description: 'The same cells in every method of the release: ranks, directions, who is blind.',
    args: { input: t.arg({ type: MethodAgreementInput, required: true, description: 'The specification.' }) },
    complexity: { field: 500, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, agreement, input),
  }),
)
