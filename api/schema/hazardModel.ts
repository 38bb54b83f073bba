import type { ModelAnswer } from '../analyses/outcomeAnswer.ts'
import type {
  HazardRatio as HazardRatioShape,
  ModelTest as ModelTestShape,
  Proportionality as ProportionalityShape,
} from '../../science/radiogenomics/outcomeModels.ts'
import { builder } from '../builder.ts'
import { LeftOut } from './flow.ts'
import { Interval, NoAnswer } from './result.ts'

export const ModelTest = builder.objectRef<ModelTestShape>('ModelTest').implement({
  description: 'A χ² test of a model or of a part of it.',
  fields: (t) => ({
    statistic: t.exposeFloat('statistic', { nullable: true, description: 'χ².' }),
    df: t.exposeInt('df', { description: 'Degrees of freedom.' }),
    logP: t.exposeFloat('logP', { description: 'Natural logarithm of p.' }),
    pValue: t.exposeFloat('pValue', { nullable: true, description: 'p; null where it underflows.' }),
  }),
})

const RestsOn = builder.objectRef<HazardRatioShape['restsOn']>('RestsOn').implement({
  description: 'On how few an estimate rests.',
  fields: (t) => ({
    level: t.exposeString('level', { nullable: true, description: 'The level; null of a number.' }),
    n: t.exposeInt('n', { description: 'Patients there.' }),
    events: t.exposeInt('events', { description: 'Events among them.' }),
  }),
})

const HazardRatio = builder.objectRef<HazardRatioShape>('HazardRatio').implement({
  description: 'One hazard ratio: of a level against the reference, or per unit of a number.',
  fields: (t) => ({
    term: t.exposeString('term', { description: '"groups", or the reference of the covariate.' }),
    label: t.exposeString('label', { description: 'Name of the groups or of the covariate.' }),
    level: t.exposeString('level', { nullable: true, description: 'The level; null of a number.' }),
    reference: t.exposeString('reference', {
      nullable: true,
      description: 'The level it is compared with; null of a number.',
    }),
    n: t.exposeInt('n', { description: 'Patients at this level; of a number all.' }),
    events: t.exposeInt('events', { description: 'Events among them.' }),
    restsOn: t.field({
      type: RestsOn,
      description: 'The side of the comparison that has fewest events.',
      resolve: (ratio) => ratio.restsOn,
    }),
    caution: t.exposeString('caution', {
      nullable: true,
      description: 'In words where the ratio rests on fewer than five events; else null.',
    }),
    hazardRatio: t.field({
      type: Interval,
      description: 'Hazard ratio with its interval.',
      resolve: (ratio) => ratio.hazardRatio,
    }),
    z: t.exposeFloat('z', {
      nullable: true,
      description: 'Wald z, or the signed root of the likelihood ratio.',
    }),
    logP: t.exposeFloat('logP', { description: 'Natural logarithm of the two-sided p.' }),
    pValue: t.exposeFloat('pValue', {
      nullable: true,
      description: 'Two-sided p; null where it underflows.',
    }),
  }),
})

const TermTest = builder.objectRef<ProportionalityShape['terms'][number]>('TermTest').implement({
  description: 'The test of one term.',
  fields: (t) => ({
    term: t.exposeString('term', { description: '"groups", or the reference of the covariate.' }),
    test: t.field({ type: ModelTest, description: 'The test.', resolve: (term) => term }),
  }),
})

const Proportionality = builder.objectRef<ProportionalityShape>('Proportionality').implement({
  description: 'Score test of proportional hazards; a small p says that hazard ratios change over time.',
  fields: (t) => ({
    transform: t.exposeString('transform', { description: 'Function of time, e.g. km = 1 − Kaplan–Meier.' }),
    global: t.field({
      type: ModelTest,
      description: 'All terms together.',
      resolve: (found) => found.global,
    }),
    terms: t.field({
      type: [TermTest],
      description: 'Each term.',
      complexity: { field: 1, multiplier: 4 },
      resolve: (found) => found.terms,
    }),
  }),
})

const ProportionalityOrReason = builder.unionType('ProportionalityOrReason', {
  description: 'The test of proportional hazards, or why there is none.',
  types: [Proportionality, NoAnswer],
  resolveType: ({ kind }) => (kind === 'notTestable' ? 'NoAnswer' : 'Proportionality'),
})

type Fitted = Extract<ModelAnswer, { kind: 'cox' }>

const HazardModel = builder.objectRef<Fitted>('HazardModel').implement({
  description: 'A Cox model (Efron’s ties) of the patients who have all its covariates.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What is in it.' }),
    n: t.exposeInt('n', { description: 'Patients.' }),
    events: t.exposeInt('events', { description: 'Events.' }),
    ratios: t.field({
      type: [HazardRatio],
      description: 'Hazard ratios.',
      complexity: { field: 1, multiplier: 6 },
      resolve: (model) => model.ratios,
    }),
    likelihood: t.exposeString('likelihood', {
      description: 'partial, or penalised (Firth) where the data are separated.',
    }),
    separated: t.exposeStringList('separated', {
      description: 'Coefficients without a finite estimate: why the likelihood was penalised.',
    }),
    likelihoodRatio: t.field({
      type: ModelTest,
      description: 'Likelihood-ratio test of the model.',
      resolve: (model) => model.likelihoodRatio,
    }),
    wald: t.field({
      type: ModelTest,
      description: 'Wald test of the model.',
      resolve: (model) => model.wald,
    }),
    score: t.field({
      type: ModelTest,
      nullable: true,
      description: 'Score test; null with a penalised likelihood.',
      resolve: (model) => model.score,
    }),
    concordance: t.field({
      type: Interval,
      nullable: true,
      description: 'Harrell’s C of the linear predictor, on the patients who made it.',
      resolve: (model) => model.concordance,
    }),
    proportionality: t.field({
      type: ProportionalityOrReason,
      description: 'Test of proportional hazards.',
      resolve: (model) => model.proportionality,
    }),
    leftOut: t.field({
      type: [LeftOut],
      description: 'Compared patients who lack a covariate; somebody may lack several.',
      complexity: { field: 1, multiplier: 4 },
      resolve: (model) => model.leftOut,
    }),
  }),
})

export const ModelOrReason = builder.unionType('ModelOrReason', {
  description: 'A Cox model, or why there is none.',
  types: [HazardModel, NoAnswer],
  resolveType: ({ kind }) => (kind === 'notTestable' ? 'NoAnswer' : 'HazardModel'),
})
