import { InvalidInput } from '../errors.ts'

export interface Orthogonal {
  /** orthonormal columns, one for each kept column, in order */
  q: readonly Float64Array[]
  /** `r[j]` = coefficients of kept column j on q[0] … q[j] */
  r: readonly Float64Array[]
  /** indices of the columns that stand on their own */
  kept: readonly number[]
  /** indices of columns that the ones before them explain: they get no coefficient */
  aliased: readonly number[]
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** The column divided by its largest absolute value, so that 1e±300 can be squared. */
function scaled(column: ArrayLike<number>): { values: Float64Array; unit: number } {
  let unit = 0
  for (let i = 0; i < column.length; i += 1) unit = Math.max(unit, Math.abs(column[i] ?? NaN))
  const divisor = unit === 0 ? 1 : unit
  return { values: Float64Array.from(column, (value) => value / divisor), unit: divisor }
}

/**
 * QR by Gram–Schmidt, each column made orthogonal twice, which is as stable as reflections. A column whose rest is below 1e-7 of
 * its length is aliased, as in R's lm.
 * @param columns each of n finite values
 * @throws InvalidInput lengths differ, or a value is not finite
 * @source Björck 1996, 2.4; Giraud, Langou & Rozložník 2005 ("twice is enough")
 */
export function orthogonalise(columns: readonly ArrayLike<number>[]): Orthogonal {
  const n = columns[0]?.length ?? 0
  const q: Float64Array[] = []
  const r: Float64Array[] = []
  const kept: number[] = []
  const aliased: number[] = []
  columns.forEach((column, index) => {
    if (column.length !== n) throw new InvalidInput(`columns[${index}]`, `${column.length} rows`, `${n} rows`)
    const { values, unit } = scaled(column)
    const length = Math.sqrt(dot(values, values))
    if (Number.isNaN(length)) throw new InvalidInput(`columns[${index}]`, 'NaN or infinite', 'finite numbers')
    const coefficients = new Float64Array(q.length + 1)
    for (let pass = 0; pass < 2; pass += 1)
      q.forEach((axis, j) => {
        const part = dot(axis, values)
        coefficients[j] = (coefficients[j] ?? 0) + part
        for (let i = 0; i < n; i += 1) values[i] = (values[i] ?? 0) - part * (axis[i] ?? 0)
      })
    const rest = Math.sqrt(dot(values, values))
    if (!(rest > 1e-7 * length) || q.length >= n) {
      aliased.push(index)
      return
    }
    coefficients[q.length] = rest
    q.push(values.map((value) => value / rest))
    r.push(coefficients.map((value) => value * unit))
    kept.push(index)
  })
  return { q, r, kept, aliased }
}

/** Solves R b = c. @param r columns of an upper triangle */
export function backSubstitute(r: readonly Float64Array[], c: ArrayLike<number>): Float64Array {
  const b = Float64Array.from(c)
  for (let j = r.length - 1; j >= 0; j -= 1) {
    const column = r[j] ?? b
    b[j] = (b[j] ?? NaN) / (column[j] ?? NaN)
    for (let i = 0; i < j; i += 1) b[i] = (b[i] ?? NaN) - (b[j] ?? NaN) * (column[i] ?? 0)
  }
  return b
}

/** Columns of R⁻¹. */
export function inverseOf(r: readonly Float64Array[]): Float64Array[] {
  return r.map((_, j) => {
    const unit = new Float64Array(r.length)
    unit[j] = 1
    return backSubstitute(r, unit)
  })
}

/** What the columns leave of a vector, in its unit. */
export function residualsOf(q: readonly Float64Array[], y: ArrayLike<number>): Float64Array {
  const { values, unit } = scaled(y)
  for (let pass = 0; pass < 2; pass += 1)
    for (const axis of q) {
      const part = dot(axis, values)
      for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) - part * (axis[i] ?? 0)
    }
  return values.map((value) => value * unit)
}

/** Coordinates of a vector on the orthonormal columns. */
export function coordinates(q: readonly Float64Array[], y: ArrayLike<number>): Float64Array {
  const { values, unit } = scaled(y)
  return Float64Array.from(q, (axis) => {
    const part = dot(axis, values)
    for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) - part * (axis[i] ?? 0)
    return part * unit
  })
}
