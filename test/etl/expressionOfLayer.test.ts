import { describe, expect, it } from 'vitest'
import type { LayerContent, ReleaseContent } from '../../db/release/content.ts'
import { prepareExpression } from '../../etl/deconvolve/expressionOfLayer.ts'
import { Findings } from '../../etl/findings.ts'
import { numberVariable } from '../../etl/harmonisedLayer.ts'
import { cibersort } from '../../science/immune/cibersort.ts'
import { createRandom } from '../../science/stats/random.ts'
import { geneTable } from '../../science/transcriptome/geneNames.ts'

/** What a stored layer of expression has to be before anything is computed from it: no database is needed to tell. */

const random = createRandom(12)
const genes = Array.from({ length: 300 }, (_, i) => `GENE${i + 1}`)
const samples = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']
const cells = ['Plasma cells', 'Macrophages M1', 'Macrophages M2']
const profiles = cells.map(() => Float64Array.from(genes, () => 4000 * random.uniform() ** 4))
const mixed = (gene: number, sample: number): number =>
  profiles.reduce((sum, profile, cell) => sum + (profile[gene] ?? 0) * (0.1 + ((sample * 3 + cell) % 5)), 0)

const content = { patients: samples.map((id) => ({ id })), exclusions: [] } as unknown as ReleaseContent

function layerOf(
  unit: string,
  value: (gene: number, sample: number) => number = mixed,
  names: readonly string[] = genes,
): LayerContent {
  return {
    ...{ kind: 'expression', key: 'x', label: 'Expression', entity: 'patient', unit, description: '' },
    ...{ method: '', settings: {}, sourceFiles: [], encoding: 'f8', patientRows: null, patientRule: '' },
    quality: null,
    rows: Int32Array.from(samples.keys()),
    variables: names.map((name) => numberVariable({ key: name, label: name, unit, role: 'measure' })),
    columns: names.map((_, gene) => Float64Array.from(samples, (_sample, at) => value(gene, at))),
  }
}

type Wanted = Parameters<typeof prepareExpression>[0]

