import { readRelease, readReleasesOfCohort } from '../../db/read/releases.ts'
import type { ReleaseCounts as ReleaseCountsRow, ReleaseRow } from '../../db/read/releases.ts'
import { builder } from '../builder.ts'
import { Cohort } from './cohort.ts'

const ReleaseCounts = builder.objectRef<ReleaseCountsRow>('ReleaseCounts').implement({
  description: 'How much a release holds. Patients are counted once, whatever they have many of.',
  fields: (t) => ({
    patients: t.exposeInt('patients', { description: 'Patients in all.' }),
    specimens: t.exposeInt('specimens', { description: 'Specimens, chosen or not.' }),
    ctSeries: t.exposeInt('ctSeries', { description: 'CT (or other imaging) series.' }),
    patientsWithCt: t.exposeInt('patientsWithCt', { description: 'Patients with at least one series.' }),
    patientsWithImaging: t.exposeInt('patientsWithImaging', {
      description: 'Patients with image features.',
    }),
    patientsWithRna: t.exposeInt('patientsWithRna', {
      description: 'Patients with gene expression.',
    }),
    patientsWithImmune: t.exposeInt('patientsWithImmune', {
      description:
        'Patients with immune cells by at least one method that tells cells apart; a leukocyte fraction alone does not count.',
    }),
    patientsWithImagingAndImmune: t.exposeInt('patientsWithImagingAndImmune', {
      description: 'Patients with image features and with immune cells.',
    }),
    patientsWithOutcome: t.exposeInt('patientsWithOutcome', {
      description: 'Patients with at least one time-to-event endpoint.',
    }),
    patientsWithScore: t.exposeInt('patientsWithScore', {
      description: 'Patients with a model score.',
    }),
    layers: t.exposeInt('layers', { description: 'Layers.' }),
    variables: t.exposeInt('variables', { description: 'Variables of all layers.' }),
  }),
})

export const Release = builder.objectRef<ReleaseRow>('Release').implement({
  description:
    'One state of a cohort: an import, or an import with what was computed on it. Never changed afterwards, so an address that names it stays true.',
  fields: (t) => ({
    id: t.exposeID('shortId', { description: 'Short id, 12 characters.' }),
    number: t.exposeInt('number', { description: '1 for the first release of the cohort, and so on.' }),
    contentHash: t.exposeString('contentHash', {
      description: 'SHA-256 of the harmonised content; the same data in another order has the same hash.',
    }),
    codeVersion: t.exposeString('codeVersion', { description: 'Version of the program that made it.' }),
    createdAt: t.exposeString('createdAt', { description: 'When it was made (ISO 8601, UTC).' }),
    current: t.exposeBoolean('current', { description: 'Whether this is the cohort’s current release.' }),
    cohort: t.field({
      type: Cohort,
      description: 'The cohort that this is a release of, as its current release describes it.',
      resolve: (release, _args, context) =>
        release.current ? { ...release.cohort, release } : context.load.cohort(release.cohort.slug),
    }),
    counts: t.field({
      type: ReleaseCounts,
      description: 'How many patients have what.',
      resolve: (release) => release.counts,
    }),
  }),
})

builder.objectFields(Cohort, (t) => ({
  release: t.field({
    type: Release,
    description: 'The current release.',
    resolve: (cohort) => cohort.release,
  }),
  releases: t.field({
    type: [Release],
    description: 'All releases, newest first.',
    complexity: { field: 20, multiplier: 3 },
    resolve: (cohort, _args, context) => readReleasesOfCohort(context.db, cohort.slug),
  }),
}))

builder.queryField('release', (t) =>
  t.field({
    type: Release,
    nullable: true,
    description: 'A release by its short id or full content hash; also releases that are no longer current.',
    args: { hash: t.arg.id({ required: true, description: 'Short id or content hash.' }) },
    resolve: (_root, { hash }, context) => readRelease(context.db, hash),
  }),
)
