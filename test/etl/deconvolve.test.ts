import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBaseRelease } from '../../db/release/base.ts'
import type { LayerContent } from '../../db/release/content.ts'
import { runDeconvolve } from '../../etl/deconvolve/deconvolve.ts'
import type { DeconvolveJob } from '../../etl/deconvolve/options.ts'
import { exitCode } from '../../etl/job.ts'
import type { DerivationReport, JobEvent } from '../../etl/job.ts'
import { runJob } from '../../etl/run.ts'
import { cibersort } from '../../science/immune/cibersort.ts'
import { createRandom } from '../../science/stats/random.ts'
import type { TestDatabase } from '../db/databases.ts'
import { openTestDatabase } from '../db/databases.ts'
import type { Grid } from './miniCohort.ts'
import { aliquot, miniCohort, patients, writeMini } from './miniCohort.ts'

const cells = ['Plasma cells', 'Macrophages M1', 'Macrophages M2', 'T cells CD8']
const symbols = [
  ...['MZB1', 'JCHAIN', 'CXCL9', 'CXCL10', 'CD163', 'MRC1', 'CD8A', 'CD8B', 'STAT1', 'CD68', 'CD14', 'NKG7'],
  ...Array.from({ length: 28 }, (_, i) => `GENE${i + 1}`),
]
const random = createRandom(7)
const profiles = cells.map(() => symbols.map(() => Math.round(1000 * random.uniform() ** 3) / 10))
/** true shares, a patient a row */
const shares = patients.map(() => {
  const weights = cells.map(() => random.uniform())
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
})
const mixed = (gene: number, patient: number) =>
  profiles.reduce((sum, profile, cell) => sum + (profile[gene] ?? 0) * (shares[patient]?.[cell] ?? 0), 0)

const signature: Grid = [
  ['Gene symbol', ...cells],
  ...symbols.map((symbol, gene) => [symbol, ...profiles.map((profile) => String(profile[gene]))]),
]

/** Numbers that a file can hold and a float32 column keeps; genes that are no markers make the sample a million. */
const expressionRows = (
  names: readonly string[],
  change: (value: number) => number = (value) => value,
): Grid => [
  ['gene', ...patients.map((id) => aliquot(id))],
  ...names.map((name, gene) => [
    name,
    ...patients.map((_, patient) => String(Math.fround(change(Number(mixed(gene, patient).toFixed(3)))))),
  ]),
]

/** Each gene minus its mean. */
const centred = ([header = [], ...rows]: Grid): Grid => [
  header,
  ...rows.map(([name = '', ...values]) => {
    const mean = values.reduce((sum, value) => sum + Number(value), 0) / values.length
    return [name, ...values.map((value) => String(Math.fround((Number(value) - mean) / 10)))]
  }),
]

