import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scanCutpoints } from '../../../science/survival/cutpoint.ts'
import { logRank } from '../../../science/survival/logRank.ts'

const patient = fc.record({
  time: fc.integer({ min: 0, max: 12 }),
  event: fc.integer({ min: 0, max: 1 }),
  marker: fc.integer({ min: -4, max: 4 }),
})

it('p of every cut is that of its log-rank test', () => {
  fc.assert(
    fc.property(fc.array(patient, { minLength: 4, maxLength: 40 }), (rows) => {
      const followUp = { time: rows.map(({ time }) => time), event: rows.map(({ event }) => event) }
      const marker = rows.map((row) => row.marker)
      const scan = scanCutpoints({ ...followUp, values: marker, lowest: 0, highest: 1 })
      if (scan.kind === 'notTestable') return
      for (const cut of scan.cuts) {
        const test = logRank({ ...followUp, group: marker.map((value) => (value > cut.value ? 1 : 0)) })
        if (test.kind === 'logRank') expect(cut.logP).toBeCloseTo(test.logP, 9)
      }
    }),
  )
})
