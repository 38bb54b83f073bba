import { isNotTestable, type NotTestable } from '../../../science/stats/notTestable.ts'

/** The result of a test that must have been possible. */
export function tested<T extends object>(result: T | NotTestable): T {
  if (isNotTestable(result)) throw new Error(`not testable: ${result.reason}`)
  return result
}
