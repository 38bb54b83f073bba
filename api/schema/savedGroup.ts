import { readCohort } from '../../db/read/cohorts.ts'
import { readSavedGroups, removeGroup, saveGroup } from '../../db/app/savedGroups.ts'
import type { SavedGroupRow } from '../../db/app/savedGroups.ts'
import { InvalidInput } from '../../science/errors.ts'
import { builder } from '../builder.ts'
import { keyOf } from './claim.ts'

const SavedGroup = builder.objectRef<SavedGroupRow>('SavedGroup').implement({
  description: 'A group of patients made by hand.',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'Short id of what it holds.' }),
    label: t.exposeString('label', { description: 'Name of the group.' }),
    patients: t.stringList({ description: 'Submitter ids.', resolve: ({ patients }) => [...patients] }),
  }),
})

builder.queryField('savedGroups', (t) =>
  t.field({
    type: [SavedGroup],
    description: 'Groups that were saved for a cohort, oldest first.',
    args: { cohort: t.arg.id({ required: true, description: 'Slug of the cohort.' }) },
    complexity: { field: 5, multiplier: 10 },
    resolve: (_root, { cohort }, context) => {
      context.neverKeep()
      return readSavedGroups(context.db, cohort)
    },
  }),
)

const SaveGroupInput = builder.inputType('SaveGroupInput', {
  description: 'A group of patients to be saved.',
  fields: (t) => ({
    cohort: t.id({ required: true, description: 'Slug of the cohort.' }),
    label: t.string({ required: true, description: 'Name, 1 to 100 characters.' }),
    patients: t.idList({ required: true, description: 'Submitter ids of its current release.' }),
  }),
})

builder.mutationField('saveGroup', (t) =>
  t.field({
    type: SavedGroup,
    description: 'Saves a group of patients by name.',
    args: { input: t.arg({ type: SaveGroupInput, required: true, description: 'The group.' }) },
    resolve: async (_root, { input }, context) => {
      context.neverKeep()
      const cohort = await readCohort(context.db, input.cohort)
      if (!cohort) throw new InvalidInput('cohort', input.cohort, 'the slug of a cohort')
      const label = input.label.trim()
      if (label.length < 1 || label.length > 100)
        throw new InvalidInput('label', input.label, '1 to 100 characters')
      const patients = [...new Set(input.patients)].sort()
      const known = new Set(await context.facts.patientIds(cohort.release.id))
      const unknown = patients.find((patient) => !known.has(patient))
      if (patients.length === 0 || unknown !== undefined)
        throw new InvalidInput(
          'patients',
          unknown ?? 'none',
          'submitter ids of the current release, at least one',
        )
      const row = {
        key: keyOf({ cohort: input.cohort, label, patients }),
        cohort: input.cohort,
        label,
        patients,
      }
      await saveGroup(context.db, row)
      return { ...row, createdAt: '' }
    },
  }),
)

builder.mutationField('removeGroup', (t) =>
  t.boolean({
    description: 'Removes a saved group; true where there was one.',
    args: { key: t.arg.id({ required: true, description: 'Its key.' }) },
    resolve: (_root, { key }, context) => {
      context.neverKeep()
      return removeGroup(context.db, key)
    },
  }),
)
