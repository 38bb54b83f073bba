import { analysisOf } from '../analyses/analysis.ts'
import { requiredRelease } from '../analyses/release.ts'
import { progressKey, robustness } from '../analyses/robustness.ts'
import type { RobustnessTold } from '../analyses/robustness.ts'
import { specificationAnswer } from '../analyses/robustnessAnswer.ts'
import type {
  CurveAnswer,
  EstimateAnswer,
  InferenceAnswer,
  RobustnessAnswer,
  SpecificationAnswer,
} from '../analyses/robustnessAnswer.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { FamilyChoice } from './comparison.ts'
import { Direction, ExpectationInput } from './expectation.ts'
import { GroupingInput } from './grouping.ts'

const RobustnessInput = builder.inputType('RobustnessInput', {
  description: 'Which choices a specification curve goes through.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    grouping: t.field({
      type: GroupingInput,
      required: true,
      description: 'Two groups; other cuts of the same number are added.',
    }),
    methods: t.idList({
      description: 'Layer references of immune methods; default: all that have one of the cells.',
    }),
    covariates: t.idList({
      description:
        'References of covariates, used one by one and together; default: purity, volume, age, sex, stage where the release has them.',
    }),
    expectations: t.field({
      type: [ExpectationInput],
      description: 'Default: those of the published claim.',
    }),
    family: t.field({
      type: FamilyChoice,
      defaultValue: 'method',
      description: 'Which cells q is adjusted over in each specification.',
    }),
    shuffles: t.int({
      defaultValue: 500,
      description: 'How often labels are shuffled and the whole curve is run again, 0 to 2,000.',
    }),
    seed: t.int({ defaultValue: 1, description: 'Seed of the shuffles.' }),
  }),
})

const SpecificationEstimate = builder.objectRef<EstimateAnswer>('SpecificationEstimate').implement({
  description: 'The effect on one cell under one specification, or why there is none.',
  fields: (t) => ({
    cell: t.exposeID('cell', { description: 'Key of the cell type.' }),
    delta: t.exposeFloat('delta', {
      nullable: true,
      description: 'Effect on the scale of Cliff’s δ, first − second group.',
    }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower end of the 95 % interval.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper end of the 95 % interval.' }),
    logP: t.exposeFloat('logP', { nullable: true, description: 'Natural logarithm of the two-sided p.' }),
    logQ: t.exposeFloat('logQ', {
      nullable: true,
      description: 'Natural logarithm of q over the cells of this specification.',
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it cannot be tested.' }),
  }),
})

const Specification = builder.objectRef<SpecificationAnswer>('Specification').implement({
  description: 'One combination of choices.',
  fields: (t) => ({
    cut: t.exposeString('cut', { description: 'Key of the cut.' }),
    method: t.exposeString('method', { description: 'Key of the method’s layer.' }),
    scale: t.exposeString('scale', { description: 'stored or clr.' }),
    quality: t.exposeString('quality', { description: 'mark or filter.' }),
    test: t.exposeString('test', { description: 'rank or mean.' }),
    adjustment: t.exposeString('adjustment', { description: 'none, a covariate’s reference, or all.' }),
    sizes: t.intList({
      description: 'Patients in the first and second group.',
      resolve: ({ sizes }) => [...sizes],
    }),
    estimates: t.field({
      type: [SpecificationEstimate],
      description: 'One for each expectation.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ estimates }) => estimates,
    }),
  }),
})

type Statistic = InferenceAnswer['statistics'][number]

const CurveStatistic = builder.objectRef<Statistic>('CurveStatistic').implement({
  description: 'One figure about a whole curve, and how often shuffled labels give as much.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description:
        'median effect, sign, P or q: median in the expected direction, share with the sign, share with P or q ≤ .05 besides.',
    }),
    value: t.exposeFloat('value', { nullable: true, description: 'In the data.' }),
    p: t.exposeFloat('p', {
      nullable: true,
      description: '(1 + shuffles with as much) / (B + 1); null without shuffles.',
    }),
    chanceMedian: t.float({
      nullable: true,
      description: 'Median over the shuffles.',
      resolve: ({ chance }) => chance?.median ?? null,
    }),
    chanceLow: t.float({
      nullable: true,
      description: '2.5 % of the shuffles are below.',
      resolve: ({ chance }) => chance?.low ?? null,
    }),
    chanceHigh: t.float({
      nullable: true,
      description: '2.5 % of the shuffles are above.',
      resolve: ({ chance }) => chance?.high ?? null,
    }),
  }),
})

