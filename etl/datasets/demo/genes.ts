import { cellModels } from './immune.ts'
import { RandomStream } from './random.ts'

export interface SimulatedGene {
  /** versioned; the versions are made up, and ids that start with ENSG9 belong to no real gene */
  id: string
  symbol: string
  type: string
  /** exon length in bases */
  length: number
  /** expected TPM of cells that are no leukocytes, in tumour and in normal liver */
  tumour: number
  normal: number
  /** expected TPM in a pure population, by cell key */
  cells: ReadonlyMap<string, number>
  /** log2 fold change HIGH against LOW that was planted in the tumour part */
  planted: number
  dispersion: number
}

/**
 * Public symbols and Ensembl ids of markers, with rounded made-up levels. Columns: symbol, id, length, TPM in tumour, in
 * normal liver, then cell:TPM in the pure population. Group names stand for several cells.
 */
const markers = `
CD163 ENSG00000177575 4200 2 6 macrophage_m2:380 macrophage_m0:90 monocyte:60
MRC1 ENSG00000260314 5200 2 8 macrophage_m2:300 macrophage_m0:40 dendritic_cell_resting:60
MSR1 ENSG00000038945 3700 1 4 macrophage_m2:190 macrophage_m0:80
CXCL9 ENSG00000138755 2600 .5 .3 macrophage_m1:900
CXCL10 ENSG00000169245 1200 2 1 macrophage_m1:700
CXCL11 ENSG00000169248 1500 .5 .2 macrophage_m1:260
IDO1 ENSG00000131203 1600 1 .4 macrophage_m1:180 dendritic_cell_activated:150
SPP1 ENSG00000118785 1600 120 20 macrophage_m0:900 macrophage_m2:160
CD68 ENSG00000129226 2400 8 9 macrophages:240 monocyte:90
CSF1R ENSG00000182578 4000 3 4 macrophages:130 monocyte:110
CD14 ENSG00000170458 1400 60 90 macrophages:300 monocyte:700
FCGR3A ENSG00000203747 2400 2 2 macrophages:150 nk_cell_resting:260 nk_cell_activated:260
MZB1 ENSG00000170476 900 .3 .2 plasma_cell:2600
JCHAIN ENSG00000132465 1400 1 1 plasma_cell:9000
IGHG1 ENSG00000211896 1100 .3 .2 plasma_cell:26000
IGHM ENSG00000211899 1500 .2 .2 plasma_cell:4200 b_cells:900
IGHA1 ENSG00000211895 1200 .2 .2 plasma_cell:9000
IGKC ENSG00000211592 523 1 .8 plasma_cell:52000 b_cells:2600
IGLC2 ENSG00000211677 500 .5 .4 plasma_cell:21000 b_cells:900
CD19 ENSG00000177455 1900 .1 .1 b_cells:210 plasma_cell:40
MS4A1 ENSG00000156738 3000 .1 .1 b_cells:420
CD79A ENSG00000105369 1200 .2 .1 b_cells:600 plasma_cell:420
PAX5 ENSG00000196092 3600 .1 .05 b_cells:110
FCRL3 ENSG00000160856 3500 .1 .05 b_cells:70 t_cell_regulatory:60
CD3D ENSG00000167286 800 .3 .2 t_cells:420
CD3E ENSG00000198851 1500 .3 .2 t_cells:360
CD3G ENSG00000160654 1300 .2 .1 t_cells:210
CD4 ENSG00000010610 3000 2 2 t_cell_cd4:160 macrophages:90 monocyte:120
CD8A ENSG00000153563 2800 .3 .2 t_cell_cd8:520
CD8B ENSG00000172116 1600 .1 .1 t_cell_cd8:300
FOXP3 ENSG00000049768 2300 .1 .05 t_cell_regulatory:160
CTLA4 ENSG00000163599 2000 .1 .05 t_cell_regulatory:190 t_cell_cd8:20
ICOS ENSG00000163600 2600 .1 .05 t_cell_regulatory:120 t_cell_follicular_helper:170
PDCD1 ENSG00000188389 2100 .1 .05 t_cell_cd8:60 t_cell_follicular_helper:190
TIGIT ENSG00000181847 2900 .1 .05 t_cell_regulatory:140 t_cell_cd8:60
LAG3 ENSG00000089692 2000 .2 .1 t_cell_cd8:90 macrophage_m1:30
CD274 ENSG00000120217 3600 1 .5 macrophage_m1:90
TRDC ENSG00000211829 700 .1 .1 t_cell_gamma_delta:380
GZMB ENSG00000100453 900 .3 .2 t_cell_cd8:200 nk_cell_activated:700
PRF1 ENSG00000180644 2500 .5 .4 t_cell_cd8:210 nk_cell_activated:460
NKG7 ENSG00000105374 800 .8 .5 t_cell_cd8:520 nk_cell_resting:900 nk_cell_activated:1100
GNLY ENSG00000115523 900 .5 .5 nk_cell_resting:900 nk_cell_activated:1400
KLRC3 ENSG00000205810 1000 .1 .1 nk_cell_resting:60 nk_cell_activated:110
IFNG ENSG00000111537 1200 .05 .03 t_cell_cd8:40 nk_cell_activated:60
CCL4 ENSG00000275302 700 .6 .4 t_cell_cd8:220 macrophage_m1:420 nk_cell_activated:420
AIM2 ENSG00000163568 1600 .1 .05 macrophage_m1:80 b_cells:40
GBP5 ENSG00000154451 3200 .6 .3 macrophage_m1:340 t_cell_cd8:50
TIMD4 ENSG00000145850 1500 .4 4 macrophage_m2:22
CXCR2P1 ENSG00000229754 1300 .2 .1 macrophage_m1:42 neutrophil:30
STAT1 ENSG00000115415 4200 22 14 macrophage_m1:420
TPSAB1 ENSG00000172236 1200 .3 .3 mast_cell_resting:900 mast_cell_activated:800
CPA3 ENSG00000163751 1600 .2 .2 mast_cell_resting:500 mast_cell_activated:450
CD1C ENSG00000158481 1900 .1 .1 dendritic_cell_resting:420
PTPRC ENSG00000081237 5200 .6 .5 leukocytes:160
ALB ENSG00000163631 2100 16000 42000
APOA1 ENSG00000118137 900 9000 21000
AFP ENSG00000081051 2000 260 .4
GPC3 ENSG00000147257 2300 190 2
EPCAM ENSG00000119888 1500 12 3
CTNNB1 ENSG00000168036 3400 110 90
TP53 ENSG00000141510 2500 14 8
ACTB ENSG00000075624 1900 1300 900
GAPDH ENSG00000111640 1300 1500 700
COL1A1 ENSG00000108821 5900 110 25
ACTA2 ENSG00000107796 1700 90 60
VWF ENSG00000110799 8800 18 14
TSPAN6 ENSG00000000003 3800 34 22
CD99 ENSG00000002586 1300 70 40 t_cells:150
`

