import { describe, expect, it } from 'vitest'
import { sharesOfAllCells } from '../../../science/immune/denominators.ts'
import { methodAgreement, type MethodColumn } from '../../../science/radiogenomics/methodAgreement.ts'
import { isNotTestable } from '../../../science/stats/notTestable.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { hasRealData } from '../../shared.ts'
import { readTable } from '../immune/tables.ts'

describe('methodAgreement', () => {
  // five patients; quanTIseq has M1 in the opposite order of CIBERSORT until CIBERSORT is multiplied by the leukocyte fraction
  const columns: MethodColumn[] = [
    { method: 'cibersort-lm22', cell: 'macrophage_m1', values: [0.5, 0.4, 0.3, 0.2, 0.1] },
    { method: 'quantiseq', cell: 'macrophage_m1', values: [0.01, 0.02, 0.03, 0.04, 0.05] },
    { method: 'xcell', cell: 'macrophage_m1', values: [0, 0.1, 0.2, 0.4, 0.3] },
  ]
  const input = {
    methods: ['cibersort-lm22', 'quantiseq', 'xcell', 'epic'],
    cells: ['macrophage_m1', 'plasma_cell'],
    columns,
    leukocytes: [0.1, 0.2, 0.4, 0.8, NaN],
    assignment: Int32Array.of(0, 0, 1, 1, -1),
  }
  const answer = methodAgreement(input)
  const rho = (a: string, b: string, scale: string) => {
    const pair = answer.pairs.find((one) => one.a === a && one.b === b && one.scale === scale)
    return !pair || isNotTestable(pair.result) ? null : pair.result.rho
  }

  it('says who sees what, and why not', () => {
    expect(answer.sight.map(({ method, cell, reason }) => [method, cell, reason])).toEqual([
      ['cibersort-lm22', 'macrophage_m1', null],
      ['quantiseq', 'macrophage_m1', null],
      ['xcell', 'macrophage_m1', null],
      ['epic', 'macrophage_m1', 'EPIC: macrophages are one cell type here, M1 and M2 are not told apart'],
      ['cibersort-lm22', 'plasma_cell', 'this release has no values'],
      ['quantiseq', 'plasma_cell', 'quanTIseq has no plasma cells: they are inside B cells'],
      ['xcell', 'plasma_cell', 'this release has no values'],
      ['epic', 'plasma_cell', 'EPIC has no plasma cells'],
    ])
    expect(answer.sight[2]).toMatchObject({ n: 5, nZero: 1, unit: 'enrichment score' })
  })

  it('ranks patients against patients, on both scales', () => {
    expect(rho('cibersort-lm22', 'quantiseq', 'as given')).toBeCloseTo(-1, 12)
    // .05 .08 .12 .16 and the fifth patient has no leukocyte fraction
    expect(rho('cibersort-lm22', 'quantiseq', 'share of all cells')).toBeCloseTo(1, 12)
    // ranks 1 2 3 5 4 against 1 … 5: 1 − 6·2/120
    expect(rho('quantiseq', 'xcell', 'as given')).toBeCloseTo(0.9, 12)
  })

  it('counts the directions of the group difference, first − second', () => {
    const deltas = answer.directions
      .filter(({ scale }) => scale === 'as given')
      .map(({ result }) => (isNotTestable(result) ? null : result.delta))
    expect(deltas).toEqual([1, -1, -1])
    expect(answer.signs[0]).toEqual({
      cell: 'macrophage_m1',
      scale: 'as given',
      positive: 1,
      negative: 2,
      zero: 0,
      untestable: 0,
      share: 2 / 3,
    })
    expect(answer.signs[1]).toMatchObject({ positive: 0, negative: 3, share: 1 })
  })

  it('makes a consensus, and leaves each method out', () => {
    const [given] = answer.consensus
    // mean of ranks/5: (5+1+1)/15, (4+2+2)/15, (3+3+3)/15, (2+4+5)/15, (1+5+4)/15
    expect(Array.from(given?.ranks ?? [], (rank) => Math.round(rank * 15))).toEqual([7, 8, 9, 11, 10])
    expect(given?.without.map(({ method }) => method)).toEqual(['cibersort-lm22', 'quantiseq', 'xcell'])
    expect(given?.without[0]?.rho).toBeCloseTo(-0.9746794344808963, 12)
    // without xCell the other two are exact opposites: all ranks alike
    expect(given?.without[2]?.effect).toMatchObject({ kind: 'notTestable', reason: 'all values equal' })
  })

  it('turns its signs with the groups and does not mind the order of patients', () => {
    const turned = methodAgreement({ ...input, assignment: Int32Array.of(1, 1, 0, 0, -1) })
    expect(turned.signs[0]).toMatchObject({ positive: 2, negative: 1 })
    const random = createRandom(4)
    const order = [0, 1, 2, 3, 4].map((at) => ({ at, key: random.uniform() })).sort((a, b) => a.key - b.key)
    const moved = <T>(values: ArrayLike<T>): T[] =>
      order.flatMap(({ at }) => Array.from(values).slice(at, at + 1))
    const again = methodAgreement({
      ...input,
      columns: columns.map((column) => ({ ...column, values: moved(column.values) })),
      leukocytes: moved(input.leukocytes),
      assignment: Int32Array.from(moved(input.assignment)),
    })
    expect(again.pairs).toEqual(answer.pairs)
    expect(again.signs).toEqual(answer.signs)
  })

  it('answers with reasons where there is nothing to test', () => {
    const constant = methodAgreement({
      methods: ['epic', 'timer'],
      cells: ['macrophage'],
      columns: [
        { method: 'epic', cell: 'macrophage', values: [0, 0, 0, NaN] },
        { method: 'timer', cell: 'macrophage', values: [1, 2, 3, 4] },
      ],
      assignment: Int32Array.of(0, 0, 1, 1),
    })
    expect(constant.pairs[0]?.result).toMatchObject({ kind: 'notTestable', reason: 'all values equal', n: 3 })
    expect(constant.directions[0]?.result).toMatchObject({ kind: 'notTestable', reason: 'too few values' })
    expect(constant.signs[0]).toMatchObject({ negative: 1, untestable: 1, share: null })
    expect(() => methodAgreement({ ...input, methods: ['tarot'] })).toThrow(/methods: got "tarot"/)
    expect(() => methodAgreement({ ...input, columns: [...columns, ...columns] })).toThrow(/once/)
    expect(() => methodAgreement({ ...input, leukocytes: [1.2, 0, 0, 0, 0] })).toThrow(/leukocytes: got 1.2/)
  })
})

