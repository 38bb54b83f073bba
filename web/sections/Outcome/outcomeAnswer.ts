import type { OutcomeByGroupQuery } from '../../gql/generated/graphql.ts'

/** Names for the parts of the answer. */
export type Outcome = OutcomeByGroupQuery['outcome']
export type Model = Outcome['univariable'][number]
export type FittedModel = Extract<Model, { __typename: 'HazardModel' }>
