import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { openDatabase } from './client.ts'
import type { Database } from './session.ts'

/** Where the data are, for the server and the command line alike. */
export interface DatabaseLocation {
  /** absolute; folder of the embedded database and of the server's own files */
  dataDirectory: string
  /** PostgreSQL; null = the embedded database in `dataDirectory` */
  databaseUrl: string | null
}

/** The two settings that say so, as the environment gives them. */
export const locationSettings = {
  RADIMMUNE_DATA: z.string().trim().min(1, 'RADIMMUNE_DATA has to name a folder').optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => ['postgres:', 'postgresql:'].includes(URL.parse(text)?.protocol ?? ''),
      'DATABASE_URL has to be a postgres:// address',
    )
    .optional(),
}

export function databaseLocation(settings: {
  RADIMMUNE_DATA?: string | undefined
  DATABASE_URL?: string | undefined
}): DatabaseLocation {
  return {
    dataDirectory: resolve(settings.RADIMMUNE_DATA ?? './data'),
    databaseUrl: settings.DATABASE_URL ?? null,
  }
}

/** @throws Error naming every problem; an empty value counts as not given */
export function locationFromEnvironment(env: Readonly<Record<string, string | undefined>>): DatabaseLocation {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = z.object(locationSettings).safeParse(given)
  if (parsed.success) return databaseLocation(parsed.data)
  throw new Error(`The settings are wrong: ${parsed.error.issues.map(({ message }) => message).join('; ')}`)
}

/** @throws as `openDatabase` */
export async function openLocation(
  location: DatabaseLocation,
  onError?: (error: Error) => void,
): Promise<Database> {
  const told = onError ? { onError } : {}
  if (location.databaseUrl !== null) return openDatabase({ url: location.databaseUrl, ...told })
  const dataDirectory = join(location.dataDirectory, 'database')
  await mkdir(dataDirectory, { recursive: true })
  return openDatabase({ dataDirectory, ...told })
}