const CurveInference = builder.objectRef<InferenceAnswer>('CurveInference').implement({
  description: 'What a whole curve says against shuffled ones.',
  fields: (t) => ({
    tested: t.exposeInt('tested', { description: 'Specifications that could be tested.' }),
    planned: t.exposeInt('planned', { description: 'All specifications.' }),
    statistics: t.field({
      type: [CurveStatistic],
      description: 'Median effect, sign, P, q.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ statistics }) => statistics,
    }),
    bandLow: t.exposeFloatList('bandLow', {
      description: 'Sorted effects under shuffled labels: 2.5 % at each place; empty without shuffles.',
    }),
    bandHigh: t.exposeFloatList('bandHigh', { description: '97.5 % at each place.' }),
  }),
})

type ExplainedAnswer = CurveAnswer['explained'][number]

const AlternativeMean = builder
  .objectRef<ExplainedAnswer['alternatives'][number]>('AlternativeMean')
  .implement({
    description: 'Mean effect over all specifications with one alternative.',
    fields: (t) => ({
      key: t.exposeString('key', { description: 'Key of the alternative.' }),
      n: t.exposeInt('n', { description: 'Specifications.' }),
      mean: t.exposeFloat('mean', { description: 'Mean δ.' }),
    }),
  })

const ExplainedByChoice = builder.objectRef<ExplainedAnswer>('ExplainedByChoice').implement({
  description: 'How much of the variance of the effects lies between the alternatives of one choice.',
  fields: (t) => ({
    choice: t.exposeString('choice', { description: 'Name of the choice.' }),
    share: t.exposeFloat('share', {
      nullable: true,
      description: 'η²; null where there is one alternative only.',
    }),
    alternatives: t.field({
      type: [AlternativeMean],
      description: 'Mean effect of each alternative.',
      complexity: { field: 1, multiplier: 5 },
      resolve: ({ alternatives }) => [...alternatives],
    }),
  }),
})

const SpecificationCurve = builder.objectRef<CurveAnswer>('SpecificationCurve').implement({
  description: 'The curve of one cell.',
  fields: (t) => ({
    cell: t.exposeID('cell', { description: 'Key of the cell type.' }),
    label: t.exposeString('label', { description: 'Name of the cell type.' }),
    colour: t.exposeString('colour', { description: 'Fixed colour of the cell type.' }),
    direction: t.expose('direction', {
      type: Direction,
      description: 'What was expected of the first group.',
    }),
    words: t.exposeString('words', { description: 'The curve in words.' }),
    inference: t.field({
      type: CurveInference,
      description: 'Against shuffled labels.',
      resolve: ({ inference }) => inference,
    }),
    explained: t.field({
      type: [ExplainedByChoice],
      description: 'Which choices move the effect.',
      complexity: { field: 1, multiplier: 6 },
      resolve: ({ explained }) => [...explained],
    }),
  }),
})

type ChoiceAnswer = RobustnessAnswer['choices'][number]

const ChoiceAlternative = builder
  .objectRef<ChoiceAnswer['alternatives'][number]>('ChoiceAlternative')
  .implement({
    description: 'One alternative of a choice.',
    fields: (t) => ({
      key: t.exposeString('key', { description: 'Key, as in the specifications.' }),
      label: t.exposeString('label', { description: 'In words.' }),
    }),
  })

const Choice = builder.objectRef<ChoiceAnswer>('AnalysisChoice').implement({
  description: 'A choice with all its alternatives.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'cut, method, scale, quality, test or adjustment.' }),
    alternatives: t.field({
      type: [ChoiceAlternative],
      description: 'In the order of the specifications.',
      complexity: { field: 1, multiplier: 5 },
      resolve: ({ alternatives }) => alternatives,
    }),
  }),
})

type Stored = StoredAnalysis<RobustnessAnswer>

