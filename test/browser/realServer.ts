import { rm } from 'node:fs/promises'
import { builtPages } from '../world/builtPages.ts'
import { startServer } from '../world/make.ts'
import { copyOfWorld } from '../world/world.ts'
import type { World } from '../world/world.ts'

export interface RealServer {
  address: string
  /** its data folder */
  data: string
  /** asks the API, as anybody could */
  ask: <Answer>(query: string, variables?: Record<string, unknown>) => Promise<Answer>
  close: () => Promise<void>
}

/** `node api/main.ts` as a user starts it the second time: own port, own data folder with these cohorts, removed at the end. */
export async function startRealServer(world: World = 'demo'): Promise<RealServer> {
  await builtPages()
  const data = await copyOfWorld(world)
  const { address, stop } = await startServer(data)
  return {
    address,
    data,
    ask: async <Answer>(query: string, variables: Record<string, unknown> = {}) => {
      const response = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      const answer = (await response.json()) as { data?: Answer; errors?: unknown }
      if (answer.data === undefined || answer.errors !== undefined)
        throw new Error(JSON.stringify(answer.errors))
      return answer.data
    },
    close: async () => {
      await stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}
