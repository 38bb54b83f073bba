const last = new Map<string, Promise<unknown>>()

/** Work of one name goes one after the other, first come, first served; of different names at once. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = last.get(name)
  const mine = (async () => {
    await before?.catch(() => undefined)
    return work()
  })()
  last.set(name, mine)
  try {
    return await mine
  } finally {
    if (last.get(name) === mine) last.delete(name)
  }
}
