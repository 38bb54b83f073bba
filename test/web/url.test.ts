import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GroupingInput } from '../../web/gql/generated/graphql.ts'
import { readChosenGroups } from '../../web/claimAddress.ts'
import { parseAddress, writeAddress } from '../../web/address.ts'
import {
  compareInput,
  readCompareSearch,
  readGrouping,
  readNumber,
  readOnly,
  writeGrouping,
  writeOnly,
} from '../../web/url.ts'

const written: [string, GroupingInput][] = [
  ['model:demo-gtr-ith', { riskModel: { model: 'demo-gtr-ith', score: 'score:gtr-ith/score' } }],
  ['model:m@score:other/x', { riskModel: { model: 'm', score: 'score:other/x' } }],
  ['median:imaging:gtr/original_glcm_Idm', { median: { variable: 'imaging:gtr/original_glcm_Idm' } }],
  ['quantiles:3:score:gtr-ith/score', { quantiles: { variable: 'score:gtr-ith/score', count: 3 } }],
  ['threshold:-0.47:score:s/x', { threshold: { variable: 'score:s/x', cutoff: -0.47 } }],
  ['threshold:1e-9:score:s/x', { threshold: { variable: 'score:s/x', cutoff: 1e-9 } }],
  ['categories:clinical:gdc/sex', { categories: { variable: 'clinical:gdc/sex' } }],
  [
    'categories:clinical:gdc/stage|Early=Stage I,Stage II|Late=Stage III',
    {
      categories: {
        variable: 'clinical:gdc/stage',
        groups: [
          { label: 'Early', members: ['Stage I', 'Stage II'] },
          { label: 'Late', members: ['Stage III'] },
        ],
      },
    },
  ],
  [
    'patients:|Mine=A-1,A-2|Others=B',
    {
      patients: {
        groups: [
          { label: 'Mine', members: ['A-1', 'A-2'] },
          { label: 'Others', members: ['B'] },
        ],
      },
    },
  ],
]

describe('grouping ⇄ address', () => {
  test.each(written)('%s', (text, grouping) => {
    expect(writeGrouping(grouping)).toBe(text)
    expect(readGrouping(text)).toEqual(grouping)
  })

  test('any label and any member survive the way there and back, through the address bar', () => {
    const member = fc.record({
      label: fc.string({ minLength: 1 }),
      members: fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1 }),
    })
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 4 }), (groups) => {
        const grouping: GroupingInput = { patients: { groups } }
        const address = writeAddress({ grouping: writeGrouping(grouping) })
        expect(readGrouping(parseAddress(address)['grouping'] ?? '')).toEqual(grouping)
      }),
    )
  })

  test.each([
    '',
    'median',
    'median:',
    'model:',
    'model:m@',
    'model:m@s@t',
    'quantiles:x:score:s/x',
    'quantiles:1:score:s/x',
    'quantiles:3:',
    'threshold::score:s/x',
    'threshold:1,5:score:s/x',
    'threshold:Infinity:score:s/x',
    'categories:|a=b',
    'categories:v|ab',
    'categories:v|a=b=c',
    'patients:Mine=A',
    'patients:|Mine=%zz',
    'kmeans:3:x',
  ])('what is no grouping is refused: %j', (text) => {
    expect(readGrouping(text)).toBeNull()
  })
})

describe('the address of a comparison', () => {
  test('is readable, in a fixed order, and without defaults that nobody chose', () => {
    const address = writeAddress({
      cell: 'immune:cibersort-lm22/plasma_cell',
      test: 'welch',
      grouping: 'categories:clinical:gdc/stage|Early=Stage I,Stage II',
      seed: 7,
      method: undefined,
    })
    expect(address).toBe(
      '?grouping=categories:clinical:gdc/stage|Early%3DStage+I,Stage+II&test=welch&seed=7&cell=immune:cibersort-lm22/plasma_cell',
    )
    expect(readCompareSearch(parseAddress(address))).toEqual({
      grouping: 'categories:clinical:gdc/stage|Early=Stage I,Stage II',
      test: 'welch',
      seed: 7,
      cell: 'immune:cibersort-lm22/plasma_cell',
    })
  })

  test('characters with a meaning in addresses survive', () => {
    const value = 'a+b&c=d#e%20?f"g'
    expect(parseAddress(writeAddress({ method: value }))).toEqual({ method: value })
  })

  test('what cannot be read is named, never silently replaced, and does not stay in the address', () => {
    const search = readCompareSearch({ test: 'anova', permutations: '10', seed: '-1', grouping: 'nonsense' })
    expect(search).toEqual({ unread: ['grouping=nonsense', 'test=anova', 'permutations=10', 'seed=-1'] })
    expect(writeAddress({ ...search })).toBe('')
  })

  test('a release is part of it', () => {
    expect(readCompareSearch({ release: '9f3c', test: 'welch' })).toEqual({ release: '9f3c', test: 'welch' })
  })

  test('becomes the input that the API takes, defaults filled in', () => {
    const grouping: GroupingInput = { median: { variable: 'score:s/x' } }
    expect(compareInput('rel', grouping, 'immune:m', { family: 'three-cells', seed: 3 })).toEqual({
      release: 'rel',
      grouping,
      method: 'immune:m',
      test: 'WILCOXON',
      family: 'THREE_CELLS',
      quality: 'MARK',
      scale: 'AS_STORED',
      permutations: 10_000,
      seed: 3,
    })
  })
})

test('a number is read whole or not at all', () => {
  expect([' 1', '', '1,5', '0x10', 'NaN', '1e999', '1.5.2'].map(readNumber)).toEqual(Array(7).fill(null))
  expect(['0', '-0.47', '.5', '1e-9', '+3'].map(readNumber)).toEqual([0, -0.47, 0.5, 1e-9, 3])
})

describe('who is looked at, and groups of one’s own', () => {
  test('everybody else stands as * in the last list', () => {
    const text = 'patients:|Mine=A-1,A-2|All others=*'
    const grouping = {
      patients: { groups: [{ label: 'Mine', members: ['A-1', 'A-2'] }], others: 'All others' },
    }
    expect(readGrouping(text)).toEqual(grouping)
    expect(writeGrouping(grouping)).toBe(text)
  })

  test('levels with commas survive, and nothing is nobody', () => {
    const only = {
      variable: 'clinical:gdc/primary_diagnosis',
      levels: ['Hepatocellular carcinoma, NOS', 'a=b'],
    }
    expect(readOnly(writeOnly(only))).toEqual(only)
    for (const text of ['', '=a', 'clinical:x/y', 'clinical:x/y=', 'clinical:x/y=%zz'])
      expect(readOnly(text), text).toBeNull()
  })

  test('a claim’s groups name a cohort and a grouping', () => {
    expect(readChosenGroups('tcga-brca~median:imaging:mri/x')).toEqual({
      slug: 'tcga-brca',
      grouping: { median: { variable: 'imaging:mri/x' } },
    })
    expect(readChosenGroups('~median:x')).toBeNull()
    expect(readChosenGroups('tcga-brca~nonsense')).toBeNull()
  })
})
