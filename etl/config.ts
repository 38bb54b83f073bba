import { resolve } from 'node:path'
import { z } from 'zod'

export interface EtlConfig {
  /** folder of the embedded database and of the server's own files */
  dataDirectory: string
  /** PostgreSQL; null = the embedded database in `dataDirectory` */
  databaseUrl: string | null
}

const environment = z.object({
  RADIMMUNE_DATA: z.string().trim().min(1, 'RADIMMUNE_DATA has to name a folder').optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => ['postgres:', 'postgresql:'].includes(URL.parse(text)?.protocol ?? ''),
      'DATABASE_URL has to be a postgres:// address',
    )
    .optional(),
})

/** Where the database is, from the same settings as the server's. @throws Error naming every problem */
export function etlConfig(env: Readonly<Record<string, string | undefined>>): EtlConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success)
    throw new Error(`The settings are wrong: ${parsed.error.issues.map(({ message }) => message).join('; ')}`)
  return {
    dataDirectory: resolve(parsed.data.RADIMMUNE_DATA ?? './data'),
    databaseUrl: parsed.data.DATABASE_URL ?? null,
  }
}
