import { builder } from '../builder.ts'
import type { JobProgress as Progress } from '../longJob.ts'

const JobState = builder.enumType('JobState', {
  description: 'Where a check, an import or a model applied to a cohort stands.',
  values: {
    WAITING: { value: 'waiting', description: 'Its turn has not come, or the server was stopped meanwhile.' },
    RUNNING: { value: 'running', description: 'Under way.' },
    DONE: { value: 'done', description: 'It came to its end; what it said is in the report.' },
    CANCELLED: { value: 'cancelled', description: 'Ended by a person; nothing was written.' },
    FAILED: { value: 'failed', description: 'The program went wrong; nothing was written.' },
  } as const,
})

/** Types of jobs implement it: `interfaces: [JobProgress]`. */
export const JobProgress = builder.interfaceRef<Progress>('JobProgress').implement({
  description: 'A job that a browser started. It goes on whether anybody looks or not.',
  fields: (t) => ({
    state: t.expose('state', { type: JobState, description: 'Where it stands.' }),
    stage: t.exposeString('stage', {
      description: 'Stage: hash, read, harmonise, link, check, derive, compute, load.',
    }),
    message: t.exposeString('message', { description: 'What is done just now.' }),
    done: t.exposeFloat('done', { description: 'Done of this stage.' }),
    total: t.exposeFloat('total', { description: 'Of how much; 0: not known.' }),
  }),
})
