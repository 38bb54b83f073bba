import { mersenneTwister } from './mersenneTwister.ts'

/** Uniform numbers that scikit-learn's k-means draws with `random_state=0`; the stream begins anew for every fit. */
const draws = firstDraws(256)

function firstDraws(count: number): Float64Array {
  const next = mersenneTwister(0)
  return Float64Array.from({ length: count }, () => next())
}

/**
 * The cluster of each value where scikit-learn's Gaussian mixture starts: k-means++ with `random_state=0`, then Lloyd's steps.
 * @param x n ≥ k finite values; their order matters   @param k 1 … 40
 * @source Arthur & Vassilvitskii 2007 with greedy trials; stopping as scikit-learn 1.3 and later
 * @oracle test/oracles/mixture (scikit-learn 1.9), test/oracles/mixtureStart (scikit-learn 1.6, with ties 1.9)
 */
export function scikitLearnStart(x: Float64Array, k: number): Int32Array {
  const n = x.length
  const labels = new Int32Array(n)
  if (k === 1) return labels
  let mean = 0
  for (let i = 0; i < n; i += 1) mean += x[i] ?? 0
  mean /= n
  const centred = new Float64Array(n)
  let variance = 0
  for (let i = 0; i < n; i += 1) {
    const d = (x[i] ?? 0) - mean
    centred[i] = d
    variance += d * d
  }
  lloyd(centred, plusPlus(centred, k), labels, (1e-4 * variance) / n)
  return labels
}

/** First centres: each the best of some trials drawn in proportion to the squared distance from the nearest centre so far. */
function plusPlus(x: Float64Array, k: number): Float64Array {
  const n = x.length
  const centres = new Float64Array(k)
  const trials = 2 + Math.floor(Math.log(k))
  let drawn = 0
  centres[0] = x[Math.min(n - 1, Math.floor((draws[drawn++] ?? 0) * n))] ?? 0
  let nearest = new Float64Array(n)
  let trial = new Float64Array(n)
  let best = new Float64Array(n)
  let total = distances(x, centres[0], null, nearest)
  for (let c = 1; c < k; c += 1) {
    let least = Infinity
    for (let t = 0; t < trials; t += 1) {
      const goal = (draws[drawn++] ?? 0) * total
      let place = 0
      for (let sum = nearest[0] ?? 0; place < n - 1 && sum < goal; sum += nearest[place] ?? 0) place += 1
      const candidate = x[place] ?? 0
      const potential = distances(x, candidate, nearest, trial)
      if (potential < least) {
        least = potential
        centres[c] = candidate
        const kept = best
        best = trial
        trial = kept
      }
    }
    const kept = nearest
    nearest = best
    best = kept
    total = least
  }
  return centres
}

/** Squared distances to a centre, no larger than those so far; their sum. */
function distances(x: Float64Array, centre: number, soFar: Float64Array | null, out: Float64Array): number {
  let sum = 0
  for (let i = 0; i < x.length; i += 1) {
    const own = x[i] ?? 0
    const square = Math.max(0, -2 * (centre * own) + centre * centre + own * own)
    const value = soFar ? Math.min(square, soFar[i] ?? 0) : square
    out[i] = value
    sum += value
  }
  return sum
}

/** Lloyd's steps until no value changes its cluster or the centres move by less than the tolerance. */
function lloyd(x: Float64Array, centres: Float64Array, labels: Int32Array, tolerance: number): void {
  const k = centres.length
  const sums = new Float64Array(k)
  const counts = new Float64Array(k)
  labels.fill(-1)
  for (let step = 0; step < 300; step += 1) {
    const changed = assign(x, centres, labels, sums, counts)
    if (!changed) return
    relocateEmpty(x, centres, labels, sums, counts)
    let shift = 0
    for (let c = 0; c < k; c += 1) {
      const next = counts[c] === 0 ? (centres[c] ?? 0) : (sums[c] ?? 0) * (1 / (counts[c] ?? 1))
      shift += (next - (centres[c] ?? 0)) ** 2
      centres[c] = next
    }
    if (shift <= tolerance) break
  }
  assign(x, centres, labels, sums, counts)
}

function assign(
  x: Float64Array,
  centres: Float64Array,
  labels: Int32Array,
  sums: Float64Array,
  counts: Float64Array,
): boolean {
  sums.fill(0)
  counts.fill(0)
  let changed = false
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] ?? 0
    let nearest = 0
    let least = Infinity
    for (let c = 0; c < centres.length; c += 1) {
      const centre = centres[c] ?? 0
      // as scikit-learn: the square that all centres share is left out, which decides where a value lies midway
      const d = centre * centre - 2 * (value * centre)
      if (d < least) {
        least = d
        nearest = c
      }
    }
    if (labels[i] !== nearest) changed = true
    labels[i] = nearest
    sums[nearest] = (sums[nearest] ?? 0) + value
    counts[nearest] = (counts[nearest] ?? 0) + 1
  }
  return changed
}

/** An empty cluster takes the value that is farthest from its centre. */
function relocateEmpty(
  x: Float64Array,
  centres: Float64Array,
  labels: Int32Array,
  sums: Float64Array,
  counts: Float64Array,
): void {
  const empty = Array.from(counts.keys()).filter((c) => counts[c] === 0)
  if (empty.length === 0) return
  const off = (i: number): number => Math.abs((x[i] ?? 0) - (centres[labels[i] ?? 0] ?? 0))
  const farthest = Array.from(x.keys()).sort((a, b) => off(b) - off(a))
  empty.forEach((c, place) => {
    const i = farthest[place] ?? 0
    const from = labels[i] ?? 0
    if (off(i) === 0) return
    const value = x[i] ?? 0
    sums[from] = (sums[from] ?? 0) - value
    counts[from] = (counts[from] ?? 0) - 1
    sums[c] = value
    counts[c] = 1
  })
}
