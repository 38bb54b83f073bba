import type { LayerRow } from '../../db/read/layers.ts'
import { builder } from '../builder.ts'
import { readQuality } from '../quality.ts'
import type { QualityOfLayer } from '../quality.ts'
import { EntityKind, LayerKind } from './enums.ts'
import { Release } from './release.ts'

export const QualityRule = builder.objectRef<QualityOfLayer>('QualityRule').implement({
  description: 'When a row of a layer passes the tool’s own check, e.g. CIBERSORT P ≤ .05.',
  fields: (t) => ({
    variable: t.exposeID('variable', { description: 'Reference of the quality variable.' }),
    label: t.exposeString('label', { description: 'Label of the quality variable.' }),
    op: t.exposeString('op', { description: 'Comparison: <= or >=.' }),
    threshold: t.exposeFloat('threshold', { description: 'What the variable is compared with.' }),
    nPassing: t.exposeInt('nPassing', { description: 'Patients whose row passes.' }),
    n: t.exposeInt('n', { description: 'Patients with a row.' }),
    description: t.exposeString('description', { description: 'The rule in words.' }),
  }),
})

export const Layer = builder.objectRef<LayerRow>('Layer').implement({
  description: 'A block of variables measured by one method in one unit.',
  fields: (t) => ({
    ref: t.exposeID('ref', { description: 'Reference, e.g. "immune:cibersort-lm22".' }),
    kind: t.field({ type: LayerKind, description: 'What it holds.', resolve: (layer) => layer.kind }),
    key: t.exposeString('key', { description: 'Key within its kind.' }),
    label: t.exposeString('label', { description: 'Name as shown.' }),
    entity: t.field({
      type: EntityKind,
      description: 'What one row stands for.',
      resolve: (layer) => layer.entity,
    }),
    unit: t.exposeString('unit', { description: 'Unit of its measures; empty where they differ.' }),
    method: t.exposeString('method', { description: 'Tool or method, in words.' }),
    description: t.exposeString('description', { description: 'What the layer is and how it was made.' }),
    settings: t.string({
      description: 'Settings of the tool, as JSON.',
      resolve: (layer) => JSON.stringify(layer.settings),
    }),
    patientRule: t.exposeString('patientRule', {
      description: 'How one row came to stand for a patient, in words.',
    }),
    variableCount: t.exposeInt('variableCount', { description: 'How many variables it has.' }),
    patientCount: t.exposeInt('patientCount', { description: 'How many patients have a row.' }),
    quality: t.field({
      type: QualityRule,
      nullable: true,
      description: 'The tool’s own check; null where it has none.',
      complexity: 10,
      resolve: (layer, _args, context) => readQuality(context.load, layer),
    }),
  }),
})

builder.objectFields(Release, (t) => ({
  layers: t.field({
    type: [Layer],
    description: 'Layers of this release, by kind and key.',
    args: { kind: t.arg({ type: LayerKind, description: 'Only layers of this kind.' }) },
    resolve: async (release, { kind }, context) => {
      const layers = await context.facts.layers(release.id)
      return layers.filter((layer) => !kind || layer.kind === kind)
    },
  }),
  layer: t.field({
    type: Layer,
    nullable: true,
    description: 'One layer; null if this release has none of that name.',
    args: { ref: t.arg.id({ required: true, description: 'Reference, e.g. "immune:quantiseq".' }) },
    resolve: async (release, { ref }, context) => {
      const layers = await context.facts.layers(release.id)
      return layers.find((layer) => layer.ref === ref) ?? null
    },
  }),
}))
