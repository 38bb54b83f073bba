import { isMethod } from '../recognise/looks.ts'
import { methodReader } from './immuneShapes.ts'

export const xcell = methodReader({
  format: 'xcell',
  describes: 'xCell: 64 cell types and three scores, samples in columns or in rows.',
  name: 'xCell',
  methodKey: 'xcell',
  samples: 'columns',
  isCells: (names) => names.length >= 30 && isMethod('xcell', names),
})
