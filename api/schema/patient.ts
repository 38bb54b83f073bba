import { readPatient, readPatients } from '../../db/read/patients.ts'
import type { PatientRow } from '../../db/read/patients.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import { builder } from '../builder.ts'
import { pageComplexity, pageOf, pageRequest } from '../page.ts'
import { pageArgs, pageType } from './page.ts'
import { Release } from './release.ts'

/** A patient with the release that they belong to. */
export interface PatientOfRelease extends PatientRow {
  release: ReleaseRow
}

export const Patient = builder.objectRef<PatientOfRelease>('Patient').implement({
  description: 'A patient; the unit of every analysis.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Submitter id, e.g. "TCGA-BH-A0B3".' }),
  }),
})

const PatientPage = pageType('PatientPage', 'patients', Patient)

builder.objectFields(Release, (t) => ({
  patients: t.field({
    type: PatientPage,
    description: 'Patients by id.',
    args: {
      search: t.arg.string({ description: 'Part of the id, in any case.' }),
      ...pageArgs(50),
    },
    complexity: pageComplexity,
    resolve: async (release, args, context) => {
      const request = pageRequest(args)
      const search = args.search ? { search: args.search } : {}
      const page = await readPatients(context.db, release.id, { ...request, ...search })
      return pageOf(request, page, (row) => ({ ...row, release }))
    },
  }),
  patient: t.field({
    type: Patient,
    nullable: true,
    description: 'One patient; null if this release has none of that id.',
    args: { id: t.arg.id({ required: true, description: 'Submitter id.' }) },
    resolve: async (release, { id }, context) => {
      const row = await readPatient(context.db, release.id, id)
      return row && { ...row, release }
    },
  }),
}))
