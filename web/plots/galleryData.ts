import type { CohortStripProps } from './CohortStrip.tsx'
import type { CurvePanel, CurveProps } from './curveLayout.ts'
import type { HitSeries } from './PlaceboHits.tsx'
import type { ForestRow, Panel, SeenPanel, StripGroup, StripPoint } from './data.ts'
import { intervalRuns, probabilityRuns } from './numbers.ts'
import { hashUnit } from './swarm.ts'

/* Made-up data for the gallery and the picture tests: every awkward shape that real cohorts have. */

export interface Sketch {
  key: string
  label: string
  values: readonly (number | null)[]
  passes?: (index: number) => boolean | null
}

/** Quartiles by R-7, as the API would send them; only pictures need them here. */
function quartile(sorted: readonly number[], p: number): number | null {
  const at = (sorted.length - 1) * p
  const low = sorted[Math.floor(at)]
  const high = sorted[Math.ceil(at)]
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at))
}

function group(sketch: Sketch): StripGroup {
  const known = sketch.values.filter((value) => value !== null).sort((a, b) => a - b)
  return {
    key: sketch.key,
    label: sketch.label,
    n: known.length,
    nMissing: sketch.values.length - known.length,
    nZero: known.filter((value) => value === 0).length,
    summary: { q1: quartile(known, 0.25), median: quartile(known, 0.5), q3: quartile(known, 0.75) },
  }
}

function points(sketch: Sketch): StripPoint[] {
  return sketch.values.map((value, index) => ({
    patient: `${sketch.key}-${String(index).padStart(3, '0')}`,
    group: sketch.key,
    value,
    passes: sketch.passes === undefined ? null : sketch.passes(index),
  }))
}

export function sketchPanel(
  key: string,
  title: string,
  sketches: readonly Sketch[],
  notTestable: string | null = null,
): SeenPanel {
  const effect = intervalRuns({ value: 0.041, low: -0.03, high: 0.12 })
  return {
    kind: 'seen',
    key,
    title,
    groups: sketches.map(group),
    points: sketches.flatMap(points),
    phrases: [
      { runs: [{ text: 'Δ ' }, ...effect.value] },
      { runs: effect.bounds, close: true },
      { runs: probabilityRuns('P', 0.24), keep: true },
      { runs: probabilityRuns('q', 0.61) },
    ],
    notTestable,
  }
}

/** Skewed shares with a point mass at 0, the look of deconvolved fractions. */
export function shares(seed: string, n: number, scale: number, zeros = 0): number[] {
  return Array.from({ length: n }, (_, index) => {
    if (index < n * zeros) return 0
    const u = hashUnit(`${seed}/${index}`)
    const v = hashUnit(`${seed}#${index}`)
    return Math.round(scale * (0.2 + u * v * 2.2 + u ** 6) * 1e4) / 1e4
  })
}

const third = (index: number): boolean => index % 3 === 0

function highLow(seed: string, n: number, high: number, low: number, zeros = 0): Sketch[] {
  return [
    { key: 'high', label: 'High risk', values: shares(`${seed}h`, n, high, zeros), passes: third },
    { key: 'low', label: 'Low risk', values: shares(`${seed}l`, n, low, zeros / 2), passes: third },
  ]
}

export const claimPanels: Panel[] = [
  sketchPanel('plasma_cell', 'Plasma cells', highLow('p', 17, 0.02, 0.04, 0.4)),
  sketchPanel('macrophage_m1', 'Macrophages M1', highLow('m1', 17, 0.05, 0.08)),
  sketchPanel('macrophage_m2', 'Macrophages M2', highLow('m2', 17, 0.26, 0.2)),
]

export const withUnseen: Panel[] = [
  {
    kind: 'unseen',
    key: 'plasma_cell',
    title: 'Plasma cells',
    reason: 'quanTIseq has one B cell type, which includes plasma cells.',
  },
  ...claimPanels.slice(1),
]

const four = ['Stage I', 'Stage II', 'Stage III', 'Stage IV']
export const fourGroups: Panel[] = ['Plasma cells', 'Macrophages M1', 'Macrophages M2'].map((title, at) =>
  sketchPanel(
    title,
    title,
    four.map((label, index) => ({
      key: label,
      label,
      values: shares(`${title}${label}`, [60, 31, 28, 2][index] ?? 5, 0.05 + at * 0.04),
    })),
  ),
)

