import { requiredRelease } from '../analyses/release.ts'
import { builder } from '../builder.ts'
import { sampleQuality } from '../sampleQuality.ts'
import type { GenesFound, SampleQualityShape, SampleRow } from '../sampleQuality.ts'
import { Layer } from './layer.ts'

const Genes = builder.objectRef<GenesFound>('GenesFound').implement({
  description: 'Which genes of a reference the expression had.',
  fields: (t) => ({
    of: t.exposeString('of', { description: 'The reference or gene set.' }),
    wanted: t.exposeInt('wanted', { description: 'Genes that it has.' }),
    found: t.exposeInt('found', { description: 'Genes that the expression had too.' }),
    missing: t.stringList({ description: 'The others, by name.', resolve: ({ missing }) => [...missing] }),
  }),
})

const QualityColumn = builder.objectRef<{ key: string; label: string }>('QualityColumn').implement({
  description: 'A number that says how far a sample can be trusted.',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'Key, e.g. "p_value".' }),
    label: t.exposeString('label', { description: 'Name as shown.' }),
  }),
})

const Sample = builder.objectRef<SampleRow>('QualityOfSample').implement({
  description: 'One patient’s sample.',
  fields: (t) => ({
    patient: t.exposeString('patient', { description: 'Submitter id.' }),
    specimen: t.exposeString('specimen', { nullable: true, description: 'Barcode.' }),
    passes: t.exposeBoolean('passes', {
      nullable: true,
      description: 'Whether it passes; null where not known.',
    }),
    values: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: 'In the order of the columns; null where missing.',
      resolve: ({ values }) => values,
    }),
  }),
})

const SampleQuality = builder.objectRef<SampleQualityShape>('SampleQuality').implement({
  description: 'How far the samples of one immune method can be trusted, over all patients of the release.',
  fields: (t) => ({
    layer: t.field({ type: Layer, description: 'The layer.', resolve: ({ method }) => method.layer }),
    words: t.exposeString('words', {
      nullable: true,
      description: '"54 of 371 samples pass …"; null where the method has no check of its own.',
    }),
    nPassing: t.exposeInt('nPassing', { description: 'Patients whose row passes.' }),
    n: t.exposeInt('n', { description: 'Patients with a row.' }),
    selection: t.string({
      nullable: true,
      description: 'Whether the check follows infiltration, so that filtering by it selects; in words.',
      resolve: ({ selection }) => selection?.text ?? null,
    }),
    selectionRho: t.float({
      nullable: true,
      description: 'Spearman of the checked number with the leukocyte fraction.',
      resolve: ({ selection }) => selection?.rho ?? null,
    }),
    genes: t.field({
      type: [Genes],
      description: 'Genes of the reference found and missing; empty for results that were brought.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ genes }) => genes,
    }),
    doubts: t.exposeStringList('doubts', {
      description: 'What was found doubtful about scale, unit or fit when it was imported or computed.',
    }),
    columns: t.field({
      type: [QualityColumn],
      description: 'The quality columns.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ columns }) => columns,
    }),
    samples: t.field({
      type: [Sample],
      description: 'Every patient with a row.',
      complexity: { field: 1, multiplier: 100 },
      resolve: ({ samples }) => samples,
    }),
  }),
})

builder.queryField('sampleQuality', (t) =>
  t.field({
    type: SampleQuality,
    description: 'How far the samples of an immune method can be trusted.',
    args: {
      release: t.arg.id({ required: true, description: 'Short id or content hash of the release.' }),
      method: t.arg.id({ required: true, description: 'Layer reference of an immune method.' }),
    },
    complexity: { field: 50, multiplier: 1 },
    resolve: async (_root, { release, method }, context) =>
      sampleQuality(context, await requiredRelease(context, release), method),
  }),
)
