/** A matrix is put in order where it was read; two layers of one file must not put each other in disorder. */
import { describe, expect, it } from 'vitest'
import { grid, layer } from './hostileErrors.ts'
import { aliquot, miniCohort, patients, prepareMini } from './miniCohort.ts'
import type { MiniCohort } from './miniCohort.ts'

/** Samples in an order of their own, and many genes so that rows share blocks of memory. */
function shuffled(change: (mini: MiniCohort) => void = () => undefined): MiniCohort {
  const mini = miniCohort()
  const order = [7, 2, 11, 0, 5, 9, 1, 10, 3, 8, 4, 6]
  const table = grid(mini, 'expression.tsv')
  table.splice(0, table.length, ['gene', ...order.map((i) => aliquot(patients[i] ?? ''))])
  for (let g = 0; g < 40; g += 1)
    table.push([`ENSG000001${String(g).padStart(5, '0')}`, ...order.map((i) => String(g + i / 16))])
  change(mini)
  return mini
}

async function expressionOf(mini: MiniCohort) {
  const { content, notable } = await prepareMini(mini)
  expect(notable).toEqual([])
  return (content?.layers ?? [])
    .filter(({ kind }) => kind === 'expression')
    .map(({ key, columns, rows, variables }) => ({
      key,
      rows: [...rows],
      genes: variables.map((variable) => variable.key),
      values: columns.map((column) => [...column]),
    }))
}

/** Patients in the order of their ids, whatever the order of the file. */
const expected = Array.from({ length: 40 }, (_, g) => patients.map((_patient, i) => g + i / 16))

describe.each(['f4', 'f8'] as const)('a matrix read as %s', (precision) => {
  it.each(['f4', 'f8'] as const)('and stored as %s comes in the order of its patients', async (encoding) => {
    const [only] = await expressionOf(
      shuffled((mini) => {
        const file = mini.manifest.files.find(({ id }) => id === 'expression')
        if (file) file.settings = { precision }
        layer(mini, 'expression').encoding = encoding
      }),
    )
    expect(only?.values).toEqual(expected)
    expect(only?.rows).toEqual(patients.map((_, i) => i))
  })

  it('two layers of it are equal', async () => {
    const layers = await expressionOf(
      shuffled((mini) => {
        const file = mini.manifest.files.find(({ id }) => id === 'expression')
        if (file) file.settings = { precision }
        const first = layer(mini, 'expression')
        first.encoding = precision
        mini.manifest.layers.push({ ...first, key: 'again' })
      }),
    )
    expect(layers.map(({ key }) => key)).toEqual(['again', 'tpm'])
    for (const { values } of layers) expect(values).toEqual(expected)
  })
})
