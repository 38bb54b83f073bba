/** What long work tells of itself while it runs, for whoever looks on. */
export interface Progress {
  /** Heard only by those who follow already; work that nobody looks at keeps nothing. @param key of the analysis */
  tell(key: string, event: unknown): void
  /** Everything told so far, then what comes, until `end` settles. */
  follow(key: string, end: Promise<unknown>): AsyncGenerator
}

interface Told {
  events: unknown[]
  followers: Set<() => void>
}

export function createProgress(): Progress {
  const underWay = new Map<string, Told>()

  function toldOf(key: string): Told {
    const told = underWay.get(key) ?? { events: [], followers: new Set() }
    underWay.set(key, told)
    return told
  }

  async function* listen(key: string, told: Told, end: Promise<unknown>): AsyncGenerator {
    const state = { isOver: false }
    let wake: () => void = () => undefined
    const awake = (): void => {
      wake()
    }
    told.followers.add(awake)
    const over = (): void => {
      state.isOver = true
      awake()
    }
    end.then(over, over)
    try {
      for (let at = 0; ; at += 1) {
        while (at >= told.events.length && !state.isOver) {
          const { promise, resolve } = Promise.withResolvers<undefined>()
          wake = () => {
            resolve(undefined)
          }
          await promise
        }
        if (at >= told.events.length) return
        yield told.events[at]
      }
    } finally {
      told.followers.delete(awake)
      // the last one to go, or the end of the work, forgets what was told
      if (told.followers.size === 0 && underWay.get(key) === told) underWay.delete(key)
    }
  }

  return {
    tell(key, event) {
      const told = underWay.get(key)
      told?.events.push(event)
      for (const wake of told?.followers ?? []) wake()
    },
    follow: (key, end) => listen(key, toldOf(key), end),
  }
}
