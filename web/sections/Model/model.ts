import type { ModelQuery, ModelValidationQuery } from '../../gql/generated/graphql.ts'

export type Model = ModelQuery['riskModel']
export type Card = NonNullable<Model['card']>
export type Validation = ModelValidationQuery['modelValidation']
export type Evaluation = Validation['evaluations'][number]
export type Score = Evaluation['scores'][number]

/** The name of a score as it stands in keys and tables. */
export function scoreName(name: string): string {
  return name === 'volume' ? 'Volume alone' : name === 'clinical' ? 'Clinical' : name
}
