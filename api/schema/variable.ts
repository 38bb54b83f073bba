import type { LayerName } from '../../db/read/layers.ts'
import { readVariable, readVariables } from '../../db/read/variables.ts'
import type { VariableRow } from '../../db/read/variables.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { FeatureColumn } from '../../science/imaging/featureColumn.ts'
import { parseFeatureColumn } from '../../science/imaging/featureColumn.ts'
import { parseLayerRef, parseVariableRef } from '../../science/variableRef.ts'
import { builder } from '../builder.ts'
import type { CellType as CellTypeRow } from '../../science/immune/cellTypes.ts'
import { cellTypeOf } from '../cells.ts'
import { pageComplexity, pageOf, pageRequest } from '../page.ts'
import { summariseVariable } from '../variableSummary.ts'
import type { VariableSummaryShape } from '../variableSummary.ts'
import { LayerKind, VariableRole, VariableType } from './enums.ts'
import { Layer } from './layer.ts'
import { pageArgs, pageType } from './page.ts'
import { Release } from './release.ts'

export const CellType = builder.objectRef<CellTypeRow>('CellType').implement({
  description: 'A cell type of the one vocabulary that all methods are mapped to.',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'Key, e.g. "macrophage_m1".' }),
    label: t.exposeString('label', { description: 'Name as shown.' }),
    short: t.exposeString('short', { description: 'Name for narrow places.' }),
    parent: t.exposeID('parent', { nullable: true, description: 'Key of the wider cell type.' }),
    colour: t.exposeString('colour', { description: 'Fixed colour (CSS hex).' }),
  }),
})

const LevelCount = builder.objectRef<{ level: string; n: number }>('LevelCount').implement({
  description: 'How many patients have one level of a category.',
  fields: (t) => ({
    level: t.exposeString('level', { description: 'The level.' }),
    n: t.exposeInt('n', { description: 'Patients.' }),
  }),
})

const VariableSummary = builder.objectRef<VariableSummaryShape>('VariableSummary').implement({
  description: 'Description of a variable over patients, after the layer’s declared step to the patient.',
  fields: (t) => ({
    n: t.exposeInt('n', { description: 'Patients with a value.' }),
    nMissing: t.exposeInt('nMissing', { description: 'Patients of the release without a value.' }),
    nZero: t.exposeInt('nZero', { description: 'Values that are exactly zero; 0 for categories.' }),
    min: t.exposeFloat('min', {
      nullable: true,
      description: 'Smallest value; of an endpoint, of its times.',
    }),
    q1: t.exposeFloat('q1', { nullable: true, description: 'First quartile.' }),
    median: t.exposeFloat('median', { nullable: true, description: 'Median.' }),
    q3: t.exposeFloat('q3', { nullable: true, description: 'Third quartile.' }),
    max: t.exposeFloat('max', { nullable: true, description: 'Largest value.' }),
    mean: t.exposeFloat('mean', { nullable: true, description: 'Mean.' }),
    sd: t.exposeFloat('sd', { nullable: true, description: 'Standard deviation (n − 1).' }),
    levels: t.field({
      type: [LevelCount],
      nullable: true,
      description: 'Patients per level, in the order of the levels; null unless a category.',
      resolve: (summary) => summary.levels,
    }),
    events: t.exposeInt('events', {
      nullable: true,
      description: 'Number of events; null unless an endpoint.',
    }),
  }),
})

const ImagingFeature = builder.objectRef<FeatureColumn>('ImagingFeature').implement({
  description: 'An image feature as the Image Biomarker Standardisation Initiative names it.',
  fields: (t) => ({
    tool: t.exposeString('tool', { description: 'Whose name the column has: pyradiomics or mirp.' }),
    image: t.exposeString('image', { description: '"original", or the filter of the image.' }),
    ibsi: t.string({
      nullable: true,
      description: 'Code of the IBSI; null where it has no such feature.',
      resolve: ({ feature }) => feature.ibsi,
    }),
    family: t.string({ description: 'Family of the feature.', resolve: ({ feature }) => feature.family }),
    name: t.string({ description: 'Name in words.', resolve: ({ feature }) => feature.label }),
    settings: t.exposeString('settings', {
      description: 'Distance, aggregation and discretisation that stand behind MIRP’s name; empty otherwise.',
    }),
    note: t.string({
      nullable: true,
      description: 'Where the same name does not mean the same number in another tool.',
      resolve: ({ feature }) => feature.note,
    }),
  }),
})

/** A variable with the release that it belongs to. */
export interface VariableOfRelease extends VariableRow {
  releaseId: number
}

