import type { ProbabilityPoint as ProbabilityPointShape } from '../../science/radiogenomics/scoreAnatomy.ts'
import { modelValidation } from '../analyses/modelValidation.ts'
import type {
  AnatomyAnswer,
  EvaluationAnswer,
  ModelValidationAnswer,
} from '../analyses/modelValidationAnswer.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { OperatingPoint, ScoreComparison, ScoreValidation } from './scoreValidation.ts'

const ScoredPatient = builder.objectRef<{ anatomy: AnatomyAnswer; i: number }>('ScoredPatient').implement({
  description: 'Where one patient stands.',
  fields: (t) => ({
    patient: t.string({
      description: 'Submitter id.',
      resolve: ({ anatomy, i }) => anatomy.patients[i] ?? '',
    }),
    gtr: t.float({
      nullable: true,
      description: 'GTR probability.',
      resolve: ({ anatomy, i }) => anatomy.gtr?.[i] ?? null,
    }),
    ith: t.float({
      nullable: true,
      description: 'ITH probability.',
      resolve: ({ anatomy, i }) => anatomy.ith?.[i] ?? null,
    }),
    score: t.float({
      nullable: true,
      description: 'Score.',
      resolve: ({ anatomy, i }) => anatomy.score[i] ?? null,
    }),
    group: t.string({
      nullable: true,
      description: 'HIGH or LOW risk.',
      resolve: ({ anatomy, i }) => anatomy.groups[i] ?? null,
    }),
    event: t.boolean({
      nullable: true,
      description: 'Whether the patient had the outcome; null: not known.',
      resolve: ({ anatomy, i }) => anatomy.events[i] ?? null,
    }),
  }),
})

const ProbabilityPoint = builder.objectRef<ProbabilityPointShape>('ProbabilityPoint').implement({
  description: 'A place among the two probabilities.',
  fields: (t) => ({
    gtr: t.exposeFloat('gtr', { description: 'GTR probability.' }),
    ith: t.exposeFloat('ith', { description: 'ITH probability.' }),
  }),
})

const ModelEvaluation = builder.objectRef<EvaluationAnswer>('ModelEvaluation').implement({
  description: 'Scores of one origin: out of fold, in-sample, applied to others, or as brought along.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'outOfFold, inSample, applied or stored.' }),
    label: t.exposeString('label', { description: 'The same in words.' }),
    note: t.exposeString('note', { description: 'What it can be believed to show.' }),
    n: t.exposeInt('n', { description: 'Patients with score and outcome.' }),
    events: t.exposeInt('events', { description: 'Of them with the outcome.' }),
    withoutOutcome: t.exposeInt('withoutOutcome', {
      description: 'Patients with a score whose outcome is not known: they take no part.',
    }),
    withoutScore: t.exposeInt('withoutScore', {
      description: 'Patients with an outcome and no score: they take no part, the ledger says why.',
    }),
    groupsVariable: t.exposeID('groupsVariable', {
      nullable: true,
      description:
        'Reference of the category of these risk groups, to compare them by or to draw their survival; null where none is stored.',
    }),
    scores: t.field({
      type: [ScoreValidation],
      description: 'The model’s own score, its parts, and rivals.',
      complexity: { field: 1, multiplier: 5 },
      resolve: ({ scores }) => [...scores],
    }),
    groups: t.field({
      type: OperatingPoint,
      nullable: true,
      description: 'The risk groups: LOW risk as a test for the outcome.',
      resolve: ({ groups }) => groups,
    }),
    comparisons: t.field({
      type: [ScoreComparison],
      description: 'Every pair of scores.',
      complexity: { field: 1, multiplier: 10 },
      resolve: ({ comparisons }) => [...comparisons],
    }),
    patients: t.field({
      type: [ScoredPatient],
      description: 'Every patient with a score.',
      complexity: { field: 1, multiplier: 50 },
      resolve: ({ anatomy }) => anatomy.patients.map((_, i) => ({ anatomy, i })),
    }),
  }),
})

const OutcomeInput = builder.inputType('ModelOutcomeInput', {
  description: 'What counts as the outcome.',
  fields: (t) => ({
    variable: t.id({ required: true, description: 'Reference of a category.' }),
    event: t.stringList({ required: true, description: 'Levels that count.' }),
  }),
})

const ModelValidationInput = builder.inputType('ModelValidationInput', {
  description: 'A model and the release whose patients it is judged on.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    model: t.id({ required: true, description: 'Id of a stored model.' }),
    outcome: t.field({ type: OutcomeInput, description: 'Default: what the model was trained to predict.' }),
  }),
})

const ModelValidation = builder
  .objectRef<StoredAnalysis<ModelValidationAnswer>>('ModelValidation')
  .implement({
    interfaces: [Analysis],
    description: 'A model judged on patients whose outcome is known, the honest evaluation first.',
    fields: (t) => ({
      evaluations: t.field({
        type: [ModelEvaluation],
        description: 'The honest one first.',
        complexity: { field: 1, multiplier: 2 },
        resolve: ({ answer }) => [...answer.evaluations],
      }),
      outcomeVariable: t.string({
        description: 'Reference of the outcome.',
        resolve: ({ answer }) => answer.outcome.variable,
      }),
      outcomeLabel: t.string({ description: 'Its label.', resolve: ({ answer }) => answer.outcome.label }),
      outcomeEvent: t.stringList({
        description: 'Levels that count.',
        resolve: ({ answer }) => [...answer.outcome.event],
      }),
      cutoff: t.float({
        description: 'Score at or below it = high risk.',
        resolve: ({ answer }) => answer.cutoff.value,
      }),
      cutoffRule: t.string({
        description: 'Where it comes from.',
        resolve: ({ answer }) => answer.cutoff.rule,
      }),
      axis: t.field({
        type: [ProbabilityPoint],
        nullable: true,
        description: 'Ends of the first component in the unit square; null for a model of one part.',
        resolve: ({ answer }) => (answer.lines?.axis ? [...answer.lines.axis] : null),
      }),
      cutoffLine: t.field({
        type: [ProbabilityPoint],
        nullable: true,
        description: 'Ends of the line that parts the groups.',
        resolve: ({ answer }) => (answer.lines?.cutoff ? [...answer.lines.cutoff] : null),
      }),
      answer: t.stringList({
        description: 'The answer in words.',
        resolve: ({ answer }) => [...answer.answer],
      }),
      tsv: t.string({
        description: 'Numbers of every score as tab-separated text.',
        resolve: tsvOf(modelValidation),
      }),
    }),
  })

builder.queryField('modelValidation', (t) =>
  t.field({
    type: ModelValidation,
    description: 'Judges a stored model on the patients of a release whose outcome is known.',
    args: { input: t.arg({ type: ModelValidationInput, required: true, description: 'Model and release.' }) },
    complexity: { field: 1000, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, modelValidation, input),
  }),
)
