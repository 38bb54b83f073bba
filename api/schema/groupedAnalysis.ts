import type { RiskGroupsAnswer } from '../analyses/riskGroupsAnswer.ts'
import type { AnswerFacts, StoredAnalysis } from '../analyses/storedAnalysis.ts'
import type { FlowStep as FlowStepShape } from '../../science/radiogenomics/whoIsIn.ts'
import { builder } from '../builder.ts'
import { Analysis } from './analysis.ts'
import { FlowStep } from './flow.ts'
import { RiskGroups } from './grouping.ts'

interface GroupedFacts extends AnswerFacts {
  grouping: RiskGroupsAnswer
  flow: readonly FlowStepShape[]
}

/** The types of all kinds that compare groups implement it: `interfaces: [Analysis, GroupedAnalysis]`. */
export const GroupedAnalysis = builder
  .interfaceRef<StoredAnalysis<GroupedFacts>>('GroupedAnalysis')
  .implement({
    interfaces: [Analysis],
    description: 'An answer about groups of patients: who is in which, and everybody who is in none.',
    fields: (t) => ({
      grouping: t.field({
        type: RiskGroups,
        description: 'Who is in which group.',
        resolve: ({ answer }) => answer.grouping,
      }),
      flow: t.field({
        type: [FlowStep],
        description:
          'Who is in: patients of the cohort, step by step to those compared, everybody left out with a reason.',
        complexity: { field: 1, multiplier: 5 },
        resolve: ({ answer }) => [...answer.flow],
      }),
    }),
  })
