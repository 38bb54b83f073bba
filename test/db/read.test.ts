import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { findAnalysis, keepAnalysis } from '../../db/app/analyses.ts'
import { readCohort, readCohorts } from '../../db/read/cohorts.ts'
import { readCtSeries, readCtSeriesOf } from '../../db/read/ctSeries.ts'
import { readExclusions, readExclusionsOf } from '../../db/read/exclusions.ts'
import { readFiles } from '../../db/read/files.ts'
import { readFindingCounts, readFindings } from '../../db/read/findings.ts'
import { readLayer, readLayerColumns, readLayers } from '../../db/read/layers.ts'
import { readPatient, readPatientIds, readPatients } from '../../db/read/patients.ts'
import { readManifest, readRelease } from '../../db/read/releases.ts'
import { readRiskModels, readRiskModelsOf } from '../../db/read/riskModels.ts'
import { readSpecimens, readSpecimensOf } from '../../db/read/specimens.ts'
import {
  readVariable,
  readVariableColumn,
  readVariableColumns,
  readVariables,
} from '../../db/read/variables.ts'
import { writeRelease } from '../../db/release/write.ts'
import { openTestDatabase, type TestDatabase } from './databases.ts'
import { sampleContent, sampleRecord } from './sampleRelease.ts'

const all = { first: 100, offset: 0 }
const cibersort = { kind: 'immune', key: 'cibersort-lm22' } as const