function prepared(layer: LayerContent, table: Wanted['table'] = null, lengths: Wanted['lengths'] = null) {
  const findings = new Findings()
  const wanted = { content, layer, table, lengths, duplicates: 'sum' as const, reference: genes }
  const result = prepareExpression(wanted, findings)
  const errors = findings.kept
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`)
  return { result, errors }
}

function deconvolved(layer: LayerContent) {
  const { result, errors } = prepared(layer)
  if (!result) return errors
  const answer = cibersort(result.expression, { name: 'own', genes, cells, profiles }, { permutations: 0 })
  return answer.kind === 'refused'
    ? answer.reasons.map(({ rule, message }) => `${rule}: ${message}`)
    : answer.warnings.map(({ rule, message }) => `${rule}: ${message}`)
}

describe('expression that contradicts its declared unit is refused before anything is computed', () => {
  it.each([
    ['TPM', (g: number, s: number) => Math.log2(mixed(g, s) + 1), /these look like logarithms, and TPM is/],
    ['FPKM', (g: number, s: number) => Math.log2(mixed(g, s) + 1), /these look like logarithms, and FPKM is/],
    ['TPM', (g: number, s: number) => Math.log2(mixed(g, s) / 1e4 + 0.01), /Values go down to .*and TPM is/],
    ['log2(TPM + 1)', mixed, /no logarithm of an expression is so high/],
    ['TPM', (g: number, s: number) => Math.round(mixed(g, s)), /look like counts, and TPM is declared/],
    ['counts', mixed, /Counts are whole numbers; these are not/],
  ])('%s', (unit, value, words) => {
    const { result, errors } = prepared(layerOf(unit, value))
    expect(result).toBeNull()
    expect(errors).toEqual([expect.stringMatching(/^expression-unit-contradicted: /)])
    expect(errors[0]).toMatch(words)
  })

  it('declared logarithms are undone: log2(TPM + 1), log2(FPKM + 1) and FPKM give the TPM that TPM give', () => {
    const sums = samples.map((_, s) => genes.reduce((sum, _gene, g) => sum + mixed(g, s), 0))
    const tpm = (g: number, s: number) => (1e6 * mixed(g, s)) / (sums[s] ?? NaN)
    const columns = (unit: string, value: (g: number, s: number) => number) =>
      prepared(layerOf(unit, value)).result
    const plain = columns('TPM', tpm)
    for (const other of [
      columns('FPKM', mixed),
      columns('log2(TPM + 1)', (g, s) => Math.log2(tpm(g, s) + 1)),
      columns('log2(FPKM + 1)', (g, s) => Math.log2(mixed(g, s) + 1)),
    ]) {
      expect(other?.expression.unit).toBe('TPM')
      other?.expression.columns.forEach((column, s) => {
        column.forEach((value, g) => {
          expect(value).toBeCloseTo(plain?.expression.columns[s]?.[g] ?? NaN, 6)
        })
      })
    }
    expect(columns('log2(FPKM + 1)', (g, s) => Math.log2(mixed(g, s) + 1))?.settings).toMatchObject({
      conversion: 'log2(FPKM + 1) → FPKM → TPM',
    })
  })
})

describe('what cannot be deconvolved is refused in plain words, what is doubtful warned of', () => {
  it.each([
    [
      'z-scored',
      layerOf('VST', (g, s) => Math.sin(1 + g + 2 * s)),
      /^negative-values: .*z-scored or centred/,
    ],
    [
      'mouse',
      layerOf(
        'TPM',
        mixed,
        genes.map((name) => name.charAt(0) + name.slice(1).toLowerCase()),
      ),
      /^not-human: The genes are written as mouse genes are/,
    ],
    [
      'eaten by a spreadsheet',
      layerOf('TPM', mixed, ['1-Mar', '2-Sep', ...genes.slice(2)]),
      /^spreadsheet-names: 2 gene names were turned into dates by a spreadsheet \(1-Mar: MARCH1/,
    ],
    [
      '40 % missing',
      layerOf(
        'TPM',
        mixed,
        genes.map((name, i) => (i % 5 < 2 ? `X${name}` : name)),
      ),
      /^genes-missing: 120 of 300 genes of own \(40 %\) are not in the matrix: .*unsure/,
    ],
    [
      '60 % missing',
      layerOf(
        'TPM',
        mixed,
        genes.map((name, i) => (i % 5 < 3 ? `X${name}` : name)),
      ),
      /^genes-missing: 180 of 300 .*too many for an answer/,
    ],
    ['counts', layerOf('counts', (g, s) => Math.round(mixed(g, s))), /^unit-unsuited: Raw counts grow with/],
  ])('%s', (_name, layer, words) => {
    const said = deconvolved(layer)
    expect(said).toHaveLength(said[0]?.startsWith('not-human') === true ? 2 : 1)
    expect(said[0]).toMatch(words)
  })
})

describe('names', () => {
  const table = geneTable([
    { symbol: 'NEW1', ensembl: ['ENSG00000000001'], entrez: ['1'], previous: ['GENE1'], aliases: [] },
    { symbol: 'GENE2', ensembl: ['ENSG00000000002'], entrez: [], previous: [], aliases: ['BOTH'] },
    { symbol: 'GENE3', ensembl: [], entrez: ['3'], previous: [], aliases: ['BOTH'] },
  ])

  it('ids become symbols, the reference’s older name is taken over, what is ambiguous is left out', () => {
    const names = ['ENSG00000000001.4', 'ENSG00000000002.1_PAR_Y', 'X|3', 'ENSG00000000099', 'BOTH', 'NEW9']
    const { result } = prepared(layerOf('TPM', mixed, names), table)
    // BOTH leads to two genes, so it stays what it was called; NEW1 stands under GENE1, as the reference has it
    expect(result?.expression.genes).toEqual(['GENE1', 'GENE2', 'GENE3', 'BOTH', 'NEW9'])
    expect(result?.settings).toMatchObject({ genesWithoutSymbol: 1, genesRenamedToReference: 1 })
  })

  it('two rows of a gene are summed as amounts; of logarithms the higher one stands', () => {
    const names = ['GENE2', 'ENSG00000000002', 'GENE9']
    const amounts = prepared(layerOf('TPM', mixed, names), table).result
    expect(amounts?.expression.columns[1]?.[0]).toBeCloseTo(mixed(0, 1) + mixed(1, 1), 9)
    const logs = prepared(
      layerOf('VST', (g, s) => g + s / 10, names),
      table,
    ).result
    expect(logs?.expression.columns[1]?.[0]).toBeCloseTo(1.1, 9)
    expect(logs?.settings).toMatchObject({ duplicates: 'highest-mean', genesJoined: 1 })
  })

  it('a gene with a hole is left out of every sample', () => {
    const { result } = prepared(layerOf('TPM', (g, s) => (g === 4 && s === 2 ? NaN : mixed(g, s))))
    expect(result?.expression.genes).toHaveLength(299)
    expect(result?.settings).toMatchObject({ genesIncomplete: 1 })
  })
})
