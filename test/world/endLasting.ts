import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Ends the server that the files of a run shared (`sharedServer` of world.ts), if there was one. */
export async function endLasting(runFolder: string): Promise<void> {
  const note = join(runFolder, 'server', 'server.json')
  if (!existsSync(note)) return
  const { pid } = JSON.parse(readFileSync(note, 'utf8')) as { pid: number }
  if (isThere(pid)) process.kill(pid, 'SIGTERM')
  for (let waited = 0; isThere(pid) && waited < 100; waited += 1) await pause(100)
}
