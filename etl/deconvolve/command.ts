import { resolve } from 'node:path'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { z } from 'zod'
import type { DeconvolveJob } from './options.ts'
import { companionRoles, deconvolutionMethods, deconvolveOptions, missingFiles } from './options.ts'

const schema = z.strictObject(deconvolveOptions)

interface Given {
  method: string
  signature?: string
  with?: readonly string[]
  genes?: string
  lengths?: string
  [option: string]: unknown
}

const rolesInWords = Object.entries(companionRoles)
  .filter(([, roles]) => Object.keys(roles).length > 0)
  .map(([method, roles]) => `${method} ${Object.keys(roles).join(', ')}`)
  .join('; ')

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number')
  return Number.parseInt(text, 10)
}

/** The job, or every option that is wrong in one line. */
function parseDeconvolve(cohort: string, given: Given): DeconvolveJob | string {
  const { signature, genes, lengths, with: companions = [], ...rest } = given
  const pairs = companions.map((text) => /^([a-z-]+)=(.+)$/.exec(text))
  if (pairs.includes(null)) return '--with: <role>=<file> is wanted'
  const parsed = schema.safeParse({
    ...rest,
    cohort,
    ...(signature === undefined ? {} : { signature: resolve(signature) }),
    companions: Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', resolve(pair?.[2] ?? '')])),
    ...(genes === undefined ? {} : { genes: resolve(genes) }),
    ...(lengths === undefined ? {} : { lengths: resolve(lengths) }),
  })
  if (parsed.success) return missingFiles(parsed.data) ?? parsed.data
  return parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('; ')
}

export function addDeconvolve(
  cli: Command,
  run: (job: { command: 'deconvolve' } & DeconvolveJob) => Promise<void>,
): void {
  cli
    .command('deconvolve <cohort>')
    .description('computes immune cells from the expression of a cohort, as new layers of a new release')
    .requiredOption('--method <name>', deconvolutionMethods.join(', '))
    .option('--signature <file>', 'reference: genes × cells (LM22.txt), or gene sets; not kept')
    .option('--with <role=file...>', `what belongs to the reference: ${rolesInWords}`)
    .option('--tumour', 'quanTIseq: leave out the genes that tumour cells express')
    .option('--expression <layer>', 'expression:<layer>; default: TPM before FPKM before others')
    .option('--genes <file>', 'gene table: symbol, ensembl or entrez, previous and alias symbols')
    .option('--lengths <file>', 'lengths of genes in bases (gene, length), to make TPM of a layer of counts')
    .option('--duplicates <rule>', 'several rows of one symbol: sum, highest-mean or mean (default: sum)')
    .option('--as <key>', 'key of the new layer (default: <method>-computed)')
    .option('--absolute', 'CIBERSORT: absolute scores in a second layer')
    .option('--quantile-normalise', 'CIBERSORT: on for microarrays; off by default')
    .option('--permutations <n>', 'CIBERSORT: for the P-value, 0 = none (default: 100)', whole)
    .option('--seed <n>', 'of the permutations (default: 1)', whole)
    .option('--p <kind>', 'honest: (1 + b)/(n + 1); original: as CIBERSORT.R (default: honest)')
    .option(
      '--solver <name>',
      'CIBERSORT: optimum; or libsvm, which repeats R’s answer and is slow (default: optimum)',
    )
    .action(async (cohort: string, given: Given, own: Command) => {
      const job = parseDeconvolve(cohort, given)
      if (typeof job === 'string') own.error(`error: ${job}`, { exitCode: 2 })
      await run({ command: 'deconvolve', ...job })
    })
}
