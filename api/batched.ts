/** Gathers the calls of one turn of the event loop, so that an edge of many parents costs one statement. */
export function batched<Key, Value>(
  loadMany: (keys: readonly Key[]) => Promise<(key: Key) => Value>,
): (key: Key) => Promise<Value> {
  let waiting: { key: Key; give: (value: Value) => void; fail: (error: unknown) => void }[] = []
  async function run(): Promise<void> {
    const batch = waiting
    waiting = []
    try {
      const valueOf = await loadMany(batch.map((entry) => entry.key))
      for (const entry of batch) entry.give(valueOf(entry.key))
    } catch (error) {
      for (const entry of batch) entry.fail(error)
    }
  }
  return (key) =>
    new Promise((give, fail) => {
      if (waiting.push({ key, give, fail }) === 1) setImmediate(() => void run())
    })
}