const Robustness = builder.objectRef<Stored>('Robustness').implement({
  interfaces: [Analysis],
  description: 'A specification curve for each expectation, with inference for the whole.',
  fields: (t) => ({
    choices: t.field({
      type: [Choice],
      description: 'What was varied.',
      complexity: { field: 1, multiplier: 6 },
      resolve: ({ answer }) => answer.choices,
    }),
    specifications: t.field({
      type: [Specification],
      description: 'Every combination.',
      complexity: { field: 1, multiplier: 200 },
      resolve: ({ answer }) => answer.specifications,
    }),
    curves: t.field({
      type: [SpecificationCurve],
      description: 'One for each expectation.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ answer }) => answer.curves,
    }),
    together: t.field({
      type: CurveInference,
      nullable: true,
      description: 'All expectations at once: a specification is as strong as its weakest cell.',
      resolve: ({ answer }) => answer.together,
    }),
    togetherWords: t.string({
      nullable: true,
      description: 'The same in words.',
      resolve: ({ answer }) => answer.togetherWords,
    }),
    shuffles: t.int({
      description: 'How often labels were shuffled.',
      resolve: ({ answer }) => answer.shuffles,
    }),
    tsv: t.string({
      description: 'Every specification as tab-separated text.',
      resolve: tsvOf(robustness),
    }),
  }),
})

builder.queryField('robustness', (t) =>
  t.field({
    type: Robustness,
    description:
      'The same comparison under every combination of reasonable choices. May take longer than a request may: ask again, or subscribe.',
    args: { input: t.arg({ type: RobustnessInput, required: true, description: 'The choices.' }) },
    complexity: { field: 6000, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, robustness, input),
  }),
)

interface Event {
  stage: string
  done: number
  of: number
  specifications: SpecificationAnswer[]
  finished: Stored | null
}

const RobustnessEvent = builder.objectRef<Event>('RobustnessEvent').implement({
  description: 'Progress of a specification curve; the last event has the whole.',
  fields: (t) => ({
    stage: t.exposeString('stage', { description: 'specifications, shuffles or finished.' }),
    done: t.exposeInt('done', { description: 'How many of this stage are done.' }),
    of: t.exposeInt('of', { description: 'Out of how many.' }),
    specifications: t.field({
      type: [Specification],
      description: 'Those finished since the event before.',
      resolve: ({ specifications }) => specifications,
    }),
    finished: t.field({
      type: Robustness,
      nullable: true,
      description: 'The whole, with the last event.',
      resolve: ({ finished }) => finished,
    }),
  }),
})

async function* eventsOf(
  told: AsyncGenerator,
  whole: Promise<Stored>,
  cells: readonly string[],
): AsyncGenerator<Event> {
  for await (const one of told) {
    const event = one as RobustnessTold
    const rows = event.kind === 'specifications' ? event.rows : []
    yield {
      stage: event.kind,
      done: event.done,
      of: event.of,
      specifications: rows.map((row) => specificationAnswer(row, cells)),
      finished: null,
    }
  }
  const finished = await whole
  const n = finished.answer.specifications.length
  yield { stage: 'finished', done: n, of: n, specifications: [], finished }
}

async function followed(
  context: Context,
  input: typeof RobustnessInput.$inferInput,
): Promise<AsyncGenerator<Event>> {
  const release = await requiredRelease(context, input.release)
  const spec = robustness.parseSpec(input)
  const { promise: end, resolve } = Promise.withResolvers<undefined>()
  // listens before the work begins, so that nothing is missed
  const told = context.progress.follow(progressKey(release, spec), end)
  const whole = analysisOf(context, release, robustness, spec)
  const over = (): void => {
    resolve(undefined)
  }
  whole.then(over, over)
  return eventsOf(
    told,
    whole,
    spec.expectations.map(({ cell }) => cell),
  )
}

builder.subscriptionType({ description: 'Long work that tells of its progress (server-sent events).' })

builder.subscriptionField('robustness', (t) =>
  t.field({
    type: RobustnessEvent,
    description:
      'Specifications as they are finished, progress of the shuffles, and the whole at the end. Closing the connection cancels the work.',
    args: { input: t.arg({ type: RobustnessInput, required: true, description: 'The choices.' }) },
    complexity: { field: 6000, multiplier: 1 },
    subscribe: (_root, { input }, context) => followed(context, input),
    resolve: (event) => event,
  }),
)
