import { readExclusions } from '../../db/read/exclusions.ts'
import type { ExclusionRow } from '../../db/read/exclusions.ts'
import { builder } from '../builder.ts'
import { pageComplexity, pageOf, pageRequest } from '../page.ts'
import { pageArgs, pageType } from './page.ts'
import { Patient } from './patient.ts'
import { Release } from './release.ts'

const Exclusion = builder.objectRef<ExclusionRow>('Exclusion').implement({
  description: 'Who was left out of what at the import, and why.',
  fields: (t) => ({
    scope: t.exposeString('scope', {
      description: 'Left out of what: "cohort", or the reference of a layer or variable.',
    }),
    subject: t.exposeString('subject', { description: 'Submitter id or barcode.' }),
    patient: t.exposeString('patient', {
      nullable: true,
      description: 'Patient it belongs to; null where that is nobody of this release.',
    }),
    code: t.exposeString('code', { description: 'Short name of the reason, for machines.' }),
    reason: t.exposeString('reason', { description: 'The reason in words.' }),
  }),
})

const ExclusionPage = pageType('ExclusionPage', 'exclusions', Exclusion)

builder.objectField(Release, 'exclusions', (t) =>
  t.field({
    type: ExclusionPage,
    description: 'The ledger of everybody and everything left out at the import.',
    args: {
      scope: t.arg.string({ description: 'Only this scope.' }),
      ...pageArgs(100),
    },
    complexity: pageComplexity,
    resolve: async (release, args, context) => {
      const request = pageRequest(args)
      const scope = args.scope ? { scope: args.scope } : {}
      const page = await readExclusions(context.db, release.id, { ...request, ...scope })
      return pageOf(request, page, (row) => row)
    },
  }),
)

builder.objectField(Patient, 'exclusions', (t) =>
  t.field({
    type: [Exclusion],
    description: 'What this patient was left out of.',
    complexity: { field: 1, multiplier: 3 },
    resolve: (patient, _args, context) => context.load.exclusionsOf(patient.release.id)(patient.ordinal),
  }),
)
