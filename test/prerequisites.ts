import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { chromiumPath, hasRealData, postgresUrl, realData } from './shared.ts'
import { endLasting } from './world/endLasting.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: boolean
    /** what the files of one run share (test/world); removed at its end */
    runFolder: string
  }
}

async function postgresAnswers(): Promise<boolean> {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Says once what is missing on this machine; in CI a missing piece is a failure, elsewhere a visible skip. */
export default async function prerequisites(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await postgresAnswers()
  project.provide('postgres', postgres)
  const missing = [
    hasRealData ? null : `real data (${realData})`,
    postgres ? null : 'PostgreSQL (RADIMMUNE_TEST_POSTGRES)',
    chromiumPath ? null : 'Chromium (RADIMMUNE_CHROMIUM)',
  ].filter((name) => name !== null)
  const runFolder = mkdtempSync(join(tmpdir(), 'radimmune-run-'))
  project.provide('runFolder', runFolder)
  const cleared = async () => {
    await endLasting(runFolder)
    rmSync(runFolder, { recursive: true, force: true })
  }
  if (missing.length === 0) return cleared
  const sentence = `not on this machine: ${missing.join('; ')}`
  if (process.env['CI'] === 'true') throw new Error(`CI needs everything, but ${sentence}`)
  console.log(`\nTests that need them are skipped: ${sentence}\n`)
  return cleared
}
