import { readSpecimens } from '../../db/read/specimens.ts'
import type { SpecimenRow } from '../../db/read/specimens.ts'
import { builder } from '../builder.ts'
import { pageComplexity, pageOf, pageRequest } from '../page.ts'
import { pageArgs, pageType } from './page.ts'
import { Patient } from './patient.ts'
import { Release } from './release.ts'

const Specimen = builder.objectRef<SpecimenRow>('Specimen').implement({
  description: 'A specimen or aliquot of a patient, and whether it was chosen to stand for the patient.',
  fields: (t) => ({
    barcode: t.exposeID('barcode', { description: 'Barcode as harmonised.' }),
    patient: t.exposeString('patient', { description: 'Submitter id of the patient.' }),
    analyte: t.exposeString('analyte', { description: 'What was taken: rna, dna or sample.' }),
    sampleType: t.exposeString('sampleType', { description: 'Code of the sample type, e.g. "01A".' }),
    sampleTypeLabel: t.exposeString('sampleTypeLabel', { description: 'Sample type in words.' }),
    chosen: t.exposeBoolean('chosen', { description: 'Whether it stands for its patient.' }),
    reason: t.exposeString('reason', { description: 'The rule that chose it, or that left it out.' }),
  }),
})

const SpecimenPage = pageType('SpecimenPage', 'specimens', Specimen)

builder.objectField(Release, 'specimens', (t) =>
  t.field({
    type: SpecimenPage,
    description: 'Specimens by barcode.',
    args: {
      ...pageArgs(50),
      chosen: t.arg.boolean({ description: 'Only those chosen (true) or left out (false).' }),
    },
    complexity: pageComplexity,
    resolve: async (release, args, context) => {
      const request = pageRequest(args)
      const chosen = typeof args.chosen === 'boolean' ? { chosen: args.chosen } : {}
      const page = await readSpecimens(context.db, release.id, { ...request, ...chosen })
      return pageOf(request, page, (row) => row)
    },
  }),
)

builder.objectField(Patient, 'specimens', (t) =>
  t.field({
    type: [Specimen],
    description: 'Specimens of this patient.',
    complexity: { field: 1, multiplier: 3 },
    resolve: (patient, _args, context) => context.load.specimensOf(patient.release.id)(patient.ordinal),
  }),
)
