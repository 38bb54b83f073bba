import type { ReleaseRow } from '../../db/read/releases.ts'
import { availabilityPaper } from '../../science/radiogenomics/paper/recordPaper.ts'
import type { WhoHasWhatAnswer } from '../analyses/readWhoHasWhat.ts'
import type { Table, TsvRow } from '../analyses/tsv.ts'
import { builder } from '../builder.ts'
import { Reading } from './reading.ts'
import type { ReadingShape } from './reading.ts'
import { Release } from './release.ts'

const AvailabilitySet = builder.objectRef<WhoHasWhatAnswer['sets'][number]>('AvailabilitySet').implement({
  description: 'One kind of thing that patients may have.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Key, e.g. "rna".' }),
    label: t.exposeString('label', { description: 'In words.' }),
    n: t.exposeInt('n', { description: 'Patients who have it.' }),
  }),
})

const AvailabilityCombination = builder
  .objectRef<WhoHasWhatAnswer['combinations'][number]>('AvailabilityCombination')
  .implement({
    description: 'Patients who have exactly these.',
    fields: (t) => ({
      sets: t.stringList({ description: 'Keys of the sets.', resolve: ({ sets }) => sets }),
      n: t.int({ description: 'Patients.', resolve: ({ patients }) => patients.length }),
      patients: t.stringList({
        description: 'Their submitter ids.',
        complexity: { field: 1, multiplier: 4 },
        resolve: ({ patients }) => patients,
      }),
    }),
  })

type OfRelease = WhoHasWhatAnswer & { release: ReleaseRow }

/** A line a patient. */
function tableOf({ sets, combinations }: WhoHasWhatAnswer): Table {
  const rows = combinations.flatMap(({ sets: own, patients }) =>
    patients.map((patient): TsvRow => [
      ['patient', patient],
      ...sets.map(({ key }): readonly [string, number] => [key, own.includes(key) ? 1 : 0]),
    ]),
  )
  return { facts: sets.map(({ key, label, n }) => [key, `${label}, ${n} patients`] as const), rows }
}

function readingOf(found: OfRelease): ReadingShape {
  const { sets, combinations, release } = found
  const patients = combinations.reduce((sum, { patients: own }) => sum + own.length, 0)
  return {
    release,
    asked: { kind: 'availability' },
    paper: (origin) => availabilityPaper({ origin, patients, sets, combinations: combinations.length }),
    table: () => tableOf(found),
  }
}

const Availability = builder.objectRef<OfRelease>('Availability').implement({
  description: 'Who has what: every patient in exactly one combination.',
  fields: (t) => ({
    sets: t.field({
      type: [AvailabilitySet],
      description: 'Kinds of things that somebody of this release has.',
      resolve: ({ sets }) => sets,
    }),
    combinations: t.field({
      type: [AvailabilityCombination],
      description: 'The largest first.',
      complexity: { field: 1, multiplier: 8 },
      resolve: ({ combinations }) => combinations,
    }),
    reading: t.field({
      type: Reading,
      description: 'Legend, methods and table of the figure.',
      complexity: 10,
      resolve: readingOf,
    }),
  }),
})

builder.objectField(Release, 'availability', (t) =>
  t.field({
    type: Availability,
    description: 'Who has what, patient by patient.',
    complexity: 50,
    resolve: async (release, _args, context) => ({
      ...(await context.facts.whoHasWhat(release.id)),
      release,
    }),
  }),
)