const many = (label: string): (number | null)[] => [...shares(label, 196, 0.1, 0.3), null, null, null, null]

export const awkwardPanels: Panel[] = [
  sketchPanel(
    'all-zero',
    'All zero',
    [
      { key: 'h', label: 'High risk', values: [0, 0, 0, 0, 0, 0] },
      { key: 'l', label: 'Low risk', values: [0, 0, 0, 0, 0] },
    ],
    'every value is 0, so the groups cannot differ.',
  ),
  sketchPanel(
    'one-each',
    'One patient in a group',
    [
      { key: 'h', label: 'High risk', values: [0.1] },
      { key: 'l', label: 'Low risk', values: [0.05, 0.08, 0.02] },
    ],
    'group High risk has 1 value; 2 are needed.',
  ),
  sketchPanel(
    'all-missing',
    'All missing',
    [
      { key: 'h', label: 'High risk', values: [null, null, null] },
      { key: 'l', label: 'Low risk', values: [null, null] },
    ],
    'no patient has a value.',
  ),
  sketchPanel('many', 'Four hundred patients', [
    { key: 'h', label: 'High risk', values: many('a'), passes: third },
    { key: 'l', label: 'Low risk', values: many('b'), passes: third },
  ]),
  sketchPanel('huge', 'Huge values', [
    { key: 'h', label: 'High risk', values: [1.2e9, 3.4e9, 2.2e9, 8e8, 1.9e9] },
    { key: 'l', label: 'Low risk', values: [2e8, 1.1e9, 7e8, 0, 4e8] },
  ]),
  sketchPanel('negative', 'Score on both sides of 0', [
    { key: 'h', label: 'A group with a long name of several words', values: [-840, -120, 300, 910, 1500] },
    { key: 'l', label: 'Low', values: [-1900, -700, 20, 150] },
  ]),
]

const cells = [
  'B cells naive',
  'B cells memory',
  'Plasma cells',
  'T cells CD8',
  'T cells CD4 naive',
  'T cells CD4 memory resting',
  'T cells CD4 memory activated',
  'T cells follicular helper',
  'T cells regulatory (Tregs)',
  'T cells gamma delta',
  'NK cells resting',
  'NK cells activated',
  'Monocytes',
  'Macrophages M0',
  'Macrophages M1',
  'Macrophages M2',
  'Dendritic cells resting',
  'Dendritic cells activated',
  'Mast cells resting',
  'Mast cells activated',
  'Eosinophils',
  'Neutrophils',
]
const claim = new Set(['Plasma cells', 'Macrophages M1', 'Macrophages M2'])

export const forestRows: ForestRow[] = cells.map((label) => {
  const value = hashUnit(label) * 0.9 - 0.45
  const untestable = label === 'T cells CD4 naive'
  return {
    key: label,
    label,
    isClaim: claim.has(label),
    effect: untestable ? null : { value, low: Math.max(-1, value - 0.36), high: Math.min(1, value + 0.36) },
    counts: [17, 17],
    qValue: untestable ? null : hashUnit(`${label}q`) ** 4,
    notTestable: untestable ? 'every value is 0' : null,
  }
})

export const manyGroupsForest: ForestRow[] = forestRows.slice(0, 9).map((row) => ({
  ...row,
  counts: [60, 31, 28, 2],
  effect: row.effect && { value: Math.abs(row.effect.value ?? 0) * 0.4, low: null, high: null },
}))

const curveChoices = [
  { name: 'Cut', alternatives: ['as asked: training median', 'mean', 'lower third', 'upper third'] },
  { name: 'Method', alternatives: ['CIBERSORT (LM22), relative', 'quanTIseq', 'xCell'] },
  { name: 'Test', alternatives: ['ranks (rank sum)', 'means (Welch)'] },
  { name: 'Adjustment', alternatives: ['none', 'purity', 'stage', 'all 2'] },
].map(({ name, alternatives }) => ({
  name,
  alternatives: alternatives.map((label) => ({ id: `${name} ${label}`, label })),
}))

