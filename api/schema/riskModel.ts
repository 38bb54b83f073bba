import { readRiskModels, readRiskModelsOf } from '../../db/read/riskModels.ts'
import type { RiskModelRow } from '../../db/read/riskModels.ts'
import { selectionSteps } from '../analyses/featureSelection.ts'
import { cardOf, requiredModel, scoreLayerOf } from '../analyses/modelCardOf.ts'
import { builder } from '../builder.ts'
import { FeatureSelection, ModelCard } from './modelCard.ts'
import { Release } from './release.ts'

/** Names the release too, so that a grouping always means the same cutoff. */
export function riskModelId(model: Pick<RiskModelRow, 'releaseShortId' | 'key'>): string {
  return `${model.releaseShortId}/${model.key}`
}

const RiskModel = builder.objectRef<RiskModelRow>('RiskModel').implement({
  description:
    'A stored GTR-ITH model: two probabilities of response are standardised, projected on the first principal component, and cut. Score at or below the cutoff = high risk.',
  fields: (t) => ({
    id: t.id({
      description: 'Id, as `model` of a grouping takes it: release and key.',
      resolve: riskModelId,
    }),
    key: t.exposeString('key', { description: 'Key within its release.' }),
    label: t.exposeString('label', { description: 'Name as shown.' }),
    inputs: t.stringList({
      description: 'References of the two probabilities, GTR first.',
      resolve: (model) => [...model.inputs],
    }),
    centre: t.floatList({
      description: 'Training means, in the order of inputs.',
      resolve: (model) => [...model.centre],
    }),
    scale: t.floatList({
      description: 'Training standard deviations.',
      resolve: (model) => [...model.scale],
    }),
    loadings: t.floatList({
      description: 'Loadings of the first principal component, oriented to be positive.',
      resolve: (model) => [...model.loadings],
    }),
    cutoff: t.exposeFloat('cutoff', { description: 'Score at or below it = high risk.' }),
    cutoffRule: t.exposeString('cutoffRule', { description: 'Where the cutoff comes from.' }),
    trainedOnCohort: t.string({
      description: 'Cohort that it was trained on.',
      resolve: (model) => model.trainedOn.cohort,
    }),
    trainedOnPatients: t.int({
      description: 'How many patients it was trained on.',
      resolve: (model) => model.trainedOn.patients,
    }),
    description: t.string({
      description: 'What it was trained on, in words.',
      resolve: (model) => model.trainedOn.description,
    }),
    score: t.id({
      description: 'Reference of its score, as a grouping takes it.',
      resolve: (model) => `score:${scoreLayerOf(model)}/score`,
    }),
    card: t.field({
      type: ModelCard,
      nullable: true,
      description: 'The whole model; null where only the constants of its score are stored.',
      complexity: 20,
      resolve: (model, _args, context) => cardOf(context, model),
    }),
    release: t.field({
      type: Release,
      description: 'The release that it is stored in.',
      resolve: (model, _args, context) => context.load.release(model.releaseShortId),
    }),
  }),
})

builder.queryField('riskModels', (t) =>
  t.field({
    type: [RiskModel],
    description: 'Risk models of all current releases.',
    resolve: (_root, _args, context) => readRiskModels(context.db),
  }),
)

builder.objectField(Release, 'riskModels', (t) =>
  t.field({
    type: [RiskModel],
    description: 'Risk models that are stored in this release.',
    resolve: (release, _args, context) => readRiskModelsOf(context.db, release.id),
  }),
)

builder.queryField('riskModel', (t) =>
  t.field({
    type: RiskModel,
    description: 'One stored model.',
    args: { id: t.arg.id({ required: true, description: 'Id of the model: release and key.' }) },
    resolve: (_root, { id }, context) => requiredModel(context, id, 'id'),
  }),
)

builder.queryField('featureSelection', (t) =>
  t.field({
    type: [FeatureSelection],
    description:
      'What fell out of a model at which step and why, with direction and stability of what stayed.',
    args: { model: t.arg.id({ required: true, description: 'Id of the model.' }) },
    complexity: { field: 20, multiplier: 2 },
    resolve: async (_root, { model }, context) => {
      const card = await cardOf(context, await requiredModel(context, model))
      return card ? selectionSteps(card) : []
    },
  }),
)