describe.each(['pglite', 'postgres'] as const)('reads of %s', (kind) => {
  const missing = kind === 'postgres' && !inject('postgres')
  let place: TestDatabase
  let release = 0
  const content = sampleContent()

  /** What a read costs is part of its contract. */
  async function counted<T>(read: () => Promise<T>): Promise<{ answer: T; statements: number }> {
    const before = place.db.statementCount
    const answer = await read()
    return { answer, statements: place.db.statementCount - before }
  }

  beforeAll(async () => {
    if (missing) return
    place = await openTestDatabase(kind)
    const other = sampleContent('another')
    await writeRelease(place.db, { ...other, layers: other.layers.slice(0, 1) }, sampleRecord('another'))
    release = (await writeRelease(place.db, content, sampleRecord('a'))).releaseId
  })
  afterAll(async () => {
    if (!missing) await place.drop()
  })

  test.skipIf(missing)('a whole method in one statement, with the ids of its rows', async () => {
    const { answer, statements } = await counted(() => readLayerColumns(place.db, release, cibersort))
    expect(statements).toBe(1)
    expect(answer?.layer).toMatchObject({
      ref: 'immune:cibersort-lm22',
      patientCount: 3,
      rowCount: 3,
      quality: { op: '<=' },
    })
    expect(answer?.variables.map(({ ref }) => ref)).toStrictEqual([
      'immune:cibersort-lm22/macrophage_m1',
      'immune:cibersort-lm22/p_value',
      'immune:cibersort-lm22/plasma_cell',
    ])
    expect(answer?.columns).toStrictEqual([
      Float64Array.of(Math.fround(0.1), -0, NaN),
      Float64Array.of(Math.fround(0.01), Math.fround(0.2), Math.fround(1e-40)),
      Float64Array.of(0, Math.fround(1 / 3), 1),
    ])
    expect(answer?.rowIds).toStrictEqual(['P-1-00', 'P-2-02', 'P-4-03'])
    expect(answer?.rows).toStrictEqual(Int32Array.of(0, 2, 3))
    expect(answer?.patientRows).toStrictEqual(Int32Array.of(0, 1, -1, 2))
  })

  test.skipIf(missing)('a part of a method by role or key; none of it; no such method', async () => {
    const keysOf = async (choice: Parameters<typeof readLayerColumns>[3]) =>
      (await readLayerColumns(place.db, release, cibersort, choice))?.variables.map(({ key }) => key)
    expect(await keysOf({ roles: ['quality'] })).toStrictEqual(['p_value'])
    expect(await keysOf({ roles: ['measure'] })).toStrictEqual(['macrophage_m1', 'plasma_cell'])
    expect(await keysOf({ keys: ['plasma_cell', 'nobody'] })).toStrictEqual(['plasma_cell'])
    const none = await readLayerColumns(place.db, release, cibersort, { roles: ['total'] })
    expect(none).toMatchObject({ variables: [], columns: [], rowIds: ['P-1-00', 'P-2-02', 'P-4-03'] })
    expect(await readLayerColumns(place.db, release, { kind: 'immune', key: 'xcell' })).toBeNull()
    const lesions = await readLayerColumns(place.db, release, { kind: 'imaging', key: 'gtr' })
    expect(lesions).toMatchObject({ rowIds: ['P-1 largest', 'P-3 only'], patientRows: null })
  })

  test.skipIf(missing)('columns by reference, many in one statement, at the patients', async () => {
    const names = [
      { kind: 'outcome', layer: 'cdr', key: 'os' },
      { kind: 'immune', layer: 'cibersort-lm22', key: 'nobody' },
      { kind: 'immune', layer: 'cibersort-lm22', key: 'plasma_cell' },
      { kind: 'imaging', layer: 'gtr', key: 'original_glcm_Idm' },
    ] as const
    const { answer, statements } = await counted(() => readVariableColumns(place.db, release, names))
    expect(statements).toBe(1)
    const [os, nobody, plasma, lesion] = answer
    expect(os).toMatchObject({
      values: Float64Array.of(10, 0, NaN, 400.5),
      patientEvents: Float64Array.of(1, 0, NaN, 1),
    })
    expect(nobody).toBeNull()
    expect(plasma?.patientValues).toStrictEqual(Float64Array.of(0, Math.fround(1 / 3), NaN, 1))
    expect(plasma?.events).toBeNull()
    expect(lesion).toMatchObject({ values: Float64Array.of(5e-324, Number.MAX_VALUE), patientValues: null })
    const single = await counted(() => readVariableColumn(place.db, release, names[0]))
    expect(single.statements).toBe(1)
    expect(single.answer).toStrictEqual(os)
  })

  test.skipIf(missing)(
    'variables by words in label or key, the closest first, signs taken as themselves',
    async () => {
      const found = async (search: string) =>
        (await readVariables(place.db, release, { ...all, search })).nodes.map(({ key }) => key)
      expect(await found('m')).toStrictEqual(['macrophage_m1', 'original_glcm_Idm', 'plasma_cell'])
      expect(await found(' CELL  plasma ')).toStrictEqual(['plasma_cell'])
      expect(await found('%_\\')).toStrictEqual(['age'])
      expect(await found('diagnosis; "x"')).toStrictEqual(['age'])
      expect(await found(`'; drop table variable`)).toStrictEqual([])
      const os = await readVariables(place.db, release, { ...all, type: 'endpoint' })
      expect(os).toMatchObject({ totalCount: 1, nodes: [{ ref: 'outcome:cdr/os', levels: null }] })
      expect((await readVariables(place.db, release, { ...all, kind: 'immune' })).totalCount).toBe(3)
      expect((await readVariables(place.db, release, { ...all, layer: cibersort })).totalCount).toBe(3)
      const sex = await readVariable(place.db, release, { kind: 'clinical', layer: 'gdc', key: 'sex' })
      expect(sex?.levels).toStrictEqual(['female', 'male, "x"', '', 'NULL'])
      expect(await readVariable(place.db, release, { kind: 'clinical', layer: 'gdc', key: 'x' })).toBeNull()
    },
  )

  test.skipIf(missing)(
    'pages join without gap or overlap, know the whole, and cost one statement',
    async () => {
      const { answer: whole, statements } = await counted(() => readVariables(place.db, release, all))
      expect(statements).toBe(1)
      const pages = await Promise.all(
        [0, 3, 6].map((offset) => readVariables(place.db, release, { first: 3, offset })),
      )
      expect(pages.flatMap(({ nodes }) => nodes)).toStrictEqual(whole.nodes)
      expect(pages.map(({ totalCount }) => totalCount)).toStrictEqual([7, 7, 7])
      const past = await readPatients(place.db, release, { first: 5, offset: 50 })
      expect(past).toStrictEqual({ totalCount: 4, nodes: [] })
      expect(await readPatients(place.db, release, { first: 0, offset: 0 })).toStrictEqual({
        totalCount: 4,
        nodes: [],
      })
      expect(await readPatients(place.db, release, { ...all, search: 'nobody' })).toStrictEqual({
        totalCount: 0,
        nodes: [],
      })
    },
  )

  test.skipIf(missing)('cohorts and releases by name, short id and hash; unknown ones are null', async () => {
    expect((await readCohorts(place.db)).map(({ slug }) => slug)).toStrictEqual(['another', 'sample'])
    const { answer: cohort, statements } = await counted(() => readCohort(place.db, 'sample'))
    expect(statements).toBe(1)
    expect(cohort).toMatchObject({ ...content.cohort, release: { id: release, number: 1, current: true } })
    expect(new Date(cohort?.release.createdAt ?? '').toISOString()).toBe(cohort?.release.createdAt)
    const id = cohort?.release.shortId ?? ''
    expect(await readRelease(place.db, id)).toStrictEqual(cohort?.release)
    expect(await readRelease(place.db, sampleRecord('a').contentHash)).toStrictEqual(cohort?.release)
    expect(await readRelease(place.db, 'x')).toBeNull()
    expect(await readCohort(place.db, 'Sample')).toBeNull()
    expect(await readManifest(place.db, release)).toStrictEqual(sampleRecord('a').manifest)
  })

  test.skipIf(missing)('everything else is as it was handed over', async () => {
    const { db } = place
    const record = sampleRecord('a')
    expect(await readPatientIds(db, release)).toStrictEqual(content.patients.map(({ id }) => id))
    expect(await readPatient(db, release, 'P-3')).toStrictEqual({ ordinal: 2, id: 'P-3' })
    expect(await readPatient(db, release, 'p-3')).toBeNull()
    expect((await readPatients(db, release, { ...all, search: 'p-3' })).nodes).toStrictEqual([
      { ordinal: 2, id: 'P-3' },
    ])
    const named = <T extends { patient: number }>(list: readonly T[]) =>
      list.map((item, ordinal) => ({
        ...item,
        ordinal,
        patientOrdinal: item.patient,
        patient: `P-${item.patient + 1}`,
      }))
    const specimens = named(content.specimens)
    expect((await readSpecimens(db, release, all)).nodes).toStrictEqual(specimens)
    expect((await readSpecimens(db, release, { ...all, chosen: false })).nodes).toStrictEqual(
      specimens.slice(1, 2),
    )
    expect(await readSpecimensOf(db, release, [1, 3])).toStrictEqual(specimens.slice(2))
    expect(await readSpecimensOf(db, release, [])).toStrictEqual([])
    expect((await readCtSeries(db, release, all)).nodes).toStrictEqual(named(content.ctSeries))
    expect(await readCtSeriesOf(db, release, [2])).toStrictEqual(named(content.ctSeries).slice(2))
    expect(await readFiles(db, release)).toStrictEqual(record.sourceFiles)
    expect(await readFindings(db, release, all)).toStrictEqual({ totalCount: 2, nodes: record.findings })
    expect((await readFindings(db, release, { ...all, severity: 'note' })).nodes).toStrictEqual(
      record.findings.slice(1),
    )
    expect(await readFindingCounts(db, release)).toStrictEqual(record.findingCounts)
    const exclusions = content.exclusions.map((item) => ({
      ...item,
      patientOrdinal: item.patient,
      patient: item.patient === null ? null : `P-${item.patient + 1}`,
    }))
    expect((await readExclusions(db, release, all)).nodes).toStrictEqual(exclusions)
    expect((await readExclusions(db, release, { ...all, scope: 'cohort' })).nodes).toStrictEqual(
      exclusions.slice(1),
    )
    expect(await readExclusionsOf(db, release, [2])).toStrictEqual(exclusions.slice(0, 1))
    expect(await readRiskModelsOf(db, release)).toMatchObject(content.riskModels)
    expect((await readRiskModels(db)).map(({ cohortSlug }) => cohortSlug)).toStrictEqual([
      'another',
      'sample',
    ])
    expect((await readLayers(db, release)).map(({ ref }) => ref)).toStrictEqual([
      'clinical:gdc',
      'imaging:gtr',
      'immune:cibersort-lm22',
      'outcome:cdr',
    ])
    expect(await readLayers(db, release, 'outcome')).toHaveLength(1)
    const clinical = await readLayer(db, release, { kind: 'clinical', key: 'gdc' })
    expect(clinical?.settings).toStrictEqual(content.layers[0]?.settings)
    expect(clinical?.sourceFiles).toStrictEqual(content.layers[0]?.sourceFiles)
  })

  test.skipIf(missing)('an analysis is kept once, byte for byte', async () => {
    const given = {
      hash: 'abc',
      releaseId: release,
      kind: 'compare',
      spec: '{"a":1}',
      codeVersion: 'x',
      result: '{"p":5e-324}',
    }
    expect(await findAnalysis(place.db, 'abc')).toBeNull()
    const kept = await keepAnalysis(place.db, given)
    expect(kept).toMatchObject(given)
    expect(await keepAnalysis(place.db, { ...given, result: 'other' })).toStrictEqual(kept)
    expect(await findAnalysis(place.db, 'abc')).toStrictEqual(kept)
  })
})
