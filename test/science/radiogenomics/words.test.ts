import { expect, it } from 'vitest'
import { shareWords } from '../../../science/radiogenomics/words.ts'

it('a share: 100 % is all and 0 % nobody, whatever the rounding', () => {
  expect([1, 351 / 352, 0.9999, 0.986, 0.5, 1 / 2001, 0].map(shareWords)).toEqual([
    ...['100 %', '99.7 %', 'more than 99.9 %', '99 %', '50 %', '0.05 %', '0 %'],
  ])
})
