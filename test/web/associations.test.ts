import { describe, expect, it } from 'vitest'
import {
  changed,
  readAssociationSearch,
  readGeneSearch,
  readGenesSearch,
  readPair,
  readSpan,
  readView,
  writeSpan,
  writeView,
} from '../../web/associationUrl.ts'
import { layerNodes, releaseNode } from '../../web/pages/data/provenanceTree.ts'
import {
  brushed,
  heatStep,
  layoutHeat,
  reachOf,
  tileAt,
  valueAt,
} from '../../web/plots/association/heatLayout.ts'
import type { HeatProps } from '../../web/plots/association/heatLayout.ts'
import { paintedGenes, pointTable } from '../../web/plots/genes/paintGenes.ts'
import {
  layoutVolcano,
  nearestGene,
  panned,
  placeGenes,
  wholeView,
  zoomed,
} from '../../web/plots/genes/volcanoLayout.ts'
import { screenStyle } from '../../web/plots/style.ts'
import { scaledSpan, spanOf } from '../../web/sections/Associations/useHeat.ts'
import { parseAddress, writeAddress } from '../../web/address.ts'

describe('addresses of associations', () => {
  const full = {
    x: 'imaging:gtr',
    y: 'immune:quantiseq',
    method: 'pearson',
    adjust: 'clinical:gdc/stage,clinical:gdc/age',
    show: 'adjusted',
    rows: '10-40',
    columns: '0-4',
    pair: 'imaging:gtr/original_glcm_Idm|immune:quantiseq/b_cell',
    release: 'shmj83s008rx',
  }

  it('what is written is read again, and nothing is escaped that need not be', () => {
    const text = writeAddress({ ...readAssociationSearch(full) })
    expect(text).toContain('pair=imaging:gtr/original_glcm_Idm|immune:quantiseq/b_cell')
    expect(readAssociationSearch(parseAddress(text))).toEqual(readAssociationSearch(full))
    const genes = { x: 'score:gtr-ith/score', view: '-0.4,0.4,0,8', gene: 'expression:fpkm/ENSG1' }
    expect(readGenesSearch(parseAddress(writeAddress({ ...readGenesSearch(genes) })))).toMatchObject(genes)
    const gene = {
      variable: 'expression:fpkm/ENSG1',
      by: 'median:score:gtr-ith/score',
      cells: 'immune:xcell',
    }
    expect(readGeneSearch(parseAddress(writeAddress({ ...readGeneSearch(gene) })))).toMatchObject(gene)
  })

  it.each([
    ['rows', '40-10'],
    ['columns', 'a-b'],
    ['pair', 'one'],
    ['method', 'cosine'],
    ['show', 'all'],
  ])('%s=%s is named, not silently replaced', (name, value) => {
    const found = readAssociationSearch({ [name]: value })
    expect(found.unread).toEqual([`${name}=${value}`])
    // a key that is undefined would take the parameter, and with it this note, out of the address
    expect(Object.keys(found)).toEqual(['unread'])
    expect(writeAddress({ ...found })).toBe('')
    expect(changed(found, { x: 'imaging:gtr' }).unread).toBeUndefined()
  })

  it('spans, views and pairs', () => {
    expect(readSpan(writeSpan([3, 17]))).toEqual([3, 17])
    expect(readSpan('3-3')).toBeNull()
    expect(readView(writeView({ x: [-0.25, 0.5], y: [0, 12] }))).toEqual({ x: [-0.25, 0.5], y: [0, 12] })
    expect(readView('0,1,2')).toBeNull()
    expect(readView('1,0,0,1')).toBeNull()
    expect(readPair('a|b|c')).toBeNull()
    expect(spanOf('90-120', 100)).toEqual([90, 100])
    expect(spanOf('100-120', 100)).toEqual([0, 100])
    expect(scaledSpan([0, 100], 100, 0.5)).toEqual([25, 75])
    expect(scaledSpan([90, 100], 100, 2)).toEqual([80, 100])
    expect(scaledSpan([0, 3], 3, 0.5)).toEqual([0, 3])
  })
})

describe('heatmap', () => {
  const matrix = {
    r: [0.1, 0.2, null, -0.34, 0, 0.3],
    rows: { labels: ['A', 'B', 'C'], order: [2, 0, 1], tree: null },
    columns: { labels: ['X', 'Y'], order: [1, 0], tree: null },
  }
  const props: HeatProps = {
    matrix,
    rowSpan: [0, 3],
    columnSpan: [0, 2],
    coefficient: 'ρ',
    width: 400,
    style: screenStyle,
    mostHeight: 300,
  }

  it('a tile is the pair of its place in both orders', () => {
    expect(valueAt(matrix, { row: 0, column: 0 })).toBe(0.3)
    expect(valueAt(matrix, { row: 2, column: 1 })).toBeNull()
    expect(valueAt(matrix, { row: 2, column: 0 })).toBe(-0.34)
  })

  it('the pointer finds the tile, and none beside them', () => {
    const layout = layoutHeat(props)
    const { left, top, tile } = layout
    expect(tileAt(props, layout, left + tile.width * 1.5, top + tile.height * 2.5)).toEqual({
      row: 2,
      column: 1,
    })
    expect(tileAt(props, layout, left - 1, top + 1)).toBeNull()
    const zoomedProps: HeatProps = { ...props, rowSpan: [1, 3] }
    expect(tileAt(zoomedProps, layoutHeat(zoomedProps), left + 1, top + 1)).toEqual({ row: 1, column: 0 })
    expect(brushed({ row: 2, column: 1 }, { row: 1, column: 1 })).toEqual({ rows: [1, 3], columns: [1, 2] })
  })

  it('the scale ends at the largest coefficient, rounded up', () => {
    expect(reachOf(matrix.r)).toBe(0.4)
    expect(reachOf([null])).toBe(0.1)
    expect(heatStep(0.4, 0.4)).toBe(10)
    expect(heatStep(-0.2, 0.4)).toBe(-5)
    expect(heatStep(null, 0.4)).toBeNull()
  })
})

