/** Runs the work of a key once at a time; whoever asks meanwhile gets the same answer. */
export function onceAtATime<Value>(): (key: string, work: () => Promise<Value>) => Promise<Value> {
  const underWay = new Map<string, Promise<Value>>()
  return (key, work) => {
    const known = underWay.get(key)
    if (known) return known
    const value = work().finally(() => underWay.delete(key))
    underWay.set(key, value)
    return value
  }
}
