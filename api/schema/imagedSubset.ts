import type { BaselineRow } from '../../science/radiogenomics/baselineTable.ts'
import { imagedSubsetAnalysis } from '../analyses/imagedSubset.ts'
import type { ImagedSubsetAnswer } from '../analyses/imagedSubsetAnswer.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { BaselineCell, BaselineGroup, BaselineTestOrReason, withCode } from './baseline.ts'
import { Family } from './result.ts'

const ImagedBy = builder.enumType('ImagedBy', {
  description: 'What makes a patient imaged.',
  values: {
    CT: { value: 'ct', description: 'A CT (or other) series is listed in the release.' },
    FEATURES: { value: 'features', description: 'Imaging features were measured.' },
  } as const,
})

const ImagedSubsetInput = builder.inputType('ImagedSubsetInput', {
  description: 'Whether the patients with images are like the rest.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    method: t.id({
      description:
        'Layer reference of an immune method: only its patients are asked about. Default: everybody.',
    }),
    by: t.field({ type: ImagedBy, description: 'Default: series where there are any, else features.' }),
    seed: t.int({ defaultValue: 1, description: 'Seed of Fisher’s test where its tables are too many.' }),
  }),
})

interface RowShape {
  row: BaselineRow
  reference: string | null
  groups: readonly string[]
}

const DescribedVariable = builder.objectRef<RowShape>('DescribedVariable').implement({
  description: 'What a row describes; not always a variable of the release.',
  fields: (t) => ({
    ref: t.id({ description: 'Reference, or a key of its own.', resolve: ({ row }) => row.key }),
    isVariable: t.boolean({
      description:
        'Whether it is a variable of the release; the tissue source site is read from the barcodes.',
      resolve: ({ reference }) => reference !== null,
    }),
    label: t.string({ description: 'Name.', resolve: ({ row }) => row.label }),
    unit: t.string({
      description: 'Unit; empty for a pure number and of categories.',
      resolve: ({ row }) => (row.kind === 'number' ? row.unit : ''),
    }),
    levels: t.stringList({
      nullable: true,
      description: 'Levels of a category; null otherwise.',
      resolve: ({ row }) => (row.kind === 'category' ? [...row.levels] : null),
    }),
  }),
})

const ImagedRow = builder.objectRef<RowShape>('ImagedRow').implement({
  description: 'One variable in those with images and in the rest.',
  fields: (t) => ({
    variable: t.field({
      type: DescribedVariable,
      description: 'What is described.',
      resolve: (shape) => shape,
    }),
    shown: t.string({
      description: 'What is to be shown: mean (± SD), median (quartiles) or count.',
      resolve: ({ row }) => (row.kind === 'number' ? row.shown : 'count'),
    }),
    overall: t.field({
      type: BaselineCell,
      description: 'Everybody.',
      resolve: ({ row }) => ({ group: null, cell: row.overall }),
    }),
    groups: t.field({
      type: [BaselineCell],
      description: 'With images first.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ row, groups }) => row.groups.map((cell, g) => ({ group: groups[g] ?? null, cell })),
    }),
    test: t.field({
      type: BaselineTestOrReason,
      description: 'The test that suits the variable.',
      resolve: ({ row }) => withCode(row.test),
    }),
    standardisedDifference: t.float({
      nullable: true,
      description: 'With − without, in standard deviations; of categories a distance from 0.',
      resolve: ({ row }) => row.standardisedDifference.pairs[0]?.value ?? null,
    }),
    noDifference: t.string({
      nullable: true,
      description: 'Why there is none.',
      resolve: ({ row }) => row.standardisedDifference.pairs[0]?.reason ?? null,
    }),
  }),
})

const Interval = builder.objectRef<ImagedSubsetAnswer['interval']>('ImageToSpecimen').implement({
  description: 'How long lies between image and specimen, or that it is unknown.',
  fields: (t) => ({
    n: t.exposeInt('n', { description: 'Imaged patients for whom it is known.' }),
    variable: t.exposeID('variable', { nullable: true, description: 'The variable that says it.' }),
    unit: t.exposeString('unit', { description: 'Unit of time.' }),
    median: t.exposeFloat('median', { nullable: true, description: 'Median.' }),
    min: t.exposeFloat('min', { nullable: true, description: 'Shortest.' }),
    max: t.exposeFloat('max', { nullable: true, description: 'Longest.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it is unknown.' }),
  }),
})

const ImagedSubset = builder.objectRef<StoredAnalysis<ImagedSubsetAnswer>>('ImagedSubset').implement({
  interfaces: [Analysis],
  description: 'Are the patients with images like those without?',
  fields: (t) => ({
    by: t.field({
      type: ImagedBy,
      description: 'What made them imaged.',
      resolve: ({ answer }) => answer.by,
    }),
    words: t.stringList({ description: 'The answer in words.', resolve: ({ answer }) => answer.words }),
    groups: t.field({
      type: [BaselineGroup],
      description: 'With images, without.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ answer }) => [...answer.table.groups],
    }),
    rows: t.field({
      type: [ImagedRow],
      description: 'Clinical variables, tissue source site, volume, responses, and the cells of the claim.',
      complexity: { field: 1, multiplier: 28 },
      resolve: ({ answer: { table, references } }) =>
        table.rows.map((row, i) => ({
          row,
          reference: references[i] ?? null,
          groups: table.groups.map(({ key }) => key),
        })),
    }),
    family: t.field({
      type: Family,
      description: 'The family of q.',
      resolve: ({ answer }) => answer.table.family,
    }),
    interval: t.field({
      type: Interval,
      description: 'Between image and specimen.',
      resolve: ({ answer }) => answer.interval,
    }),
    tsv: t.string({
      description: 'The table as tab-separated text with the specification in its header.',
      resolve: tsvOf(imagedSubsetAnalysis),
    }),
  }),
})

builder.queryField('imagedSubset', (t) =>
  t.field({
    type: ImagedSubset,
    description: 'Are the patients with images like those without?',
    args: { input: t.arg({ type: ImagedSubsetInput, required: true, description: 'Of whom.' }) },
    complexity: { field: 2000, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, imagedSubsetAnalysis, input),
  }),
)
