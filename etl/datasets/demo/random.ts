/** FNV-1a over the seed and the stream's name, so that one stream never depends on how much another was used. */
function hash(text: string, basis: number): number {
  let h = basis
  for (let i = 0; i < text.length; i += 1) {
    h ^= text.charCodeAt(i)
    h = Math.imul(h, 16777619)
  }
  h ^= h >>> 15
  h = Math.imul(h, 2246822519)
  return (h ^ (h >>> 13)) >>> 0
}

/** A stream of random numbers (sfc32) that is fixed by seed and name. */
export class RandomStream {
  #a: number
  #b: number
  #c: number
  #counter = 1
  #spare: number | null = null

  constructor(seed: number, name: string) {
    const text = `${seed}/${name}`
    this.#a = hash(text, 2166136261)
    this.#b = hash(text, 374761393)
    this.#c = hash(text, 668265263)
    for (let i = 0; i < 12; i += 1) this.uint32()
  }

  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** in (0, 1) */
  uniform(): number {
    return (this.uint32() + 0.5) / 4294967296
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform()
  }

  /** whole number in low … high */
  whole(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  normal(mean = 0, sd = 1): number {
    if (this.#spare !== null) {
      const spare = this.#spare
      this.#spare = null
      return mean + sd * spare
    }
    const radius = Math.sqrt(-2 * Math.log(this.uniform()))
    const angle = 2 * Math.PI * this.uniform()
    this.#spare = radius * Math.sin(angle)
    return mean + sd * radius * Math.cos(angle)
  }

  /** Marsaglia and Tsang 2000; shape > 0, scale 1 */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.uniform() ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = this.normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }

  /** exact by multiplication for small means, rounded normal for large ones */
  poisson(mean: number): number {
    if (mean > 60) return Math.max(0, Math.round(this.normal(mean, Math.sqrt(mean))))
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count += 1
    return count
  }

  /** mean m, variance m + dispersion · m² */
  negativeBinomial(mean: number, dispersion: number): number {
    if (mean <= 0) return 0
    return this.poisson(this.gamma(1 / dispersion) * mean * dispersion)
  }

  pick<T>(weighted: readonly (readonly [T, number])[]): T {
    const total = weighted.reduce((sum, [, weight]) => sum + weight, 0)
    let left = this.uniform() * total
    for (const [value, weight] of weighted) {
      left -= weight
      if (left <= 0) return value
    }
    const last = weighted.at(-1)
    if (!last) throw new RangeError('nothing to pick from')
    return last[0]
  }

  /** version-4 shaped, so that tools which check the shape accept it */
  uuid(): string {
    const hex = Array.from({ length: 4 }, () => this.uint32().toString(16).padStart(8, '0')).join('')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  }

  hex(length: number): string {
    let text = ''
    while (text.length < length) text += this.uint32().toString(16).padStart(8, '0')
    return text.slice(0, length)
  }

  /** DICOM UID under 2.25, the arc of UIDs made from random numbers: it belongs to no institution */
  dicomUid(): string {
    const digits = Array.from({ length: 4 }, () => String(this.uint32()).padStart(9, '0')).join('')
    return `2.25.3${digits.slice(0, 36)}`
  }
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
