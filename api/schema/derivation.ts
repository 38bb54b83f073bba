import type { DerivationRow } from '../../db/read/derivations.ts'
import { readDerivations } from '../../db/read/derivations.ts'
import { builder } from '../builder.ts'
import { Release } from './release.ts'
import { SourceFile } from './sourceFile.ts'

const Derivation = builder.objectRef<DerivationRow>('Derivation').implement({
  description: 'What was computed on top of an import: a deconvolution, a model, its scores.',
  fields: (t) => ({
    command: t.exposeString('command', { description: 'The command that did it, e.g. "deconvolve".' }),
    settings: t.string({
      description: 'Every choice the result depends on, as JSON.',
      resolve: ({ settings }) => JSON.stringify(settings),
    }),
    inputs: t.stringList({
      description: 'References of the layers and models that were read.',
      resolve: ({ inputs }) => [...inputs],
    }),
    outputs: t.stringList({
      description: 'References of the layers and models that it gave.',
      resolve: ({ outputs }) => [...outputs],
    }),
    files: t.field({
      type: [SourceFile],
      description: 'Files brought along, e.g. a signature matrix.',
      resolve: ({ sourceFiles }) => sourceFiles,
    }),
    base: t.id({
      description: 'Short id of the release that was read.',
      resolve: ({ base }) => base.shortId,
    }),
    codeVersion: t.exposeString('codeVersion', { description: 'Version of the program that computed it.' }),
  }),
})

builder.objectField(Release, 'derivations', (t) =>
  t.field({
    type: [Derivation],
    description: 'What this release adds to the import it stands on, oldest first; empty for an import.',
    complexity: 5,
    resolve: (release, _args, context) => readDerivations(context.db, release.id),
  }),
)