export const Variable = builder.objectRef<VariableOfRelease>('Variable').implement({
  description: 'One thing that was measured. Its reference names it everywhere.',
  fields: (t) => ({
    ref: t.exposeID('ref', { description: 'Reference, e.g. "immune:cibersort-lm22/macrophage_m1".' }),
    key: t.exposeString('key', { description: 'Key within its layer.' }),
    label: t.exposeString('label', { description: 'Name as in the source or the vocabulary.' }),
    unit: t.exposeString('unit', { description: 'Unit; empty for a pure number.' }),
    type: t.field({
      type: VariableType,
      description: 'How its values are to be read.',
      resolve: (variable) => variable.type,
    }),
    role: t.field({
      type: VariableRole,
      description: 'Its part in the layer.',
      resolve: (variable) => variable.role,
    }),
    levels: t.stringList({
      nullable: true,
      description: 'Levels of a category in order; null otherwise.',
      resolve: (variable) => variable.levels && [...variable.levels],
    }),
    layer: t.field({
      type: Layer,
      description: 'The layer that it belongs to.',
      resolve: async (variable, _args, context) => {
        const layers = await context.facts.layers(variable.releaseId)
        const layer = layers.find((other) => other.kind === variable.kind && other.key === variable.layer)
        if (!layer) throw new Error(`no layer for ${variable.ref}`)
        return layer
      },
    }),
    cell: t.field({
      type: CellType,
      nullable: true,
      description: 'Cell type of the vocabulary, where the variable is one.',
      resolve: (variable) => cellTypeOf(variable),
    }),
    imagingFeature: t.field({
      type: ImagingFeature,
      nullable: true,
      description:
        'What the feature is in the vocabulary of the IBSI; null where its name is none that is known.',
      resolve: ({ kind, key }) => (kind === 'imaging' ? parseFeatureColumn(key) : null),
    }),
    summary: t.field({
      type: VariableSummary,
      description: 'Description over patients; n is 0 where the layer has no patient level yet.',
      complexity: 10,
      resolve: async (variable, _args, context) => {
        const column = await context.load.columns(variable.releaseId)(variable)
        if (!column) throw new Error(`no column for ${variable.ref}`)
        return summariseVariable(column)
      },
    }),
  }),
})

const mostWords = 20
const longestSearch = 1000

/** Every word is a pattern in the statement. @throws InvalidInput too many words or too long a text */
function searchOf(text: string | null | undefined): { search?: string } {
  if (!text) return {}
  if (text.length > longestSearch)
    throw new InvalidInput('search', `${text.length} characters`, `at most ${longestSearch}`)
  const words = text.split(/\s+/).filter((word) => word !== '')
  if (words.length > mostWords)
    throw new InvalidInput('search', `${words.length} words`, `at most ${mostWords}`)
  return { search: text }
}

function layerName(ref: string): LayerName {
  const { kind, layer } = parseLayerRef(ref)
  return { kind, key: layer }
}

const VariablePage = pageType('VariablePage', 'variables', Variable)

builder.objectFields(Release, (t) => ({
  variables: t.field({
    type: VariablePage,
    description:
      'Variables of all layers, by reference; at most 1,000 a page. With a search, what is called exactly so comes first, then what begins so.',
    args: {
      search: t.arg.string({
        description:
          'At most 20 words in 1,000 characters, all of which label or key must contain, in any order and case.',
      }),
      layer: t.arg.id({ description: 'Only variables of this layer.' }),
      kind: t.arg({ type: LayerKind, description: 'Only variables of layers of this kind.' }),
      type: t.arg({ type: VariableType, description: 'Only variables of this type.' }),
      ...pageArgs(50),
    },
    complexity: pageComplexity,
    resolve: async (release, args, context) => {
      const request = pageRequest(args)
      const page = await readVariables(context.db, release.id, {
        ...request,
        ...searchOf(args.search),
        ...(args.layer ? { layer: layerName(args.layer) } : {}),
        ...(args.kind ? { kind: args.kind } : {}),
        ...(args.type ? { type: args.type } : {}),
      })
      return pageOf(request, page, (row) => ({ ...row, releaseId: release.id }))
    },
  }),
  variable: t.field({
    type: Variable,
    nullable: true,
    description: 'One variable; null if this release has none of that name.',
    args: { ref: t.arg.id({ required: true, description: 'Reference of the variable.' }) },
    resolve: async (release, { ref }, context) => {
      const row = await readVariable(context.db, release.id, parseVariableRef(ref, 'ref'))
      return row && { ...row, releaseId: release.id }
    },
  }),
}))

builder.objectField(Layer, 'variables', (t) =>
  t.field({
    type: VariablePage,
    description:
      'Variables of this layer, by key; at most 1,000 a page. With a search, what is called exactly so comes first, then what begins so.',
    args: {
      search: t.arg.string({
        description:
          'At most 20 words in 1,000 characters, all of which label or key must contain, in any order and case.',
      }),
      ...pageArgs(50),
    },
    complexity: pageComplexity,
    resolve: async (layer, args, context) => {
      const request = pageRequest(args)
      const page = await readVariables(context.db, layer.releaseId, {
        ...request,
        layer,
        ...searchOf(args.search),
      })
      return pageOf(request, page, (row) => ({ ...row, releaseId: layer.releaseId }))
    },
  }),
)
