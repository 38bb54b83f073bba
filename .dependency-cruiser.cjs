/** Who may import whom: docs/map.md in words, this file in force, test/layers as its proof. */
const code = '^(science|db|etl|api|web)/'
const only = (name, comment, pathNot, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: code, pathNot },
  to: { path: to },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle has no first reader.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that cannot be resolved is checked by nobody.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'science-is-pure',
      comment: 'science imports science and its three numeric packages: no I/O, no clock, no environment.',
      severity: 'error',
      from: { path: '^science/' },
      to: { pathNot: ['^science/', 'node_modules/(ml-matrix|libsvm-js|quadprog)/'] },
    },
    {
      name: 'stats-know-no-biology',
      comment: 'science/stats imports itself, the errors and ml-matrix.',
      severity: 'error',
      from: { path: '^science/stats/' },
      to: { path: '^science/', pathNot: ['^science/stats/', '^science/errors\\.ts$'] },
    },
    {
      name: 'science-flows-towards-radiogenomics',
      comment: 'radiogenomics uses the other science rooms, never the other way round.',
      severity: 'error',
      from: { path: '^science/', pathNot: '^science/radiogenomics/' },
      to: { path: '^science/radiogenomics/' },
    },
    {
      name: 'db-knows-names-only',
      comment: 'db takes names and ids from science, no computation.',
      severity: 'error',
      from: { path: '^db/' },
      to: {
        path: '^(science|etl|api|web)/',
        pathNot: [
          '^science/(variableRef|canonical|errors)\\.ts$',
          '^science/immune/(cellTypes|methods)\\.ts$',
        ],
      },
    },
    {
      name: 'db-rooms-stay-apart',
      comment:
        'read, release and app meet only in client and schema; read may use the types of release content.',
      severity: 'error',
      from: { path: '^db/(read|release|app)/' },
      to: { path: '^db/(read|release|app)/', pathNot: ['^db/$1/', '^db/release/content\\.ts$'] },
    },
    {
      name: 'etl-writes-releases',
      comment: 'etl uses db/client, db/release and science.',
      severity: 'error',
      from: { path: '^etl/' },
      to: { path: '^(db|api|web)/', pathNot: ['^db/release/', '^db/(client|lock|location)\\.ts$'] },
    },
    {
      name: 'api-reads',
      comment:
        'api uses db/read, db/app, the session type and science; only api/main.ts joins etl and opens the database.',
      severity: 'error',
      from: { path: '^api/', pathNot: '^api/main\\.ts$' },
      to: { path: '^(db|etl|web)/', pathNot: ['^db/(read|app)/', '^db/(client|location)\\.ts$'] },
    },
    {
      name: 'web-draws',
      comment: 'web has generated types only, and nothing of the rooms behind the API.',
      severity: 'error',
      from: { path: '^web/', pathNot: '^web/(build|codegen|vite\\.config)\\.ts$' },
      to: { path: '^(science|db|etl|api)/|^node:' },
    },
    only(
      'sql-lives-in-db',
      'Only db knows SQL.',
      '^db/',
      'node_modules/(drizzle-orm|drizzle-kit|pg|pg-copy-streams|pg-boss|@electric-sql)/',
    ),
    only(
      'graphql-lives-in-api',
      'Only api knows the server side of GraphQL.',
      '^(api|web)/',
      'node_modules/graphql/',
    ),
    only(
      'pothos-lives-in-api',
      'Only api knows Pothos and Yoga.',
      '^api/',
      'node_modules/(@pothos|graphql-yoga)/',
    ),
    only(
      'react-lives-in-web',
      'Only web draws.',
      '^web/',
      'node_modules/(react|react-dom|d3|urql|@tanstack|graphiql)/',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^web/(dist|gql/generated)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'style', 'types', 'default'],
    },
  },
}
