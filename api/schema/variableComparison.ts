import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { variableComparison } from '../analyses/variableComparison.ts'
import type { ComparedVariableAnswer, VariableComparisonAnswer } from '../analyses/variableComparison.ts'
import { builder } from '../builder.ts'
import { Analysis, askedAnalysis, tsvOf } from './analysis.ts'
import { Test } from './comparison.ts'
import { GroupedAnalysis } from './groupedAnalysis.ts'
import { GroupingInput } from './grouping.ts'
import { Family, Result } from './result.ts'
import { Variable } from './variable.ts'

const CompareVariablesInput = builder.inputType('CompareVariablesInput', {
  description: 'The specification of a comparison of any numbers.',
  fields: (t) => ({
    release: t.id({ required: true, description: 'Short id or content hash of the release.' }),
    grouping: t.field({ type: GroupingInput, required: true, description: 'How patients are grouped.' }),
    variables: t.idList({
      required: true,
      description: 'References of numbers, e.g. genes; at most 40. They are the family of q.',
    }),
    test: t.field({ type: Test, defaultValue: 'wilcoxon', description: 'Which test.' }),
    permutations: t.int({
      defaultValue: 10000,
      description: 'Random permutations, 100 to 100,000; only for the permutation test.',
    }),
    seed: t.int({ defaultValue: 1, description: 'Seed of the permutations.' }),
  }),
})

interface PointOfGroup {
  patient: string
  group: string
  value: number | null
}

const GroupPoint = builder.objectRef<PointOfGroup>('GroupPoint').implement({
  description: 'One patient’s value in their group.',
  fields: (t) => ({
    patient: t.exposeString('patient', { description: 'Submitter id.' }),
    group: t.exposeString('group', { description: 'Key of the group.' }),
    value: t.exposeFloat('value', { nullable: true, description: 'The value; null where missing.' }),
  }),
})

type ComparedOfAnalysis = ComparedVariableAnswer & { stored: StoredAnalysis<VariableComparisonAnswer> }

const ComparedVariable = builder.objectRef<ComparedOfAnalysis>('ComparedVariable').implement({
  description: 'One variable by group.',
  fields: (t) => ({
    variable: t.field({
      type: Variable,
      description: 'The variable.',
      resolve: ({ variable, stored }) => ({ ...variable, releaseId: stored.release.id }),
    }),
    result: t.field({ type: Result, description: 'The test.', resolve: ({ result }) => result }),
    points: t.field({
      type: [GroupPoint],
      description: 'The value of every patient in a group.',
      complexity: { field: 1, multiplier: 20 },
      resolve: ({ values, stored: { answer } }) =>
        answer.patients.map((patient, i) => ({
          patient,
          group: answer.groups[i] ?? '',
          value: values[i] ?? null,
        })),
    }),
  }),
})

const VariableComparison = builder
  .objectRef<StoredAnalysis<VariableComparisonAnswer>>('VariableComparison')
  .implement({
    description: 'Any numbers compared between groups of patients.',
    interfaces: [Analysis, GroupedAnalysis],
    fields: (t) => ({
      family: t.field({
        type: Family,
        description: 'The family of q.',
        resolve: ({ answer }) => answer.family,
      }),
      compared: t.field({
        type: [ComparedVariable],
        description: 'The variables, by reference.',
        complexity: { field: 1, multiplier: 10 },
        resolve: (stored) => stored.answer.compared.map((one) => ({ ...one, stored })),
      }),
      tsv: t.string({
        description: 'Groups and tests as tab-separated text with the specification in its header.',
        resolve: tsvOf(variableComparison),
      }),
    }),
  })

builder.queryField('compareVariables', (t) =>
  t.field({
    type: VariableComparison,
    description: 'Compares any numbers between groups of patients, e.g. a gene between risk groups.',
    args: {
      input: t.arg({ type: CompareVariablesInput, required: true, description: 'The specification.' }),
    },
    complexity: { field: 500, multiplier: 1 },
    resolve: (_root, { input }, context) => askedAnalysis(context, variableComparison, input),
  }),
)
