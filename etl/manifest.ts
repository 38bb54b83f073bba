import { z } from 'zod'
import { variableKey } from '../science/variableRef.ts'
import { correctionSchema } from './correctionSchema.ts'
import { withoutComments } from './jsonc.ts'
import { referenceProblems } from './manifestReferences.ts'
import { applyAnswers, questionSchema } from './questions.ts'

/**
 * What a data set consists of: its files (where, in which format, under which licence, with which hash) and how they become
 * layers. Every judgement that the importer must not make on its own is declared here: time units, category codes, which
 * duplicate wins, which patients a risk model is trained on.
 */

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
  .max(60)
const key = z
  .string()
  .max(200)
  .refine(
    (name) => name !== '' && variableKey(name) === name,
    'letters, digits and . _ + -, no _ at the ends',
  )
const text = z.string().min(1).max(2000)
const fileId = slug.describe('the name by which layers and findings call this file')

const relativePath = z
  .string()
  .min(1)
  .max(1000)
  .refine((path) => !path.startsWith('/') && !/^[A-Za-z]:/.test(path), 'a path relative to the data folder')
  .refine((path) => !path.split(/[\\/]/).includes('..'), 'a path without ".."')
  .refine((path) => !path.includes('\0') && !path.includes('\\'), 'a path with forward slashes')

const settings = z.record(z.string(), z.unknown())

const fileSchema = z.strictObject({
  id: fileId,
  path: relativePath.describe('file, or folder for per-sample formats; relative to --data'),
  companions: z
    .record(z.string(), relativePath)
    .default({})
    .describe('files this one cannot be read without'),
  format: z.string().min(1).describe('a reader of etl/readers/formats.ts'),
  role: z.enum(['features', 'immune', 'expression', 'clinical', 'ct-series', 'scores']),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits')
    .optional()
    .describe('of the bytes; for a folder, of the sorted list "<sha256>  <name>"'),
  bytes: z.int().nonnegative().optional(),
  rows: z.int().positive().optional().describe('rows that the reader must give; guards against a cut file'),
  columns: z
    .int()
    .positive()
    .optional()
    .describe('columns of the file; guards against a lost feature or sample'),
  licence: text,
  tool: text.optional(),
  version: text.optional(),
  settings: settings.default({}).describe('handed to the reader: column names, quoting, …'),
  select: z
    .strictObject({ column: z.string().min(1), values: z.array(z.string()).min(1) })
    .optional()
    .describe('keep only rows with one of these values; the others are counted'),
  covers: z
    .enum(['cohort', 'more'])
    .default('cohort')
    .describe(
      '"more": holds patients of other cohorts, who are left out with one note instead of one ledger line each',
    ),
  duplicates: z
    .enum(['error', 'lowest-rmse'])
    .default('error')
    .describe('which of several rows with one id and different values stands; the others go to the ledger'),
})

const codes = z
  .record(z.string(), z.string())
  .describe('value as written → level; a value that is not listed is an error')

const variableSchema = z
  .strictObject({
    key: key.optional(),
    label: text.optional(),
    column: z.string().min(1).describe('as written in the file'),
    type: z.enum(['number', 'category']),
    unit: z.string().optional(),
    codes: codes.optional(),
    missing: z.array(z.string()).default([]).describe('further words of this column that mean "not known"'),
    levels: z.array(z.string()).min(1).optional().describe('order of the levels'),
    role: z.enum(['measure', 'quality', 'total']).default('measure'),
    range: z.tuple([z.number(), z.number()]).optional().describe('values outside are errors'),
  })
  .refine((variable) => variable.type === 'category' || (!variable.codes && !variable.levels), {
    message: 'codes and levels belong to categories',
  })

const timeUnits = z.enum(['days', 'weeks', 'months', 'years'])

const endpointSchema = z.strictObject({
  key,
  label: text,
  event: z.strictObject({
    column: z.string().min(1),
    codes: z.record(z.string(), z.enum(['event', 'censored'])),
    missing: z.array(z.string()).optional().describe('words of this column that mean "not known"'),
  }),
  time: z.strictObject({
    column: z.string().min(1),
    ifCensored: z.string().min(1).optional().describe('column of the time of patients without the event'),
    unit: timeUnits.describe(
      'the unit in the file; days are stored (a month is 30.4375 days, a year 365.25)',
    ),
    wholeDays: z
      .boolean()
      .default(false)
      .describe('times made from whole days: stored so; a time further than .05 day from one is an error'),
  }),
})