describe('volcano', () => {
  const genes = { r: [0.5, -0.2, null, 0.1], logQ: [-20, -1, null, 0], labels: ['A', 'B', 'C', 'D'] }
  const whole = wholeView(genes)

  it('holds everything that was tested, symmetric about 0', () => {
    expect(whole.x[0]).toBe(-whole.x[1])
    const layout = layoutVolcano({ view: whole, width: 600, height: 400, style: screenStyle })
    const placed = placeGenes(genes, layout)
    expect(placed.map(({ place, kind }) => [place, kind])).toEqual([
      [0, 'more'],
      [1, 'quiet'],
      [3, 'quiet'],
    ])
    const [first] = placed
    expect(nearestGene(placed, (first?.x ?? 0) + 3, first?.y ?? 0, 12)?.place).toBe(0)
    expect(nearestGene(placed, -100, -100, 12)).toBeNull()
  })

  it('paints a square a gene where the axes put it, darker where quiet ones lie on each other', () => {
    const double = { r: [0.5, -0.2, -0.2, null], logQ: [-20, -1, -1, null], labels: ['A', 'B', 'C', 'D'] }
    const layout = layoutVolcano({ view: whole, width: 160, height: 130, style: screenStyle })
    const { left, top, right, bottom, x, y } = layout
    const canvas = { width: Math.round(right - left) * 2, height: Math.round(bottom - top) * 2 }
    const pixels = paintedGenes(pointTable(double), layout, canvas, {
      ratio: 2,
      size: 3,
      colours: { quiet: [1, 2, 3], less: [4, 5, 6], more: [7, 8, 9] },
    })
    const painted = Array.from({ length: canvas.width * canvas.height }, (_, pixel) =>
      Array.from(pixels.slice(pixel * 4, pixel * 4 + 4)),
    )
    // three CSS pixels are six of the canvas: 36 a square
    expect(painted.filter(([, , , opacity]) => opacity !== 0)).toHaveLength(72)
    const at = (r: number, logQ: number) =>
      painted[
        Math.round((y.scale(-logQ / Math.LN10) - top) * 2) * canvas.width +
          Math.round((x.scale(r) - left) * 2)
      ]
    expect(at(0.5, -20)).toEqual([7, 8, 9, 204])
    // 1 − .65² of 255
    expect(at(-0.2, -1)).toEqual([1, 2, 3, 147])
  })

  it('zooming keeps the point under the pointer; nobody leaves the whole', () => {
    const about = { x: 0.75, y: 0.25 }
    const near = zoomed(whole, whole, 0.5, about)
    const at = ([from, to]: readonly [number, number], share: number): number => from + (to - from) * share
    expect(at(near.x, about.x)).toBeCloseTo(at(whole.x, about.x), 12)
    expect(at(near.y, about.y)).toBeCloseTo(at(whole.y, about.y), 12)
    expect(zoomed(near, whole, 100, about)).toEqual(whole)
    expect(panned(near, whole, { x: 9, y: 9 }).x[1]).toBeCloseTo(whole.x[1], 12)
    expect(panned(whole, whole, { x: 0.3, y: 0 })).toEqual(whole)
  })
})

describe('from a figure to its files', () => {
  const file = (id: string) => ({
    id,
    path: `${id}.tsv`,
    role: 'immune',
    format: 'tsv',
    sha256: `hash-${id}`,
    bytes: 1,
    rows: 1,
    columns: 1,
    tool: null,
    version: null,
    licence: null,
    settings: '{}',
  })
  const release = {
    id: 'r1',
    number: 2,
    contentHash: 'c1',
    files: [file('counts'), file('other')],
    tree: [
      { ref: 'expression:tpm', label: 'TPM', sourceFiles: [{ id: 'counts' }] },
      { ref: 'immune:own', label: 'Own', sourceFiles: [] },
    ],
    derivations: [
      {
        command: 'deconvolve',
        settings: '{}',
        inputs: ['expression:tpm'],
        outputs: ['immune:own'],
        base: 'r0',
        codeVersion: 'abcdefabcdefabcdef',
        files: [file('LM22')],
      },
    ],
  }

  it('a computed layer leads to what computed it, its files, and the layers it read', () => {
    const [own] = layerNodes(release, ['immune:own'])
    const [computed] = own?.below ?? []
    expect(computed?.label).toBe('computed by deconvolve')
    expect(computed?.below.map(({ kind, key }) => [kind, key])).toEqual([
      ['file', 'LM22'],
      ['layer', 'expression:tpm'],
    ])
    expect(computed?.below[1]?.below[0]?.detail).toBe('immune; SHA-256 hash-counts')
  })

  it('files that an analysis read besides stand under its release, once; a circle ends', () => {
    const node = releaseNode(release, ['expression:tpm'], [file('counts'), file('other')])
    expect(node.below.map(({ key }) => key)).toEqual(['expression:tpm', 'other'])
    const circle = {
      ...release,
      derivations: release.derivations.map((one) => ({ ...one, inputs: ['immune:own'] })),
    }
    expect(layerNodes(circle, ['immune:own'])).toHaveLength(1)
  })
})
