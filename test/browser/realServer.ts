import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/session.ts'
import { builtPages } from '../world/builtPages.ts'
import { startServer } from '../world/make.ts'
import { copyOfWorld, sharedServer } from '../world/world.ts'
import type { World } from '../world/world.ts'

export interface RealServer {
  address: string
  /** its data folder */
  data: string
  /** asks the API, as anybody could */
  ask: <Answer>(query: string, variables?: Record<string, unknown>) => Promise<Answer>
  close: () => Promise<void>
}

function serverAt(address: string, data: string, close: () => Promise<void>): RealServer {
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
    close,
  }
}

/** `node api/main.ts` as a user starts it the second time: own port, own data folder with these cohorts, removed at the end. */
export async function startRealServer(
  world: World,
  /** puts more into its database before it starts */
  prepare?: (db: Database) => Promise<unknown>,
): Promise<RealServer> {
  await builtPages()
  const data = await copyOfWorld(world)
  if (prepare !== undefined) {
    const db = await openDatabase({ dataDirectory: join(data, 'database') })
    await prepare(db).finally(() => db.close())
  }
  const { address, stop } = await startServer(data)
  return serverAt(address, data, async () => {
    await stop()
    await rm(data, { recursive: true, force: true })
  })
}

/** The same on the simulated cohorts, for files that change nothing on the server: they share one. */
export async function realServer(): Promise<RealServer> {
  await builtPages()
  const { address, data } = await sharedServer()
  return serverAt(address, data, () => Promise.resolve())
}
