import { readCohort, readCohorts } from '../../db/read/cohorts.ts'
import type { CohortRow } from '../../db/read/cohorts.ts'
import { builder } from '../builder.ts'

export const Cohort = builder.objectRef<CohortRow>('Cohort').implement({
  description: 'A set of patients that was imported together, as its current release describes it.',
  fields: (t) => ({
    slug: t.exposeID('slug', { description: 'Short name in addresses, e.g. "tcga-brca".' }),
    title: t.exposeString('title', { description: 'Name of the cohort.' }),
    description: t.exposeString('description', { description: 'What the cohort is.' }),
    disease: t.exposeString('disease', { description: 'Disease in words.' }),
    imaging: t.exposeString('imaging', {
      nullable: true,
      description: 'Imaging modality in words; null where there are no images.',
    }),
    simulated: t.exposeBoolean('simulated', {
      description: 'Whether the patients are invented; shown wherever the cohort appears.',
    }),
    licence: t.exposeString('licence', { description: 'Under which licence the data may be used.' }),
    citations: t.exposeStringList('citations', {
      description: 'What to cite when these data are used.',
    }),
  }),
})

builder.queryFields((t) => ({
  cohorts: t.field({
    type: [Cohort],
    description: 'All cohorts, by short name.',
    resolve: (_root, _args, context) => readCohorts(context.db),
  }),
  cohort: t.field({
    type: Cohort,
    nullable: true,
    description: 'One cohort; null if there is none of that name.',
    args: { slug: t.arg.id({ required: true, description: 'Short name of the cohort.' }) },
    resolve: (_root, { slug }, context) => readCohort(context.db, slug),
  }),
}))
