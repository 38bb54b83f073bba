import { useCallback, useEffect, useState } from 'react'
import { useClient, type CombinedError } from 'urql'
import { ExclusionsDocument, type ExclusionsQuery } from '../../gql/generated/graphql.ts'

type Exclusion = NonNullable<ExclusionsQuery['release']>['exclusions']['nodes'][number]

export interface Ledger {
  entries: readonly Exclusion[]
  totalCount: number
}

/** What one reason left out of one thing. */
export interface LeftOutReason {
  scope: string
  code: string
  /** the reason in words; several where the words name the case */
  reasons: readonly string[]
  entries: readonly Exclusion[]
}

const mostEntries = 20_000

export type LedgerState =
  | { kind: 'loading' }
  | { kind: 'failed'; error: CombinedError; retry: () => void }
  | { kind: 'loaded'; ledger: Ledger }

/** Reads the whole ledger, page after page; it has a line for everybody left out of anything. */
export function useLedger(release: string): LedgerState {
  const client = useClient()
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<LedgerState>({ kind: 'loading' })
  const retry = useCallback(() => {
    setAttempt((before) => before + 1)
  }, [])
  useEffect(() => {
    let current = true
    const read = async () => {
      setState({ kind: 'loading' })
      const entries: Exclusion[] = []
      let after: string | null = null
      for (;;) {
        const result = await client.query(ExclusionsDocument, { release, after }).toPromise()
        if (!current) return
        if (result.error !== undefined) {
          setState({ kind: 'failed', error: result.error, retry })
          return
        }
        const page: NonNullable<ExclusionsQuery['release']>['exclusions'] | undefined =
          result.data?.release?.exclusions
        entries.push(...(page?.nodes ?? []))
        if (page?.hasNextPage !== true || entries.length >= mostEntries) {
          setState({ kind: 'loaded', ledger: { entries, totalCount: page?.totalCount ?? entries.length } })
          return
        }
        after = page.endCursor
      }
    }
    void read()
    return () => {
      current = false
    }
  }, [client, release, retry, attempt])
  return state
}

/** The ledger's lines under their reasons, the commonest first. */
export function byReason(entries: readonly Exclusion[]): LeftOutReason[] {
  const groups = Map.groupBy(entries, ({ scope, code }) => `${scope}\n${code}`)
  return [...groups.values()]
    .map((group) => ({
      scope: group[0]?.scope ?? '',
      code: group[0]?.code ?? '',
      reasons: [...new Set(group.map((entry) => entry.reason))],
      entries: group,
    }))
    .toSorted((a, b) => b.entries.length - a.entries.length || (a.scope < b.scope ? -1 : 1))
}
