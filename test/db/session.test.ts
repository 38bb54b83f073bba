import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { sql } from '../../db/drizzle/orm.cjs'
import { type Session, StatementError } from '../../db/session.ts'
import { openTestDatabase, type TestDatabase } from './databases.ts'

const kinds = ['pglite', 'postgres'] as const

describe.each(kinds)('a session of %s', (kind) => {
  const missing = kind === 'postgres' && !inject('postgres')
  let place: TestDatabase
  beforeAll(async () => {
    if (!missing) place = await openTestDatabase(kind)
  })
  afterAll(async () => {
    if (!missing) await place.drop()
  })

  test.skipIf(missing)('gives every type that the schema has as the same JavaScript value', async () => {
    const [row] = await place.db.query<Record<string, unknown>>(
      `select 9007199254740991::int8 as big, 'a"b\\,{}'::text as text, true as yes,
        array['x', 'a"b\\,{}', null, 'NULL', '', 'ü 😀']::text[] as texts, '{}'::text[] as none,
        timestamptz '2026-01-02 03:04:05.678+05:30' as at, '\\x00ff'::bytea as bytes,
        '{"a":[1,null,"\\u00fc"]}'::json as json, array['1.5', '-0', 'NaN', 'Infinity', '1e-300']::float8[] as floats,
        1.10::numeric as exact, date '2020-01-01' as day, count(*) as n`,
    )
    expect(row).toStrictEqual({
      big: 9007199254740991,
      text: 'a"b\\,{}',
      yes: true,
      texts: ['x', 'a"b\\,{}', null, 'NULL', '', 'ü 😀'],
      none: [],
      at: '2026-01-01T21:34:05.678Z',
      bytes: Uint8Array.of(0, 255),
      json: { a: [1, null, 'ü'] },
      floats: [1.5, -0, NaN, Infinity, 1e-300],
      exact: '1.10',
      day: '2020-01-01',
      n: 1,
    })
  })

  test.skipIf(missing)('takes parameters without changing them', async () => {
    const given = [
      -0,
      5e-324,
      NaN,
      ['a"b\\', '', 'NULL', null],
      Uint8Array.of(0, 92, 255),
      { b: [1] },
      false,
      null,
    ]
    const [row] = await place.db.query<Record<string, unknown>>(
      `select $1::float8 as a, $2::float8 as b, $3::float8 as c, $4::text[] as d, $5::bytea as e, $6::json as f, $7::bool as g, $8::text as h`,
      given,
    )
    expect(Object.values(row ?? {})).toStrictEqual(given)
  })

  test.skipIf(missing)('an int8 beyond what a number holds is refused, not rounded', async () => {
    await expect(place.db.query('select 9007199254740993::int8')).rejects.toThrow('9007199254740993')
    expect(await place.db.query('select 1 as one')).toStrictEqual([{ one: 1 }])
  })

  test.skipIf(missing)('COPY in and out carry bytes in pieces, also empty ones', async () => {
    await place.db.query('create table copied (place int4, text text)')
    const pieces = ['1\tone\n2\tt', '', 'wo\n'].map((text) => new TextEncoder().encode(text))
    await place.db.copyIn('copy copied from stdin', pieces)
    const out = await place.db.copyOut('copy (select * from copied order by place desc) to stdout')
    expect(new TextDecoder().decode(out)).toBe('2\ttwo\n1\tone\n')
    const none = await place.db.copyOut('copy (select * from copied where place > 9) to stdout')
    expect(none).toHaveLength(0)
  })

  test.skipIf(missing)('a refused COPY says why, and the next statement is answered', async () => {
    await place.db.query('create table narrow (place int4)')
    const broken = place.db.copyIn('copy narrow from stdin', new TextEncoder().encode('1\nx\n'))
    await expect(broken).rejects.toThrow(/invalid input syntax for type integer/)
    await expect(place.db.copyOut('copy nowhere to stdout')).rejects.toMatchObject({ code: '42P01' })
    expect(await place.db.query('select count(*) as n from narrow')).toStrictEqual([{ n: 0 }])
    const out = await place.db.copyOut(`copy (select 'clean') to stdout`)
    expect(new TextDecoder().decode(out)).toBe('clean\n')
  })

  test.skipIf(missing)('a COPY out that fails half-way leaves nothing behind for the next one', async () => {
    const halfway = place.db.copyOut(
      'copy (select 1 / (20000 - n) from generate_series(1, 30000) n) to stdout',
    )
    await expect(halfway).rejects.toThrow('division by zero')
    const out = await place.db.copyOut(`copy (select 'clean') to stdout`)
    expect(new TextDecoder().decode(out)).toBe('clean\n')
  })

  test.skipIf(missing)('a COPY in whose source breaks writes nothing', async () => {
    await place.db.query('create table sourced (n int4)')
    function* source() {
      yield new TextEncoder().encode('1\n2\n')
      throw new Error('the file ended')
    }
    await expect(place.db.copyIn('copy sourced from stdin', source())).rejects.toThrow('the file ended')
    expect(await place.db.query('select n from sourced')).toStrictEqual([])
  })

  test.skipIf(missing)('statements asked for together inside a transaction take turns', async () => {
    const answers = await place.db.transaction((session) =>
      Promise.all([1, 2, 3].map((n) => session.query<{ n: number }>('select $1::int4 as n', [n]))),
    )
    expect(answers).toStrictEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]])
  })

  test.skipIf(missing)('a session ends with its transaction', async () => {
    let kept: Session | undefined
    await place.db.transaction((session) => {
      kept = session
      return Promise.resolve()
    })
    await expect(kept?.query('select 1')).rejects.toThrow('this transaction has ended')
  })

  test.skipIf(missing)("drizzle's errors are the database's own, without the parameters", async () => {
    const refused = place.db.orm.execute(sql`select ${'secret'}::int4`)
    await expect(refused).rejects.toBeInstanceOf(StatementError)
    await expect(refused).rejects.not.toThrow('Failed query')
  })

  test.skipIf(missing)('a refused statement carries its SQLSTATE', async () => {
    const refused = place.db.query('select 1/0')
    await expect(refused).rejects.toBeInstanceOf(StatementError)
    await expect(refused).rejects.toMatchObject({ code: '22012' })
  })

  test.skipIf(missing)('a transaction is all or nothing, and others never see half of it', async () => {
    await place.db.query('create table half (n int4)')
    const broken = place.db.transaction(async (session) => {
      await session.query('insert into half values (1)')
      throw new Error('on purpose')
    })
    await expect(broken).rejects.toThrow('on purpose')
    const seen: unknown[] = []
    const writing = place.db.transaction(async (session) => {
      await session.query('insert into half values (2)')
      await new Promise((resolve) => setTimeout(resolve, 100))
      await session.query('insert into half values (3)')
    })
    const reading = place.db.query<{ n: number }>('select n from half').then((rows) => seen.push(rows.length))
    await Promise.all([writing, reading])
    expect([0, 2]).toContain(seen[0])
    expect(await place.db.query('select n from half order by n')).toStrictEqual([{ n: 2 }, { n: 3 }])
  })

  test.skipIf(missing)(
    'after a statement fails, a transaction that goes on is not committed in part',
    async () => {
      await place.db.query('create table after_failure (n int4)')
      const swallowed = place.db.transaction(async (session) => {
        await session.query('insert into after_failure values (1)')
        await session.query('select 1/0').catch(() => undefined)
      })
      await expect(swallowed).rejects.toThrow(/aborted|rolled back/i)
      expect(await place.db.query('select n from after_failure')).toStrictEqual([])
    },
  )

  test.skipIf(missing)(
    'inside a transaction the database itself is refused: it would wait for ever',
    async () => {
      const wrong = place.db.transaction(() => place.db.query('select 1'))
      await expect(wrong).rejects.toThrow('use the session')
      expect(await place.db.query('select 1 as one')).toStrictEqual([{ one: 1 }])
    },
  )

  test.skipIf(missing)('counts statements, drizzle included', async () => {
    const before = place.db.statementCount
    await place.db.query('select 1')
    await place.db.orm.execute(sql`select ${1}::int4 as one`)
    await place.db.transaction((session) => session.query('select 1'))
    expect(place.db.statementCount - before).toBe(3)
  })
})