describe('etl deconvolve', () => {
  let base: TestDatabase
  let folder = ''
  let files = 0
  const never = new AbortController().signal

  beforeAll(async () => {
    base = await openTestDatabase('pglite')
    folder = await mkdtemp(join(tmpdir(), 'radimmune-deconvolve-'))
  })
  afterAll(async () => {
    await base.drop()
    await rm(folder, { recursive: true, force: true })
  })

  async function fileOf(grid: Grid, name: string): Promise<string> {
    const path = join(folder, name)
    await writeFile(path, grid.map((row) => `${row.join('\t')}\n`).join(''))
    return path
  }

  async function importing(
    expression: Grid,
    unit = 'TPM',
    identifiers: 'symbol' | 'ensembl' = 'symbol',
    slug = 'mini',
  ): Promise<void> {
    files += 1
    const mini = miniCohort()
    mini.files['expression.tsv'] = expression
    mini.manifest.cohort.slug = slug
    for (const layer of mini.manifest.layers)
      if (layer.kind === 'expression') Object.assign(layer, { unit, identifiers })
    const dataRoot = join(folder, `import${files}`)
    const job = { command: 'import' as const, manifestPath: await writeMini(mini, dataRoot), dataRoot }
    const done = await runJob(base.db, job, () => undefined, never)
    if (done.command !== 'import' || done.outcome !== 'imported') throw new Error(JSON.stringify(done))
  }

  async function jobOf(more: Partial<DeconvolveJob> = {}): Promise<DeconvolveJob> {
    return {
      cohort: 'mini',
      method: 'cibersort',
      signature: await fileOf(signature, 'four.txt'),
      companions: {},
      tumour: false,
      duplicates: 'sum',
      absolute: false,
      quantileNormalise: false,
      permutations: 20,
      seed: 3,
      p: 'honest',
      solver: 'optimum',
      ...more,
    }
  }
  const run = async (
    more: Partial<DeconvolveJob> = {},
    onEvent: (event: JobEvent) => void = () => undefined,
    signal = never,
  ): Promise<DerivationReport> => runDeconvolve(base.db, await jobOf(more), onEvent, signal)
  const layer = async (key: string, slug = 'mini'): Promise<LayerContent> => {
    const found = (await readBaseRelease(base.db, slug))?.content.layers.find((one) => one.key === key)
    if (!found) throw new Error(key)
    return found
  }
  const column = ({ variables, columns }: LayerContent, key: string) =>
    columns[variables.findIndex((variable) => variable.key === key)]
  const refusals = ({ findings }: DerivationReport) =>
    findings.filter(({ severity }) => severity === 'error').map(({ rule, value }) => `${rule} ${value ?? ''}`)

  it('gives what the pure function gives, over threads, with quality, settings, hashes and ledger', async () => {
    const grid = expressionRows(symbols)
    await importing(grid)
    const seen: string[] = []
    const report = await run({ absolute: true }, (event) => {
      if (event.kind === 'progress') seen.push(`${event.stage} ${event.done}/${event.total}`)
    })
    expect(report.outcome).toBe('derived')
    expect(report.outputs).toEqual([
      'immune:cibersort-four-computed',
      'immune:cibersort-four-computed-absolute',
    ])
    expect(seen).toContain('compute 32/32')

    const matrix = {
      genes: symbols,
      samples: patients.map((id) => aliquot(id)),
      unit: 'TPM' as const,
      columns: patients.map((_, i) => Float64Array.from(grid.slice(1), (row) => Number(row[i + 1]))),
    }
    const reference = {
      name: 'four',
      genes: symbols,
      cells,
      profiles: profiles.map((profile) => Float64Array.from(profile)),
    }
    const pure = cibersort(matrix, reference, { permutations: 20, seed: 3 })
    if (pure.kind === 'refused') throw new Error('refused')
    const stored = await layer('cibersort-four-computed')
    expect(column(stored, 'plasma_cell')).toEqual(pure.values[0])
    expect(column(stored, 'macrophage_m2')).toEqual(pure.values[2])
    expect(column(stored, 'p_value')).toEqual(pure.quality.find(({ key }) => key === 'p_value')?.values)
    // noise-free mixtures are taken apart almost exactly
    patients.forEach((_, i) => {
      expect(column(stored, 'macrophage_m1')?.[i]).toBeCloseTo(shares[i]?.[1] ?? NaN, 1)
    })
    expect(stored).toMatchObject({
      entity: 'specimen',
      unit: 'share of leukocytes',
      quality: { variable: 'p_value', threshold: 0.05 },
      settings: {
        expression: 'expression:tpm',
        conversion: 'none',
        permutations: 20,
        seed: 3,
        coverage: [{ of: 'four', wanted: 40, found: 40, missing: [] }],
        reference: [{ path: 'four.txt' }],
      },
    })
    expect(stored.sourceFiles.some((id) => id.startsWith('four-txt-'))).toBe(true)
    const absolute = await layer('cibersort-four-computed-absolute')
    const score = column(absolute, 'absolute_score')
    expect(column(absolute, 'plasma_cell')?.[4]).toBeCloseTo(
      (column(stored, 'plasma_cell')?.[4] ?? NaN) * (score?.[4] ?? NaN),
      12,
    )
    expect(exitCode(report)).toBe(0)
    expect(await run({ absolute: true })).toMatchObject({ outcome: 'already-derived' })
    expect(await run({ absolute: true, seed: 4 })).toMatchObject({ outcome: 'derived' })
  })

  it('FPKM become TPM; Ensembl ids need a gene table, which also finds older names in the reference', async () => {
    const ids = symbols.map((_, i) => `ENSG0000001${String(1000 + i)}.3`)
    await importing(
      expressionRows(ids, (value) => 8 * value),
      'FPKM',
      'ensembl',
      'fpkm',
    )
    expect(refusals(await run({ cohort: 'fpkm' }))).toEqual(['genes-unnamed ENSG00000011000'])
    const official = symbols.map((symbol) => (symbol === 'CD68' ? 'NEWNAME' : symbol))
    const genes = await fileOf(
      [
        ['Approved symbol', 'Ensembl gene ID', 'Previous symbols'],
        ...official.map((symbol, i) => [
          symbol,
          ids[i]?.slice(0, 15) ?? '',
          symbol === 'NEWNAME' ? 'CD68, OTHER' : '',
        ]),
      ],
      'genes.tsv',
    )
    expect((await run({ cohort: 'fpkm', genes })).outcome).toBe('derived')
    const stored = await layer('cibersort-four-computed', 'fpkm')
    expect(stored.settings).toMatchObject({
      conversion: 'FPKM → TPM',
      genesRenamedToReference: 1,
      coverage: [{ found: 40 }],
    })
    // relative shares do not change with a factor per sample
    const tpm = await layer('cibersort-four-computed')
    column(stored, 'plasma_cell')?.forEach((value, i) => {
      expect(value).toBeCloseTo(column(tpm, 'plasma_cell')?.[i] ?? NaN, 4)
    })
  })

  it('takes every other engine with its files, and says which file it lacks', async () => {
    const sets = await fileOf(
      [
        ['T cells', 'na', 'CD8A', 'CD8B'],
        ['B lineage', 'na', 'MZB1', 'JCHAIN', 'GENE1'],
      ],
      'sets.gmt',
    )
    const twoSets = await fileOf(
      [
        ['rowname', 'V2', 'V3', 'V4'],
        ['StromalSignature', 'estimate', 'GENE1', 'GENE2'],
        ['ImmuneSignature', 'estimate', 'CD8A', 'CXCL9'],
      ],
      'estimate.tsv',
    )
    const list = await fileOf(
      [['name', 'value'], ...symbols.map((gene, i) => [String(i + 1), gene])],
      'genes-of-signature.tsv',
    )
    const mrna = await fileOf(
      [
        ['name', 'value'],
        ['default', '0.4'],
        ['Plasma cells', '0.8'],
      ],
      'mrna.tsv',
    )
    const ips = await fileOf(
      [
        ['GENE', 'NAME', 'CLASS', 'WEIGHT'],
        ...['MHC', 'CP', 'EC', 'SC'].map((kind, i) => [symbols[i] ?? '', kind, kind, '1']),
      ],
      'ips.txt',
    )
    const key = async (more: Partial<DeconvolveJob>) => {
      const { outputs, findings } = await run(more)
      return outputs[0] ?? findings.map(({ message }) => message).join(' ')
    }
    expect(await key({ method: 'quantiseq', companions: { 'noisy-genes': list } })).toContain(
      'None of the 0 genes',
    )
    expect(await key({ method: 'quantiseq', tumour: true })).toBe('immune:quantiseq-four-computed')
    expect(await key({ method: 'epic' })).toContain('--with signature-genes=<file>: epic needs it')
    expect(
      await key({ method: 'epic', companions: { 'signature-genes': list, 'mrna-per-cell': mrna } }),
    ).toBe('immune:epic-four-computed')
    expect(await key({ method: 'mcp-counter', signature: sets })).toBe('immune:mcp-counter-computed')
    expect(await key({ method: 'ssgsea', signature: sets })).toBe('immune:ssgsea-ssgsea-computed')
    expect(await key({ method: 'estimate', signature: twoSets })).toBe('immune:estimate-computed')
    expect(await key({ method: 'ips', signature: ips })).toBe('immune:ips-computed')
    expect(await key({ method: 'abrs' })).toContain('No gene of any of the 1 sets')
    expect(await key({ method: 'mcp-counter', companions: { mrna } })).toContain(
      'mcp-counter takes no other file',
    )
    const quantiseq = await layer('quantiseq-four-computed')
    patients.forEach((_, i) => {
      const cellsOnly = quantiseq.columns.filter((_column, at) => quantiseq.variables[at]?.role === 'measure')
      expect(cellsOnly.reduce((sum, values) => sum + (values[i] ?? NaN), 0)).toBeCloseTo(1, 9)
    })
    const scores = await layer('mcp-counter-computed')
    const grid = expressionRows(symbols)
    const value = (gene: string) => Math.log2(1 + Number(grid.find(([name]) => name === gene)?.[1]))
    expect(column(scores, 't_cell')?.[0]).toBeCloseTo((value('CD8A') + value('CD8B')) / 2, 9)
    expect(scores.label).toBe('MCP-counter, computed here')
  })

  it('refuses what cannot be deconvolved, in plain words, and warns of what is doubtful', async () => {
    // a centred matrix through the whole command; what else is refused, and in which words, is expressionOfLayer.test.ts
    await importing(centred(expressionRows(symbols)), 'VST', 'symbol', 'centred')
    const refused = await run({ cohort: 'centred' })
    expect(refused.outcome).toBe('refused')
    expect(refusals(refused).join()).toContain('deconvolution-refused negative-values')
    expect(exitCode(refused)).toBe(1)
    const forty = symbols.map((s, i) => (i % 5 < 2 ? `X${s}` : s))
    await importing(expressionRows(forty), 'TPM', 'symbol', 'forty')
    const report = await run({ cohort: 'forty' })
    expect(report.findings.filter(({ severity }) => severity === 'warning')).toMatchObject([
      {
        value: 'genes-missing',
        message: expect.stringMatching(/^16 of 40 genes of four \(40 %\)/) as unknown,
      },
    ])
    // an expression file with such names is refused by the import already
    const eaten = await fileOf(
      signature.map(([gene = '', ...row]) => [gene === 'GENE2' ? '1-Mar' : gene, ...row]),
      'eaten.txt',
    )
    expect(refusals(await run({ signature: eaten }))).toEqual(['spreadsheet-date 1-Mar'])
  })

  it('a reference that is none, an expression layer that is not there, a cohort that is not there', async () => {
    expect(refusals(await run({ signature: join(folder, 'nowhere.txt') }))).toEqual([
      `file-unreadable ${join(folder, 'nowhere.txt')}`.slice(0, 96),
    ])
    const words = await fileOf(
      [
        ['Gene', 'A', 'B'],
        ['CD8A', 'high', 'low'],
      ],
      'words.txt',
    )
    expect(refusals(await run({ signature: words })).join()).toContain('not-a-number')
    expect(refusals(await run({ expression: 'expression:none', seed: 99 }))).toEqual([
      'expression-missing expression:none',
    ])
    expect(refusals(await run({ cohort: 'nobody' }))).toEqual(['cohort-unknown nobody'])
  })

  it('stopped while it computes, it leaves nothing', async () => {
    const stop = new AbortController()
    const before = (await readBaseRelease(base.db, 'mini'))?.shortId
    const stopped = run(
      { seed: 77, permutations: 200 },
      (event) => {
        if (event.kind === 'progress' && event.message.startsWith('cibersort'))
          stop.abort(new Error('stopped'))
      },
      stop.signal,
    )
    await expect(stopped).rejects.toThrow('stopped')
    expect((await readBaseRelease(base.db, 'mini'))?.shortId).toBe(before)
  })
})
