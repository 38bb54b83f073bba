import { describe, expect, it } from 'vitest'
import { plantedHazardRatio } from '../../etl/datasets/demo/course.ts'
import { cellModels, nullCell } from '../../etl/datasets/demo/immune.ts'
import { comparable } from '../../etl/datasets/demo/truth.ts'
import { simulateWorld, type World } from '../../etl/datasets/demo/world.ts'
import { riskGroup } from '../../etl/datasets/demo/riskModel.ts'
import type { FollowedPatient } from '../../etl/datasets/demo/clinicalFiles.ts'

/** Planted effects hold over many seeds, not only in the one that is shipped. */
const worlds = Array.from({ length: 40 }, (_, index) => simulateWorld(1000 + 7919 * index))

function cohenD(high: readonly number[], low: readonly number[]): number {
  const mean = (x: readonly number[]): number => x.reduce((sum, value) => sum + value, 0) / x.length
  const square = (x: readonly number[]): number => x.reduce((sum, value) => sum + (value - mean(x)) ** 2, 0)
  return (mean(high) - mean(low)) / Math.sqrt((square(high) + square(low)) / (high.length + low.length - 2))
}

function meanEffect(cell: string): number {
  const effects = worlds.map((world) => {
    const values = (group: string): number[] =>
      comparable(world).flatMap((one) =>
        one.group === group ? [one.entry.profile.shares.get(cell) ?? NaN] : [],
      )
    return cohenD(values('HIGH'), values('LOW'))
  })
  return effects.reduce((sum, effect) => sum + effect, 0) / effects.length
}

const groupOf = (world: World, { patient }: FollowedPatient) => riskGroup(world.model, patient)

/** Log-rank observed over expected, HIGH against LOW (Pike). */
function hazardRatio(followed: readonly { days: number; dead: boolean; high: boolean }[]): number {
  const sorted = followed.toSorted((a, b) => a.days - b.days)
  let [riskHigh, riskLow] = [sorted.filter(({ high }) => high).length, 0]
  riskLow = sorted.length - riskHigh
  const seen = { high: 0, low: 0 }
  const expected = { high: 0, low: 0 }
  for (const { dead, high } of sorted) {
    if (dead) {
      seen[high ? 'high' : 'low'] += 1
      expected.high += riskHigh / (riskHigh + riskLow)
      expected.low += riskLow / (riskHigh + riskLow)
    }
    if (high) riskHigh -= 1
    else riskLow -= 1
  }
  return seen.high / expected.high / (seen.low / expected.low)
}

describe('what is planted in the simulated cohorts', () => {
  it.each(cellModels.filter(({ d }) => d !== null))('$label differs as stated', ({ key, d }) => {
    expect(Math.abs(meanEffect(key) - (d ?? 0))).toBeLessThan(0.1)
  })

  it('leaves the null cell alone', () => {
    expect(Math.abs(meanEffect(nullCell))).toBeLessThan(0.08)
  })

  it('keeps all cells without an effect below a tenth of a standard deviation', () => {
    for (const { key } of cellModels.filter(({ d }) => d === null))
      expect(Math.abs(meanEffect(key)), key).toBeLessThan(0.12)
  })

  it('lets high risk die 1.6 times as fast, within what 16,000 patients tell', () => {
    const ratio = hazardRatio(
      worlds.flatMap((world) =>
        [...world.training, ...world.demo].map((one) => ({
          days: one.course.survivalDays,
          dead: one.course.dead,
          high: groupOf(world, one) === 'HIGH',
        })),
      ),
    )
    expect(Math.abs(Math.log(ratio / plantedHazardRatio))).toBeLessThan(Math.log(1.06))
  })

  it('lets low risk respond more often', () => {
    const count = { HIGH: [0, 0], LOW: [0, 0] }
    for (const world of worlds)
      for (const one of world.training) {
        const responds = one.course.response === 'CR' || one.course.response === 'PR'
        const cell = count[groupOf(world, one)]
        cell[responds ? 0 : 1] = (cell[responds ? 0 : 1] ?? 0) + 1
      }
    const odds = ([yes = 0, no = 1]: number[]): number => yes / no
    const ratio = odds(count.LOW) / odds(count.HIGH)
    expect(ratio).toBeGreaterThan(4)
    expect(ratio).toBeLessThan(10)
  })

  it('passes about half of the samples at CIBERSORT P 0.05, the infiltrated ones', () => {
    const profiles = worlds.flatMap((world) => comparable(world).map(({ entry }) => entry.profile))
    const passed = profiles.filter(({ pValue }) => pValue <= 0.05)
    expect(passed.length / profiles.length).toBeGreaterThan(0.42)
    expect(passed.length / profiles.length).toBeLessThan(0.58)
    const mean = (list: typeof profiles): number =>
      list.reduce((sum, { leukocyteFraction }) => sum + leukocyteFraction, 0) / list.length
    expect(mean(passed)).toBeGreaterThan(1.4 * mean(profiles.filter(({ pValue }) => pValue > 0.05)))
  })

  it('has a fifth of the samples without plasma cells and a few without M1', () => {
    const profiles = worlds.flatMap((world) => comparable(world).map(({ entry }) => entry.profile))
    const zero = (cell: string): number =>
      profiles.filter(({ shares }) => shares.get(cell) === 0).length / profiles.length
    expect(Math.abs(zero('plasma_cell') - 0.2)).toBeLessThan(0.04)
    expect(zero('macrophage_m1')).toBeGreaterThan(0.02)
    expect(zero('macrophage_m1')).toBeLessThan(0.09)
  })

  it('gives both risk groups a fair size', () => {
    for (const world of worlds) {
      const high = comparable(world).filter(({ group }) => group === 'HIGH').length
      expect(high).toBeGreaterThan(40)
      expect(comparable(world).length - high).toBeGreaterThan(30)
    }
  })
})
