import { readCohort } from '../../db/read/cohorts.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import { readRiskModelsOf } from '../../db/read/riskModels.ts'
import type { RiskModelRow } from '../../db/read/riskModels.ts'
import { canonicalJson } from '../../science/canonical.ts'
import { InvalidInput } from '../../science/errors.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import { cardOf, requiredModel } from '../analyses/modelCardOf.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import type { ScoringAsked, Scorings, ScoringView } from '../scorings.ts'
import type { JobReport as Report } from '../longJob.ts'
import { JobProgress } from './jobProgress.ts'
import { JobReport } from './jobReport.ts'

/** @throws InvalidInput this program was started without a place for jobs */
function scoringsOf(context: Context): Scorings {
  context.neverKeep()
  if (!context.scorings)
    throw new InvalidInput('model', 'this program', 'a server with a data folder, started by npm start')
  return context.scorings
}

const ScoringReport = builder.objectRef<Report>('ScoringReport').implement({
  interfaces: [JobReport],
  description: 'What came of a model that was applied to a cohort.',
})

const Scoring = builder.objectRef<ScoringView>('Scoring').implement({
  interfaces: [JobProgress],
  description: 'A stored model applied to a cohort, as a job.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id of the job.' }),
    model: t.id({
      description: 'Id of the model.',
      resolve: ({ model: { release, key } }) => `${release}/${key}`,
    }),
    cohort: t.exposeID('cohort', { description: 'Slug of the cohort that is scored.' }),
    gtr: t.exposeID('gtr', {
      nullable: true,
      description: 'Layer of the whole tumour; null: as in training.',
    }),
    ith: t.exposeID('ith', { nullable: true, description: 'Layer of the regions; null: as in training.' }),
    askedAt: t.exposeString('askedAt', { description: 'When (ISO 8601, UTC).' }),
    report: t.field({
      type: ScoringReport,
      nullable: true,
      description: 'At the end.',
      resolve: ({ report }) => report,
    }),
  }),
})

const ScoreCohortInput = builder.inputType('ScoreCohortInput', {
  description: 'A stored model and the cohort that it is applied to.',
  fields: (t) => ({
    model: t.id({
      required: true,
      description: 'Id of a model with its card, which the current release of its cohort still holds.',
    }),
    cohort: t.id({ required: true, description: 'Slug of the cohort.' }),
    gtr: t.id({ description: 'Imaging layer of the whole tumour; default: as in training.' }),
    ith: t.id({ description: 'Imaging layer of the regions.' }),
  }),
})

type Given = typeof ScoreCohortInput.$inferInput

/** The job names a model by its cohort: that has to be this very one still, whatever was computed beside it since. */
async function checkStanding(context: Context, row: RiskModelRow, id: string): Promise<ReleaseRow> {
  const home = await context.load.release(row.releaseShortId)
  const card = await cardOf(context, row)
  if (!card)
    throw new InvalidInput('model', id, 'a model with its card: this one holds constants of a score only')
  if (home.current) return home
  const now = await context.load.cohort(home.cohort.slug)
  const standing = (await readRiskModelsOf(context.db, now.release.id)).find(({ key }) => key === row.key)
  const same = standing && (await cardOf(context, standing))
  if (!same || canonicalJson(same) !== canonicalJson(card))
    throw new InvalidInput('model', id, `a model of the current release of ${home.cohort.slug}`)
  return home
}

async function askedOf(
  context: Context,
  { model: id, cohort: slug, gtr, ith }: Given,
): Promise<ScoringAsked> {
  const row = await requiredModel(context, id)
  const home = await checkStanding(context, row, id)
  const cohort = await readCohort(context.db, slug)
  if (!cohort) throw new InvalidInput('cohort', slug, 'the short name of a cohort that is here')
  const layer = async (ref: string | null | undefined, field: string): Promise<string | null> => {
    if (ref === null || ref === undefined) return null
    const { kind } = parseLayerRef(ref, field)
    const known = await context.facts.layers(cohort.release.id)
    if (kind !== 'imaging' || !known.some((one) => one.ref === ref))
      throw new InvalidInput(field, ref, `an imaging layer of ${slug}`)
    return ref
  }
  return {
    model: { release: row.releaseShortId, cohort: home.cohort.slug, key: row.key },
    cohort: slug,
    gtr: await layer(gtr, 'gtr'),
    ith: await layer(ith, 'ith'),
  }
}

builder.queryField('scorings', (t) =>
  t.field({
    type: [Scoring],
    description: 'Where a model was applied from the browser, newest first, at most 20.',
    args: { model: t.arg.id({ required: true, description: 'Id of the model.' }) },
    complexity: { field: 10, multiplier: 20 },
    resolve: async (_root, { model }, context) => {
      const { releaseShortId, key } = await requiredModel(context, model)
      return scoringsOf(context).list({ release: releaseShortId, key })
    },
  }),
)

builder.mutationFields((t) => ({
  scoreCohort: t.field({
    type: Scoring,
    description:
      'Applies a stored model to a cohort, as a job that outlives the tab and the server: a new release with its scores, or a refusal that names what is lacking. Nothing is fitted to the cohort.',
    args: { input: t.arg({ type: ScoreCohortInput, required: true, description: 'Model and cohort.' }) },
    resolve: async (_root, { input }, context) => {
      const scorings = scoringsOf(context)
      return scorings.start(await askedOf(context, input))
    },
  }),
  cancelScoring: t.field({
    type: Scoring,
    description: 'Ends what is under way; nothing of it is written.',
    args: { id: t.arg.id({ required: true, description: 'Id of the job.' }) },
    resolve: (_root, { id }, context) => scoringsOf(context).cancel(id),
  }),
}))
