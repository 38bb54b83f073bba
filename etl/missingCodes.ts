import type { Block, Context } from './harmoniseBlock.ts'
import { report } from './rules.ts'

/** −9, −99, 999, 9999 and the like */
const code = /^(-9{1,5}|9{3,5})$/

/**
 * A number that is written for "missing" would be taken for a value. Told by standing apart: negative where all others are not,
 * or at least three times as large as the largest other.
 */
export function checkCode(name: string, values: Float64Array, block: Block, { findings }: Context): void {
  const suspect = [...new Set(values)].filter((value) => code.test(String(value)))
  for (const value of suspect) {
    const others = values.filter((other) => !Number.isNaN(other) && other !== value)
    if (others.length === 0) continue
    const apart =
      value < 0 ? others.every((other) => other >= 0) : others.every((other) => 3 * other <= value)
    if (!apart) continue
    const count = values.filter((other) => other === value).length
    report(findings, 'value-code', {
      file: block.file.id,
      column: name,
      value: String(value),
      message: `${count} of ${others.length + count} values are ${value}, far from all others: is it a code for missing?`,
      hint: 'Declare it under "missing", or write NA.',
    })
  }
}
