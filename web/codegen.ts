import type { CodegenConfig } from '@graphql-codegen/cli'

/** Types of our own queries, written from the printed contract: a field that the API drops fails the type check. */
const config: CodegenConfig = {
  schema: 'api/schema.graphql',
  documents: ['web/**/*.graphql'],
  importExtension: '.ts',
  generates: {
    'web/gql/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumType: 'string-literal',
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: { ID: 'string' },
      },
    },
  },
}

export default config
