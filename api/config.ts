import { z } from 'zod'
import { databaseLocation, locationSettings } from '../db/location.ts'
import type { DatabaseLocation } from '../db/location.ts'
import { isLoopback } from './access.ts'
import { isBadPort } from './badPorts.ts'

export interface Config extends DatabaseLocation {
  host: string
  port: number
}

/** Names with our prefix that something other than the server reads. */
const otherNames = new Set([
  'RADIMMUNE_SHARED',
  'RADIMMUNE_TEST_POSTGRES',
  'RADIMMUNE_CHROMIUM',
  'RADIMMUNE_API',
  'RADIMMUNE_SCREENSHOTS',
  'RADIMMUNE_TRACE',
])
const ownNames = new Set(['RADIMMUNE_DATA'])

const port = z
  .string()
  .regex(/^[0-9]{1,5}$/, 'PORT has to be a whole number from 0 to 65535')
  .transform((text) => parseInt(text, 10))
  .refine((value) => value <= 65_535, 'PORT has to be a whole number from 0 to 65535')
  .refine(
    (value) => !isBadPort(value),
    'PORT has to be one that browsers open: they refuse this one, as its use for something else is well known',
  )

const host = z
  .string()
  .refine(
    isLoopback,
    'HOST has to be 127.0.0.1, ::1 or localhost: serving other machines needs access tokens, TLS (or a trusted proxy) and PostgreSQL, and this version has no access tokens yet',
  )

const environment = z.object({
  PORT: port.optional(),
  HOST: host.optional(),
  ...locationSettings,
})

/** All that is wrong with the settings, at once. */
export class InvalidConfig extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(['The settings are wrong:', ...problems.map((problem) => `  - ${problem}`)].join('\n'))
    this.name = 'InvalidConfig'
    this.problems = problems
  }
}

function shown(name: string, value: string | undefined): string {
  // an address of a database carries a password
  return value === undefined || name === 'DATABASE_URL' ? '' : ` (${name} is ${JSON.stringify(value)})`
}

/**
 * Reads the settings from the environment; an empty value counts as not given.
 * @throws InvalidConfig naming every problem
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const unknown = Object.keys(given)
    .filter((name) => name.startsWith('RADIMMUNE_') && !ownNames.has(name) && !otherNames.has(name))
    .map((name) => `${name} is no setting; known are PORT, HOST, RADIMMUNE_DATA and DATABASE_URL`)
  const parsed = environment.safeParse(given)
  const wrong = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0] ?? '')
    return `${issue.message}${shown(name, given[name])}`
  })
  if (!parsed.success || unknown.length > 0) throw new InvalidConfig([...wrong, ...unknown])
  const { PORT, HOST } = parsed.data
  return { port: PORT ?? 4000, host: HOST ?? '127.0.0.1', ...databaseLocation(parsed.data) }
}
