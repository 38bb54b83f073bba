import { describe, expect, it } from 'vitest'
import { fewEventsWords, restsOn } from '../../../science/radiogenomics/fewEvents.ts'
import { hazardModel } from '../../../science/radiogenomics/outcomeModels.ts'
import type { OutcomeCovariate } from '../../../science/radiogenomics/outcomeModels.ts'

const side = (level: string | null, n: number, events: number) => ({ level, n, events })

describe('what an estimate rests on', () => {
  it('is the side with fewer events, then with fewer patients, then the first', () => {
    expect(restsOn(side('a', 9, 7), side('b', 40, 6)).level).toBe('b')
    expect(restsOn(side('a', 9, 6), side('b', 8, 6)).level).toBe('b')
    expect(restsOn(side('a', 8, 6), side('b', 8, 6)).level).toBe('a')
  })

  it('is few below five events, and says of how many patients', () => {
    expect(fewEventsWords(side('a', 9, 5))).toBeNull()
    expect(fewEventsWords(side('a', 9, 4))).toBe('rests on 4 events in 9 patients of a')
    expect(fewEventsWords(side('III', 1, 1))).toBe('rests on 1 event in 1 patient of III')
    expect(fewEventsWords(side(null, 30, 0))).toBe('rests on 0 events in 30 patients')
  })

  it('of a number is everybody; the reference counts as much as the level', () => {
    // 20 patients of a with 15 events, 4 of b with 3
    const rows = Array.from({ length: 24 }, (_, i) => i)
    const followUp = {
      time: Float64Array.from(rows, (i) => i + 1),
      event: Float64Array.from(rows, (i) => (i % 4 === 3 ? 0 : 1)),
    }
    const groups: OutcomeCovariate = {
      ...{ kind: 'category', key: 'groups', label: 'Groups', levels: ['a', 'b'], reference: 1 },
      values: Float64Array.from(rows, (i) => (i < 20 ? 0 : 1)),
    }
    const age: OutcomeCovariate = {
      ...{ kind: 'number', key: 'age', label: 'Age', unit: 'years' },
      values: Float64Array.from(rows, (i) => (i * 7) % 11),
    }
    const [ofGroups, ofAge] = [groups, age].map((covariate) => {
      const model = hazardModel('one', followUp, rows, [covariate])
      if (model.kind !== 'cox') throw new Error(model.reason)
      return model.ratios[0]
    })
    expect(ofGroups).toMatchObject({ level: 'a', n: 20, events: 15, restsOn: side('b', 4, 3) })
    expect(ofGroups?.caution).toBe('rests on 3 events in 4 patients of b')
    expect(ofAge).toMatchObject({ restsOn: side(null, 24, 18), caution: null })
  })
})
