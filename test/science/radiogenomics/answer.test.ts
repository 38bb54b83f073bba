import { describe, expect, it } from 'vitest'
import { answerInWords, contrastInWords, qualityInWords } from '../../../science/radiogenomics/answer.ts'
import { compareGroups, type CompareGroupsInput } from '../../../science/radiogenomics/compareGroups.ts'
import type { Result } from '../../../science/radiogenomics/result.ts'
import {
  estimateNumber,
  plainNumber,
  probabilityWords,
  signedNumber,
} from '../../../science/radiogenomics/words.ts'

const risk = [
  { key: 'high', label: 'High risk' },
  { key: 'low', label: 'Low risk' },
]

function first(values: number[], assignment: number[], more: Partial<CompareGroupsInput> = {}): Result {
  const { results } = compareGroups({
    groups: risk,
    assignment: Int32Array.from(assignment),
    variables: [{ key: 'm2', unit: 'share of leukocytes', values: Float64Array.from(values) }],
    test: 'wilcoxon',
    permutations: 100,
    seed: 1,
    family: { name: 'all cells', members: 'all' },
    ...more,
  })
  const [result] = results
  if (!result) throw new Error('no result')
  return result
}

describe('the answer in words', () => {
  const values = [0.24, 0.25, 0.26, 0.27, 0.1, 0.12, 0.13, 0.14]
  const halves = [0, 0, 0, 0, 1, 1, 1, 1]

  it('two groups', () => {
    // 16 differences from .1 to .17; P = 2/70; d by mpmath is checked with the distributions
    expect(answerInWords('M2 macrophages', first(values, halves))).toBe(
      'M2 macrophages, high − low risk: +0.130 share of leukocytes (Hodges–Lehmann shift, 95 % CI 0.100 to 0.170), ' +
        'P = .0286, q = .0286 (all cells, 1 tested), n 4/4. ' +
        'No P below .0286 is possible with this n. ' +
        'With this n a shift under d = 2.38 would be missed at least one time in five.',
    )
  })

  it('the smallest P that is possible is named where it is above .001, and not where there are enough', () => {
    const twelve = Array.from({ length: 12 }, (_, i) => i)
    const halved = (n: number) => twelve.slice(0, n).map((i) => Number(i < n / 2))
    // 2/924 of 6 and 6, 2/252 of 5 and 5
    expect(answerInWords('M1', first(twelve, halved(12)))).toContain('No P below .00216 is possible')
    expect(answerInWords('M1', first(twelve.slice(0, 10), halved(10)))).toContain('No P below .00794')
    const twenty = Array.from({ length: 20 }, (_, i) => i)
    const text = answerInWords(
      'M1',
      first(
        twenty,
        twenty.map((i) => i % 2),
      ),
    )
    expect(text).not.toContain('is possible with this n')
  })

  it('groups of a feature are named, and a missing interval says why', () => {
    const groups = [
      { key: 'above', label: 'E1 > 1.5' },
      { key: 'at-or-below', label: 'E1 ≤ 1.5' },
    ]
    const text = answerInWords('M1', first([1, 2, 3, 4], [1, 1, 0, 0], { groups }))
    expect(text).toContain('“E1 > 1.5” − “E1 ≤ 1.5”: +2.00 share of leukocytes')
    expect(text).toContain('with so few values no bounded 95 % interval exists')
  })

  it('other tests, many groups, no q, mostly zeros, not testable', () => {
    expect(answerInWords('M2', first(values, halves, { test: 'welch' }))).toMatch(
      /\+0\.133 share of leukocytes \(difference in means, 95 % CI 0\.106 to 0\.159\), P = .+ × 10⁻⁵, q/,
    )
    const many = [...risk, { key: 'other', label: 'Other' }]
    expect(answerInWords('M2', first(values, [0, 0, 0, 1, 1, 1, 2, 2], { groups: many }))).toMatch(
      /^M2, 3 groups: epsilon squared 0\.\d+ \(95 % CI .+\), H = \d\.\d+ \(2 df\), P = .*, n 3\/3\/2\.$/,
    )
    const outside = first(values, halves, { family: { name: 'none', members: [] } })
    expect(answerInWords('M2', outside)).toContain('no q (none, 0 tested)')
    expect(answerInWords('Plasma', first([0, 0, 0, 0, 0, 0, 0, 1], halves))).toContain(
      ' 7 of 8 values are 0.',
    )
    expect(answerInWords('CD4', first([0, 0, 0, 0], [0, 0, 1, 1]))).toBe(
      'CD4: not tested, n 2/2: all 4 values are 0.',
    )
  })

  it('P that is 0 as a double is still a number', () => {
    const n = 4000
    const column = Array.from({ length: n }, (_, i) => i)
    const text = answerInWords(
      'x',
      first(
        column,
        column.map((i) => (i < n / 2 ? 0 : 1)),
      ),
    )
    expect(text).toMatch(/P = 7\.67 × 10⁻⁶⁵⁴, q < 10⁻³²³ \(all/)
  })

  it('what is compared with what', () => {
    const two = [
      { key: 'above', label: 'E1 > 1.5', n: 2 },
      { key: 'at-or-below', label: 'E1 ≤ 1.5', n: 2 },
    ]
    const grouping = {
      kind: 'median' as const,
      label: 'E1 (K6)',
      variable: 'imaging:mri-cad/E1_K6',
      groups: two,
      cutoffs: [{ value: 1.5, rule: 'median', origin: '4 patients' }],
      assignment: Int32Array.of(0, 0, 1, 1),
      ungrouped: [],
    }
    const stages = [...two, ...two].map((group, i) => ({ ...group, label: `${i}` }))
    const scored = risk.map((group) => ({ ...group, n: 2 }))
    expect([
      contrastInWords(grouping),
      contrastInWords({ ...grouping, kind: 'threshold' }),
      contrastInWords({ ...grouping, kind: 'riskModel', groups: scored }),
      contrastInWords({ ...grouping, kind: 'categories', groups: stages.slice(0, 2), cutoffs: [] }),
      contrastInWords({ ...grouping, kind: 'categories', groups: stages, cutoffs: [] }),
    ]).toEqual([
      'above − at or below the median of E1 (K6)',
      'E1 (K6) above − at or below 1.5',
      'high − low risk',
      '“0” − “1”',
      '4 groups of E1 (K6)',
    ])
    expect(answerInWords('M1', first([1, 2, 3, 4], [1, 1, 0, 0]), contrastInWords(grouping))).toMatch(
      /^M1, above − at or below the median of E1 \(K6\): \+2\.00 share of leukocytes \(/,
    )
  })

  it('takes nobody for a risk group who is only called high or low', () => {
    const groups = ['high', 'low'].map((key) => ({ key, label: key, n: 2 }))
    const assignment = Int32Array.of(0, 0, 1, 1)
    const named = { label: 'burden', variable: 'clinical:gdc/burden', cutoffs: [], ungrouped: [] }
    expect(contrastInWords({ ...named, kind: 'categories', groups, assignment })).toBe('“high” − “low”')
  })

  it('never says significant', () => {
    expect(answerInWords('M2', first(values, halves))).not.toMatch(/signific/i)
  })

  it('quality', () => {
    const words = { tool: 'CIBERSORT', rule: 'P ≤ .05' }
    expect(qualityInWords({ nPassing: 3, n: 36, ...words })).toBe(
      "3 of 36 samples pass CIBERSORT's own fit (P ≤ .05).",
    )
    expect(qualityInWords({ nPassing: 1, n: 1, ...words })).toBe(
      "1 of 1 sample passes CIBERSORT's own fit (P ≤ .05).",
    )
  })
})

describe('numbers in sentences', () => {
  it.each([
    [0, '0'],
    [0.04123, '0.0412'],
    [-1234.5, '−1235'],
    [0.9999, '1'],
    [0.00012, '0.00012'],
    [1.5e-7, '1.5 × 10⁻⁷'],
    [2e21, '2 × 10²¹'],
    [1e300, '1 × 10³⁰⁰'],
  ])('%s is %s', (value, text) => {
    expect(plainNumber(value, 3)).toBe(text)
  })

  it('signs, and all digits of an estimate', () => {
    expect([1, 0, -1].map((value) => signedNumber(value, 3))).toEqual(['+1.00', '0', '−1.00'])
    expect([0.4, -0.0599, 1234.5, 2e21].map((value) => estimateNumber(value, 2))).toEqual([
      '0.40',
      '−0.060',
      '1235',
      '2.0 × 10²¹',
    ])
  })

  it.each([
    [Math.log(1), '1'],
    [Math.log(0.9997), '1'],
    [Math.log(0.24), '.240'],
    [Math.log(0.00123), '.00123'],
    [Math.log(0.000999999), '.00100'],
    [Math.log(0.000797), '7.97 × 10⁻⁴'],
    [Math.log(9.996e-5), '1.00 × 10⁻⁴'],
    [-1000, '5.08 × 10⁻⁴³⁵'],
    [Math.log(4.1e-8), '4.10 × 10⁻⁸'],
  ])('probability of log %s is %s', (log, text) => {
    expect(probabilityWords(log)).toBe(text)
  })
})
