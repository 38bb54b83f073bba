import type {
  ModelCard as CardShape,
  RobustFeature as RobustFeatureShape,
  RobustnessAccount,
} from '../../science/radiogenomics/modelCard.ts'
import { reportingItems } from '../../science/radiogenomics/reportingItems.ts'
import type { ReportingItem as ItemShape } from '../../science/radiogenomics/reportingItems.ts'
import type {
  DroppedFeature as DroppedShape,
  SelectionStepRecord,
} from '../../science/prediction/selectionTypes.ts'
import type { Tuned } from '../../science/prediction/gridSearch.ts'
import type { FeatureAccount } from '../../science/radiogenomics/trainedModel.ts'
import { canonicalJson } from '../../science/canonical.ts'
import { builder } from '../builder.ts'
import { selectionSteps } from '../analyses/featureSelection.ts'
import type { SelectionPart } from '../analyses/featureSelection.ts'
import { NamedFeature } from './namedFeature.ts'

const Outcome = builder.objectRef<CardShape['provenance']['outcome']>('ModelOutcome').implement({
  description: 'What a model predicts.',
  fields: (t) => ({
    variable: t.exposeID('variable', { description: 'Reference of the category in the training release.' }),
    event: t.stringList({
      description: 'Levels that count as the outcome.',
      resolve: ({ event }) => [...event],
    }),
    rule: t.exposeString('rule', { description: 'What it means: reader, criteria.' }),
  }),
})

const Learner = builder.objectRef<Tuned & { part: string }>('ModelLearner').implement({
  description: 'One tuned learner of a stack.',
  fields: (t) => ({
    part: t.exposeString('part', { description: 'gtr or ith.' }),
    kind: t.string({ description: 'Kind of learner.', resolve: ({ spec }) => spec.kind }),
    settings: t.string({ description: 'Its settings as JSON.', resolve: ({ spec }) => JSON.stringify(spec) }),
    measure: t.string({ description: 'What it was tuned by.', resolve: ({ by }) => by }),
    score: t.float({
      nullable: true,
      description: 'Mean over the folds of tuning.',
      resolve: ({ score }) => score,
    }),
    tried: t.exposeInt('tried', { description: 'Points of the grid that were tried.' }),
    points: t.exposeInt('points', { description: 'Points of the grid.' }),
  }),
})

const ReportingItem = builder.objectRef<ItemShape>('ReportingItem').implement({
  description: 'One line of a reporting guideline, answered from what is stored.',
  fields: (t) => ({
    guideline: t.exposeString('guideline', { description: 'TRIPOD+AI or CLEAR.' }),
    item: t.exposeString('item', { description: 'Number of the item.' }),
    topic: t.exposeString('topic', { description: 'What it asks for.' }),
    answer: t.exposeString('answer', { nullable: true, description: 'The answer; null: not recorded.' }),
  }),
})

