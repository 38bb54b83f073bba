import { InvalidInput } from '../errors.ts'

export interface PatientSet {
  key: string
  label: string
  /** one per patient */
  has: readonly boolean[]
}

export interface Combination {
  /** keys of the sets that these patients are in, and of no other; in the order of the sets */
  sets: string[]
  /** places of the patients */
  patients: number[]
}

export interface WhoHasWhat {
  sets: { key: string; label: string; n: number }[]
  /** every combination that somebody has, the largest first; together they are all patients, each once */
  combinations: Combination[]
}

/**
 * Who has what: each patient in exactly one combination of sets, as an UpSet plot shows them.
 * @throws InvalidInput lengths differ, a key twice, or more than 30 sets   @source Lex et al. 2014 (UpSet)
 */
export function whoHasWhat(sets: readonly PatientSet[], patients: number): WhoHasWhat {
  if (sets.length > 30) throw new InvalidInput('sets', `${sets.length} sets`, 'at most 30')
  sets.forEach(({ key, has }, i) => {
    if (has.length !== patients) throw new InvalidInput(`sets[${i}]`, `${has.length} patients`, `${patients}`)
    if (sets.findIndex((other) => other.key === key) !== i)
      throw new InvalidInput(`sets[${i}]`, key, 'each key once')
  })
  const members = new Map<number, number[]>()
  for (let patient = 0; patient < patients; patient += 1) {
    const code = sets.reduce((sum, { has }, bit) => sum + (has[patient] === true ? 2 ** bit : 0), 0)
    members.set(code, [...(members.get(code) ?? []), patient])
  }
  const named = [...members].map(([code, own]): Combination & { code: number } => ({
    code,
    sets: sets.flatMap(({ key }, bit) => ((code >> bit) & 1 ? [key] : [])),
    patients: own,
  }))
  named.sort(
    (a, b) => b.patients.length - a.patients.length || b.sets.length - a.sets.length || a.code - b.code,
  )
  return {
    sets: sets.map(({ key, label, has }) => ({ key, label, n: has.filter(Boolean).length })),
    combinations: named.map(({ sets: keys, patients: own }) => ({ sets: keys, patients: own })),
  }
}
