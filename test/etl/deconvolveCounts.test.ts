import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../api/yoga.ts'
import { readBaseRelease } from '../../db/release/base.ts'
import { runDeconvolve } from '../../etl/deconvolve/deconvolve.ts'
import type { DeconvolveJob } from '../../etl/deconvolve/options.ts'
import { exitCode } from '../../etl/job.ts'
import type { DerivationReport } from '../../etl/job.ts'
import { runJob } from '../../etl/run.ts'
import { reportText } from '../../etl/text.ts'
import { createRandom } from '../../science/stats/random.ts'
import { postGraphql } from '../api/harness.ts'
import type { TestDatabase } from '../db/databases.ts'
import { openTestDatabase } from '../db/databases.ts'
import { aliquot, miniCohort, patients, writeMini } from './miniCohort.ts'

/**
 * Counts of twelve tumours mixed from four cells and a bulk of other genes: deconvolved by gene lengths, with a look at each sample. The sixth
 * patient's sample is mostly mitochondrial.
 */

const cells = ['Plasma cells', 'Macrophages M1', 'Macrophages M2', 'T cells CD8']
const random = createRandom(21)
const markers = Array.from({ length: 40 }, (_, i) => `GENE${i + 1}`)
const others = Array.from({ length: 200 }, (_, i) => `OTHER${i + 1}`)
const genes = [...markers, ...others, 'MT-ND1']
const profiles = cells.map(() => markers.map(() => Math.round(1000 * random.uniform() ** 3) / 10))
const shares = patients.map(() => {
  const weights = cells.map(() => 0.1 + random.uniform())
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
})
const lengths = new Map(genes.map((gene) => [gene, 300 + Math.floor(6000 * random.uniform())]))
const level = others.map(() => 20 + 60 * random.uniform())
const odd = 5

/** Reads in proportion to amount and length. */
const counts = genes.map((gene, at) =>
  patients.map((_, patient) => {
    const amount =
      at < markers.length
        ? profiles.reduce((sum, own, cell) => sum + (own[at] ?? 0) * (shares[patient]?.[cell] ?? 0), 0)
        : gene === 'MT-ND1'
          ? patient === odd
            ? 9000
            : 60 + 4 * patient
          : (level[at - markers.length] ?? 0) * (0.9 + 0.2 * random.uniform())
    return Math.round((amount * (lengths.get(gene) ?? NaN)) / 10)
  }),
)

