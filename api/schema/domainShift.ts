import type { ShiftedFeature } from '../../science/radiogenomics/domainShift.ts'
import { domainShift } from '../analyses/domainShift.ts'
import type { DomainShiftAnswer } from '../analyses/domainShift.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { NamedFeature } from './namedFeature.ts'

const FeatureShift = builder.objectRef<ShiftedFeature>('FeatureShift').implement({
  interfaces: [NamedFeature],
  description: 'One feature of a model beside its training set.',
  fields: (t) => ({
    part: t.exposeString('part', { description: 'gtr or ith.' }),
    present: t.exposeInt('present', { description: 'Patients with a value.' }),
    outside: t.exposeInt('outside', { description: 'Of them beyond the range of the training patients.' }),
    difference: t.exposeFloat('difference', {
      nullable: true,
      description: 'Mean minus training mean, in training standard deviations.',
    }),
    spread: t.exposeFloat('spread', {
      nullable: true,
      description: 'Standard deviation over that of the training set.',
    }),
  }),
})

const OutsidePatient = builder.objectRef<DomainShiftAnswer['outside'][number]>('OutsidePatient').implement({
  description: 'A patient unlike the training patients.',
  fields: (t) => ({
    patient: t.exposeString('patient', { description: 'Submitter id.' }),
    features: t.exposeInt('features', { description: 'Features beyond the training range.' }),
  }),
})

const DomainShift = builder.objectRef<StoredAnalysis<DomainShiftAnswer>>('DomainShift').implement({
  interfaces: [Analysis],
  description: 'Whether a cohort is inside the space that a model was trained in.',
  fields: (t) => ({
    layers: t.stringList({
      description: 'Layers that the features were read from.',
      resolve: ({ answer }) => [answer.layers.gtr, answer.layers.ith].flatMap((ref) => ref ?? []),
    }),
    features: t.field({
      type: [FeatureShift],
      description: 'Every selected feature.',
      complexity: { field: 1, multiplier: 30 },
      resolve: ({ answer }) => [...answer.features],
    }),
    patients: t.int({ description: 'Patients with features.', resolve: ({ answer }) => answer.patients }),
    inside: t.int({
      description: 'Of them within the range of every feature.',
      resolve: ({ answer }) => answer.inside,
    }),
    scored: t.int({ description: 'Of them with a score.', resolve: ({ answer }) => answer.scored }),
    shareHigh: t.float({
      nullable: true,
      description: 'Share of high risk.',
      resolve: ({ answer }) => answer.shareHigh,
    }),
    outside: t.field({
      type: [OutsidePatient],
      description: 'Patients beyond it, most features first.',
      complexity: { field: 1, multiplier: 50 },
      resolve: ({ answer }) => [...answer.outside],
    }),
    tsv: t.string({
      description: 'Numbers of every feature as tab-separated text.',
      resolve: tsvOf(domainShift),
    }),
  }),
})

const DomainShiftInput = builder.inputType('DomainShiftInput', {
  description: 'A model and the release that is held against its training set.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    model: t.id({ required: true, description: 'Id of a stored model with its card.' }),
    gtr: t.id({
      description:
        'Imaging layer of the whole tumour; default: where the scores came from, or as in training.',
    }),
    ith: t.id({ description: 'Imaging layer of the regions.' }),
  }),
})

builder.queryField('domainShift', (t) =>
  t.field({
    type: DomainShift,
    description:
      'Is a cohort inside the feature space that a model was trained in, and how many are high risk there.',
    args: { input: t.arg({ type: DomainShiftInput, required: true, description: 'Model and release.' }) },
    complexity: { field: 500, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, domainShift, input),
  }),
)
