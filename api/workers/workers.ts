import { Tinypool } from 'tinypool'
import { compareGroups } from '../../science/radiogenomics/compareGroups.ts'
import type { CompareGroupsInput, GroupComparison } from '../../science/radiogenomics/compareGroups.ts'

/** Science that may take longer than a request of others can wait for runs on threads; the rest in place. */
export interface Workers {
  /** @param unwanted takes it from the queue, or ends its thread */
  compareGroups(input: CompareGroupsInput, unwanted: AbortSignal): Promise<GroupComparison>
  close(): Promise<void>
}

/** Resampling is what takes long: permutations, and the bootstrap of three and more groups. */
function isHeavy({ test, groups }: CompareGroupsInput): boolean {
  return test === 'permutation' || groups.length > 2
}

function isGroupComparison(value: unknown): value is GroupComparison {
  return typeof value === 'object' && value !== null && 'family' in value && 'results' in value
}

/** @param threads at most; a thread starts with the first heavy call and ends after a minute without one */
export function createWorkers(threads: number): Workers {
  const pool = new Tinypool({
    filename: new URL('compareGroups.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
  })
  return {
    async compareGroups(input, unwanted) {
      if (!isHeavy(input)) return compareGroups(input)
      const answer: unknown = await pool.run(input, { signal: unwanted })
      if (isGroupComparison(answer)) return answer
      throw new Error('a worker gave something else than a comparison')
    },
    close: () => pool.destroy(),
  }
}