describe('etl deconvolve on counts', () => {
  let base: TestDatabase
  let folder = ''
  let report: DerivationReport
  const lengthRows = (skip: readonly string[] = []) =>
    [['gene_name', 'length'], ...[...lengths].filter(([gene]) => !skip.includes(gene))]
      .map((row) => `${row.join('\t')}\n`)
      .join('')

  const fileOf = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  const run = async ({
    lengths: table = join(folder, 'lengths.tsv'),
    ...more
  }: Partial<Omit<DeconvolveJob, 'lengths'>> & { lengths?: string | null } = {}): Promise<DerivationReport> =>
    runDeconvolve(
      base.db,
      {
        ...{ cohort: 'mini', method: 'cibersort', companions: {}, tumour: false, duplicates: 'sum' },
        ...{ absolute: false, quantileNormalise: false, permutations: 10, seed: 3, p: 'honest' },
        solver: 'optimum',
        signature: join(folder, 'four.tsv'),
        ...(table === null ? {} : { lengths: table }),
        ...more,
      },
      () => undefined,
      new AbortController().signal,
    )
  const stored = async (key: string) => {
    const release = await readBaseRelease(base.db, 'mini')
    const layer = release?.content.layers.find((one) => one.key === key)
    if (!release || !layer) throw new Error(key)
    const column = (name: string) => layer.columns[layer.variables.findIndex((one) => one.key === name)]
    return { release, layer, column }
  }

  beforeAll(async () => {
    base = await openTestDatabase('pglite')
    folder = await mkdtemp(join(tmpdir(), 'radimmune-counts-'))
    const mini = miniCohort()
    mini.files['expression.tsv'] = [
      ['gene', ...patients.map((id) => aliquot(id))],
      ...genes.map((gene, at) => [gene, ...(counts[at] ?? []).map(String)]),
    ]
    for (const layer of mini.manifest.layers)
      if (layer.kind === 'expression') Object.assign(layer, { unit: 'counts', identifiers: 'symbol' })
    const manifestPath = await writeMini(mini, folder)
    const job = { command: 'import' as const, manifestPath, dataRoot: folder }
    await runJob(base.db, job, () => undefined, new AbortController().signal)
    await fileOf(
      'four.tsv',
      [['Gene', ...cells], ...markers.map((gene, at) => [gene, ...profiles.map((own) => String(own[at]))])]
        .map((row) => `${row.join('\t')}\n`)
        .join(''),
    )
    await fileOf('lengths.tsv', lengthRows(['OTHER7']))
    report = await run()
  })
  afterAll(async () => {
    await base.drop()
    await rm(folder, { recursive: true, force: true })
  })

  it('lengths give the shares that were mixed; without them counts of long genes mislead', async () => {
    expect(report.outcome).toBe('derived')
    const farOff = async (key: string) => {
      const { column } = await stored(key)
      const off = cells.flatMap((_, cell) => {
        const own = column(['plasma_cell', 'macrophage_m1', 'macrophage_m2', 't_cell_cd8'][cell] ?? '')
        return patients.map((_id, i) => Math.abs((own?.[i] ?? NaN) - (shares[i]?.[cell] ?? NaN)))
      })
      return Math.max(...off)
    }
    expect(await farOff('cibersort-four-computed')).toBeLessThan(0.02)
    const plain = await run({ lengths: null, as: 'plain' })
    expect(plain.findings.map(({ value }) => value)).toContain('unit-unsuited')
    expect(await farOff('plain')).toBeGreaterThan(0.1)
  })

  it('the file’s hash, the conversion and who has no length stand in the layer', async () => {
    const { release, layer } = await stored('cibersort-four-computed')
    const sha256 = createHash('sha256')
      .update(lengthRows(['OTHER7']))
      .digest('hex')
    expect(layer.settings).toMatchObject({
      conversion: 'counts → TPM by gene lengths',
      genesWithLength: 240,
      genesWithoutLength: 1,
      genesWithoutLengthNamed: ['OTHER7'],
      reference: [{ path: 'four.tsv' }, { path: 'lengths.tsv', sha256 }],
    })
    const own = release.derivations.find(({ outputs }) => outputs.includes('immune:cibersort-four-computed'))
    expect(own?.sourceFiles.find(({ role }) => role === 'lengths')).toMatchObject({
      path: 'lengths.tsv',
      sha256,
    })
    expect(report.findings.map(({ message }) => message).join()).toContain('have no length: OTHER7')
  })

  it('names the outlier and why: in the report as text and data, in the layer, in the API', async () => {
    const barcode = aliquot(patients[odd] ?? '')
    const outliers = report.findings.filter(({ rule }) => rule === 'sample-outlier')
    expect(outliers.map(({ value, severity, file }) => [value, severity, file])).toEqual([
      [barcode, 'warning', 'expression:tpm'],
    ])
    const words = `${barcode} stands out among 12 samples: `
    expect(outliers[0]?.message.startsWith(words)).toBe(true)
    expect(outliers[0]?.message).toMatch(
      /much mitochondrial expression \(mitochondrial share 0\.\d+, \d+\.\d scaled MADs above the median\)/,
    )
    expect(exitCode(report)).toBe(3)
    expect(reportText(report)).toContain(words)

    const { release, column, layer } = await stored('cibersort-four-computed')
    const sums = patients.map((_, i) => counts.reduce((sum, row) => sum + (row[i] ?? 0), 0))
    expect(Array.from(column('library_size') ?? [])).toEqual(sums)
    expect(column('genes_detected')?.[0]).toBe(counts.filter((row) => (row[0] ?? 0) > 0).length)
    const share = (counts.at(-1)?.[odd] ?? NaN) / (sums[odd] ?? NaN)
    expect(column('mitochondrial_share')?.[odd]).toBeCloseTo(share, 12)
    expect(layer.variables.find(({ key }) => key === 'library_size')?.role).toBe('quality')
    expect(layer.quality?.variable).toBe('p_value')

    const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
    const api = createApi({ db: base.db, codeVersion: 'test', log })
    const query = `query ($release: ID!, $method: ID!) { sampleQuality(release: $release, method: $method) {
      doubts columns { key label } samples { patient values } } }`
    const variables = { release: release.shortId, method: 'immune:cibersort-four-computed' }
    const answer = (await (await api.fetch(postGraphql({ query, variables }))).json()) as {
      data: {
        sampleQuality: {
          doubts: string[]
          columns: { key: string; label: string }[]
          samples: { patient: string; values: number[] }[]
        }
      }
    }
    const { doubts, columns, samples } = answer.data.sampleQuality
    expect(doubts.filter((doubt) => doubt.startsWith(words))).toHaveLength(1)
    const at = columns.findIndex(({ key }) => key === 'mitochondrial_share')
    expect(samples.find(({ patient }) => patient === patients[odd])?.values[at]).toBeCloseTo(share, 12)
  })

  it('refuses lengths that are none, that fit nothing, or that the method has no use for', async () => {
    const errors = async (more: Parameters<typeof run>[0]) =>
      (await run({ ...more, seed: 8 })).findings
        .filter(({ severity }) => severity === 'error')
        .map(({ rule, message }) => `${rule}: ${message}`)
        .join()
    const bad = await fileOf('bad.tsv', 'gene\tlength\nGENE1\t0\nGENE2\t-5\nGENE3\t12\nGENE3\t13\n')
    const said = await errors({ lengths: bad })
    expect(said.match(/gene-length-invalid/g)).toHaveLength(3)
    const few = await fileOf('few.tsv', lengthRows(others))
    expect(await errors({ lengths: few })).toMatch(
      /gene-lengths-unsuited: 200 of 241 genes \(83 % of the genes/,
    )
    expect(await errors({ lengths: join(folder, 'nowhere.tsv') })).toContain('file-unreadable')
    expect(await errors({ method: 'abrs' })).toContain('--lengths: abrs stabilises the variance')
  })

  it('a signature whose numbers are all the same is refused in plain words, before anything runs', async () => {
    const flat = await fileOf(
      'flat.tsv',
      [['Gene', ...cells], ...markers.map((gene) => [gene, '5', '5', '5', '5'])]
        .map((row) => `${row.join('\t')}\n`)
        .join(''),
    )
    const refused = await run({ signature: flat })
    expect(refused.outcome).toBe('refused')
    expect(refused.findings.find(({ severity }) => severity === 'error')).toMatchObject({
      rule: 'deconvolution-refused',
      value: 'cells-alike',
      message:
        'Every number of flat is 5 (40 genes that are in the matrix, 4 cells): it cannot tell any cell from another.',
    })
  })
})
