/** A cell of a file that is declared to be another than it is written, as manifests have it. */
import { z } from 'zod'

const text = z.string().min(1).max(2000)

export const correctionSchema = z
  .strictObject({
    file: z.string().min(1).describe('the name of the file in this manifest'),
    row: text
      .optional()
      .describe('row id as written (in a matrix: of the gene or cell); several parts are joined with "/"'),
    line: z
      .int()
      .positive()
      .optional()
      .describe('in the place of "row"; only where the manifest vouches for the bytes of the file'),
    column: text.describe('name of the column as written (in a matrix: the sample)'),
    from: z
      .string()
      .nullable()
      .describe('what must stand there now, to the letter; null: nothing, or a word for missing'),
    to: z.string().nullable().describe('what is read in its place; null: not known'),
    reason: text,
  })
  .refine(({ row, line }) => (row === undefined) !== (line === undefined), 'either "row" or "line"')

export type CorrectionSpec = z.output<typeof correctionSchema>