describe('denominators', () => {
  it('a share of leukocytes becomes a share of all cells', () => {
    const all = sharesOfAllCells([0.5, 0, 0.25, NaN], [0.5, 0.25, 0, 0.5])
    expect(Array.from(all)).toEqual([0.25, 0, 0, NaN])
  })
})

describe.runIf(hasRealData)('TCGA-LIHC', () => {
  it('CIBERSORT and quanTIseq: .15 becomes .46 once both count against all cells', () => {
    const primary = (barcode: string) => barcode.replaceAll('.', '-').slice(0, 15)
    const [head = [], ...rows] = readTable('tcga-lihc/TCGA.Kallisto.fullIDs.cibersort.relative.tsv')
    const cibersort = rows.filter(([id = '', type]) => type === 'LIHC' && primary(id).endsWith('-01'))
    const [names = [], ...cells] = readTable('tcga-lihc/quanTIseq-all-TCGA.csv', ',')
    const quantiseq = new Map(names.map((name, place) => [primary(name), place]))
    const methylation = new Map(
      readTable('tcga-lihc/TCGA_all_leuk_estimate.masked.20170107.tsv').map(([, id = '', value]) => [
        primary(id),
        Number(value),
      ]),
    )
    const patients = cibersort.map(([id = '']) => primary(id))
    const of = (column: string) => cibersort.map((row) => Number(row[head.indexOf(column)]))
    const from = (cell: string) => {
      const row = cells.find((one) => one[1] === cell) ?? []
      return patients.map((id) => Number(row[quantiseq.get(id) ?? -1] ?? NaN))
    }
    const answer = methodAgreement({
      methods: ['cibersort-lm22', 'quantiseq'],
      cells: ['macrophage_m1', 'macrophage_m2'],
      columns: [
        { method: 'cibersort-lm22', cell: 'macrophage_m1', values: of('Macrophages.M1') },
        { method: 'cibersort-lm22', cell: 'macrophage_m2', values: of('Macrophages.M2') },
        { method: 'quantiseq', cell: 'macrophage_m1', values: from('Macrophage M1') },
        { method: 'quantiseq', cell: 'macrophage_m2', values: from('Macrophage M2') },
      ],
      leukocytes: patients.map((id) => methylation.get(id) ?? NaN),
    })
    const found = answer.pairs.map(({ result }) => (isNotTestable(result) ? [] : [result.rho, result.n]))
    expect(found.map(([, n]) => n)).toEqual([369, 369, 369, 369])
    expect(found.map(([rho = NaN]) => Number(rho.toFixed(3)))).toEqual([0.148, 0.457, 0.216, 0.437])
  })
})
