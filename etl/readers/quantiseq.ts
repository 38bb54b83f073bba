import { squashed } from '../recognise/looks.ts'
import { methodReader } from './immuneShapes.ts'

const native = ['bcells', 'macrophagesm1', 'macrophagesm2', 'tcellscd4', 'tcellscd8', 'tregs', 'other']

export const quantiseq = methodReader({
  format: 'quantiseq',
  describes: 'quanTIseq as its own script writes it (Sample, B.cells, …, Tregs, Other), either way round.',
  name: 'quanTIseq',
  methodKey: 'quantiseq',
  samples: 'rows',
  isCells: (names) => {
    const there = new Set(names.map(squashed))
    return names.length <= 12 && native.every((name) => there.has(name))
  },
})
