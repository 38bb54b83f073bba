import { useCallback, useEffect, useState } from 'react'
import { useClient } from 'urql'
import { ExclusionsDocument, type ExclusionsQuery } from '../../gql/generated/graphql.ts'
import type { Asked } from '../../ui/Answered.tsx'

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

/** Reads the whole ledger, page after page; it has a line for everybody left out of anything. */
export function useLedger(release: string): Asked<Ledger> {
  const client = useClient()
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<Asked<Ledger>[0]>({ fetching: true })
  useEffect(() => {
    let current = true
    const read = async () => {
      setState({ fetching: true })
      const entries: Exclusion[] = []
      let after: string | null = null
      for (;;) {
        const result = await client.query(ExclusionsDocument, { release, after }).toPromise()
        if (!current) return
        if (result.error !== undefined) {
          setState({ error: result.error, fetching: false })
          return
        }
        const page: NonNullable<ExclusionsQuery['release']>['exclusions'] | undefined =
          result.data?.release?.exclusions
        entries.push(...(page?.nodes ?? []))
        if (page?.hasNextPage !== true || entries.length >= mostEntries) {
          setState({ data: { entries, totalCount: page?.totalCount ?? entries.length }, fetching: false })
          return
        }
        after = page.endCursor
      }
    }
    void read()
    return () => {
      current = false
    }
  }, [client, release, attempt])
  const again = useCallback(() => {
    setAttempt((before) => before + 1)
  }, [])
  return [state, again]
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
