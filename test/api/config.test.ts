import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InvalidConfig, parseConfig } from '../../api/config.ts'

function problems(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env)
    return []
  } catch (error) {
    if (error instanceof InvalidConfig) return error.problems
    throw error
  }
}

describe('the settings', () => {
  it('have defaults', () => {
    expect(parseConfig({})).toEqual({
      port: 4000,
      host: '127.0.0.1',
      dataDirectory: resolve('data'),
      databaseUrl: null,
    })
  })

  it('are read from the environment; an empty one counts as not given', () => {
    const env = { PORT: '0', HOST: '::1', RADIMMUNE_DATA: '/tmp/x', DATABASE_URL: '', PATH: '/bin' }
    expect(parseConfig(env)).toEqual({ port: 0, host: '::1', dataDirectory: '/tmp/x', databaseUrl: null })
    const url = 'postgresql://me@db/radimmune'
    expect(parseConfig({ DATABASE_URL: url }).databaseUrl).toBe(url)
  })

  it('that belong to the tests are left alone', () => {
    expect(problems({ RADIMMUNE_SHARED: '../shared', RADIMMUNE_TEST_POSTGRES: 'postgres://x' })).toEqual([])
  })

  it('name every problem at once', () => {
    const found = problems({ PORT: '80a', RADIMMUNE_DATE: 'x', DATABASE_URL: 'mysql://u:secret@h/d' })
    expect(found).toHaveLength(3)
    expect(found.join('\n')).toMatch(/PORT has to be a whole number.*"80a"/)
    expect(found.join('\n')).toMatch(/RADIMMUNE_DATE is no setting/)
    expect(found.join('\n')).toMatch(/DATABASE_URL has to be a postgres:\/\/ address$/m)
    expect(found.join('\n')).not.toContain('secret')
  })

  it.each(['65536', '-1', '1e3', ' 80'])('refuse port %s', (port) => {
    expect(problems({ PORT: port })).toHaveLength(1)
  })

  it.each(['4190', '6000', '6667'])('refuse port %s, which no browser opens', (port) => {
    expect(problems({ PORT: port })).toEqual([expect.stringMatching(/browsers/)])
  })

  it.each(['0.0.0.0', '192.168.1.2', '::', 'example.org'])(
    'refuse to serve other machines on %s and say what is missing',
    (host) => {
      expect(problems({ HOST: host })).toEqual([
        expect.stringMatching(/needs access tokens, TLS \(or a trusted proxy\) and PostgreSQL/),
      ])
    },
  )
})
