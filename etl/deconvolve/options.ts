import { z } from 'zod'

/** What `etl deconvolve` takes besides the cohort; the defaults are filled in here and nowhere else. */

export const deconvolutionMethods = ['cibersort'] as const

const key = z.string().regex(/^[A-Za-z0-9._+-]{1,150}$/, 'letters, digits and . _ + -')

export const deconvolveOptions = {
  cohort: z.string().min(1),
  method: z.enum(deconvolutionMethods),
  signature: z.string().min(1).describe('absolute path of the reference'),
  expression: z
    .string()
    .regex(/^expression:[A-Za-z0-9._+-]+$/, 'expression:<layer>')
    .optional()
    .describe('left out: the one that is in TPM, then FPKM, then any'),
  genes: z.string().min(1).optional().describe('absolute path of a gene table'),
  duplicates: z.enum(['sum', 'highest-mean', 'mean']).default('sum'),
  as: key.optional().describe('key of the new layer'),
  absolute: z.boolean().default(false),
  quantileNormalise: z.boolean().default(false),
  permutations: z.int().min(0).max(10_000).default(100),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  p: z.enum(['honest', 'original']).default('honest'),
}

export type DeconvolveJob = z.output<z.ZodObject<typeof deconvolveOptions>>
