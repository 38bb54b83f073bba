/** The data cannot answer: a value with its reason, never an absence and never an error. */
export interface NotTestable {
  kind: 'notTestable'
  reason:
    | 'too few values'
    | 'all values equal'
    | 'all differences equal'
    | 'all differences zero'
    | 'a group is constant'
    | 'a table margin is zero'
    | 'no degrees of freedom left'
    | 'explained wholly by the covariates'
    | 'the fit did not converge'
    | 'separated: maximum-likelihood estimates do not exist'
  /** how many values there were */
  n: number
}

export function notTestable(reason: NotTestable['reason'], n: number): NotTestable {
  return { kind: 'notTestable', reason, n }
}

/** True where the data could not answer. */
export function isNotTestable(result: object): result is NotTestable {
  return 'kind' in result && result.kind === 'notTestable'
}