const otherTypes: Readonly<Record<string, string>> = {
  IGHG1: 'IG_C_gene',
  IGHM: 'IG_C_gene',
  IGHA1: 'IG_C_gene',
  IGKC: 'IG_C_gene',
  IGLC2: 'IG_C_gene',
  TRDC: 'TR_C_gene',
  CXCR2P1: 'unprocessed_pseudogene',
}

const groups: Readonly<Record<string, (key: string) => boolean>> = {
  macrophages: (key) => key.startsWith('macrophage_'),
  b_cells: (key) => key.startsWith('b_cell_'),
  t_cells: (key) => key.startsWith('t_cell_'),
  t_cell_cd4: (key) => key.startsWith('t_cell_cd4_') || key === 't_cell_regulatory',
  leukocytes: () => true,
}

function cellLevels(parts: readonly string[]): Map<string, number> {
  const levels = new Map<string, number>()
  for (const part of parts) {
    const [name = '', level = '0'] = part.split(':')
    const belongs = groups[name] ?? ((key: string) => key === name)
    const cells = cellModels.filter(({ key }) => belongs(key))
    if (cells.length === 0) throw new RangeError(`no cell type is called ${name}`)
    for (const { key } of cells) levels.set(key, (levels.get(key) ?? 0) + Number(level))
  }
  return levels
}

function markerGenes(seed: number): SimulatedGene[] {
  return markers
    .trim()
    .split('\n')
    .map((line) => {
      const [symbol = '', id = '', length = '', tumour = '', normal = '', ...cells] = line.split(' ')
      const random = new RandomStream(seed, `gene/${id}`)
      return {
        id: `${id}.${random.whole(3, 18)}`,
        symbol,
        type: otherTypes[symbol] ?? 'protein_coding',
        length: Number(length),
        tumour: Number(tumour),
        normal: Number(normal),
        cells: cellLevels(cells),
        planted: 0,
        dispersion: 0.06 + 0.12 * random.uniform(),
      }
    })
}

const simulatedGenes = 1130
/** every 25th simulated gene differs between the risk groups, up and down in turn */
const plantedEvery = 25
const plantedFoldChange = 1.2

function simulatedGene(seed: number, index: number): SimulatedGene {
  const id = `ENSG9${String(index + 1).padStart(10, '0')}`
  const random = new RandomStream(seed, `gene/${id}`)
  const level = Math.exp(random.normal(2.6, 1.9))
  const coding = random.chance(0.85)
  const planted = index % plantedEvery === 7 ? (index % (2 * plantedEvery) === 7 ? 1 : -1) : 0
  return {
    id: `${id}.1`,
    symbol: `SIMG${String(index + 1).padStart(4, '0')}`,
    type: coding ? 'protein_coding' : 'lncRNA',
    length: Math.round(Math.exp(random.normal(7.8, 0.6))),
    tumour: planted === 0 ? level : Math.max(level, 12),
    normal: level * Math.exp(random.normal(0, 0.5)),
    cells: new Map(),
    planted: planted * plantedFoldChange,
    dispersion: 0.04 + 1.2 / (level + 4),
  }
}

/** In the order of the ids, the twin of CD99 on the Y chromosome behind it. */
export function simulateGenes(seed: number): SimulatedGene[] {
  const genes = [
    ...markerGenes(seed),
    ...Array.from({ length: simulatedGenes }, (_, index) => simulatedGene(seed, index)),
  ]
  const twins = genes
    .filter((gene) => gene.symbol === 'CD99')
    .map((gene) => ({
      ...gene,
      id: `${gene.id}_PAR_Y`,
      tumour: 0,
      normal: 0,
      cells: new Map<string, number>(),
    }))
  return [...genes, ...twins].sort((a, b) => (a.id < b.id ? -1 : 1))
}
