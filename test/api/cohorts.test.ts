import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHarness } from './harness.ts'
import type { Harness } from './harness.ts'
import { patientIds } from './planted.ts'

let h: Harness
beforeAll(async () => {
  h = await openHarness()
})
afterAll(() => h.close())

describe('cohorts', () => {
  it('are listed with their counts in one statement', async () => {
    const answer = await h.ask(`{ cohorts { slug title simulated imaging citations
      release { id number current counts { patients specimens ctSeries patientsWithCt patientsWithImmune
        patientsWithScore patientsWithImaging patientsWithOutcome layers variables } } } }`)
    expect(answer.data).toEqual({
      cohorts: [
        {
          slug: 'planted',
          title: 'Planted cohort',
          simulated: true,
          imaging: 'CT',
          citations: ['nobody'],
          release: {
            id: h.release,
            number: 1,
            current: true,
            counts: {
              patients: 14,
              specimens: 13,
              ctSeries: 3,
              patientsWithCt: 2,
              patientsWithImmune: 13,
              patientsWithScore: 13,
              patientsWithImaging: 14,
              patientsWithOutcome: 14,
              layers: 5,
              variables: 9,
            },
          },
        },
      ],
    })
    expect(answer.statements).toBe(1)
  })

  it('are null where there is none of that name', async () => {
    const { data, errors } = await h.ask(
      '{ cohort(slug: "nobody") { slug } release(hash: "nothing") { id } }',
    )
    expect(data).toEqual({ cohort: null, release: null })
    expect(errors).toEqual([])
  })

  it('know their releases, and a release its cohort', async () => {
    const { data } = await h.ask(
      '{ cohort(slug: "planted") { releases { id cohort { title release { number } } } } }',
    )
    const cohort = { title: 'Planted cohort', release: { number: 1 } }
    expect(data).toEqual({ cohort: { releases: [{ id: h.release, cohort }] } })
  })
})

