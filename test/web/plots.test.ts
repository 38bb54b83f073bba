import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellType, cellTypes } from '../../science/immune/cellTypes.ts'
import { axisExponent, effectAxis, labelTicks, valueAxis } from '../../web/plots/axis.ts'
import { sortForest } from '../../web/plots/forestLayout.ts'
import { layoutCurves } from '../../web/plots/curveLayout.ts'
import { curves, forestRows } from '../../web/plots/galleryData.ts'
import { commonDecimals, fixed, intervalRuns, probabilityRuns, raisedRuns } from '../../web/plots/numbers.ts'
import { layoutRatios } from '../../web/plots/ratioLayout.ts'
import type { RatioRow } from '../../web/plots/ratioLayout.ts'
import { packPhrases, runsText } from '../../web/plots/runs.ts'
import { pointsPerMm, printStyle } from '../../web/plots/style.ts'
import { hashUnit, swarm } from '../../web/plots/swarm.ts'
import { fitText, textWidth, wrapText } from '../../web/plots/text.ts'
import { tukeyBox } from '../../web/plots/whiskers.ts'
import { levelsLabel } from '../../web/sections/Outcome/shapes.ts'

const texts = (axis: { ticks: readonly { text: string }[] }): string[] => axis.ticks.map(({ text }) => text)

describe('value axis', () => {
  it('contains 0 and ends on ticks', () => {
    expect(texts(valueAxis([0.013, 0.071], [100, 0]))).toEqual(['0', '0.02', '0.04', '0.06', '0.08'])
  })
  it('of zeros alone has the one tick 0', () => {
    expect(texts(valueAxis([0, 0, 0], [100, 0]))).toEqual(['0'])
    expect(texts(valueAxis([], [100, 0]))).toEqual(['0'])
  })
  it('goes below 0 with true minus signs', () => {
    expect(texts(valueAxis([-1900, 1500], [100, 0]))).toEqual(['−2000', '−1000', '0', '1000', '2000'])
  })
  it('carries a power of ten for huge and tiny values', () => {
    const axis = valueAxis([3.4e9], [100, 0])
    expect(axis.exponent).toBe(9)
    expect(texts(axis)).toEqual(['0', '1', '2', '3', '4'])
    expect(valueAxis([4e-5], [100, 0]).exponent).toBe(-5)
  })
  it('changes to powers of ten exactly at 100,000 and below .01', () => {
    expect([99_999, 100_000, 0.01, 0.0099].map((reach) => axisExponent([0, reach]))).toEqual([0, 5, 0, -3])
  })
  it('keeps every value inside, whatever the values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 1 }),
        (values) => {
          const [low = 0, high = 0] = valueAxis(values, [100, 0]).scale.domain()
          // the last bits of a float64 are narrower than any line
          const spare = (high - low) * 1e-12
          return values.every((value) => value >= low - spare && value <= high + spare)
        },
      ),
    )
  })
  it('gives all ticks the same decimals', () => {
    expect(labelTicks([0, 0.5, 1], 0).map(({ text }) => text)).toEqual(['0', '0.5', '1.0'])
  })
})

describe('effect axis', () => {
  it('is symmetric, in quarters up to 1', () => {
    expect(effectAxis([-0.31, 0.44], [0, 200], 7).scale.domain()).toEqual([-0.5, 0.5])
    expect(effectAxis([-1, 0.2], [0, 200], 7).scale.domain()).toEqual([-1, 1])
  })
  it('is as wide as a standardised difference beyond 1 needs', () => {
    expect(effectAxis([1.7], [0, 200], 7).scale.domain()).toEqual([-2, 2])
  })
  it('keeps three ticks where more would touch', () => {
    expect(texts(effectAxis([0.7], [0, 80], 7))).toEqual(['−0.75', '0', '0.75'])
  })
})

describe('Tukey box', () => {
  const quartiles = { q1: 2, median: 3, q3: 4 }
  it('ends whiskers at given values within 1.5 interquartile ranges', () => {
    // reach: 2 − 3 = −1 … 4 + 3 = 7; 7.1 and −1.1 are outside
    expect(tukeyBox(quartiles, [-1.1, -1, 2, 3, 4, 7, 7.1])).toEqual({
      q1: 2,
      median: 3,
      q3: 4,
      low: -1,
      high: 7,
    })
  })
  it('with interquartile range 0 is flat, and is drawn', () => {
    expect(tukeyBox({ q1: 0, median: 0, q3: 0 }, [0, 0, 0, 5])).toEqual({
      q1: 0,
      median: 0,
      q3: 0,
      low: 0,
      high: 0,
    })
  })
  it('without quartiles is none', () => {
    expect(tukeyBox({ q1: null, median: null, q3: null }, [])).toBeNull()
  })
})

