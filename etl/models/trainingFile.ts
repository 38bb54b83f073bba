/** A training file: what is to be trained on which cohort, declared before anybody sees a result. */
import { z } from 'zod'
import type { PipelinePlan } from '../../science/prediction/pipelineTypes.ts'
import { heterogeneityMeasures } from '../../science/radiogenomics/heterogeneityTypes.ts'
import { publishedRules } from '../../science/radiogenomics/robustnessFilter.ts'
import { modestNested, modestPlan, publishedPlan } from '../../science/radiogenomics/trainingSpec.ts'
import type { TrainingSpec } from '../../science/radiogenomics/trainingSpec.ts'
import { parseVariableRef } from '../../science/variableRef.ts'
import { planSchema, tuningSchema } from './planSchema.ts'

const text = z.string().min(1).max(2000)
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
  .max(60)

function isVariable(ref: string): boolean {
  try {
    parseVariableRef(ref)
    return true
  } catch {
    return false
  }
}

const variable = z.string().refine(isVariable, 'a variable, <kind>:<layer>/<key>')
const layer = z.string().regex(/^imaging:[A-Za-z0-9._+-]+$/, 'an imaging layer, imaging:<key>')

const part = {
  layer,
  exclude: z
    .array(z.string().min(1))
    .default([])
    .describe('features left out; a trailing * stands for any ending'),
  plan: planSchema.default('modest'),
}

export const trainingFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    trainingVersion: z.literal(1),
    key: slug.describe('names the model, and the score layers that it gives'),
    label: text,
    cohort: slug,
    description: text.describe('who the training patients are, in words'),
    intendedUse: text.optional(),
    outcome: z.strictObject({
      variable: variable.describe('a category of the cohort'),
      event: z.array(z.string()).min(1).describe('levels that count as the outcome; all others do not'),
      rule: text.describe('what the outcome means: reader, criteria'),
    }),
    seed: z
      .int()
      .min(0)
      .max(2 ** 32 - 1),
    gtr: z.strictObject(part).nullable().default(null).describe('features of the whole tumour'),
    ith: z
      .strictObject({
        ...part,
        measures: z.array(z.enum(heterogeneityMeasures)).min(1).default(['componentCount']),
        mostComponents: z.int().min(1).max(10).default(5),
        leastRegions: z.int().min(2).default(5).describe('patients with fewer regions have no value'),
      })
      .nullable()
      .default(null)
      .describe('features of the regions of a tumour'),
    robustness: z
      .array(
        z.strictObject({
          cohort: slug.describe('may be another cohort in the same database'),
          tables: z.array(layer).min(2).describe('the same lesions or patients measured again'),
          form: z.enum(['ICC(3,1)', 'ICC(3,k)', 'ICC(2,1)']).default(publishedRules.interReader.form),
          cutoff: z
            .number()
            .max(1)
            .default(publishedRules.interReader.cutoff)
            .describe('features at or below it are left out'),
          of: z.enum(['gtr', 'ith', 'both']).default('gtr'),
        }),
      )
      .default([]),
    volume: variable.describe('the rival that always stands beside: tumour volume alone'),
    clinical: z.array(variable).default([]).describe('variables of the clinical rival'),
    scoreFrom: z.enum(['inSample', 'outOfFold']).default('outOfFold'),
    nested: z
      .strictObject({
        folds: z.int().min(2).max(20),
        repeats: z.int().min(1).max(20).default(1),
        tuning: tuningSchema,
      })
      .optional(),
  })
  .refine(({ gtr, ith }) => gtr !== null || ith !== null, { message: 'name gtr, ith or both', path: ['gtr'] })

export type TrainingFile = z.output<typeof trainingFileSchema>
export type TrainingFileInput = z.input<typeof trainingFileSchema>

export type TrainingFileResult =
  { ok: true; file: TrainingFile } | { ok: false; problems: readonly { path: string; message: string }[] }

/** Reads the text of a training file; all that is wrong comes back at once. */
export function parseTrainingFile(source: string): TrainingFileResult {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch (error) {
    return { ok: false, problems: [{ path: '', message: `not JSON: ${String(error)}` }] }
  }
  const result = trainingFileSchema.safeParse(value)
  if (result.success) return { ok: true, file: result.data }
  return {
    ok: false,
    problems: result.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
  }
}

/**
 * The specification that science trains by.
 * @param unstable features that the robustness tables leave out, by part   @param clinical columns of the clinical rival
 */
export function trainingSpecOf(
  file: TrainingFile,
  unstable: Record<'gtr' | 'ith', PipelinePlan['selection']>,
  clinical: readonly string[],
): TrainingSpec {
  const planned = (given: 'gtr' | 'ith'): PipelinePlan | null => {
    const own = file[given]
    if (!own) return null
    const plan = own.plan === 'published' ? publishedPlan() : own.plan === 'modest' ? modestPlan() : own.plan
    return { ...plan, selection: [...unstable[given], ...plan.selection] }
  }
  return {
    version: 1,
    name: file.label,
    outcome: file.outcome.rule,
    seed: file.seed,
    gtr: planned('gtr'),
    ith: planned('ith'),
    scoreFrom: file.scoreFrom,
    nested: file.nested ?? modestNested(),
    rivals: [
      { name: 'volume', features: [file.volume] },
      ...(clinical.length > 0 ? [{ name: 'clinical', features: clinical }] : []),
    ],
  }
}

/** The schema that editors use for completion; kept in etl/datasets/models/training.schema.json, drift-tested. */
export function trainingJsonSchema(): unknown {
  return z.toJSONSchema(trainingFileSchema, { io: 'input', unrepresentable: 'any' })
}
