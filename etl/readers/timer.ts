import { squashed } from '../recognise/looks.ts'
import { methodReader } from './immuneShapes.ts'

const six = ['bcell', 'tcellcd4', 'tcellcd8', 'neutrophil', 'macrophage', 'dc']

export const timer = methodReader({
  format: 'timer',
  describes:
    'TIMER of 2016: sampleID and six cells (B_cell, T_cell.CD4, T_cell.CD8, Neutrophil, Macrophage, DC).',
  name: 'TIMER',
  methodKey: 'timer',
  samples: 'rows',
  isCells: (names) => {
    const there = new Set(names.map((name) => squashed(name).replace('+', '')))
    return names.length === 6 && six.every((name) => there.has(name))
  },
})
