import type { WhoHasWhatAnswer } from '../analyses/readWhoHasWhat.ts'
import { builder } from '../builder.ts'
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

const Availability = builder.objectRef<WhoHasWhatAnswer>('Availability').implement({
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
  }),
})

builder.objectField(Release, 'availability', (t) =>
  t.field({
    type: Availability,
    description: 'Who has what, patient by patient.',
    complexity: 50,
    resolve: (release, _args, context) => context.facts.whoHasWhat(release.id),
  }),
)
