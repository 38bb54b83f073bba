import type {
  FlowStep as FlowStepShape,
  LeftOut as LeftOutShape,
} from '../../science/radiogenomics/whoIsIn.ts'
import { builder } from '../builder.ts'

export const LeftOut = builder.objectRef<LeftOutShape>('LeftOut').implement({
  description: 'Patients left out at one step for one reason.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Short name of the reason, for machines.' }),
    reason: t.exposeString('reason', { description: 'The reason in words.' }),
    n: t.exposeInt('n', { description: 'How many.' }),
    patients: t.exposeStringList('patients', { description: 'Submitter ids.' }),
  }),
})

export const FlowStep = builder.objectRef<FlowStepShape>('FlowStep').implement({
  description: 'One step from the patients of the cohort to those compared.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'Who is left at this step, in words.' }),
    n: t.exposeInt('n', { description: 'How many patients.' }),
    leftOut: t.field({
      type: [LeftOut],
      description: 'Who was left out since the step before, by reason.',
      complexity: { field: 1, multiplier: 5 },
      resolve: (step) => step.leftOut,
    }),
  }),
})