describe('beeswarm', () => {
  const points = Array.from({ length: 40 }, (_, index) => ({
    id: `P${index}`,
    at: hashUnit(`at${index}`) * 60,
  }))
  it('does not touch while there is room', () => {
    const offsets = swarm(points, 2, 60)
    for (const [i, a] of points.entries()) {
      for (const [j, b] of points.entries()) {
        if (i >= j) continue
        const distance = Math.hypot(a.at - b.at, (offsets[i] ?? 0) - (offsets[j] ?? 0))
        expect(distance).toBeGreaterThan(3.95)
      }
    }
  })
  it('stays in its band, even with 400 points at 0', () => {
    const zeros = Array.from({ length: 400 }, (_, index) => ({ id: `Z${index}`, at: 0 }))
    const offsets = swarm(zeros, 2, 20)
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(18)
    expect(new Set(offsets.map((offset) => offset.toFixed(3))).size).toBeGreaterThan(300)
  })
  it('puts a patient at the same place whatever the order of rows', () => {
    const forward = swarm(points, 2, 12)
    const backward = swarm(points.toReversed(), 2, 12).toReversed()
    expect(backward).toEqual(forward)
  })
  it('puts one point in the middle', () => {
    expect(swarm([{ id: 'A', at: 5 }], 2, 10)).toEqual([0])
  })
  it('hashes neighbouring ids far apart, evenly', () => {
    const values = Array.from({ length: 1000 }, (_, index) => hashUnit(`TCGA-${index}`))
    expect(values.reduce((sum, value) => sum + value, 0) / 1000).toBeCloseTo(0.5, 1)
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
  })
})

describe('numbers in figures', () => {
  it('are written with the decimals of the largest of an interval', () => {
    const { value, bounds } = intervalRuns({ value: 0.041, low: -0.03, high: 0.12 })
    expect(runsText(value)).toBe('+0.041')
    expect(runsText(bounds)).toBe('(−0.030 to 0.120)')
  })
  it('never show a negative zero', () => {
    expect([fixed(-0.0004, 2), fixed(-0.4, 2), fixed(0, 2)]).toEqual(['0.00', '−0.40', '0.00'])
  })
  it('say which bound is infinite, and what could not be estimated', () => {
    expect(runsText(intervalRuns({ value: 1, low: null, high: 2 }).bounds)).toBe('(−∞ to 2.00)')
    expect(runsText(intervalRuns({ value: null, low: null, high: null }).value)).toBe('not estimable')
  })
  it('raise powers of ten', () => {
    expect(raisedRuns('1.2 × 10⁻¹³')).toEqual([{ text: '1.2 × 10' }, { text: '−13', face: 'raised' }])
    expect(raisedRuns('.24')).toEqual([{ text: '.24' }])
  })
  it('write p from its logarithm where p underflowed', () => {
    expect(runsText(probabilityRuns('P', null, -1000 * Math.LN10))).toBe('P = 1.0 × 10^−1000')
  })
  it('need no decimals for thousands', () => {
    expect([
      commonDecimals([1234]),
      commonDecimals([0]),
      commonDecimals([0.5]),
      commonDecimals([0.0123]),
    ]).toEqual([0, 0, 3, 4])
  })
})

describe('text', () => {
  it('has the width of Helvetica', () => {
    // H 722, e 556, l 222, l 222, o 556 thousandths
    expect(textWidth('Hello', 10)).toBeCloseTo(22.78, 10)
  })
  it('breaks at spaces and, where it must, within words', () => {
    expect(wrapText('one two three', textWidth('one two', 10) + 0.1, 10)).toEqual(['one two', 'three'])
    expect(wrapText('abcdefgh', textWidth('abc', 10) + 0.1, 10).join('')).toBe('abcdefgh')
  })
  it('loses no word, and no line is wider than asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' })), (words) => {
        const text = words.join(' ')
        const lines = wrapText(text, 80, 10)
        return (
          lines.join('').replace(/\s/g, '') === text.replace(/\s/g, '') &&
          lines.every((line) => textWidth(line, 10) <= 80)
        )
      }),
    )
  })
  it('says by an ellipsis that it was cut', () => {
    expect(fitText('Dendritic cells activated', 60, 10)).toMatch(/^Dendri.*…$/)
    expect(fitText('short', 60, 10)).toBe('short')
  })
  it('packs phrases without breaking them', () => {
    const phrases = ['aaa', 'bbb', 'ccc'].map((text) => ({ runs: [{ text }] }))
    expect(packPhrases(phrases, 50, 10).map(runsText)).toEqual(['aaa\u00a0\u00a0bbb', 'ccc'])
  })
})

describe('forest order', () => {
  it('is from the largest effect down, untestable cells last', () => {
    const order = sortForest(forestRows)
    const values = order.map((row) => row.effect?.value ?? -Infinity)
    expect(values).toEqual([...values].sort((a, b) => b - a))
    expect(order.at(-1)?.notTestable).toBe('every value is 0')
  })
})

