import { describe, expect, it } from 'vitest'
import { cellType, cellTypes, claimCells, displayOrder } from '../../../science/immune/cellTypes.ts'
import { crosswalk } from '../../../science/immune/crosswalk.ts'
import { immuneMethod, immuneMethods, whyUnseen } from '../../../science/immune/methods.ts'

const cell = (key: string) => ({ kind: 'cell', key })

const lm22 =
  'B cells naive,B cells memory,Plasma cells,T cells CD8,T cells CD4 naive,T cells CD4 memory resting,T cells CD4 memory activated,T cells follicular helper,T cells regulatory (Tregs),T cells gamma delta,NK cells resting,NK cells activated,Monocytes,Macrophages M0,Macrophages M1,Macrophages M2,Dendritic cells resting,Dendritic cells activated,Mast cells resting,Mast cells activated,Eosinophils,Neutrophils'.split(
    ',',
  )

const xcellRows =
  'aDC|Adipocytes|Astrocytes|B-cells|Basophils|CD4+ memory T-cells|CD4+ naive T-cells|CD4+ T-cells|CD4+ Tcm|CD4+ Tem|CD8+ naive T-cells|CD8+ T-cells|CD8+ Tcm|CD8+ Tem|cDC|Chondrocytes|Class-switched memory B-cells|CLP|CMP|DC|Endothelial cells|Eosinophils|Epithelial cells|Erythrocytes|Fibroblasts|GMP|Hepatocytes|HSC|iDC|Keratinocytes|ly Endothelial cells|Macrophages|Macrophages M1|Macrophages M2|Mast cells|Megakaryocytes|Melanocytes|Memory B-cells|MEP|Mesangial cells|Monocytes|MPP|MSC|mv Endothelial cells|Myocytes|naive B-cells|Neurons|Neutrophils|NK cells|NKT|Osteoblast|pDC|Pericytes|Plasma cells|Platelets|Preadipocytes|pro B-cells|Sebocytes|Skeletal muscle|Smooth muscle|Tgd cells|Th1 cells|Th2 cells|Tregs'.split(
    '|',
  )

/** How tools and R change names; each is a real habit. */
const manglings: readonly (readonly [string, (name: string) => string])[] = [
  ['as written', (name) => name],
  ['R make.names', (name) => name.replaceAll(/[^A-Za-z0-9]/g, '.')],
  ['iAtlas', (name) => name.replaceAll(/[^A-Za-z0-9]+/g, '_').replace(/_$/, '')],
  ['IOBR', (name) => `${name.replaceAll(' ', '_')}_CIBERSORT`],
  ['upper case', (name) => name.toUpperCase()],
]

