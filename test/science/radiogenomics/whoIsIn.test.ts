import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { whoIsIn } from '../../../science/radiogenomics/whoIsIn.ts'

describe('who is in', () => {
  it('step by step, each with its reason, by hand', () => {
    const { flow, assignment } = whoIsIn({
      patients: ['A', 'B', 'C', 'D', 'E', 'F', 'G'],
      method: {
        label: 'CIBERSORT',
        has: [true, false, false, true, true, true, true],
        reasons: [{ patient: 1, code: 'normal-tissue', reason: 'only normal tissue' }],
      },
      grouping: {
        label: 'Stage',
        variable: 'clinical:gdc/stage',
        assignment: Int32Array.of(0, 1, 1, -1, -1, 1, 0),
        ungrouped: [
          { patient: 3, code: 'missing-value', reason: 'missing value of Stage' },
          { patient: 4, code: 'level-left-out', reason: 'Stage "X" is in no group' },
        ],
      },
      filter: { label: 'CIBERSORT P ≤ .05', passes: [true, null, null, null, true, false, null] },
    })
    expect(flow).toEqual([
      { label: 'patients of the cohort', n: 7, leftOut: [] },
      {
        label: 'have CIBERSORT',
        n: 5,
        leftOut: [
          { code: 'normal-tissue', reason: 'only normal tissue', n: 1, patients: ['B'] },
          { code: 'not-measured', reason: 'no CIBERSORT', n: 1, patients: ['C'] },
        ],
      },
      {
        label: 'have Stage',
        n: 4,
        leftOut: [{ code: 'missing-value', reason: 'missing value of Stage', n: 1, patients: ['D'] }],
      },
      {
        label: 'pass CIBERSORT P ≤ .05',
        n: 2,
        leftOut: [
          { code: 'quality-failed', reason: 'fails CIBERSORT P ≤ .05', n: 1, patients: ['F'] },
          { code: 'quality-unknown', reason: 'CIBERSORT P ≤ .05 was not computed', n: 1, patients: ['G'] },
        ],
      },
      {
        label: 'in a group',
        n: 1,
        leftOut: [{ code: 'level-left-out', reason: 'Stage "X" is in no group', n: 1, patients: ['E'] }],
      },
    ])
    expect([...assignment]).toEqual([0, -1, -1, -1, -1, -1, -1])
  })

  it('everybody is in at the end or left out once', () => {
    const patient = fc.record({
      has: fc.boolean(),
      group: fc.integer({ min: -1, max: 2 }),
      missing: fc.boolean(),
      passes: fc.constantFrom(true, false, null),
    })
    fc.assert(
      fc.property(fc.array(patient), fc.boolean(), (list, filtered) => {
        const { flow, assignment } = whoIsIn({
          patients: list.map((_, i) => `P${i}`),
          method: { label: 'm', has: list.map(({ has }) => has) },
          grouping: {
            label: 'g',
            variable: 'x:y/z',
            assignment: Int32Array.from(list, ({ group }) => group),
            ungrouped: list.flatMap(({ group, missing }, i) =>
              group >= 0 ? [] : [{ patient: i, code: missing ? 'missing-value' : 'not-listed', reason: 'r' }],
            ),
          },
          filter: filtered ? { label: 'q', passes: list.map(({ passes }) => passes) } : null,
        })
        const out = flow.flatMap((step) => step.leftOut.flatMap((left) => left.patients))
        const last = flow.at(-1)?.n ?? NaN
        expect(new Set(out).size).toBe(out.length)
        expect(out.length + last).toBe(list.length)
        expect(Array.from(assignment).filter((group) => group >= 0).length).toBe(last)
        flow.forEach((step, i) => {
          const before = flow[i - 1]?.n ?? list.length
          expect(step.n).toBe(before - step.leftOut.reduce((sum, left) => sum + left.n, 0))
          for (const left of step.leftOut) expect(left.n).toBe(left.patients.length)
        })
      }),
    )
  })

  it('refuses lists that are not as long as the patients', () => {
    const grouping = { label: 'g', variable: null, assignment: Int32Array.of(0), ungrouped: [] }
    const method = { label: 'm', has: [true] }
    const input = { patients: ['A'], method, grouping, filter: null }
    // lists of patients need no variable, so there is no such step
    expect(whoIsIn(input).flow.map(({ label }) => label)).toEqual([
      'patients of the cohort',
      'have m',
      'in a group',
    ])
    expect(() => whoIsIn({ ...input, patients: ['A', 'B'] })).toThrow(InvalidInput)
    expect(() => whoIsIn({ ...input, filter: { label: 'q', passes: [] } })).toThrow(InvalidInput)
  })
})
