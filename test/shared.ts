import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** Folder of the real data and reference answers; `RADIMMUNE_SHARED`, default `../shared`. They are no part of the repository. */
export const sharedFolder = resolve(process.env['RADIMMUNE_SHARED'] ?? '../shared')
export const realData = resolve(sharedFolder, 'data')
export const hasRealData = existsSync(resolve(realData, 'README.md'))

/** PostgreSQL of the tests; schemas or databases made there are dropped again. */
export const postgresUrl = process.env['RADIMMUNE_TEST_POSTGRES'] ?? 'postgres://root@127.0.0.1:5432/test'

export const chromiumPath = [
  process.env['RADIMMUNE_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== '' && existsSync(path))