describe('crosswalk', () => {
  it.each(manglings)('finds all 22 cells of LM22, each once, %s', (_, mangle) => {
    for (const method of ['cibersort-lm22', 'cibersort-lm22-absolute']) {
      const found = lm22.map((name) => crosswalk(method, mangle(name)))
      const keys = found.map((result) => (result.kind === 'cell' ? result.key : result.kind))
      expect(new Set(keys)).toEqual(new Set(immuneMethod(method)?.cells))
      expect(new Set(keys).size).toBe(22)
    }
  })

  it.each([
    ['Macrophages.M1', 'macrophage_m1'],
    ['Macrophages M1', 'macrophage_m1'],
    ['Macrophages_M1', 'macrophage_m1'],
    ['Macrophages_M1_CIBERSORT', 'macrophage_m1'],
    ['Macrophage M1', 'macrophage_m1'],
    ['Macrophage M1_CIBERSORT', 'macrophage_m1'],
    ['T.cells.regulatory..Tregs.', 't_cell_regulatory'],
    ['T_cells_regulatory_Tregs', 't_cell_regulatory'],
    ['B cell plasma_CIBERSORT', 'plasma_cell'],
    ['Plasma_cells', 'plasma_cell'],
    ['Myeloid dendritic cell resting_CIBERSORT', 'dendritic_cell_resting'],
    ['T cell CD4+ memory activated_CIBERSORT', 't_cell_cd4_memory_activated'],
  ])('CIBERSORT: %s', (name, key) => {
    expect(crosswalk('cibersort-lm22', name)).toEqual(cell(key))
  })

  it('quality columns, in every mangling', () => {
    for (const name of ['P-value', 'P.value', 'P-value_CIBERSORT', 'p_value'])
      expect(crosswalk('cibersort-lm22', name)).toEqual({ kind: 'quality', key: 'p_value' })
    expect(crosswalk('cibersort-lm22', 'Correlation')).toEqual({ kind: 'quality', key: 'correlation' })
    expect(crosswalk('cibersort-lm22-absolute', 'RMSE_CIBERSORT')).toEqual({ kind: 'quality', key: 'rmse' })
    expect(crosswalk('xcell', 'P-value')).toEqual({ kind: 'unknown' })
  })

  it('an absolute score betrays an absolute table that is declared relative', () => {
    for (const name of ['Absolute score (sig.score)', 'Absolute.score..sig.score.']) {
      expect(crosswalk('cibersort-lm22-absolute', name)).toEqual({ kind: 'total', key: 'absolute_score' })
      expect(crosswalk('cibersort-lm22', name)).toEqual({ kind: 'unknown' })
    }
    expect(crosswalk('cibersort-lm22', 'Macrophage M1_CIBERSORT-ABS')).toEqual({ kind: 'unknown' })
    expect(crosswalk('cibersort-lm22-absolute', 'Macrophage M1_CIBERSORT-ABS')).toEqual(cell('macrophage_m1'))
  })

  it('xCell: 64 cells, each once, and three totals', () => {
    const keys = xcellRows.map((name) => crosswalk('xcell', name))
    expect(keys.every((result) => result.kind === 'cell')).toBe(true)
    expect(new Set(keys.map((result) => 'key' in result && result.key)).size).toBe(64)
    expect(immuneMethod('xcell')?.cells).toHaveLength(64)
    expect(crosswalk('xcell', 'ImmuneScore')).toEqual({ kind: 'total', key: 'immune_score' })
    expect(crosswalk('xcell', 'stroma score_XCELL')).toEqual({ kind: 'total', key: 'stroma_score' })
    expect(crosswalk('xcell', 'MicroenvironmentScore')).toEqual({
      kind: 'total',
      key: 'microenvironment_score',
    })
  })

  it.each([
    [
      'quantiseq',
      [
        'B.cells',
        'Macrophages.M1',
        'Macrophages.M2',
        'Monocytes',
        'Neutrophils',
        'NK.cells',
        'T.cells.CD4',
        'T.cells.CD8',
        'Tregs',
        'Dendritic.cells',
        'Other',
      ],
    ],
    [
      'quantiseq',
      [
        'B cell',
        'Macrophage M1',
        'Macrophage M2',
        'Monocyte',
        'Neutrophil',
        'NK cell',
        'T cell CD4+ (non-regulatory)',
        'T cell CD8+',
        'T cell regulatory (Tregs)',
        'Myeloid dendritic cell',
        'uncharacterized cell',
      ],
    ],
    [
      'epic',
      ['Bcells', 'CAFs', 'CD4_Tcells', 'CD8_Tcells', 'Endothelial', 'Macrophages', 'NKcells', 'otherCells'],
    ],
    [
      'epic',
      [
        'B cell_EPIC',
        'Cancer associated fibroblast_EPIC',
        'T cell CD4+_EPIC',
        'T cell CD8+_EPIC',
        'Endothelial cell_EPIC',
        'Macrophage_EPIC',
        'NK cell_EPIC',
        'uncharacterized cell_EPIC',
      ],
    ],
    [
      'mcp-counter',
      [
        'T cells',
        'CD8 T cells',
        'Cytotoxic lymphocytes',
        'B lineage',
        'NK cells',
        'Monocytic lineage',
        'Myeloid dendritic cells',
        'Neutrophils',
        'Endothelial cells',
        'Fibroblasts',
      ],
    ],
    [
      'mcp-counter',
      [
        'T cell_MCPCOUNTER',
        'T cell CD8+_MCPCOUNTER',
        'cytotoxicity score_MCPCOUNTER',
        'B cell_MCPCOUNTER',
        'NK cell_MCPCOUNTER',
        'Macrophage/Monocyte_MCPCOUNTER',
        'Myeloid dendritic cell_MCPCOUNTER',
        'Neutrophil_MCPCOUNTER',
        'Endothelial cell_MCPCOUNTER',
        'Cancer associated fibroblast_MCPCOUNTER',
      ],
    ],
    [
      'timer',
      [
        'B cell_TIMER',
        'T cell CD4+_TIMER',
        'T cell CD8+_TIMER',
        'Neutrophil_TIMER',
        'Macrophage_TIMER',
        'Myeloid dendritic cell_TIMER',
      ],
    ],
    ['estimate', ['StromalScore', 'ImmuneScore']],
    ['leukocyte-fraction', ['leukocyte_fraction']],
  ])('%s: all cells of %j', (method, names) => {
    const keys = names.map((name) => crosswalk(method, name))
    expect(keys.map(({ kind }) => kind)).toEqual(names.map(() => 'cell'))
    expect(new Set(keys.map((result) => 'key' in result && result.key))).toEqual(
      new Set(immuneMethod(method)?.cells),
    )
  })

  it('totals of ESTIMATE', () => {
    expect(crosswalk('estimate', 'ESTIMATEScore')).toEqual({ kind: 'total', key: 'estimate_score' })
    expect(crosswalk('estimate', 'TumorPurity')).toEqual({ kind: 'total', key: 'tumor_purity' })
  })

  it.each([
    ['cibersort-lm22', 'CAFs'],
    ['cibersort-lm22', 'Macrophages'],
    ['cibersort-lm22', 'Macrophages_M1_EPIC'],
    ['quantiseq', 'Plasma cells'],
    ['epic', 'Macrophages M1'],
    ['mcp-counter', 'Macrophages M1'],
    ['cibersort-lm22', 'CancerType'],
    ['cibersort-lm22', ''],
    ['no-such-method', 'Plasma cells'],
  ])('%s has no %s', (method, name) => {
    expect(crosswalk(method, name)).toEqual({ kind: 'unknown' })
  })
})

