/** Many who want a reading that begins after they asked share it: at most one is under way, and one waits for its end. */
export function shared<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let underWay: Promise<unknown> | null = null
  let next: Promise<Value> | null = null

  async function after(previous: Promise<unknown> | null): Promise<Value> {
    // whether it failed does not matter to those who come after it
    await previous?.catch(() => undefined)
    // all requests that came in together are there after this turn
    await new Promise(setImmediate)
    const reading = read()
    next = null
    underWay = reading
    return reading
  }

  return () => (next ??= after(underWay))
}
