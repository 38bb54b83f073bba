/** A release as the API would answer it, with everything a page may ask of it. */

interface MockVariable {
  ref: string
  key: string
  label: string
  unit: string
  type: string
  role: string
  levels: string[] | null
}

interface LayerFields {
  ref: string
  kind: string
  label: string
  unit: string
  method: string
  variableCount: number
  patientCount: number
  passing?: number
}

export function layer(fields: LayerFields) {
  const { passing, ...rest } = fields
  return {
    ...rest,
    key: rest.ref.split(':')[1],
    entity: 'PATIENT',
    description: `Planted layer ${rest.label}.`,
    settings: '{}',
    patientRule: 'row is the patient',
    sourceFiles: [],
    quality:
      passing === undefined
        ? null
        : {
            variable: `${rest.ref}/p_value`,
            label: 'CIBERSORT P',
            op: '<=',
            threshold: 0.05,
            nPassing: passing,
            n: rest.patientCount,
            description: 'The permutation p of the fit is at most .05.',
          },
  }
}

type MockLayer = ReturnType<typeof layer>

function variablesOf(of: MockLayer): (MockVariable & { layer: MockLayer })[] {
  return Array.from({ length: Math.min(of.variableCount, 2000) }, (_, index) => ({
    ref: `${of.ref}/variable_${index}`,
    key: `variable_${index}`,
    label: of.kind === 'EXPRESSION' ? `GENE${index}` : `${of.label}, variable ${index}`,
    unit: of.unit,
    type: 'NUMBER',
    role: 'MEASURE',
    levels: null,
    layer: of,
  }))
}

function page<T>(all: readonly T[], { first = 50, after }: { first?: number; after?: string | null }) {
  const start = after ? Number(after) : 0
  const nodes = all.slice(start, start + first)
  const end = start + nodes.length
  return { totalCount: all.length, nodes, endCursor: String(end), hasNextPage: end < all.length }
}

interface Paging {
  first?: number
  after?: string | null
}

const hash = (seed: string) => seed.repeat(64).slice(0, 64)

function sourceFile(id: string, path: string, role: string, format: string, bytes: number, rows: number) {
  return {
    id,
    path,
    role,
    format,
    sha256: hash(id.replace(/[^0-9a-f]/g, '') + '9f3c'),
    bytes,
    rows,
    columns: 26,
    tool: role === 'immune' ? 'CIBERSORT' : null,
    version: role === 'immune' ? '1.04' : null,
    licence: 'CC BY 3.0',
    settings: '{"perm":100,"QN":false}',
  }
}

function finding(severity: string, rule: string, message: string, line: number | null = null) {
  return {
    severity,
    rule,
    file: 'clinical',
    line,
    column: line === null ? null : 'days_to_death',
    value: line === null ? null : '[Not Available]',
    message,
    hint: severity === 'NOTE' ? null : 'Declare the word as missing in the manifest.',
  }
}

function exclusions(of: number) {
  return Array.from({ length: of }, (_, index) => ({
    scope: index % 3 === 0 ? 'outcome:cdr/os' : 'immune:cibersort-lm22',
    subject: `TCGA-DD-A${String(index).padStart(3, '0')}${index % 3 === 0 ? '' : '-11A-11R-A131-07'}`,
    patient: `TCGA-DD-A${String(index).padStart(3, '0')}`,
    code: index % 3 === 0 ? 'no-time' : 'not-primary-tumour',
    reason:
      index % 3 === 0
        ? 'has a status but no time, so nobody knows how long they were seen'
        : 'the aliquot is solid tissue normal (11), not the primary tumour',
  }))
}

/** A proposed grouping; what its kind does not need is null, as the API answers it. */
export function grouping(label: string, value: { kind: string } & Record<string, string | number>) {
  const none = {
    variable: null,
    model: null,
    score: null,
    count: null,
    cutoff: null,
    groups: null,
    others: null,
    within: null,
  }
  return { label, grouping: { ...none, ...value } }
}

interface ReleaseFields {
  groupings?: ReturnType<typeof grouping>[]
  id: string
  number: number
  createdAt: string
  current: boolean
  counts: Record<string, number>
  layers: MockLayer[]
  excluded: number
}

export function release({ excluded, counts, layers, groupings = [], ...fields }: ReleaseFields) {
  const variables = layers.flatMap(variablesOf)
  const findings = [
    ...Array.from({ length: 3 }, (_, line) =>
      finding(
        'WARNING',
        'missing-word',
        'A word that means “not known” stands in a number column.',
        line + 12,
      ),
    ),
    finding('NOTE', 'columns-unused', '183 columns of the file are not used by the manifest.'),
  ]
  return {
    ...fields,
    contentHash: hash(fields.id),
    codeVersion: 'b31226ac0de0',
    cohort: { slug: '' },
    layers: ({ kind }: { kind?: string | null }) => layers.filter((one) => !kind || one.kind === kind),
    layer: ({ ref }: { ref: string }) => layers.find((one) => one.ref === ref) ?? null,
    counts: {
      specimens: counts['patients'],
      ctSeries: counts['patientsWithCt'],
      layers: layers.length,
      variables: layers.reduce((sum, one) => sum + one.variableCount, 0),
      ...counts,
    },
    files: [
      sourceFile('clinical', 'clinical/clinical.tsv', 'clinical', 'gdc-clinical-2025', 2_847_113, 2977),
      sourceFile('immune', 'immune/CIBERSORT-Results.txt', 'immune', 'cibersort-r', 98_304, 424),
    ],
    findingCounts: [
      { rule: 'missing-word', severity: 'WARNING', count: 3 },
      { rule: 'columns-unused', severity: 'NOTE', count: 1 },
    ],
    findings: ({ severity, ...paging }: Paging & { severity?: string | null }) =>
      page(
        findings.filter((one) => !severity || one.severity === severity),
        paging,
      ),
    exclusions: ({ scope, ...paging }: Paging & { scope?: string | null }) =>
      page(
        exclusions(excluded).filter((one) => !scope || one.scope === scope),
        paging,
      ),
    variables: ({
      search,
      layer: ref,
      kind,
      ...paging
    }: Paging & { search?: string | null; layer?: string | null; kind?: string | null }) =>
      page(
        variables.filter(
          (one) =>
            one.label.toLowerCase().includes((search ?? '').toLowerCase()) &&
            (!ref || one.layer.ref === ref) &&
            (!kind || one.layer.kind === kind),
        ),
        paging,
      ),
    suggestedGroupings: groupings,
    riskModels: [],
    suggestedAdjustments: [],
    derivations: [],
    availability: availabilityOf(counts),
  }
}

/** Two kinds of patients: those with everything that somebody has, and those with clinical data alone. */
function availabilityOf(counts: Record<string, number>) {
  const patients = counts['patients'] ?? 0
  const all = counts['patientsWithImmune'] ?? 0
  const named = (n: number, from: number) => Array.from({ length: n }, (_, i) => `P${from + i}`)
  return {
    sets: [
      { key: 'immune', label: 'Immune fractions', n: all },
      { key: 'clinical', label: 'Clinical data', n: patients },
    ],
    combinations: [
      { sets: ['immune', 'clinical'], n: all, patients: named(all, 0) },
      { sets: ['clinical'], n: patients - all, patients: named(patients - all, all) },
    ].filter(({ n }) => n > 0),
  }
}

export type MockRelease = ReturnType<typeof release>
