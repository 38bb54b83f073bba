/** Made-up profiles and agreements for the gallery: the same in every run. */
import type { AgreementCell } from './agreementLayout.ts'
import type { Profile } from './profileData.ts'

const cells = [
  ['plasma_cell', 'Plasma cells', '#AA3377'],
  ['macrophage_m1', 'M1 macrophages', '#EE9B00'],
  ['macrophage_m2', 'M2 macrophages', '#6699CC'],
  ['macrophage_m0', 'M0 macrophages', '#88CCEE'],
  ['b_cell_naive', 'Naive B cells', '#AA4499'],
  ['t_cell_cd8', 'CD8 T cells', '#44AA99'],
  ['t_cell_cd4_memory_resting', 'Resting memory CD4 T cells', '#117733'],
  ['nk_cell_activated', 'Activated NK cells', '#DDCC77'],
] as const

const n = 36
const wave = (i: number, c: number): number => 0.5 + 0.5 * Math.sin(1.7 * i + 2.3 * c + (i * c) / 7)
const raw = Array.from({ length: n }, (_, i) =>
  cells.map((_cell, c) => wave(i, c) * (c === 2 ? 2 : 1) + 0.02),
)
const shares = raw.map((row) => {
  const total = row.reduce((sum, value) => sum + value, 0)
  return row.map((value) => value / total)
})
const group = (i: number): number => (i < 17 ? 0 : 1)

function meanOf(c: number, g: number) {
  const own = shares.filter((_, i) => group(i) === g).map((row) => row[c] ?? 0)
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length
  return { mean, low: mean * 0.85, high: mean * 1.17, n: own.length }
}

export const profile: Profile = {
  groups: [
    { key: 'high', label: 'High risk' },
    { key: 'low', label: 'Low risk' },
  ],
  patientGroups: Array.from({ length: n }, (_, i) => group(i)),
  cells: cells.map(([key, label, colour], c) => ({
    ...{ key, label, colour },
    isClaim: c < 3,
    means: [meanOf(c, 0), meanOf(c, 1)],
    values: shares.map((row) => row[c] ?? null),
    z: shares.map((_, i) => (i === 5 && c === 4 ? null : 4 * (wave(i, c) - 0.5) * 1.3)),
  })),
  annotations: [
    {
      label: 'GTR-ITH score',
      kind: 'number',
      places: Array.from({ length: n }, (_, i) => (i === 7 ? null : i / (n - 1))),
      words: ['−2.1', '2.4'],
    },
    {
      label: 'AJCC stage, merged',
      kind: 'level',
      places: Array.from({ length: n }, (_, i) => (i * 5) % 4),
      words: ['I', 'II', 'III', 'IV'],
    },
    {
      label: 'Fit P',
      kind: 'number',
      places: Array.from({ length: n }, (_, i) => wave(i, 9)),
      words: ['0', '.91'],
    },
  ],
}

const methods = [
  { ref: 'immune:cibersort-lm22', label: 'CIBERSORT (LM22), PanImmune' },
  { ref: 'immune:cibersort-lm22-r', label: 'CIBERSORT.R, another pipeline' },
  { ref: 'immune:quantiseq', label: 'quanTIseq' },
  { ref: 'immune:xcell', label: 'xCell' },
]

const more = ['CIBERSORT, own run', 'EPIC (BRef)', 'Means of marker genes'].map((label, i) => ({
  ref: `immune:more-${String(i)}`,
  label,
}))

const effect = (delta: number) => ({ delta, low: delta - 0.14, high: delta + 0.14 })

const block = (
  key: string,
  label: string,
  own: typeof methods,
  shift: number,
  blind: string[],
): AgreementCell => ({
  ...{ key, label, methods: own, blind },
  pairs: own.flatMap((a, i) =>
    own.slice(i + 1).flatMap((b, j) =>
      (['given', 'common'] as const).map((scale) => {
        const rho = shift - 0.23 * (i + j) + (scale === 'common' ? 0.3 : 0)
        return { a: a.ref, b: b.ref, scale, rho, low: rho - 0.09, high: rho + 0.08, n: 369 }
      }),
    ),
  ),
  directions: own.map(({ ref }, i) =>
    i === 3
      ? { method: ref, delta: null, low: null, high: null }
      : { method: ref, delta: 0.3 - 0.25 * i, low: 0.1 - 0.25 * i, high: 0.5 - 0.25 * i },
  ),
  consensus: {
    ...effect(0.08),
    n: 369,
    without: own.map(({ ref }, i) => ({
      method: ref,
      rho: i === 2 ? null : shift - 0.2 * i,
      ...effect(0.15 * i - 0.2),
    })),
  },
})

export const agreementCells: readonly AgreementCell[] = [
  block(
    'plasma_cell',
    'Plasma cells',
    methods.filter(({ label }) => label !== 'quanTIseq'),
    0.5,
    ['quanTIseq has no plasma cells: they are inside B cells'],
  ),
  block('macrophage_m1', 'M1 macrophages', methods, 0.6, []),
]

/** More methods than a narrow figure can name beside the grid. */
export const sevenMethods: readonly AgreementCell[] = [
  block('macrophage_m1', 'M1 macrophages', [...methods, ...more], 0.6, []),
]