const layerBase = {
  key,
  label: text,
  from: z.array(fileId).min(1).describe('files, in order; a value found in several must agree'),
  unit: z.string().default(''),
  method: text,
  description: z.string().default(''),
  settings: settings.default({}),
  agreement: z
    .strictObject({
      absolute: z.number().nonnegative().default(0),
      relative: z.number().nonnegative().max(0.1).default(0),
    })
    .default({ absolute: 0, relative: 0 })
    .describe('largest difference between two files that is still the same value, for rounded copies'),
}

const collapse = {
  prefer: z
    .strictObject({ column: z.string().min(1), value: z.string() })
    .optional()
    .describe('several rows of a patient with different values: the rows with this value decide'),
  conflicts: z
    .enum(['error', 'missing'])
    .default('error')
    .describe('values that still differ: refuse, or store "missing" with a warning'),
}

const layerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('imaging'),
    ...layerBase,
    rows: z
      .strictObject({
        entity: z
          .enum(['patient', 'lesion', 'region', 'reading'])
          .describe('what a row is; a reading is what one reader, phase or visit measured of a patient'),
        idColumn: z
          .string()
          .optional()
          .describe('column of the lesion, region, reader or phase within the patient'),
        standsForPatient: z
          .strictObject({ rule: z.literal('highest'), column: z.string().min(1) })
          .optional()
          .describe(
            'the lesion, region or reading with the highest value of this feature stands for the patient',
          ),
      })
      .default({ entity: 'patient' }),
    exclude: z.array(z.string()).default([]).describe('columns that are no features'),
    units: z.record(z.string(), z.string()).default({}).describe('column → unit'),
    encoding: z.enum(['f4', 'f8']).default('f8'),
  }),
  z.strictObject({
    kind: z.literal('immune'),
    ...layerBase,
    methodKey: key.describe('a method of science/immune/methods.ts, e.g. cibersort-lm22'),
    percent: z.boolean().default(false).describe('the file states percent; shares are stored'),
  }),
  z.strictObject({
    kind: z.literal('expression'),
    ...layerBase,
    identifiers: z
      .enum(['ensembl', 'symbol', 'symbol-entrez'])
      .describe('what the rows are called; "symbol-entrez": A1BG|1, as RSEM of the legacy archive writes it'),
    duplicates: z
      .enum(['error', 'highest-mean', 'sum', 'mean'])
      .default('error')
      .describe('several rows of one gene after the version is stripped'),
    encoding: z.enum(['f4', 'f8']).default('f4'),
  }),
  z.strictObject({
    kind: z.literal('clinical'),
    ...layerBase,
    ...collapse,
    variables: z.array(variableSchema).min(1),
  }),
  z.strictObject({
    kind: z.literal('response'),
    ...layerBase,
    ...collapse,
    variables: z.array(variableSchema).min(1),
  }),
  z.strictObject({
    kind: z.literal('outcome'),
    ...layerBase,
    ...collapse,
    endpoints: z.array(endpointSchema).min(1),
  }),
  z.strictObject({
    kind: z.literal('score'),
    ...layerBase,
    gtr: z.string().describe('column of the GTR probability'),
    ith: z.string().describe('column of the ITH probability'),
    riskGroup: z
      .strictObject({ column: z.string(), codes: z.record(z.string(), z.enum(['HIGH', 'LOW'])) })
      .optional()
      .describe('a risk group that the file states, compared with the recomputed one'),
  }),
])

const ctSeriesSchema = z.strictObject({
  from: fileId,
  columns: z.strictObject({
    study: z.string(),
    series: z.string(),
    modality: z.string().optional(),
    phase: z.string().optional(),
    manufacturer: z.string().optional(),
    sliceThicknessMm: z.string().optional(),
    description: z.string().optional(),
  }),
  modality: z.string().optional().describe('where the file has no such column'),
})

const riskModelSchema = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('train'),
    layer: z.string().describe('the score layer, e.g. score:gtr-ith'),
    key,
    label: text,
    trainedOn: z
      .strictObject({ variable: z.string(), levels: z.array(z.string()).min(1) })
      .optional()
      .describe('only patients with one of these levels; default all with both probabilities'),
    description: text.describe('who they are, in words'),
  }),
  z.strictObject({
    rule: z.literal('apply'),
    layer: z.string(),
    fromCohort: slug,
    key,
    cutoff: z
      .literal('of-the-model')
      .describe('said aloud: the cutoff was found in another cohort and is used here as it is'),
  }),
])

