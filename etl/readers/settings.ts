import { z } from 'zod'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'
import type { Source } from './reader.ts'

export const delimiterSetting = z
  .enum(['tab', 'comma', 'semicolon'])
  .optional()
  .describe('what separates cells; left out: found in the first line')

export const delimiterBytes = { tab: '\t', comma: ',', semicolon: ';' } as const

/** Keep only the rows of which a column has one of these values; the others are counted in a note. */
export const filterSetting = z
  .strictObject({ column: z.string(), equals: z.union([z.string(), z.array(z.string()).min(1)]) })
  .optional()

export const rowNamesSetting = z
  .boolean()
  .optional()
  .describe("the header lacks the name of the first column, as R's write.table leaves it out")

export const commentSetting = z
  .string()
  .min(1)
  .max(5)
  .optional()
  .describe('lines above the header that begin so are comments')

export const decimalSetting = z
  .literal('comma')
  .optional()
  .describe('the decimal sign of this file is the comma; a point in a number is then an error')

/** How the lines of a file are to be taken apart. */
export interface PlaceSettings {
  delimiter?: keyof typeof delimiterBytes | undefined
  rowNames?: boolean | undefined
  comment?: string | undefined
  decimal?: 'comma' | undefined
}

/** Settings that every reader of a matrix understands. */
export const matrixSettings = {
  delimiter: delimiterSetting,
  rowNames: rowNamesSetting,
  comment: commentSetting,
  missing: z.array(z.string()).optional().describe('further words for missing in this file'),
}

/** Settings that every reader of a text table understands. */
export const tableSettings = {
  delimiter: delimiterSetting,
  rowNames: rowNamesSetting,
  comment: commentSetting,
  decimal: decimalSetting,
  filter: filterSetting,
  missing: z.array(z.string()).optional().describe('further words for missing in this file'),
}

/** Checks the settings of a source; what is wrong is a finding. A misspelt setting is refused, not ignored. */
export function readSettings<T>(schema: z.ZodType<T>, source: Source, findings: Findings): T | null {
  const result = schema.safeParse(source.settings)
  if (result.success) return result.data
  for (const issue of result.error.issues)
    report(findings, 'settings-invalid', {
      file: source.id,
      column: issue.path.map(String).join('.') || 'settings',
      message: `Settings: ${issue.message}`,
    })
  return null
}