describe('vocabulary', () => {
  it('keys are once, parents exist, no cell is its own ancestor', () => {
    const keys = cellTypes.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    for (const type of cellTypes) {
      expect(type.key).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/)
      const seen = new Set([type.key])
      for (let at = type.parent; at !== null; at = cellType(at)?.parent ?? null) {
        expect(cellType(at)).toBeDefined()
        expect(seen.has(at)).toBe(false)
        seen.add(at)
      }
    }
    expect(new Set(cellTypes.map(({ label }) => label)).size).toBe(keys.length)
  })

  it('the three cells of the claim come first and have colours of their own', () => {
    expect(cellTypes.slice(0, 3).map(({ key }) => key)).toEqual([...claimCells])
    for (const key of claimCells) {
      const colour = cellType(key)?.colour
      expect(cellTypes.filter((type) => type.colour === colour)).toHaveLength(1)
    }
    expect(displayOrder(['neutrophil', 'zzz', 'macrophage_m2', 'aaa', 'plasma_cell'])).toEqual([
      'plasma_cell',
      'macrophage_m2',
      'neutrophil',
      'aaa',
      'zzz',
    ])
  })

  it('every method measures known cells and says why it lacks each cell of the claim', () => {
    for (const method of immuneMethods) {
      for (const key of [...method.cells, ...Object.keys(method.blind)]) expect(cellType(key)).toBeDefined()
      expect(new Set(method.cells).size).toBe(method.cells.length)
      for (const key of claimCells) expect(method.cells.includes(key)).toBe(method.blind[key] === undefined)
    }
    const quantiseq = immuneMethod('quantiseq')
    expect(quantiseq && whyUnseen(quantiseq, 'plasma_cell')).toContain('inside B cells')
    expect(quantiseq && whyUnseen(quantiseq, 'macrophage_m1')).toBeNull()
    expect(quantiseq && whyUnseen(quantiseq, 'eosinophil')).toBe('quanTIseq does not measure this cell type')
  })

  it('only CIBERSORT has a quality rule: P ≤ .05', () => {
    const ruled = immuneMethods.filter(({ quality }) => quality !== null).map(({ key }) => key)
    expect(ruled).toEqual(['cibersort-lm22', 'cibersort-lm22-absolute'])
    expect(immuneMethod('cibersort-lm22')?.quality).toMatchObject({
      variable: 'p_value',
      op: '<=',
      threshold: 0.05,
    })
  })
})
