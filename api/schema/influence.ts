import type { CellInfluence, Without as WithoutShape } from '../../science/radiogenomics/influenceResult.ts'
import { influenceAnalysis } from '../analyses/influence.ts'
import type { InfluenceAnswer } from '../analyses/influence.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { GroupingInput } from './grouping.ts'

const InfluenceInput = builder.inputType('InfluenceInput', {
  description: 'A comparison of two groups from which everybody is left out in turn.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    grouping: t.field({ type: GroupingInput, required: true, description: 'Two groups.' }),
    method: t.id({ required: true, description: 'Layer reference of an immune method.' }),
    filter: t.boolean({
      defaultValue: false,
      description: 'Only samples that pass the method’s own check.',
    }),
    cells: t.idList({ description: 'Keys of at most 12 cells; default: those of the published claim.' }),
  }),
})

type OfPatient = CellInfluence['patients'][number]

const Without = builder
  .objectRef<WithoutShape & Partial<Pick<OfPatient, 'group' | 'site'>>>('Without')
  .implement({
    description: 'The comparison without somebody.',
    fields: (t) => ({
      key: t.exposeID('key', { description: 'Who is left out: a patient, a site; empty = nobody.' }),
      group: t.int({
        nullable: true,
        description: 'Place of the patient’s group; null of sites.',
        resolve: ({ group }) => group ?? null,
      }),
      site: t.string({
        nullable: true,
        description: 'Tissue source site of the patient; null where it is not known, and of sites.',
        resolve: ({ site }) => site ?? null,
      }),
      sizes: t.intList({ description: 'Patients left in each group.', resolve: ({ sizes }) => [...sizes] }),
      delta: t.exposeFloat('delta', { nullable: true, description: 'Cliff’s δ, first − second.' }),
      low: t.exposeFloat('low', {
        nullable: true,
        description: 'Lower end of its 95 % interval; null of patients.',
      }),
      high: t.exposeFloat('high', { nullable: true, description: 'Upper end.' }),
      logP: t.exposeFloat('logP', {
        nullable: true,
        description: 'Natural logarithm of the two-sided rank-sum p.',
      }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why it cannot be tested.' }),
    }),
  })

const Influence = builder.objectRef<InfluenceAnswer['cells'][number]>('CellInfluence').implement({
  description: 'One cell: does its effect hang on one patient or one site.',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'Key of the cell type.' }),
    label: t.exposeString('label', { description: 'Its name.' }),
    colour: t.exposeString('colour', { description: 'Fixed colour (CSS hex).' }),
    all: t.field({ type: Without, description: 'Nobody left out.', resolve: ({ all }) => all }),
    patients: t.field({
      type: [Without],
      description: 'Without each patient, in patient order.',
      complexity: { field: 1, multiplier: 100 },
      resolve: ({ patients }) => [...patients],
    }),
    sites: t.field({
      type: [Without],
      description: 'Without each tissue source site, by name; empty where ids are no TCGA barcodes.',
      complexity: { field: 1, multiplier: 20 },
      resolve: ({ sites }) => [...sites],
    }),
    words: t.stringList({ description: 'In words.', resolve: ({ words }) => [...words] }),
  }),
})

const InfluenceGroup = builder.objectRef<{ key: string; label: string }>('InfluenceGroup').implement({
  description: 'One of the two groups.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Key.' }),
    label: t.exposeString('label', { description: 'Label as drawn.' }),
  }),
})

const InfluenceResult = builder.objectRef<StoredAnalysis<InfluenceAnswer>>('Influence').implement({
  interfaces: [Analysis],
  description: 'The comparison without each patient, and without each tissue source site.',
  fields: (t) => ({
    groups: t.field({
      type: [InfluenceGroup],
      description: 'First and second; effects are first − second.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ answer }) => answer.groups,
    }),
    cells: t.field({
      type: [Influence],
      description: 'In the order asked; cells that the method does not have are left out.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ answer }) => answer.cells,
    }),
    tsv: t.string({
      description: 'Every number as tab-separated text with the specification in its header.',
      resolve: tsvOf(influenceAnalysis),
    }),
  }),
})

builder.queryField('influence', (t) =>
  t.field({
    type: InfluenceResult,
    description: 'Does the effect hang on one patient or one site.',
    args: { input: t.arg({ type: InfluenceInput, required: true, description: 'The comparison.' }) },
    complexity: { field: 2000, multiplier: 1 },
    resolve: (_root, { input: { filter, ...input } }, context) =>
      askedAnalysis(context, influenceAnalysis, { ...input, quality: filter ? 'filter' : 'mark' }),
  }),
)
