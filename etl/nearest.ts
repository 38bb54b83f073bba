/** Names that a misspelt one may have meant: the same letters in another dress, or few letters apart. */

function squashed(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Letters to change, add or leave out between two words; stops counting at `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same)
    }
    row = next
  }
  return row[b.length] ?? most + 1
}

/** At most three of the names, nearest first. */
export function nearest(wanted: string, names: readonly string[]): string[] {
  const target = squashed(wanted)
  if (target === '' || target.length > 100) return []
  const most = Math.max(1, Math.ceil(target.length / 3))
  return names
    .map((name) => ({ name, far: distance(target, squashed(name), most) }))
    .filter(({ name, far }) => far <= most || (target.length > 3 && squashed(name).includes(target)))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name)
}

/** `Did you mean "OS.time"?`; undefined where nothing is near. */
export function didYouMean(wanted: string, names: readonly string[]): string | undefined {
  const found = nearest(wanted, names)
  return found.length === 0 ? undefined : `Did you mean ${found.map((name) => `"${name}"`).join(' or ')}?`
}