const derivedModelSchema = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('train'),
    file: relativePath.describe('a training file, relative to the manifest'),
  }),
  z.strictObject({
    rule: z.literal('apply'),
    model: z.string().min(1).describe('<cohort>/<key> of a stored model'),
    gtr: z.string().optional().describe('imaging layer of the whole tumour; default: as in training'),
    ith: z.string().optional().describe('imaging layer of the regions; default: as in training'),
  }),
])

const manifestSchema = z
  .strictObject({
    $schema: z.string().optional(),
    manifestVersion: z.literal(1),
    cohort: z.strictObject({
      slug,
      title: text,
      description: text,
      disease: text,
      imaging: text.nullable(),
      simulated: z.boolean(),
      licence: text,
      citations: z.array(text),
    }),
    ids: z.enum(['tcga', 'as-is']).describe('"tcga": patient = first three fields of a barcode'),
    specimens: z
      .enum(['tcga-primary-firehose', 'none'])
      .describe('which specimen stands for a patient: primary tumour only, one aliquot by the Firehose rule'),
    membership: z
      .union([fileId, z.array(fileId).min(1)])
      .describe('the file whose patients are the cohort; several: whoever is in one of them'),
    files: z.array(fileSchema).min(1),
    corrections: z.array(correctionSchema).default([]),
    layers: z.array(layerSchema).min(1),
    ctSeries: ctSeriesSchema.optional(),
    derive: z
      .strictObject({
        riskModel: riskModelSchema.optional(),
        models: z
          .array(derivedModelSchema)
          .optional()
          .describe('models trained on this cohort or applied to it right after the import, in this order'),
      })
      .default({}),
    questions: z
      .array(questionSchema)
      .optional()
      .describe('what only a person can answer; every one must be answered before anything is read'),
  })
  .superRefine((manifest, context) => {
    for (const problem of referenceProblems(manifest))
      context.addIssue({ code: 'custom', path: problem.path, message: problem.message })
  })

export type Manifest = z.output<typeof manifestSchema>
/** a manifest as people write it, defaults left out */
export type ManifestInput = z.input<typeof manifestSchema>
/** The files whose patients are the cohort. */
export function membershipFiles({ membership }: Pick<Manifest, 'membership'>): readonly string[] {
  return typeof membership === 'string' ? [membership] : membership
}

export type FileSpec = Manifest['files'][number]
export type LayerSpec = Manifest['layers'][number]
export type ImagingSpec = Extract<LayerSpec, { kind: 'imaging' }>
export type ImmuneSpec = Extract<LayerSpec, { kind: 'immune' }>
export type ExpressionSpec = Extract<LayerSpec, { kind: 'expression' }>
export type ClinicalSpec = Extract<LayerSpec, { kind: 'clinical' | 'response' }>
export type OutcomeSpec = Extract<LayerSpec, { kind: 'outcome' }>
export type ScoreSpec = Extract<LayerSpec, { kind: 'score' }>
export type VariableSpec = ClinicalSpec['variables'][number]
export type EndpointSpec = OutcomeSpec['endpoints'][number]
export type RiskModelSpec = NonNullable<Manifest['derive']['riskModel']>
export type CtSeriesSpec = NonNullable<Manifest['ctSeries']>

export type ManifestResult =
  { ok: true; manifest: Manifest } | { ok: false; problems: readonly ManifestProblem[] }
export interface ManifestProblem {
  /** e.g. `layers[2].from[0]` */
  path: string
  message: string
  hint?: string
  /** a question that nobody answered yet */
  open?: boolean
}

/** Reads the text of a manifest (JSON, comments allowed); all that is wrong comes back at once, each with its path. */
export function parseManifest(source: string): ManifestResult {
  let value: unknown
  try {
    value = JSON.parse(withoutComments(source))
  } catch (error) {
    return {
      ok: false,
      problems: [{ path: '', message: `not JSON: ${error instanceof Error ? error.message : ''}` }],
    }
  }
  const answered = applyAnswers(value)
  if (!answered.ok) return answered
  const result = manifestSchema.safeParse(answered.value)
  if (result.success) return { ok: true, manifest: result.data }
  return {
    ok: false,
    problems: result.error.issues.map((issue) => ({ path: pathText(issue.path), message: issue.message })),
  }
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

/** The schema that editors use for completion; kept in etl/datasets/manifest.schema.json, drift-tested. */
export function manifestJsonSchema(): unknown {
  return z.toJSONSchema(manifestSchema, { io: 'input', unrepresentable: 'any' })
}
