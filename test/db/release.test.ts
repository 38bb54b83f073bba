import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { readCohort, readCohorts } from '../../db/read/cohorts.ts'
import { readRelease, readReleasesOfCohort } from '../../db/read/releases.ts'
import type { ReleaseContent } from '../../db/release/content.ts'
import { findByImportKey, listCohortsForAdmin, removeCohort } from '../../db/release/cohorts.ts'
import { readContent } from '../../db/release/readContent.ts'
import { readRiskModel } from '../../db/release/riskModel.ts'
import { writeRelease } from '../../db/release/write.ts'
import type { Session } from '../../db/session.ts'
import { openTestDatabase, type TestDatabase } from './databases.ts'
import { expressionContent, hashOf, sampleContent, sampleRecord } from './sampleRelease.ts'

async function countRows(session: Session): Promise<number> {
  const [row] = await session.query<{ n: number }>(
    ['release', 'patient', 'specimen', 'entity', 'ct_series', 'source_file', 'finding', 'finding_count']
      .concat([
        'exclusion',
        'layer',
        'variable',
        'variable_values',
        'risk_model',
        'derivation',
        'import_log',
        'cohort',
      ])
      .reduce((text, table) => `${text} + (select count(*) from ${table})`, 'select 0') + ' as n',
  )
  return row?.n ?? -1
}

function changed(change: (content: ReleaseContent) => Partial<ReleaseContent>): ReleaseContent {
  const content = sampleContent()
  return { ...content, ...change(content) }
}

const withLayer = (place: number, more: Partial<ReleaseContent['layers'][number]>): ReleaseContent =>
  changed(({ layers }) => ({
    layers: layers.map((layer, i) => (i === place ? { ...layer, ...more } : layer)),
  }))

