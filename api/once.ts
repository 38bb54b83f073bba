interface UnderWay<Value> {
  value: Promise<Value>
  waiting: number
  unwanted: AbortController
}

/** @param gone of the one who asks   @param work is told when nobody waits for it any more */
export type OnceAtATime<Value> = (
  key: string,
  gone: AbortSignal,
  work: (unwanted: AbortSignal) => Promise<Value>,
) => Promise<Value>

/**
 * Runs the work of a key once at a time; whoever asks meanwhile gets the same answer. Work that nobody waits for any more is told
 * so and forgotten: who asks then begins anew.
 */
export function onceAtATime<Value>(): OnceAtATime<Value> {
  const underWay = new Map<string, UnderWay<Value>>()

  function forget(key: string, entry: UnderWay<Value>): void {
    if (underWay.get(key) === entry) underWay.delete(key)
  }

  function begin(key: string, work: (unwanted: AbortSignal) => Promise<Value>): UnderWay<Value> {
    const unwanted = new AbortController()
    const entry = { value: work(unwanted.signal), waiting: 0, unwanted }
    underWay.set(key, entry)
    return entry
  }

  return async (key, gone, work) => {
    gone.throwIfAborted()
    const entry = underWay.get(key) ?? begin(key, work)
    entry.waiting += 1
    const leave = (): void => {
      entry.waiting -= 1
      if (entry.waiting > 0) return
      forget(key, entry)
      entry.unwanted.abort(gone.reason)
    }
    gone.addEventListener('abort', leave, { once: true })
    try {
      return await entry.value
    } finally {
      gone.removeEventListener('abort', leave)
      forget(key, entry)
    }
  }
}
