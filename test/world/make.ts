import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { open, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { realData } from '../shared.ts'
import type { RealSlug } from './cohorts.ts'

const root = resolve(import.meta.dirname, '../..')
const patienceMs = 180_000
const readyAt = /ready at (http:\/\/\S+)/

export interface RunningServer {
  address: string
  stop: () => Promise<void>
}

function environment(data: string): NodeJS.ProcessEnv {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  return {
    PATH,
    HOME,
    ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }),
    RADIMMUNE_DATA: data,
  }
}

function addressSaid(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise<string>((ready, fail) => {
    const timer = setTimeout(() => {
      fail(new Error(`the server was not ready in time: ${said.slice(-2000)}`))
    }, patienceMs)
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      const found = readyAt.exec(said)?.[1]
      if (found === undefined) return
      clearTimeout(timer)
      ready(found)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(new Error(`the server ended with ${String(code)}: ${said.slice(-2000)}`))
    })
  })
}

/** `node api/main.ts` as a user starts it, on a port of its own. */
export async function startServer(data: string): Promise<RunningServer> {
  const child = spawn(process.execPath, [join(root, 'api/main.ts')], {
    env: { ...environment(data), PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const address = await addressSaid(child)
  return {
    address,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/**
 * The same, for longer than the process that starts it. Nobody reads what it says but from the file.
 * @param logPath what it says
 * @returns its process id, by which it is ended
 */
export async function startLasting(data: string, logPath: string): Promise<{ address: string; pid: number }> {
  const log = await open(logPath, 'w')
  const child = spawn(process.execPath, [join(root, 'api/main.ts')], {
    env: { ...environment(data), PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', log.fd, log.fd],
  })
  child.unref()
  await log.close()
  const end = Date.now() + patienceMs
  for (;;) {
    const said = await readFile(logPath, 'utf8')
    const address = readyAt.exec(said)?.[1]
    if (address !== undefined && child.pid !== undefined) return { address, pid: child.pid }
    if (child.exitCode !== null || Date.now() > end)
      throw new Error(`the server is not ready: ${said.slice(-2000)}`)
    await pause(100)
  }
}

/** The first start on an empty folder: it imports the demonstration cohorts before it is ready. */
export async function startFirst(data: string): Promise<void> {
  const { stop } = await startServer(data)
  await stop()
}

/** The command as a user types it, its JSON report kept in the data folder; 3 is "imported, with warnings". */
export async function importReal(slug: RealSlug, data: string): Promise<void> {
  const args = ['etl/cli.ts', '--json', 'import', `etl/datasets/${slug}.json`, '--data', realData]
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: environment(data),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')))
  const code = await new Promise((ended) => child.once('close', ended))
  if (code !== 0 && code !== 3)
    throw new Error(`import of ${slug} ended with ${String(code)}: ${out.slice(-2000)}${err.slice(-2000)}`)
  await writeFile(join(data, `report-${slug}.json`), out)
}
