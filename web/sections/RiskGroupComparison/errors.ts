import type { CombinedError } from 'urql'
import { failureOf } from '../../gql/failure.ts'

export type ControlName =
  | 'grouping'
  | 'only'
  | 'cutoff'
  | 'groups'
  | 'count'
  | 'method'
  | 'test'
  | 'family'
  | 'quality'
  | 'scale'
  | 'zeros'
  | 'covariates'
  | 'permutations'
  | 'seed'

const owners: readonly (readonly [RegExp, ControlName])[] = [
  [/within/, 'only'],
  [/covariates/, 'covariates'],
  [/cutoff/, 'cutoff'],
  [/groups/, 'groups'],
  [/count/, 'count'],
  [/^grouping|variable|model|score/, 'grouping'],
  [/method|layer/, 'method'],
  [/permutations/, 'permutations'],
  [/seed/, 'seed'],
  [/family/, 'family'],
  [/quality/, 'quality'],
  [/scale/, 'scale'],
  [/zeros/, 'zeros'],
  [/test/, 'test'],
]

/** Which control the API's refusal belongs to, with its sentence; null where it is no refusal or belongs to none. */
export function refusalOf(error: CombinedError | null): { control: ControlName; message: string } | null {
  if (error === null) return null
  const failure = failureOf(error)
  if (failure.kind !== 'input' || failure.field === null) return null
  const field = failure.field
  const control = owners.find(([pattern]) => pattern.test(field))?.[1]
  return control === undefined ? null : { control, message: failure.message }
}

export type ErrorOf = (control: ControlName) => string | null
