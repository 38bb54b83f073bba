import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { realData } from '../../shared.ts'
import type { EpicReference } from '../../../science/immune/epic.ts'
import type { Signature } from '../../../science/immune/signature.ts'
import type { Expression, ExpressionUnit } from '../../../science/transcriptome/expression.ts'

/** Rows of cells of a delimited text of the shared data; quotes taken off. */
export function readTable(path: string, separator = '\t'): string[][] {
  const bytes = readFileSync(resolve(realData, path))
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split(separator)
      return line.includes('"') ? cells.map((cell) => cell.replace(/^"|"$/g, '')) : cells
    })
}

export interface Matrix {
  rows: string[]
  columns: string[]
  /** one per column */
  values: Float64Array[]
}

/** A table with names in its first row and column, a number everywhere else; cells named in `without` are left out. */
export function readMatrix(path: string, { separator = '\t', header = true } = {}): Matrix {
  const [first = [], ...rest] = readTable(path, separator)
  const body = header ? rest : [first, ...rest]
  const width = body[0]?.length ?? 0
  return {
    rows: body.map((row) => row[0] ?? ''),
    columns: header ? first.slice(first.length === width ? 1 : 0) : [],
    values: Array.from({ length: width - 1 }, (_, column) =>
      Float64Array.from(body, (row) => Number(row[column + 1])),
    ),
  }
}

export function asExpression({ rows, columns, values }: Matrix, unit: ExpressionUnit = 'TPM'): Expression {
  return { genes: rows, samples: columns, unit, columns: values }
}

export function asSignature(name: string, { rows, columns, values }: Matrix): Signature {
  return { name, genes: rows, cells: columns, profiles: values }
}

/** The largest distance between two columns of numbers. */
export function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = a.length === b.length ? 0 : Infinity
  for (let i = 0; i < a.length; i += 1) worst = Math.max(worst, Math.abs((a[i] ?? NaN) - (b[i] ?? NaN)))
  return worst
}

/** TRef with what belongs to it. */
export function readEpicReference(): EpicReference {
  const rows = (name: string): string[][] => readTable(`signatures/${name}.tsv`).slice(1)
  return {
    profiles: asSignature('TRef', readMatrix('signatures/EPIC-TRef.refProfiles.tsv')),
    variability: readMatrix('signatures/EPIC-TRef.refProfiles.var.tsv').values,
    signatureGenes: rows('EPIC-TRef.sigGenes').map((row) => row[1] ?? ''),
    mRnaPerCell: new Map(rows('EPIC-mRNA-per-cell').map(([cell = '', value]) => [cell, Number(value)])),
  }
}
