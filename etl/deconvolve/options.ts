import { z } from 'zod'

/** What `etl deconvolve` takes besides the cohort; the defaults are filled in here and nowhere else. */

export const deconvolutionMethods = [
  'cibersort',
  'quantiseq',
  'epic',
  'estimate',
  'mcp-counter',
  'ssgsea',
  'ips',
  'abrs',
] as const

/** Files beside the reference that an engine takes; those with `true` it cannot do without. */
export const companionRoles: Readonly<
  Record<(typeof deconvolutionMethods)[number], Readonly<Record<string, boolean>>>
> = {
  cibersort: {},
  quantiseq: { 'mrna-scaling': false, 'noisy-genes': false, 'tumour-genes': false },
  epic: { 'signature-genes': true, 'mrna-per-cell': true, variability: false },
  estimate: { 'common-genes': false },
  'mcp-counter': {},
  ssgsea: {},
  ips: {},
  abrs: {},
}

const key = z.string().regex(/^[A-Za-z0-9._+-]{1,150}$/, 'letters, digits and . _ + -')

export const deconvolveOptions = {
  cohort: z.string().min(1),
  method: z.enum(deconvolutionMethods),
  signature: z.string().min(1).optional().describe('absolute path of the reference; abrs has none'),
  companions: z
    .record(z.string(), z.string().min(1))
    .default({})
    .describe('absolute paths of what belongs to the reference, by role'),
  tumour: z.boolean().default(false).describe('quanTIseq: leave out the genes that tumour cells express'),
  expression: z
    .string()
    .regex(/^expression:[A-Za-z0-9._+-]+$/, 'expression:<layer>')
    .optional()
    .describe('left out: the one that is in TPM, then FPKM, then any'),
  genes: z.string().min(1).optional().describe('absolute path of a gene table'),
  lengths: z.string().min(1).optional().describe('absolute path of a table of gene lengths, for counts'),
  duplicates: z.enum(['sum', 'highest-mean', 'mean']).default('sum'),
  as: key.optional().describe('key of the new layer'),
  absolute: z.boolean().default(false),
  quantileNormalise: z.boolean().default(false),
  permutations: z.int().min(0).max(10_000).default(100),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  p: z.enum(['honest', 'original']).default('honest'),
  solver: z
    .enum(['optimum', 'libsvm'])
    .default('optimum')
    .describe('CIBERSORT: libsvm stops where R does by default, and takes as long'),
}

export type DeconvolveJob = z.output<z.ZodObject<typeof deconvolveOptions>>

/** What a method lacks or does not know among the files; null when all is there. */
export function missingFiles({ method, signature, companions, lengths }: DeconvolveJob): string | null {
  if (lengths !== undefined && method === 'abrs')
    return '--lengths: abrs stabilises the variance of the counts themselves and takes no lengths'
  if (signature === undefined && method !== 'abrs') return `--signature: ${method} needs a reference`
  const roles = companionRoles[method]
  const unknown = Object.keys(companions).find((role) => !(role in roles))
  const known = Object.keys(roles).join(', ')
  if (unknown !== undefined)
    return `--with ${unknown}: ${method} takes ${known === '' ? 'no other file' : known}`
  const lacking = Object.entries(roles).find(([role, isNeeded]) => isNeeded && companions[role] === undefined)
  return lacking ? `--with ${lacking[0]}=<file>: ${method} needs it` : null
}
