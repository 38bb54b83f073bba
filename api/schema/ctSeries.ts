import { readCtSeries } from '../../db/read/ctSeries.ts'
import type { CtSeriesRow } from '../../db/read/ctSeries.ts'
import { builder } from '../builder.ts'
import { pageComplexity, pageOf, pageRequest } from '../page.ts'
import { pageArgs, pageType } from './page.ts'
import { Patient } from './patient.ts'
import { Release } from './release.ts'

/** The Imaging Data Commons shows any public series by its two identifiers. */
function viewerUrl(series: CtSeriesRow): string {
  const uids = new URLSearchParams({
    StudyInstanceUIDs: series.studyUid,
    SeriesInstanceUIDs: series.seriesUid,
  })
  return `https://viewer.imaging.datacommons.cancer.gov/v3/viewer/?${uids.toString()}`
}

const CtSeries = builder.objectRef<CtSeriesRow>('CtSeries').implement({
  description: 'One imaging series of a patient.',
  fields: (t) => ({
    patient: t.exposeString('patient', { description: 'Submitter id of the patient.' }),
    studyUid: t.exposeString('studyUid', { description: 'DICOM StudyInstanceUID.' }),
    seriesUid: t.exposeString('seriesUid', { description: 'DICOM SeriesInstanceUID.' }),
    modality: t.exposeString('modality', { nullable: true, description: 'DICOM modality, e.g. CT.' }),
    phase: t.exposeString('phase', { nullable: true, description: 'Contrast phase.' }),
    manufacturer: t.exposeString('manufacturer', { nullable: true, description: 'Scanner manufacturer.' }),
    sliceThicknessMm: t.exposeFloat('sliceThicknessMm', {
      nullable: true,
      description: 'Slice thickness in millimetres.',
    }),
    description: t.exposeString('description', { nullable: true, description: 'Series description.' }),
    viewerUrl: t.string({
      description:
        'Address in the viewer of the Imaging Data Commons; works for public series, not for simulated ones.',
      resolve: viewerUrl,
    }),
  }),
})

const CtSeriesPage = pageType('CtSeriesPage', 'imaging series', CtSeries)

builder.objectField(Release, 'ctSeries', (t) =>
  t.field({
    type: CtSeriesPage,
    description: 'Imaging series by patient.',
    args: pageArgs(50),
    complexity: pageComplexity,
    resolve: async (release, args, context) => {
      const request = pageRequest(args)
      const page = await readCtSeries(context.db, release.id, request)
      return pageOf(request, page, (row) => row)
    },
  }),
)

builder.objectField(Patient, 'ctSeries', (t) =>
  t.field({
    type: [CtSeries],
    description: 'Imaging series of this patient.',
    complexity: { field: 1, multiplier: 3 },
    resolve: (patient, _args, context) => context.load.ctSeriesOf(patient.release.id)(patient.ordinal),
  }),
)
