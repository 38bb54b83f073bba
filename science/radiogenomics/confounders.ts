/** What may stand behind an association of imaging and immune cells. */
export type ConfounderRole = 'purity' | 'stage' | 'age' | 'sex' | 'volume'

export interface ConfounderCandidate {
  ref: string
  kind: string
  key: string
  label: string
  type: 'number' | 'category' | 'endpoint'
  levels: readonly string[] | null
}

export interface Confounder<Candidate extends ConfounderCandidate> {
  role: ConfounderRole
  variable: Candidate
  /** why one would adjust for it, and what that may take away */
  reason: string
}

interface Rule {
  role: ConfounderRole
  kinds: readonly string[]
  type: ConfounderCandidate['type']
  pattern: RegExp
  reason: string
}

const rules: readonly Rule[] = [
  {
    role: 'purity',
    kinds: ['immune', 'clinical'],
    type: 'number',
    pattern: /purity/i,
    reason:
      'the share of tumour cells changes both an image and every fraction; it may also be a mediator, so raw and adjusted stand together',
  },
  {
    role: 'stage',
    kinds: ['clinical'],
    type: 'category',
    pattern: /stage|bclc/i,
    reason: 'advanced tumours look different and are infiltrated differently',
  },
  {
    role: 'age',
    kinds: ['clinical'],
    type: 'number',
    pattern: /\bage\b|^age/i,
    reason: 'immune composition changes with age',
  },
  {
    role: 'sex',
    kinds: ['clinical'],
    type: 'category',
    pattern: /^(sex|gender)$/i,
    reason: 'immune composition differs between the sexes',
  },
  {
    role: 'volume',
    kinds: ['imaging'],
    type: 'number',
    pattern: /mesh_?volume|lesion_volume|voxel_?volume|tumou?r volume|^volume\b/i,
    reason: 'many image features are tumour volume in another guise',
  },
]

/** Of several that fit the one with the fewest levels (merged stages before substages), then the first. */
function best<Candidate extends ConfounderCandidate>(fitting: readonly Candidate[]): Candidate | undefined {
  return [...fitting].sort((a, b) => (a.levels?.length ?? 0) - (b.levels?.length ?? 0))[0]
}

/**
 * Variables that one would adjust for, one of each role that the release has.
 * @param candidates variables of clinical, immune and imaging layers, in the release's order
 */
export function confounders<Candidate extends ConfounderCandidate>(
  candidates: readonly Candidate[],
): Confounder<Candidate>[] {
  return rules.flatMap(({ role, kinds, type, pattern, reason }) => {
    const fitting = candidates.filter(
      (each) =>
        kinds.includes(each.kind) &&
        each.type === type &&
        (pattern.test(each.key) || pattern.test(each.label)),
    )
    const variable = best(fitting)
    return variable ? [{ role, variable, reason }] : []
  })
}