function curvePanel(title: string, expected: 'higher' | 'lower', shift: number): CurvePanel {
  const combinations = curveChoices.reduce<string[][]>(
    (made, { alternatives }) => made.flatMap((ids) => alternatives.map(({ id }) => [...ids, id])),
    [[]],
  )
  const effects = combinations
    .map((alternatives, at) => {
      const delta = shift + (hashUnit(`${title}${alternatives.slice(0, 3).join()}`) - 0.5) * 0.5 + at / 4000
      const reach = 0.24 + hashUnit(alternatives.join()) * 0.1
      return {
        delta,
        low: Math.max(-1, delta - reach),
        high: Math.min(1, delta + reach),
        isSure: Math.abs(delta) > reach + 0.08,
        isAsked: at === 0,
        alternatives,
      }
    })
    .sort((a, b) => a.delta - b.delta)
  const n = effects.length
  const chance = (at: number): number => 0.3 * (at / (n - 1)) - 0.15
  return {
    key: title,
    title,
    expected,
    effects,
    band: {
      low: effects.map((_, at) => chance(at) - 0.3),
      high: effects.map((_, at) => chance(at) + 0.3),
    },
    note: '71 % with the expected sign, by chance P = .21',
  }
}

export const curves: Omit<CurveProps, 'width' | 'style'> = {
  choices: curveChoices,
  panels: [
    curvePanel('Plasma cells', 'lower', -0.18),
    curvePanel('Macrophages M1', 'lower', -0.3),
    curvePanel('Macrophages M2', 'higher', 0.05),
  ],
}

export const hits: HitSeries[] = [
  { title: 'P ≤ .05, uncorrected', shares: [0.37, 0.36, 0.17, 0.07, 0.02, 0.01], observed: 1 },
  { title: 'q ≤ .05', shares: [0.97, 0.02, 0.01], observed: 0 },
]

/** Two alike cohorts and what is pooled of them: the interval is wide by right. */
export const pooledStrip: Omit<CohortStripProps, 'width' | 'style'> = {
  cells: [
    { key: 'plasma', label: 'Plasma cells', expected: 'lower' },
    { key: 'm2', label: 'Macrophages M2', expected: 'higher' },
  ],
  cohorts: [
    {
      label: 'First cohort',
      note: 'GTR-ITH score',
      effects: [
        { value: -0.42, low: -0.68, high: -0.08, reason: null },
        { value: 0.3, low: -0.1, high: 0.6, reason: null },
      ],
    },
    {
      label: 'Second cohort',
      note: 'GTR-ITH score',
      effects: [
        { value: -0.15, low: -0.45, high: 0.18, reason: null },
        { value: null, low: null, high: null, reason: 'the method does not measure this cell' },
      ],
    },
  ],
  pooled: [
    {
      label: 'Pooled, 2 cohorts',
      note: 'First cohort, Second cohort',
      effects: [
        { value: -0.29, low: -0.96, high: 0.88, reason: null },
        { value: null, low: null, high: null, reason: '1 of 2 cohorts have an effect' },
      ],
    },
  ],
}

export const strip: Omit<CohortStripProps, 'width' | 'style'> = {
  cells: [
    { key: 'plasma', label: 'Plasma cells', expected: 'lower' },
    { key: 'm1', label: 'Macrophages M1', expected: 'lower' },
    { key: 'm2', label: 'Macrophages M2', expected: 'higher' },
  ],
  cohorts: [
    {
      label: 'Simulated demonstration cohort',
      note: 'GTR-ITH score',
      effects: [
        { value: -0.6, low: -0.8, high: -0.3, reason: null },
        { value: -0.45, low: -0.7, high: -0.1, reason: null },
        { value: 0.5, low: 0.2, high: 0.75, reason: null },
      ],
    },
    {
      label: 'A cohort without plasma cells',
      note: 'E1 (K6)',
      effects: [
        { value: null, low: null, high: null, reason: 'the method does not measure this cell' },
        { value: 0.4, low: 0.15, high: 0.6, reason: null },
        { value: -0.2, low: null, high: null, reason: null },
      ],
    },
    {
      label: 'A cohort without immune cells',
      note: 'cannot be tested',
      effects: [0, 1, 2].map(() => ({
        value: null,
        low: null,
        high: null,
        reason: 'there is no immune layer',
      })),
    },
  ],
}