describe('specification curves', () => {
  const shape = {
    panels: curves.panels.map((panel) => ({
      ...panel,
      note: '100 % of 352 have the expected sign; chance gives as much: P = .0080',
    })),
    // what TCGA-LIHC has, and some more: 31 alternatives
    choices: ['Cut', 'Method', 'Scale', 'Quality', 'Test', 'Adjusted for'].map((name, choice) => ({
      name,
      alternatives: Array.from({ length: [4, 9, 3, 3, 3, 9][choice] ?? 0 }, (_, i) => ({
        id: `${name} ${i}`,
        label: `an alternative with a long name, number ${i}`,
      })),
    })),
    style: printStyle,
  }
  it.each([89, 85])('in a column of %s mm leave room for a legend on a page of 247 mm', (mm) => {
    const layout = layoutCurves({ ...shape, width: mm * pointsPerMm })
    expect(layout.columns).toBe(3)
    // 14 lines of 6.5 points
    expect(layout.height + 14 * 8.6).toBeLessThan(247 * pointsPerMm)
    // and no name is cut
    for (const { label, choice } of layout.rows)
      expect(textWidth(`${choice ?? ''}: ${label}`, layout.nameSize, true)).toBeLessThan(mm * pointsPerMm)
  })
  it('in two columns names stand beside their strips, in full', () => {
    const layout = layoutCurves({ ...shape, width: 183 * pointsPerMm })
    expect(layout.isBeside).toBe(true)
    const room = layout.left - layout.gap - printStyle.font
    for (const { label } of layout.rows) expect(textWidth(label, layout.nameSize)).toBeLessThan(room)
  })
})

describe('forest of ratios', () => {
  const row = (value: number, low: number, high: number): RatioRow => ({
    ...{ key: String(value), label: 'Okuda stage: III vs I', count: '1/1', text: [], p: [] },
    ...{ ratio: { value, low, high }, isHeading: false, reason: null },
  })
  const frame = {
    name: 'Hazard ratio',
    above: 'more events',
    countHead: 'Events/n',
    width: 900,
    style: printStyle,
  }

  it('has room beyond the furthest estimate, and ticks that fit', () => {
    for (const [value, most] of [
      [55.2, 612],
      [1 / 55.2, 1],
      [900, 1e6],
      [3, 1e9],
      [1, 1.1],
    ] as const) {
      const { scale, ticks, left, right } = layoutRatios({ ...frame, rows: [row(value, value / 2, most)] })
      expect(scale(value)).toBeGreaterThan(left + 10)
      expect(scale(value)).toBeLessThan(right - 10)
      expect(ticks.length).toBeGreaterThanOrEqual(3)
      expect(ticks.every((tick) => scale(tick) >= left && scale(tick) <= right)).toBe(true)
      expect(scale(ticks[1] ?? NaN) - scale(ticks[0] ?? NaN)).toBeGreaterThan(printStyle.font * 3)
    }
  })
  it('names what is cut once', () => {
    expect(levelsLabel('Volume', 'Volume > 5', 'Volume ≤ 5')).toBe('Volume: > 5 vs ≤ 5')
    expect(levelsLabel('Sex', 'male', 'female')).toBe('Sex: male vs female')
    expect(levelsLabel('Sex', 'Sexless', 'female')).toBe('Sex: Sexless vs female')
  })
})

describe('colours mean one thing', () => {
  const tokens = readFileSync(resolve(import.meta.dirname, '../../web/theme.css'), 'utf8')
  const themed = (name: string): string[] =>
    [
      ...(new RegExp(`--${name}: light-dark\\(([^)]*)\\)`).exec(tokens)?.[1] ?? '').matchAll(/#[0-9a-f]{6}/g),
    ].map(([hex]) => hex)
  const groups = [...printStyle.groups, ...[1, 2, 3, 4, 5, 6].flatMap((place) => themed(`group-${place}`))]

  it('no cell and no sign has that of a group', () => {
    expect(groups).toHaveLength(18)
    const signs = [...Object.values(printStyle.signs), ...themed('sign-positive'), ...themed('sign-negative')]
    expect(signs).toHaveLength(6)
    const others = [...signs, ...cellTypes.map(({ colour }) => colour.toLowerCase())]
    expect(others.filter((colour) => groups.includes(colour))).toEqual([])
  })
  it('the three cells of the claim have one each', () => {
    const own = ['plasma_cell', 'macrophage_m1', 'macrophage_m2'].map((key) => cellType(key)?.colour)
    const rest = cellTypes.filter(
      ({ key }) => !['plasma_cell', 'macrophage_m1', 'macrophage_m2'].includes(key),
    )
    expect(new Set(own).size).toBe(3)
    expect(rest.filter(({ colour }) => own.includes(colour))).toEqual([])
  })
})