const RobustFeature = builder.objectRef<RobustFeatureShape>('RobustFeature').implement({
  interfaces: [NamedFeature],
  description: 'How far repeated measurements of one feature agree.',
  fields: (t) => ({
    icc: t.exposeFloat('icc', {
      nullable: true,
      description: 'The form that decides; null where it cannot be computed.',
    }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower 95 % bound.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper 95 % bound.' }),
    agreement: t.exposeFloat('agreement', {
      nullable: true,
      description: 'ICC(2,1), absolute agreement, beside it.',
    }),
    kept: t.exposeBoolean('kept', { description: 'Whether it stayed.' }),
    reason: t.string({
      nullable: true,
      description: 'Why it fell out; null where it stayed, or in cards of earlier versions.',
      resolve: ({ reason }) => reason ?? null,
    }),
  }),
})

const Robustness = builder.objectRef<RobustnessAccount>('ModelRobustness').implement({
  description: 'A filter over repeated measurements.',
  fields: (t) => ({
    part: t.exposeString('part', { description: 'gtr, ith or both.' }),
    cohort: t.exposeString('cohort', { description: 'Cohort of the repeated measurements.' }),
    tables: t.stringList({ description: 'Layers that were compared.', resolve: ({ tables }) => [...tables] }),
    form: t.exposeString('form', { description: 'Form of the intraclass correlation.' }),
    cutoff: t.exposeFloat('cutoff', { description: 'Features at or below it are left out.' }),
    n: t.exposeInt('n', { description: 'Lesions, regions or patients in all tables.' }),
    features: t.field({
      type: [RobustFeature],
      description: 'Every feature.',
      complexity: { field: 1, multiplier: 100 },
      resolve: ({ features }) => [...features],
    }),
  }),
})

const ModelFeature = builder.objectRef<FeatureAccount>('ModelFeature').implement({
  interfaces: [NamedFeature],
  description: 'A feature that the finished model or a fold selected.',
  fields: (t) => ({
    part: t.exposeString('part', { description: 'gtr or ith.' }),
    selected: t.exposeBoolean('selected', { description: 'Whether it is in the finished model.' }),
    stability: t.exposeFloat('stability', {
      nullable: true,
      description: 'Share of folds that selected it.',
    }),
    direction: t.exposeFloat('direction', {
      nullable: true,
      description: 'Mean of patients with the outcome minus the others, in standard deviations.',
    }),
    area: t.exposeFloat('area', {
      nullable: true,
      description: 'Area under the ROC curve of the feature alone, apparent.',
    }),
    importance: t.exposeFloat('importance', {
      nullable: true,
      description: 'Mean loss of held-out area when its values are shuffled.',
    }),
  }),
})

const DroppedFeature = builder.objectRef<DroppedShape>('DroppedFeature').implement({
  interfaces: [NamedFeature],
  description: 'A feature that fell out, and why.',
  fields: (t) => ({
    reason: t.exposeString('reason', { description: 'Why, with its figure.' }),
    value: t.exposeFloat('value', { nullable: true, description: 'r, p, q or coefficient.' }),
    because: t.exposeString('because', {
      nullable: true,
      description: 'The kept feature that it resembles.',
    }),
  }),
})

const SelectionStep = builder.objectRef<SelectionStepRecord>('SelectionStep').implement({
  description: 'One declared step of the selection and what it did.',
  fields: (t) => ({
    step: t.string({ description: 'Kind of step.', resolve: ({ step }) => step.step }),
    settings: t.string({
      description: 'Its settings as JSON, without lists of features.',
      resolve: ({ step }) =>
        JSON.stringify({ ...step, ...('features' in step ? { features: step.features.length } : {}) }),
    }),
    before: t.exposeInt('before', { description: 'Features that came in.' }),
    kept: t.int({ description: 'Features that stayed.', resolve: ({ kept }) => kept.length }),
    dropped: t.field({
      type: [DroppedFeature],
      description: 'Who fell out and why.',
      complexity: { field: 1, multiplier: 100 },
      resolve: ({ dropped }) => [...dropped],
    }),
    notes: t.stringList({
      description: 'What the step found out beside.',
      resolve: ({ notes }) => [...notes],
    }),
  }),
})

export const FeatureSelection = builder.objectRef<SelectionPart>('FeatureSelection').implement({
  description: 'What fell out at which step, for one of the two vectors.',
  fields: (t) => ({
    part: t.exposeString('part', { description: 'gtr or ith.' }),
    steps: t.field({
      type: [SelectionStep],
      description: 'Steps in their order.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ steps }) => [...steps],
    }),
    features: t.field({
      type: [ModelFeature],
      description: 'Features that the finished model or a fold selected, with direction and stability.',
      complexity: { field: 1, multiplier: 30 },
      resolve: ({ features }) => [...features],
    }),
  }),
})

export const ModelCard = builder.objectRef<CardShape>('ModelCard').implement({
  description: 'A trained model with all that is known of it.',
  fields: (t) => ({
    intendedUse: t.exposeString('intendedUse', {
      nullable: true,
      description: 'What it is meant for; null: not recorded.',
    }),
    kind: t.string({ description: 'gtr, ith or gtr-ith.', resolve: ({ model }) => model.kind }),
    outcome: t.field({
      type: Outcome,
      description: 'What it predicts.',
      resolve: ({ provenance }) => provenance.outcome,
    }),
    trainingCohort: t.string({
      description: 'Title of the training cohort.',
      resolve: ({ provenance }) => provenance.title,
    }),
    simulated: t.boolean({
      description: 'Whether its patients exist.',
      resolve: ({ provenance }) => provenance.simulated,
    }),
    trainingRelease: t.string({
      description: 'Short id of the training release.',
      resolve: ({ provenance }) => provenance.release,
    }),
    trainingReleaseHash: t.string({
      description: 'Content hash of the training release.',
      resolve: ({ provenance }) => provenance.releaseHash,
    }),
    gtrLayer: t.id({
      nullable: true,
      description: 'Layer of the whole tumour that it was trained on; null: it has no GTR vector.',
      resolve: ({ provenance }) => provenance.layers.gtr,
    }),
    ithLayer: t.id({
      nullable: true,
      description: 'Layer of the regions that it was trained on; null: it has no ITH vector.',
      resolve: ({ provenance }) => provenance.layers.ith,
    }),
    codeVersion: t.string({
      description: 'Version of the program that trained it.',
      resolve: ({ provenance }) => provenance.codeVersion,
    }),
    seed: t.float({ description: 'Seed of the training.', resolve: ({ model }) => model.spec.seed }),
    patients: t.int({ description: 'Training patients.', resolve: ({ model }) => model.patients }),
    events: t.int({
      description: 'Training patients with the outcome.',
      resolve: ({ model }) => model.events,
    }),
    scoreFrom: t.string({
      description: 'Which probabilities made component and cutoff: inSample or outOfFold.',
      resolve: ({ model }) => model.spec.scoreFrom,
    }),
    learners: t.field({
      type: [Learner],
      description: 'The tuned learners.',
      resolve: ({ model }) =>
        (['gtr', 'ith'] as const).flatMap((part) =>
          (model[part]?.tuned ?? []).map((tuned) => ({ ...tuned, part })),
        ),
    }),
    selection: t.field({
      type: [FeatureSelection],
      description: 'What fell out at which step, for each vector.',
      complexity: { field: 1, multiplier: 2 },
      resolve: (card) => selectionSteps(card),
    }),
    robustness: t.field({
      type: [Robustness],
      description: 'Filters over repeated measurements.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ robustness }) => [...robustness],
    }),
    reporting: t.field({
      type: [ReportingItem],
      description: 'TRIPOD+AI and CLEAR, answered from what is stored.',
      complexity: { field: 1, multiplier: 100 },
      resolve: (card) => reportingItems(card),
    }),
    disclosures: t.stringList({
      description: 'Where this departs from the published code or flatters itself.',
      resolve: ({ evaluations }) => [...new Set(evaluations.flatMap(({ disclosures }) => disclosures))],
    }),
    file: t.string({
      description:
        'The whole model as the file that another installation applies: the same bytes as etl model export.',
      complexity: 500,
      resolve: (card) => modelFile(card),
    }),
  }),
})

/** The same bytes as etl writes. */
function modelFile(card: CardShape): string {
  return `${canonicalJson(card)}\n`
}
