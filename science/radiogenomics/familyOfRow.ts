import { benjaminiHochberg } from '../stats/multiplicity.ts'

/** log q over the members of a family; NaN outside it and where log p is NaN. */
export function familyLogQ(logP: Float64Array, isMember: readonly boolean[]): Float64Array {
  return benjaminiHochberg(logP.map((value, i) => (isMember[i] === true ? value : NaN))).logQ
}