describe.each(['pglite', 'postgres'] as const)('releases in %s', (kind) => {
  const missing = kind === 'postgres' && !inject('postgres')
  let place: TestDatabase
  beforeAll(async () => {
    if (!missing) place = await openTestDatabase(kind)
  })
  afterAll(async () => {
    if (!missing) await place.drop()
  })
  beforeEach(async () => {
    if (missing) return
    for (const { slug } of await readCohorts(place.db)) await removeCohort(place.db, slug)
    expect(await countRows(place.db)).toBe(0)
  })

  test.skipIf(missing)('what is written is read back, bit by bit', async () => {
    const { db } = place
    const written = await writeRelease(db, sampleContent(), sampleRecord('a'))
    expect(written).toMatchObject({ number: 1, outcome: 'created' })
    const narrow = sampleContent().layers.map((layer) => ({
      ...layer,
      columns: layer.columns.map((column) => (layer.encoding === 'f4' ? Float32Array.from(column) : column)),
    }))
    expect(await readContent(db, written.releaseId)).toStrictEqual({ ...sampleContent(), layers: narrow })
    expect(await readContent(db, written.releaseId + 1)).toBeNull()
  })

  test.skipIf(missing)('the counts of a release are those of its content', async () => {
    await writeRelease(place.db, sampleContent(), sampleRecord('a'))
    // P-3 has no outcome, the aliquot of P-4 has NaN for M1 but numbers for the others, lesions belong to P-1 and P-3
    expect((await readCohort(place.db, 'sample'))?.release.counts).toStrictEqual({
      patients: 4,
      specimens: 4,
      ctSeries: 3,
      patientsWithCt: 2,
      patientsWithImaging: 2,
      patientsWithRna: 0,
      patientsWithImmune: 3,
      patientsWithImagingAndImmune: 1,
      patientsWithOutcome: 3,
      patientsWithScore: 0,
      layers: 4,
      variables: 7,
    })
  })

  test.skipIf(missing)('the same content again makes no release, but is logged', async () => {
    const { db } = place
    const first = await writeRelease(db, sampleContent(), sampleRecord('a'))
    const again = sampleRecord('a', { importKey: hashOf('another importer') })
    expect(await writeRelease(db, sampleContent(), again)).toStrictEqual({ ...first, outcome: 'unchanged' })
    expect(await readReleasesOfCohort(db, 'sample')).toHaveLength(1)
    expect(await db.query('select outcome from import_log order by id')).toStrictEqual([
      { outcome: 'created' },
      { outcome: 'unchanged' },
    ])
    const found = await findByImportKey(db, 'sample', again.importKey)
    expect(found?.shortId).toBe(first.shortId)
  })

  test.skipIf(missing)(
    'other content makes a new release, the old one stays; coming back makes a third',
    async () => {
      const { db } = place
      const a = await writeRelease(db, sampleContent(), sampleRecord('a'))
      const b = await writeRelease(db, withLayer(0, { label: 'other' }), sampleRecord('b'))
      expect(await findByImportKey(db, 'sample', sampleRecord('a').importKey)).toBeNull()
      const back = await writeRelease(db, sampleContent(), sampleRecord('a'))
      expect([a, b, back].map(({ number, outcome }) => `${number} ${outcome}`)).toStrictEqual([
        '1 created',
        '2 created',
        '3 created',
      ])
      expect(new Set([a.shortId, b.shortId, back.shortId]).size).toBe(3)
      expect(await readRelease(db, a.shortId)).toMatchObject({ number: 1, current: false })
      expect(await readRelease(db, sampleRecord('a').contentHash)).toMatchObject({ number: 3, current: true })
      expect((await readContent(db, b.releaseId))?.layers[0]?.label).toBe('other')
      expect(await listCohortsForAdmin(db)).toMatchObject([
        { slug: 'sample', releases: 3, release: { number: 3 } },
      ])
    },
  )

  test.skipIf(missing)(
    'eight at once make one release, of a new cohort and of one that is there',
    async () => {
      for (const name of ['first', 'second']) {
        const content = withLayer(0, { label: name })
        const writers = Array.from({ length: 8 }, () => writeRelease(place.db, content, sampleRecord(name)))
        const outcomes = (await Promise.all(writers)).map(({ outcome }) => outcome).sort()
        expect(outcomes).toStrictEqual(['created', ...Array<string>(7).fill('unchanged')])
      }
      expect(await place.db.query('select count(*) as n from release')).toStrictEqual([{ n: 2 }])
    },
  )

  test.skipIf(missing)('a release cannot be changed, added to, thinned out or emptied', async () => {
    const { db } = place
    await writeRelease(db, sampleContent(), sampleRecord('a'))
    for (const statement of [
      `update variable_values set values = '\\x00'`,
      `update release set title = 'other'`,
      `update patient set submitter_id = 'X' where ordinal = 0`,
      `delete from exclusion`,
      `delete from release`,
      `truncate finding`,
      `insert into patient select release_id, 99, 'Q' from patient limit 1`,
    ])
      await expect(db.query(statement), statement).rejects.toThrow('a release never changes')
    expect(await countRows(db)).toBeGreaterThan(30)
  })

  test.skipIf(missing)('removing takes all of a cohort and nothing of another', async () => {
    const { db } = place
    await writeRelease(db, sampleContent('one'), sampleRecord('one'))
    const rows = await countRows(db)
    await writeRelease(db, sampleContent('two'), sampleRecord('two'))
    await writeRelease(db, sampleContent('two'), sampleRecord('two again'))
    expect(await removeCohort(db, 'two')).toBe(2)
    expect(await countRows(db)).toBe(rows)
    expect(await removeCohort(db, 'two')).toBe(0)
  })

  test.skipIf(missing)('an aborted write leaves nothing, and tells progress until then', async () => {
    const controller = new AbortController()
    const told: number[] = []
    const writing = writeRelease(place.db, expressionContent(30_000, 100), sampleRecord('large'), {
      signal: controller.signal,
      progress: (written, total) => {
        told.push(written / total)
        controller.abort(new Error('stopped by hand'))
      },
    })
    await expect(writing).rejects.toThrow('stopped by hand')
    expect(told).toHaveLength(1)
    expect(told[0]).toBeLessThan(1)
    expect(await countRows(place.db)).toBe(0)
  })

  test.skipIf(missing)('a reader sees the old or the new release, never a mix', async () => {
    const { db } = place
    await writeRelease(db, sampleContent(), sampleRecord('a'))
    const seen = new Set<string>()
    let writing = true
    const write = writeRelease(db, withLayer(0, { label: 'other' }), sampleRecord('b')).finally(() => {
      writing = false
    })
    while (writing) {
      const release = (await readCohort(db, 'sample'))?.release
      const [row] = await db.query<{ n: number }>('select count(*) as n from layer where release_id = $1', [
        release?.id,
      ])
      seen.add(`${release?.number}: ${row?.n} layers`)
    }
    await write
    for (const sight of seen) expect(['1: 4 layers', '2: 4 layers']).toContain(sight)
  })

  test.skipIf(missing)('psql people get the same numbers as rows', async () => {
    const { db } = place
    const { releaseId } = await writeRelease(db, sampleContent(), sampleRecord('a'))
    const rows = await db.query<{ key: string; ordinal: number; value: number }>(
      `select v.key, x.ordinal, x.value from layer l join variable v on v.layer_id = l.id
       join variable_values w on w.layer_id = l.id and w.ordinal = v.ordinal
       cross join lateral float_values(w.values, l.encoding) x
       where l.release_id = $1 order by l.ordinal, v.ordinal, x.ordinal`,
      [releaseId],
    )
    const planted = sampleContent().layers.flatMap((layer) =>
      layer.columns.flatMap((column, i) =>
        Array.from(layer.encoding === 'f4' ? Float32Array.from(column) : column, (value, ordinal) => ({
          key: layer.variables[i]?.key,
          ordinal,
          value,
        })),
      ),
    )
    expect(rows).toStrictEqual(planted)
    const byReference = (reference: string) =>
      db.query(
        'select patient, measured, value, level, event from patient_value where current and cohort = $1 and reference = $2 order by patient',
        ['sample', reference],
      )
    expect(await byReference('immune:cibersort-lm22/macrophage_m1')).toStrictEqual([
      { patient: 'P-1', measured: true, value: Math.fround(0.1), level: null, event: null },
      { patient: 'P-2', measured: true, value: -0, level: null, event: null },
      { patient: 'P-3', measured: false, value: null, level: null, event: null },
      { patient: 'P-4', measured: true, value: null, level: null, event: null },
    ])
    expect(await byReference('outcome:cdr/os')).toMatchObject([
      { value: 10, event: 1 },
      { value: 0, event: 0 },
      { value: null, event: null },
      { value: 400.5, event: 1 },
    ])
    expect(await byReference('clinical:gdc/sex')).toMatchObject([
      { level: 'female' },
      { level: 'male, "x"' },
      { level: null },
      { level: 'NULL' },
    ])
    expect(await db.query('select reference from variable_reference where current order by 1')).toHaveLength(
      7,
    )
  })

  test.skipIf(missing)('float columns read as rows are exact at every exponent', async () => {
    const f8 = Float64Array.from(
      { length: 2098 },
      (_, i) => (i % 2 ? -1 : 1) * (1 + i / 4096) * 2 ** (i - 1074),
    )
    const f4 = Float32Array.from({ length: 277 }, (_, i) => (i % 2 ? -1 : 1) * (1 + i / 512) * 2 ** (i - 149))
    for (const [encoding, column] of [
      ['f8', f8],
      ['f4', f4],
    ] as const) {
      const rows = await place.db.query<{ value: number }>(
        'select value from float_values($1, $2) order by ordinal',
        [new Uint8Array(column.buffer), encoding],
      )
      expect(Float64Array.from(rows, ({ value }) => value)).toStrictEqual(Float64Array.from(column))
    }
  })

  test.skipIf(missing)('a risk model is found with the release it came from', async () => {
    const written = await writeRelease(place.db, sampleContent(), sampleRecord('a'))
    const found = await readRiskModel(place.db, 'sample', 'gtr-ith')
    expect(found?.model).toStrictEqual(sampleContent().riskModels[0])
    expect(found?.release).toMatchObject({ shortId: written.shortId, cohortSlug: 'sample' })
    expect(await readRiskModel(place.db, 'sample', 'other')).toBeNull()
  })
})

