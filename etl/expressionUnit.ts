/** What unit expression values look like, and where that contradicts the declared one. */

export const expressionUnits = [
  'counts',
  'TPM',
  'FPKM',
  'FPKM-UQ',
  'CPM',
  'log2(TPM + 1)',
  'log2(FPKM + 1)',
  'log2(counts + 1)',
  'other',
] as const

export interface UnitSeen {
  kind: 'counts' | 'linear' | 'log' | 'unclear'
  because: string
}

/** By some of the values only, so it can propose and never decide. */
export function detectUnit(values: readonly number[]): UnitSeen {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (values.length < 20) return { kind: 'unclear', because: 'too few values are seen to tell' }
  if (low < 0)
    return {
      kind: 'log',
      because: `values go down to ${low}: logarithms or centred values, no counts, FPKM or TPM`,
    }
  if (values.every(Number.isInteger))
    return { kind: 'counts', because: `all values are whole numbers up to ${high}: counts` }
  if (high < 30) return { kind: 'log', because: `no value is above ${high}: this looks like logarithms` }
  return {
    kind: 'linear',
    because: `values have decimals and go up to ${high}: FPKM or TPM, or normalised counts`,
  }
}

/** Where all values contradict a declared unit; each in words. */
export function unitDoubts(
  unit: string,
  seen: { highest: number; negative: number; whole: boolean; sums: Float64Array; genes: number },
): string[] {
  const { highest, whole, sums, genes } = seen
  const declared = unit.toLowerCase()
  if (declared.startsWith('log'))
    return highest > 40 && genes > 100
      ? [
          `The highest of all values is ${highest}: no logarithm of an expression is so high, so these look linear, not ${unit}.`,
        ]
      : []
  if (!/^(fpkm|fpkm-uq|tpm|counts|cpm)$/.test(declared)) return []
  if (highest < 30 && genes > 100)
    return [`The highest of all values is ${highest}: this looks like logarithms, not ${declared}.`]
  if (declared === 'counts' && !whole) return ['Counts are whole numbers; these are not.']
  if (declared !== 'counts' && whole && genes > 100)
    return [`All values are whole numbers: these look like counts, not ${declared}.`]
  const off = sums.filter((sum) => Math.abs(sum - 1e6) > 2e4).length
  return declared === 'tpm' && genes > 15000 && off > 0 ? [`${off} samples do not add up to a million.`] : []
}