describe('a release', () => {
  async function release(fields: string): Promise<{ data: unknown; statements: number }> {
    const { data, statements, errors } = await h.ask(`{ release(hash: "${h.release}") { ${fields} } }`)
    expect(errors).toEqual([])
    return { data: (data as { release: unknown }).release, statements }
  }

  it('has layers with how many patients pass their quality rule', async () => {
    const { data } = await release(`layers { ref entity patientCount variableCount quality { nPassing n op } }
      imaging: layers(kind: IMAGING) { ref } one: layer(ref: "score:gtr-ith") { label sourceFiles { id bytes settings } }
      none: layer(ref: "immune:nope") { ref }`)
    expect(data).toEqual({
      layers: [
        { ref: 'clinical:gdc', entity: 'PATIENT', patientCount: 14, variableCount: 2, quality: null },
        { ref: 'imaging:gtr', entity: 'PATIENT', patientCount: 14, variableCount: 1, quality: null },
        {
          ref: 'immune:cibersort-lm22',
          entity: 'SPECIMEN',
          patientCount: 13,
          variableCount: 4,
          // P01, P02, P07, P12; the missing P of P14 does not pass
          quality: { nPassing: 4, n: 13, op: '<=' },
        },
        { ref: 'outcome:cdr', entity: 'PATIENT', patientCount: 14, variableCount: 1, quality: null },
        { ref: 'score:gtr-ith', entity: 'PATIENT', patientCount: 14, variableCount: 1, quality: null },
      ],
      imaging: [{ ref: 'imaging:gtr' }],
      one: {
        label: 'GTR-ITH',
        sourceFiles: [{ id: 'scores', bytes: 3_000_000_000, settings: '{"log2":false}' }],
      },
      none: null,
    })
  })

  it('describes variables at the patient level: missing is counted, zero is a value', async () => {
    const { data } =
      await release(`age: variable(ref: "clinical:gdc/age") { summary { n nMissing nZero min median max } }
      stage: variable(ref: "clinical:gdc/stage") { levels summary { n nMissing nZero median levels { level n } } }
      m1: variable(ref: "immune:cibersort-lm22/macrophage_m1") { role layer { ref } cell { key label parent }
        summary { n nMissing nZero min max } }
      os: variable(ref: "outcome:cdr/os") { type summary { n events min median } }
      none: variable(ref: "clinical:gdc/nope") { ref }`)
    expect(data).toEqual({
      // 0, 50, …, 61: the 7th of 13 is 55
      age: { summary: { n: 13, nMissing: 1, nZero: 1, min: 0, median: 55, max: 61 } },
      stage: {
        levels: ['I', 'II', 'III'],
        summary: {
          n: 13,
          nMissing: 1,
          nZero: 0,
          median: null,
          levels: [
            { level: 'I', n: 5 },
            { level: 'II', n: 4 },
            { level: 'III', n: 4 },
          ],
        },
      },
      m1: {
        role: 'MEASURE',
        layer: { ref: 'immune:cibersort-lm22' },
        cell: { key: 'macrophage_m1', label: 'M1 macrophages', parent: 'macrophage' },
        summary: { n: 13, nMissing: 1, nZero: 0, min: 0.01, max: 0.5 },
      },
      os: { type: 'ENDPOINT', summary: { n: 14, events: 3, min: 0, median: 650 } },
      none: null,
    })
  })

  it('leads the names of image features to codes of the IBSI', async () => {
    const { data } = await h.ask(
      `query ($hash: ID!) { release(hash: $hash) { variables(layer: "imaging:gtr") { nodes { key imagingFeature {
         tool image ibsi family name settings note } } } cell: variables(search: "plasma") { nodes { imagingFeature { ibsi } } } } }`,
      { hash: h.release },
    )
    expect(data).toMatchObject({
      release: {
        variables: {
          nodes: [
            {
              key: 'original_shape_MeshVolume',
              imagingFeature: {
                tool: 'pyradiomics',
                image: 'original',
                ibsi: 'RNU0',
                family: 'shape',
                name: 'volume of the mesh',
                settings: '',
                note: null,
              },
            },
          ],
        },
        cell: { nodes: [{ imagingFeature: null }] },
      },
    })
  })

  it('reads the summaries of a page of variables in one statement', async () => {
    const { statements } = await release('variables(first: 9) { nodes { summary { n } layer { ref } } }')
    // the release, the page, the columns, and the layers where nobody has asked for them before
    expect(statements).toBeLessThanOrEqual(4)
  })

  it('pages through variables without losing or repeating one', async () => {
    type Page = {
      variables: { totalCount: number; endCursor: string; hasNextPage: boolean; nodes: { ref: string }[] }
    }
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 5; page += 1) {
      const found = await release(
        `variables(first: 2${after}) { totalCount endCursor hasNextPage nodes { ref } }`,
      )
      const data = found.data as Page
      expect(data.variables.totalCount).toBe(9)
      expect(data.variables.hasNextPage).toBe(page < 4)
      seen.push(...data.variables.nodes.map((node) => node.ref))
      after = `, after: "${data.variables.endCursor}"`
    }
    expect(seen).toHaveLength(9)
    expect(new Set(seen).size).toBe(9)
  })

  it('searches variables by words, layer, kind and type', async () => {
    const { data } = await release(`a: variables(search: "age diag") { nodes { ref } }
      b: variables(kind: IMMUNE, search: "M1") { nodes { ref } }
      c: variables(type: CATEGORY) { nodes { ref } }
      d: variables(layer: "score:gtr-ith") { nodes { ref } }
      e: layer(ref: "immune:cibersort-lm22") { variables(search: "plasma") { totalCount nodes { ref } } }
      f: variables(search: "%") { totalCount endCursor hasNextPage nodes { ref } }`)
    expect(data).toEqual({
      a: { nodes: [{ ref: 'clinical:gdc/age' }] },
      b: { nodes: [{ ref: 'immune:cibersort-lm22/macrophage_m1' }] },
      c: { nodes: [{ ref: 'clinical:gdc/stage' }] },
      d: { nodes: [{ ref: 'score:gtr-ith/score' }] },
      e: { variables: { totalCount: 1, nodes: [{ ref: 'immune:cibersort-lm22/plasma_cell' }] } },
      f: { totalCount: 0, endCursor: null, hasNextPage: false, nodes: [] },
    })
  })

  it('has patients with what is theirs, each edge of all of them in one statement', async () => {
    type Data = { patients: { totalCount: number; nodes: Record<string, unknown>[] } }
    const found = await release(`patients(first: 100) { totalCount nodes { id
      specimens { barcode patient chosen } ctSeries { seriesUid viewerUrl sliceThicknessMm } exclusions { scope reason } } }`)
    const { patients } = found.data as Data
    expect(patients.totalCount).toBe(14)
    expect(patients.nodes.map((node) => node['id'])).toEqual(patientIds)
    expect(patients.nodes[3]).toEqual({
      id: 'P04',
      specimens: [{ barcode: 'P04-01A', patient: 'P04', chosen: true }],
      ctSeries: [
        {
          seriesUid: '1.2.3.2',
          viewerUrl:
            'https://viewer.imaging.datacommons.cancer.gov/v3/viewer/?StudyInstanceUIDs=1.2.3&SeriesInstanceUIDs=1.2.3.2',
          sliceThicknessMm: 1.5,
        },
      ],
      exclusions: [],
    })
    expect(patients.nodes[12]).toMatchObject({
      specimens: [],
      exclusions: [{ scope: 'immune:cibersort-lm22', reason: 'only a normal tissue was sequenced' }],
    })
    expect(found.statements).toBe(5)
  })

  it('tells everything of one patient, each number with its place among all, one statement a layer', async () => {
    type Value = { variable: { key: string }; cell: { key: string } | null } & Record<string, unknown>
    type Record_ = { layer: { ref: string }; row: string | null; reason: string | null; values: Value[] }[]
    const ask = async (id: string) => {
      const { data, statements } = await release(`patient(id: "${id}") { record { layer { ref } row reason
        values { variable { key } cell { key } value level event percentile n median } } }`)
      return { record: (data as { patient: { record: Record_ } }).patient.record, statements }
    }
    const { record, statements } = await ask('P03')
    expect(record.map(({ layer, row }) => [layer.ref, row])).toEqual([
      ['clinical:gdc', 'P03'],
      ['imaging:gtr', 'P03'],
      ['immune:cibersort-lm22', 'P03-01A'],
      ['outcome:cdr', 'P03'],
      ['score:gtr-ith', 'P03'],
    ])
    const of = (layer: string, key: string) =>
      record.find(({ layer: { ref } }) => ref === layer)?.values.find(({ variable }) => variable.key === key)
    // ages 0, 50, 51 … 61: the third of 13: (2 + .5)/13
    expect(of('clinical:gdc', 'age')).toMatchObject({ value: 51, n: 13, median: 55 })
    expect(of('clinical:gdc', 'age')?.['percentile']).toBeCloseTo(250 / 13, 12)
    expect(of('clinical:gdc', 'stage')).toMatchObject({ level: 'III', value: null, percentile: null, n: 13 })
    expect(of('outcome:cdr', 'os')).toMatchObject({ value: 200, event: true, percentile: null })
    // 0 in all 13: the middle
    expect(of('immune:cibersort-lm22', 'plasma_cell')).toMatchObject({ value: 0, percentile: 50, n: 13 })
    expect(of('immune:cibersort-lm22', 'macrophage_m1')?.cell?.key).toBe('macrophage_m1')
    // layers are remembered: release, patient, five layers
    expect(statements).toBe(7)
    const absent = (await ask('P13')).record.find(({ layer: { ref } }) => ref.startsWith('immune'))
    expect(absent).toMatchObject({ row: null, reason: 'only a normal tissue was sequenced', values: [] })
  })

  it('has files, findings, exclusions and specimens', async () => {
    const { data } =
      await release(`files { id } findings(severity: WARNING) { totalCount nodes { rule line } }
      findingCounts { rule severity count } exclusions(scope: "score:gtr-ith") { nodes { patient code } }
      specimens(chosen: false) { totalCount } ctSeries(first: 1) { totalCount hasNextPage nodes { patient } }
      patient(id: "P07") { id specimens { barcode } } nobody: patient(id: "P99") { id }`)
    expect(data).toEqual({
      files: [{ id: 'cells' }, { id: 'clinical' }, { id: 'scores' }],
      findings: { totalCount: 1, nodes: [{ rule: 'constant-feature', line: 1 }] },
      findingCounts: [
        { rule: 'constant-feature', severity: 'WARNING', count: 1 },
        { rule: 'id-normalised', severity: 'NOTE', count: 400 },
      ],
      exclusions: { nodes: [{ patient: 'P14', code: 'no-ct' }] },
      specimens: { totalCount: 0 },
      ctSeries: { totalCount: 3, hasNextPage: true, nodes: [{ patient: 'P01' }] },
      patient: { id: 'P07', specimens: [{ barcode: 'P07-01A' }] },
      nobody: null,
    })
  })

  it('suggests groupings, the risk model first', async () => {
    const { data } = await release('suggestedGroupings { label grouping { kind variable model score } }')
    const rest = { model: null, score: null }
    expect(data).toEqual({
      suggestedGroupings: [
        {
          label: 'GTR-ITH score, cutoff of elsewhere',
          grouping: {
            kind: 'RISK_MODEL',
            variable: null,
            model: `${h.release}/gtr-ith`,
            score: 'score:gtr-ith/score',
          },
        },
        {
          label: 'median of MeshVolume',
          grouping: { kind: 'MEDIAN', variable: 'imaging:gtr/original_shape_MeshVolume', ...rest },
        },
        { label: 'AJCC stage', grouping: { kind: 'CATEGORIES', variable: 'clinical:gdc/stage', ...rest } },
      ],
    })
  })

  it('has its risk models', async () => {
    const fields =
      '{ id key inputs centre scale loadings cutoff cutoffRule trainedOnCohort trainedOnPatients release { id } }'
    const found = await h.ask(
      `{ riskModels ${fields} release(hash: "${h.release}") { riskModels ${fields} } }`,
    )
    const data = found.data as { riskModels: unknown[] }
    expect(data.riskModels).toEqual([
      {
        id: `${h.release}/gtr-ith`,
        key: 'gtr-ith',
        inputs: ['score:gtr-ith/GTR_proba', 'score:gtr-ith/ITH_proba'],
        centre: [0.5, 0.25],
        scale: [1, 2],
        loadings: [Math.SQRT1_2, Math.SQRT1_2],
        cutoff: 0,
        cutoffRule: 'training median',
        trainedOnCohort: 'elsewhere',
        trainedOnPatients: 99,
        release: { id: h.release },
      },
    ])
    expect(data).toHaveProperty('release.riskModels', data.riskModels)
  })
})
