import { expect, it } from 'vitest'
import { tsvLine } from '../../api/analyses/tsv.ts'

it('text that a spreadsheet would run is quoted in every export; numbers and missing stay', () => {
  const cells = ['=cmd()', '+1', '-1', '@x', ' =x', 'plain', 'a\tb\nc', -1, 0.1, null]
  expect(tsvLine(cells)).toBe("'=cmd()\t'+1\t'-1\t'@x\t =x\tplain\ta b c\t-1\t0.1\t\n")
})
