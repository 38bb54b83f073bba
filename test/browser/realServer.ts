import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildWeb } from '../../web/build.ts'

export interface RealServer {
  address: string
  /** its data folder */
  data: string
  /** asks the API, as anybody could */
  ask: <Answer>(query: string, variables?: Record<string, unknown>) => Promise<Answer>
  close: () => Promise<void>
}

const patience = 180_000

/** `node api/main.ts` as a user starts it: own port, own data folder with the demonstration cohorts, removed at the end. */
export async function startRealServer(): Promise<RealServer> {
  await buildWeb()
  const data = await mkdtemp(join(tmpdir(), 'radimmune-browser-'))
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../api/main.ts')], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: '0',
      HOST: '127.0.0.1',
      RADIMMUNE_DATA: data,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const address = await new Promise<string>((ready, fail) => {
    const timer = setTimeout(() => {
      fail(new Error(`the server was not ready in time: ${said.slice(-2000)}`))
    }, patience)
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      const found = /ready at (http:\/\/\S+)/.exec(said)?.[1]
      if (found === undefined) return
      clearTimeout(timer)
      ready(found)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(new Error(`the server ended with ${String(code)}: ${said.slice(-2000)}`))
    })
  })
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
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      await rm(data, { recursive: true, force: true })
    },
  }
}
