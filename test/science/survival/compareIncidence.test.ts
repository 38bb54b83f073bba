import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { compareIncidence } from '../../../science/survival/compareIncidence.ts'
import { causeSpecificHazard, cumulativeIncidence } from '../../../science/survival/competingRisks.ts'
import { grayTest } from '../../../science/survival/gray.ts'

const time = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
const event = [1, 2, 1, 0, 1, 2, 1, 2, 1, 0, 2, 1]
const group = [0, 0, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1]
const at = { cause: 1, causes: 2 }

describe('one cause among competing ones, by group', () => {
  it('has curves, Gray’s test and the cause-specific hazard beside it, each as by itself', () => {
    const all = compareIncidence({ time, event }, group, at)
    expect(all.gray).toEqual(grayTest({ time, event, group, ...at }))
    const covariates = [{ name: 'group 1', term: 'group', values: Float64Array.from(group) }]
    const hazard = causeSpecificHazard({ time, event, covariates }, at)
    if (all.causeSpecific.kind !== 'cox' || hazard.kind !== 'cox') throw new Error('no fit')
    expect(all.causeSpecific.terms).toEqual(hazard.terms)
    const rows = [...group.keys()].filter((i) => group[i] === 1)
    const pick = (column: readonly number[]): number[] => rows.map((i) => column[i] ?? NaN)
    expect(all.curves[1]).toEqual(cumulativeIncidence({ time: pick(time), event: pick(event) }, at))
    expect(all.curves.map(({ n }) => n)).toEqual([6, 6])
  })

  it('by hand: without censoring the incidence is the share that had the cause', () => {
    const full = compareIncidence({ time, event: event.map((e) => (e === 0 ? 2 : e)) }, group, at)
    for (const [g, curve] of full.curves.entries()) {
      const own = event.filter((_, i) => group[i] === g)
      expect(curve.incidence.at(-1)).toBeCloseTo(own.filter((e) => e === 1).length / 6, 12)
    }
  })

  it('says what it cannot answer', () => {
    const one = compareIncidence(
      { time, event },
      time.map(() => 0),
      at,
    )
    expect(one.gray).toMatchObject({ kind: 'notTestable', code: 'one-group' })
    expect(one.causeSpecific).toMatchObject({ kind: 'notTestable', code: 'constant' })
    expect(() => compareIncidence({ time, event }, group, { cause: 3, causes: 2 })).toThrow(InvalidInput)
    expect(() => compareIncidence({ time, event }, group, { cause: 1, causes: 1 })).toThrow(InvalidInput)
  })
})
