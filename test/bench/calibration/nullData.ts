/** Null data sets that R makes too (test/oracles/calibration/make.R): Park and Miller's generator, one stream of numbers per set. */

/** Uniform numbers of one set, in the order R has them. @param stream of the family of sets   @param set from 0 */
export function uniforms(stream: number, set: number, draws: number): Float64Array {
  let state = ((set * 48271 + stream * 1009 + 12345) % 2147483646) + 1
  for (let k = 0; k < 7; k += 1) state = (state * 16807) % 2147483647
  return Float64Array.from({ length: draws }, () => {
    state = (state * 16807) % 2147483647
    return state / 2147483647
  })
}

/** Normal numbers from pairs of uniform ones. */
export function normals(u: Float64Array): Float64Array {
  return Float64Array.from(
    { length: u.length / 2 },
    (_, i) => Math.sqrt(-2 * Math.log(u[2 * i] ?? NaN)) * Math.cos(2 * Math.PI * (u[2 * i + 1] ?? NaN)),
  )
}

/** Three in five are 0, the others exponential. */
export function sparse(u: Float64Array): Float64Array {
  return Float64Array.from({ length: u.length / 2 }, (_, i) =>
    (u[2 * i] ?? NaN) < 0.6 ? 0 : -Math.log(u[2 * i + 1] ?? NaN),
  )
}

/** Whole numbers 0 … 4. */
export function tied(u: Float64Array): Float64Array {
  return u.map((value) => Math.floor(value * 5))
}
