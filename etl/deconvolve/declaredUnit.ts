/** Whether the values of an expression layer are what its manifest declares, and how declared logarithms are undone. */
import type { Expression, ExpressionUnit } from '../../science/transcriptome/expression.ts'
import { expressionUnits, withColumns } from '../../science/transcriptome/expression.ts'
import { highestLog, scaleOf } from '../../science/transcriptome/scale.ts'
import { fpkmToTpm } from '../../science/transcriptome/units.ts'

export interface DeclaredUnit {
  /** of the values as they are stored */
  unit: ExpressionUnit
  /** of x where the values are log2(x + 1); null where they are no such logarithms */
  inside: ExpressionUnit | null
}

/** @returns null for a unit that is none */
export function parseDeclaredUnit(text: string): DeclaredUnit | null {
  const named = (name: string) => expressionUnits.find((unit) => unit.toLowerCase() === name.toLowerCase())
  const plain = named(text)
  if (plain) return { unit: plain, inside: null }
  if (!/^log2/i.test(text)) return null
  const inside = named(/^log2\s*\(\s*(.+?)\s*\+\s*1\s*\)$/i.exec(text)?.[1] ?? '')
  return { unit: 'log2', inside: inside ?? null }
}

/** fewer genes say too little about whether all are whole */
const manyGenes = 100

/**
 * What contradicts the declared unit, in words; null when nothing does. A logarithm taken for TPM, or counts for TPM, would be deconvolved into
 * numbers that look like any others.
 */
export function contradiction({ unit, ...rest }: Expression): string | null {
  const seen = scaleOf({ unit, ...rest })
  const shown = String(Number(seen.max.toPrecision(3)))
  const isLog = unit === 'log2' || unit === 'VST'
  if (!isLog && seen.kind === 'log')
    return seen.min < 0
      ? `Values go down to ${String(Number(seen.min.toPrecision(3)))}: these look like logarithms, and ${unit} is declared.`
      : `No value is above ${shown}: these look like logarithms, and ${unit} is declared.`
  if (!isLog && seen.kind === 'linear' && seen.min < 0)
    return `Values go down to ${String(Number(seen.min.toPrecision(3)))}: ${unit} is declared, and that is 0 or more.`
  if (isLog && seen.kind === 'linear' && seen.max >= highestLog)
    return `The highest value is ${shown}: no logarithm of an expression is so high, and ${unit} is declared.`
  if (unit === 'counts' && seen.kind === 'linear' && !seen.isWhole)
    return 'Counts are whole numbers; these are not.'
  if (!isLog && unit !== 'counts' && unit !== 'intensity' && seen.isWhole && rest.genes.length > manyGenes)
    return `All values are whole numbers: these look like counts, and ${unit} is declared.`
  return null
}

/** TPM where they can be had: log2(x + 1) is undone, FPKM are scaled to a million over all genes of the layer, named or not. */
export function toTpm(
  expression: Expression,
  { unit, inside }: DeclaredUnit,
): { expression: Expression; conversion: string } {
  const undone =
    inside === null
      ? expression
      : withColumns(
          expression,
          expression.columns.map((column) => column.map((value) => Math.max(0, 2 ** value - 1))),
          inside,
        )
  const words = inside === null ? unit : `log2(${inside} + 1) → ${inside}`
  const isFpkm = undone.unit === 'FPKM' || undone.unit === 'FPKM-UQ'
  // negative FPKM are refused by every engine, in its own words
  if (!isFpkm || undone.columns.some((column) => column.some((value) => value < 0)))
    return { expression: undone, conversion: inside === null ? 'none' : words }
  return { expression: fpkmToTpm(undone), conversion: `${words} → TPM` }
}
