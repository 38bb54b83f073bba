import type { SourceFileRow } from '../../db/read/files.ts'
import { builder } from '../builder.ts'
import { Layer } from './layer.ts'
import { Release } from './release.ts'

export const SourceFile = builder.objectRef<SourceFileRow>('SourceFile').implement({
  description: 'A file that a release was imported from, or that a computation on it brought along.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id in the manifest.' }),
    path: t.exposeString('path', { description: 'Path within the data folder.' }),
    role: t.exposeString('role', { description: 'What the file is for.' }),
    format: t.exposeString('format', { description: 'Which reader read it.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of its bytes.' }),
    bytes: t.exposeFloat('bytes', { description: 'Size in bytes.' }),
    rows: t.exposeInt('rows', { nullable: true, description: 'Rows read.' }),
    columns: t.exposeInt('columns', { nullable: true, description: 'Columns read.' }),
    tool: t.exposeString('tool', { nullable: true, description: 'Tool that wrote it.' }),
    version: t.exposeString('version', { nullable: true, description: 'Version of that tool.' }),
    licence: t.exposeString('licence', { nullable: true, description: 'Licence of the file.' }),
    settings: t.string({
      description: 'Settings of the tool, as JSON.',
      resolve: (file) => JSON.stringify(file.settings),
    }),
  }),
})

builder.objectField(Release, 'files', (t) =>
  t.field({
    type: [SourceFile],
    description: 'Files that this release was made from.',
    resolve: (release, _args, context) => context.facts.files(release.id),
  }),
)

builder.objectField(Layer, 'sourceFiles', (t) =>
  t.field({
    type: [SourceFile],
    description: 'Files that this layer was made from.',
    complexity: { field: 1, multiplier: 2 },
    resolve: async (layer, _args, context) => {
      const files = await context.facts.files(layer.releaseId)
      return files.filter((file) => layer.sourceFiles.includes(file.id))
    },
  }),
)
