import { readCohorts } from '../../db/read/cohorts.ts'
import type { Pooled, PooledCell } from '../../science/radiogenomics/poolClaim.ts'
import { analysisOf } from '../analyses/analysis.ts'
import { cellLabel, claimStripOf, stripPaperOf, stripTsv } from '../analyses/claimStrip.ts'
import type { ClaimStripAnswer, CohortClaim } from '../analyses/claimStrip.ts'
import { claimAnalysis } from '../analyses/claimVerdict.ts'
import { parseExpectations } from '../analyses/expectations.ts'
import { builder } from '../builder.ts'
import { ClaimVerdict } from './claim.ts'
import { ExpectationInput } from './expectation.ts'
import { GroupingInput } from './grouping.ts'
import { PaperWords } from './paperWords.ts'

const CohortVerdict = builder.objectRef<CohortClaim>('CohortVerdict').implement({
  description: 'A claim in the current release of one cohort.',
  fields: (t) => ({
    slug: t.id({ description: 'Slug of the cohort.', resolve: ({ release }) => release.cohort.slug }),
    title: t.string({ description: 'Its title.', resolve: ({ release }) => release.cohort.title }),
    simulated: t.boolean({
      description: 'No patients, planted effects.',
      resolve: ({ release }) => release.cohort.simulated,
    }),
    verdict: t.field({ type: ClaimVerdict, description: 'The verdict.', resolve: ({ verdict }) => verdict }),
  }),
})

const PooledEffect = builder.objectRef<PooledCell>('PooledEffect').implement({
  description:
    'The effect on one cell over alike cohorts: random effects by REML, interval by Hartung and Knapp.',
  fields: (t) => ({
    cell: t.exposeID('cell', { description: 'Key of the cell type.' }),
    label: t.string({ description: 'Its name.', resolve: ({ cell }) => cellLabel(cell) }),
    cohorts: t.stringList({
      description: 'Slugs of the cohorts in it.',
      resolve: ({ cohorts }) => [...cohorts],
    }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'Cliff’s δ, first − second; null where it cannot be pooled.',
    }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower end of its 95 % interval.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper end.' }),
    logP: t.exposeFloat('logP', { nullable: true, description: 'Natural logarithm of the two-sided p.' }),
    tauSquared: t.exposeFloat('tauSquared', {
      nullable: true,
      description: 'Variance between cohorts, on the scale of Fisher’s z of δ.',
    }),
    iSquared: t.exposeFloat('iSquared', {
      nullable: true,
      description: 'Share of the variance of the estimates that lies between cohorts, 0 to 1.',
    }),
    heterogeneityLogP: t.exposeFloat('heterogeneityLogP', {
      nullable: true,
      description: 'Natural logarithm of the p of Cochran’s test of one common effect.',
    }),
    predictionLow: t.float({
      nullable: true,
      description: 'Where one more such cohort would lie: lower end; null of fewer than three cohorts.',
      resolve: ({ prediction }) => prediction?.low ?? null,
    }),
    predictionHigh: t.float({
      nullable: true,
      description: 'Upper end.',
      resolve: ({ prediction }) => prediction?.high ?? null,
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it cannot be pooled; null where it is.',
    }),
    words: t.exposeString('words', { description: 'In words.' }),
  }),
})

const PooledClaim = builder.objectRef<Pooled>('PooledClaim').implement({
  description: 'Cohorts that are alike in groups, cuts, method, unit and origin, and share no patient.',
  fields: (t) => ({
    cohorts: t.stringList({ description: 'Their slugs.', resolve: ({ cohorts }) => [...cohorts] }),
    titles: t.stringList({ description: 'Their titles.', resolve: ({ titles }) => [...titles] }),
    exposure: t.exposeString('exposure', { description: 'What the groups of all of them are made of.' }),
    method: t.exposeString('method', { description: 'Name of the method of all of them.' }),
    unit: t.exposeString('unit', { description: 'Its unit.' }),
    cells: t.field({
      type: [PooledEffect],
      description: 'In the order of the expectations.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ cells }) => [...cells],
    }),
  }),
})

const ClaimStrip = builder.objectRef<ClaimStripAnswer>('ClaimStrip').implement({
  description: 'A claim in every cohort of this server, side by side.',
  fields: (t) => ({
    cohorts: t.field({
      type: [CohortVerdict],
      description: 'In the order of the cohorts.',
      complexity: { field: 1, multiplier: 6 },
      resolve: ({ cohorts }) => [...cohorts],
    }),
    pooled: t.field({
      type: [PooledClaim],
      description: 'One for each set of alike cohorts; empty where no two are alike.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ pooled }) => [...pooled],
    }),
    notPooled: t.stringList({
      description:
        'Why effects of all cohorts together are not pooled: unlike exposures, cuts, methods or units, or patients in two of them.',
      resolve: ({ notPooled }) => [...notPooled],
    }),
    paper: t.field({
      type: PaperWords,
      description: 'Legend of all cohorts side by side, and methods.',
      resolve: (strip, _args, context) => stripPaperOf(context, strip),
    }),
    tsv: t.string({
      description: 'Every expectation in every cohort, then the pooled effects, as tab-separated text.',
      resolve: stripTsv,
    }),
  }),
})

const CohortGroupingInput = builder.inputType('CohortGroupingInput', {
  description: 'The groups that a claim is held against in one cohort.',
  fields: (t) => ({
    cohort: t.id({ required: true, description: 'Slug of the cohort.' }),
    grouping: t.field({ type: GroupingInput, required: true, description: 'Two groups.' }),
  }),
})

builder.queryField('claimStrip', (t) =>
  t.field({
    type: ClaimStrip,
    description:
      'Holds expectations against the current release of every cohort, each with its own groups; alike cohorts are pooled.',
    args: {
      expectations: t.arg({
        type: [ExpectationInput],
        description: 'Default: those of the published claim.',
      }),
      groupings: t.arg({
        type: [CohortGroupingInput],
        description: 'Cohorts whose groups are chosen; the others have their own.',
      }),
    },
    complexity: { field: 8000, multiplier: 1 },
    resolve: async (_root, { expectations, groupings }, context) => {
      const cohorts: CohortClaim[] = []
      for (const { release } of await readCohorts(context.db)) {
        const chosen = groupings?.find(({ cohort }) => cohort === release.cohort.slug)
        const grouping = chosen?.grouping
        const spec = claimAnalysis.parseSpec({ release: release.shortId, expectations, grouping })
        cohorts.push({ release, verdict: await analysisOf(context, release, claimAnalysis, spec) })
      }
      const cells = parseExpectations(expectations).map(({ cell }) => cell)
      return claimStripOf(cohorts, cells)
    },
  }),
)