describe('content that does not fit itself is refused before anything is written', () => {
  const refused: [string, ReleaseContent, RegExp][] = [
    [
      'a column too short',
      withLayer(0, { columns: [Float64Array.of(1), Float64Array.of(0, 1, 0, 1)] }),
      /clinical:gdc\/age/,
    ],
    ['a column too few', withLayer(1, { columns: [] }), /imaging:gtr columns/],
    ['a row that is no entity', withLayer(2, { rows: Int32Array.of(0, 2, 4) }), /rows/],
    ['rows not ascending', withLayer(2, { rows: Int32Array.of(0, 3, 2) }), /ascending/],
    [
      'a row of another patient',
      withLayer(2, { patientRows: Int32Array.of(1, 0, -1, 2) }),
      /a row of patient/,
    ],
    ['one patient too few', withLayer(0, { patientRows: Int32Array.of(0, 1, 2) }), /patientRows/],
    [
      'a number that float32 would round',
      withLayer(2, {
        columns: [Float64Array.of(0.1, 0, 0), Float32Array.of(0, 0, 0), Float32Array.of(0, 0, 0)],
      }),
      /float32/,
    ],
    [
      'a level that is not there',
      withLayer(0, { columns: [Float64Array.of(1, 2, 3, 4), Float64Array.of(0, 1, 4, 0)] }),
      /clinical:gdc\/sex/,
    ],
    ['half an event', withLayer(3, { columns: [Float64Array.of(1, 2, 3, 4, 0, 1, 0.5, 1)] }), /event/],
    [
      'a patient twice',
      changed(() => ({ patients: ['P-1', 'P-1', 'P-3', 'P-4'].map((id) => ({ id })) })),
      /each once/,
    ],
    ['a layer twice', changed(({ layers }) => ({ layers: [...layers, ...layers.slice(0, 1)] })), /each once/],
    [
      'a specimen of nobody',
      changed(({ specimens }) => ({ specimens: specimens.map((s) => ({ ...s, patient: 9 })) })),
      /position/,
    ],
  ]
  let place: TestDatabase
  beforeAll(async () => {
    place = await openTestDatabase('pglite')
  })
  afterAll(() => place.drop())

  test.each(refused)('%s', async (_, content, message) => {
    await expect(writeRelease(place.db, content, sampleRecord('a'))).rejects.toThrow(message)
    expect(await countRows(place.db)).toBe(0)
  })

  test('a record with errors, or a hash that is none', async () => {
    const error = { ...sampleRecord('a').findings[0], severity: 'error' as const }
    const findings = [
      { file: null, line: null, column: null, value: null, hint: null, rule: 'x', message: 'x', ...error },
    ]
    await expect(writeRelease(place.db, sampleContent(), sampleRecord('a', { findings }))).rejects.toThrow(
      'error',
    )
    const wrong = sampleRecord('a', { contentHash: 'ABC' })
    await expect(writeRelease(place.db, sampleContent(), wrong)).rejects.toThrow('SHA-256')
  })
})
