import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leastSquares } from '../../science/stats/leastSquares.ts'
import { pearson } from '../../science/stats/pearson.ts'
import { spearman } from '../../science/stats/spearman.ts'
import { openHarness } from './harness.ts'
import type { Answer, Harness } from './harness.ts'
import { m1, m2 } from './planted.ts'

let h: Harness
beforeAll(async () => {
  h = await openHarness()
})
afterAll(() => h.close())

interface Correlation {
  correlation: { value: number | null; low: number | null; high: number | null; name: string }
  n: number
  pValue: number | null
  qValue: number | null
  variant: string
  reason: string | null
}
interface Pair {
  x: { ref: string }
  y: { ref: string; label: string }
  raw: Correlation
  adjusted: Correlation | null
  rawOnAdjusted: number | null
  rivalWithY: Correlation | null
  rivalWithX: Correlation | null
  withoutRival: Correlation | null
  points: { patient: string; x: number | null; y: number | null }[] | null
}
interface Association {
  id: string
  n: number
  rival: { ref: string } | null
  family: { name: string; planned: number; tested: number }
  adjustment: { columns: number; leftOut: { reason: string; patients: string[] }[] } | null
  flow: { label: string; n: number; leftOut: { reason: string; patients: string[] }[] }[]
  pairs: { totalCount: number; hasNextPage: boolean; nodes: Pair[] }
  matrix: { r: (number | null)[] }
  tsv: string
}

const query = `query ($input: CorrelateInput!, $first: Int = 50, $order: PairOrder = GIVEN) { correlate(input: $input) {
  id n rival { ref } family { name planned tested } adjustment { columns leftOut { reason patients } }
  flow { label n leftOut { reason patients } }
  pairs(first: $first, order: $order) { totalCount hasNextPage nodes { x { ref } y { ref label }
    raw { ...c } adjusted { ...c } rawOnAdjusted rivalWithY { ...c } rivalWithX { ...c } withoutRival { ...c } points { patient x y } } }
  matrix { r } tsv } }
fragment c on Correlation { correlation { name value low high } n pValue qValue variant reason }`

async function ask(input: object = {}, more: object = {}): Promise<Answer & { found: Association }> {
  const x = { variables: ['score:gtr-ith/score'] }
  const y = { layer: 'immune:cibersort-lm22' }
  const answer = await h.ask(query, { input: { release: h.release, x, y, ...input }, ...more })
  return { ...answer, found: (answer.data as { correlate: Association } | null)?.correlate as Association }
}

const score = [-6, -5, -4, -3, -2, 0, 1, 2, 3, 4, 5, 6]

interface Drawn {
  xLabel: string
  points: { patient: string; x: number; y: number }[]
  fit: { n: number; df: number; slope: { value: number; low: number; high: number } } | null
}
interface DrawnPair {
  raw: { qValue: number }
  adjusted: { correlation: { value: number } } | null
  scatter: Drawn
  rest: Drawn
  rival: Drawn
  none: Drawn
}
interface ClusteredAnswer {
  matrix: { qValue: (number | null)[]; logQ: (number | null)[] }
  clusters: { x: { order: number[]; clustered: number }; y: object }
}

describe('correlate on the planted cohort', () => {
  it('correlates a score with every cell, with who is in', async () => {
    const { found } = await ask()
    expect(found.n).toBe(12)
    expect(found.flow.map(({ n }) => n)).toEqual([14, 13, 12])
    expect(found.flow[1]?.leftOut).toEqual([{ reason: 'no CT before treatment', patients: ['P14'] }])
    expect(found.pairs.nodes.map(({ y }) => y.ref)).toEqual([
      'immune:cibersort-lm22/macrophage_m1',
      'immune:cibersort-lm22/macrophage_m2',
      'immune:cibersort-lm22/plasma_cell',
    ])
    const [first, second, third] = found.pairs.nodes
    // M1 rises with the score without exception: the smallest p that twelve can give, 2/12!
    expect(first?.raw.correlation.value).toBe(1)
    expect(first?.raw).toMatchObject({ n: 12, variant: 'Edgeworth series (AS 89)', reason: null })
    expect(first?.raw.pValue).toBeCloseTo(2 / 479_001_600, 18)
    const direct = spearman(score, m2.slice(0, 12))
    if ('kind' in direct) throw new Error('not testable')
    expect(second?.raw.correlation.value).toBeCloseTo(direct.rho, 14)
    expect(second?.raw.correlation.low).toBeCloseTo(direct.low ?? NaN, 14)
    expect(second?.raw.pValue).toBeCloseTo(Math.exp(direct.logP), 14)
    expect(third?.raw).toMatchObject({ pValue: null, qValue: null, reason: 'all values equal' })
    expect(found.family).toEqual({
      name: 'GTR-ITH score × 3 variables of CIBERSORT (LM22)',
      planned: 3,
      tested: 2,
    })
    expect(found.matrix.r).toEqual([1, second?.raw.correlation.value, null])
  })

  it('stands beside what the tumour volume alone gives', async () => {
    const { found } = await ask()
    const [first, second] = found.pairs.nodes
    expect(found.rival?.ref).toBe('imaging:gtr/original_shape_MeshVolume')
    // volume, score and M1 have the same order: once it is taken out nothing is left
    expect(first?.rivalWithY?.correlation.value).toBe(1)
    expect(first?.rivalWithX?.correlation.value).toBe(1)
    expect(first?.withoutRival).toMatchObject({ reason: 'explained by the covariates' })
    expect(second?.rivalWithY?.correlation.value).toBeCloseTo(second?.raw.correlation.value ?? NaN, 14)
    expect((await ask({ withRival: false })).found.rival).toBeNull()
    const itself = await ask({ x: { variables: ['imaging:gtr/original_shape_MeshVolume'] } })
    expect(itself.found.rival).toBeNull()
  })

  it('adjusts, with the raw figure on the same patients beside', async () => {
    const { found } = await ask({ adjustFor: ['clinical:gdc/stage'] })
    expect(found.adjustment).toMatchObject({ columns: 2, leftOut: [] })
    const second = found.pairs.nodes[1]
    expect(second?.adjusted?.correlation.name).toBe('partial Spearman’s ρ')
    expect(second?.adjusted?.n).toBe(12)
    expect(second?.rawOnAdjusted).toBeCloseTo(second?.raw.correlation.value ?? NaN, 14)
    expect(second?.adjusted?.variant).toBe('Student’s t')
  })

  it('gives the points of few variables, ordered and paged pairs, and a TSV', async () => {
    const y = { variables: ['immune:cibersort-lm22/macrophage_m2', 'immune:cibersort-lm22/macrophage_m1'] }
    const { found, statements } = await ask({ y }, { first: 1, order: 'P' })
    expect(found.pairs).toMatchObject({ totalCount: 2, hasNextPage: true })
    expect(found.pairs.nodes[0]?.y.ref).toBe('immune:cibersort-lm22/macrophage_m1')
    expect(found.pairs.nodes[0]?.points?.[0]).toEqual({ patient: 'P01', x: -6, y: m1[0] })
    expect(found.pairs.nodes[0]?.points).toHaveLength(12)
    expect(statements).toBeLessThanOrEqual(10)
    expect(
      (await ask({ y: { variables: [...y.variables].reverse() } }, { first: 1, order: 'P' })).found.id,
    ).toBe(found.id)
    const rows = found.tsv.split('\n').filter((line) => !line.startsWith('#'))
    expect(rows[0]?.split('\t').slice(0, 6)).toEqual(['x', 'x_label', 'y', 'y_label', 'r', 'low'])
    // a label that a spreadsheet would run
    expect(found.tsv).toContain("\t'=M2 macrophages\t")
    expect(rows).toHaveLength(4)
  })

  it('takes Kendall and Pearson', async () => {
    const kendall = (await ask({ method: 'KENDALL' })).found
    expect(kendall.rival).toBeNull()
    expect(kendall.pairs.nodes[0]?.raw).toMatchObject({ variant: 'all orders or recursion (exact)' })
    expect(kendall.pairs.nodes[0]?.raw.pValue).toBeCloseTo(2 / 479_001_600, 18)
    const pearson = (await ask({ method: 'PEARSON' })).found.pairs.nodes[0]?.raw
    expect(pearson).toMatchObject({ variant: 'Student’s t', correlation: { name: 'Pearson’s r' } })
    expect(pearson?.correlation.value).toBeGreaterThan(0.99)
  })

  it('one pair has q over the whole family, and is drawn with line and band', async () => {
    const answer = await h.ask(
      `query ($input: CorrelateInput!, $x: ID!, $y: ID!) { correlate(input: $input) { pair(x: $x, y: $y) {
        raw { qValue n } adjusted { correlation { value } }
        scatter { xLabel points { patient x y } fit { n df slope { value low high } x low high } reason }
        rest: scatter(of: ADJUSTED) { xLabel points { x y } fit { df } }
        rival: scatter(of: RIVAL) { xLabel points { x } }
        none: scatter(of: WITHOUT_RIVAL) { points { x } }
      } } }`,
      {
        input: {
          release: h.release,
          x: { variables: ['score:gtr-ith/score'] },
          y: { layer: 'immune:cibersort-lm22' },
          adjustFor: ['clinical:gdc/stage'],
        },
        x: 'score:gtr-ith/score',
        y: 'immune:cibersort-lm22/macrophage_m2',
      },
    )
    expect(answer.errors).toEqual([])
    const { pair } = (answer.data as { correlate: { pair: DrawnPair } }).correlate
    const whole = (await ask()).found.pairs.nodes[1]
    expect(pair.raw.qValue).toBe(whole?.raw.qValue)
    expect(pair.scatter.points).toEqual(
      score.map((x, i) => ({ patient: `P${String(i + 1).padStart(2, '0')}`, x, y: m2[i] })),
    )
    const line = leastSquares(m2.slice(0, 12), [{ name: 'x', values: score }])
    if ('reason' in line) throw new Error('not testable')
    expect(pair.scatter.fit?.slope.value).toBeCloseTo(line.coefficients[1]?.estimate ?? NaN, 12)
    expect(pair.scatter.fit?.slope.low).toBeCloseTo(line.coefficients[1]?.low ?? NaN, 12)
    expect(pair.scatter).toMatchObject({ xLabel: 'GTR-ITH score', reason: null, fit: { n: 12, df: 10 } })
    expect(pair.rest).toMatchObject({ xLabel: 'GTR-ITH score, rank, residual', fit: { df: 8 } })
    const rests = pearson(
      pair.rest.points.map(({ x }) => x),
      pair.rest.points.map(({ y }) => y),
    )
    if ('reason' in rests) throw new Error('not testable')
    expect(pair.adjusted?.correlation.value).toBeCloseTo(rests.r, 12)
    expect(pair.rival.points).toHaveLength(12)
    expect(pair.none.points).toHaveLength(12)
  })

  it('a pair that is none of these is null; without adjustment there is no adjusted picture', async () => {
    const answer = await h.ask(
      `query ($input: CorrelateInput!, $y: ID!) { correlate(input: $input) {
        nobody: pair(x: "score:gtr-ith/score", y: "imaging:gtr/none") { raw { n } }
        pair(x: "score:gtr-ith/score", y: $y) { scatter(of: ADJUSTED) { xLabel } other: scatter(of: RIVAL) { xLabel } } } }`,
      {
        input: {
          release: h.release,
          x: { variables: ['score:gtr-ith/score'] },
          y: { layer: 'immune:cibersort-lm22' },
          withRival: false,
        },
        y: 'immune:cibersort-lm22/macrophage_m2',
      },
    )
    expect(answer.data).toEqual({ correlate: { nobody: null, pair: { scatter: null, other: null } } })
  })

  it('both sides in clustered order, with q as logarithm', async () => {
    const answer = await h.ask(
      `query ($input: CorrelateInput!) { correlate(input: $input) { matrix { r qValue logQ }
        clusters { method x { order clustered tree { height } } y { order clustered tree { left right height } } } } }`,
      { input: { release: h.release, x: { layer: 'imaging:gtr' }, y: { layer: 'immune:cibersort-lm22' } } },
    )
    expect(answer.errors).toEqual([])
    const { correlate } = answer.data as { correlate: ClusteredAnswer }
    const { clusters, matrix } = correlate
    // plasma cells are 0 in all: tested with nothing, last
    expect(clusters.y).toMatchObject({ order: [0, 1, 2], clustered: 2, tree: { left: [0], right: [1] } })
    expect(clusters.x.clustered).toBe(clusters.x.order.length)
    matrix.qValue.forEach((q, i) => {
      const logQ = matrix.logQ[i]
      if (q === null) expect(logQ).toBeNull()
      else expect(Math.exp(logQ ?? NaN)).toBeCloseTo(q, 14)
    })
  })

  it('suggests what to adjust for', async () => {
    const answer = await h.ask(
      `query ($r: ID!) { release(hash: $r) { suggestedAdjustments { role variable { ref } } } }`,
      { r: h.release },
    )
    expect(answer.data).toEqual({
      release: {
        suggestedAdjustments: [
          { role: 'stage', variable: { ref: 'clinical:gdc/stage' } },
          { role: 'age', variable: { ref: 'clinical:gdc/age' } },
          { role: 'volume', variable: { ref: 'imaging:gtr/original_shape_MeshVolume' } },
        ],
      },
    })
  })

  it.each([
    [{ x: { variables: ['clinical:gdc/stage'] } }, 'x.variables'],
    [{ y: { layer: 'expression:none' } }, 'y.layer'],
    [{ y: { variables: [] } }, 'y.variables'],
    [{ adjustFor: ['outcome:cdr/os'] }, 'adjustFor'],
    [{ method: 'KENDALL', adjustFor: ['clinical:gdc/age'] }, 'adjustFor'],
    [{ rival: 'clinical:gdc/stage' }, 'rival'],
  ])('refuses %o beside its control', async (input, field) => {
    const { errors } = await ask(input)
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field })
  })
})

describe('any numbers by group', () => {
  const compare = `query ($input: CompareVariablesInput!) { compareVariables(input: $input) { id family { name planned tested }
    grouping { groups { key n } } flow { n } tsv
    compared { variable { ref } result { __typename ... on TwoGroups { pValue qValue estimate { value } groups { key n median: summary { median } } } }
      points { patient group value } } } }`
  const grouping = { threshold: { variable: 'score:gtr-ith/score', cutoff: 0.5 } }

  it('as the comparison of cells has it, with every point', async () => {
    const variables = ['immune:cibersort-lm22/macrophage_m1', 'clinical:gdc/age']
    const answer = await h.ask(compare, { input: { release: h.release, grouping, variables } })
    expect(answer.errors).toEqual([])
    const { compareVariables: found } = answer.data as { compareVariables: Compared }
    expect(found.family).toEqual({ name: '2 variables asked for', planned: 2, tested: 2 })
    expect(found.compared.map(({ variable }) => variable.ref)).toEqual([...variables].sort())
    const m1Result = found.compared.find(({ variable }) => variable.ref.endsWith('macrophage_m1'))
    // wholly separated, six against six: 2 of C(12, 6) orders
    expect(m1Result?.result.pValue).toBeCloseTo(2 / 924, 12)
    expect(m1Result?.points.find(({ patient }) => patient === 'P03')?.value).toBe(m1[2])
    expect(found.tsv).toContain('immune:cibersort-lm22/macrophage_m1')
  })

  it.each([
    [{ variables: [] }, 'variables'],
    [{ variables: ['clinical:gdc/stage'] }, 'variables'],
    [{ variables: ['clinical:gdc/age'], permutations: 5 }, 'permutations or seed'],
  ])('refuses %o', async (input, field) => {
    const { errors } = await h.ask(compare, { input: { release: h.release, grouping, ...input } })
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field })
  })
})

interface Compared {
  family: object
  tsv: string
  compared: {
    variable: { ref: string }
    result: { pValue: number }
    points: { patient: string; group: string; value: number | null }[]
  }[]
}

describe('who has what, kept answers, downloads', () => {
  it('every patient once, the sets as the release counts them', async () => {
    const answer = await h.ask(
      `query ($r: ID!) { release(hash: $r) { counts { patients patientsWithCt patientsWithImaging patientsWithImmune patientsWithOutcome patientsWithScore }
        availability { sets { key n } combinations { sets n patients } } } }`,
      { r: h.release },
    )
    const { release } = answer.data as { release: Available }
    const { counts, availability } = release
    const n = Object.fromEntries(availability.sets.map((set) => [set.key, set.n]))
    expect(n).toMatchObject({
      imaging: counts['patientsWithImaging'],
      immune: counts['patientsWithImmune'],
      score: counts['patientsWithScore'],
    })
    expect(n['ct'] ?? 0).toBe(counts['patientsWithCt'])
    expect(n['outcome'] ?? 0).toBe(counts['patientsWithOutcome'])
    const everybody = availability.combinations.flatMap(({ patients }) => patients)
    expect(new Set(everybody).size).toBe(14)
    expect(everybody).toHaveLength(14)
    const without = availability.combinations.find(({ patients }) => patients.includes('P13'))
    expect(without?.sets).not.toContain('immune')
  })

  it('an answer is found again by its id, with the layers that it names', async () => {
    const { found } = await ask()
    const answer = await h.ask(
      `query ($id: ID!) { analysis(id: $id) { id kind spec layers { ref } release { id } provenance { codeVersion } } }`,
      { id: found.id },
    )
    expect(answer.data).toMatchObject({
      analysis: {
        id: found.id,
        kind: 'correlate',
        layers: [{ ref: 'immune:cibersort-lm22' }, { ref: 'score:gtr-ith' }],
        release: { id: h.release },
      },
    })
    expect((await h.ask(`{ analysis(id: "nowhere00000") { id } }`)).data).toEqual({ analysis: null })
  })

  const table = async (path: string): Promise<{ status: number; text: string }> => {
    const response = await h.api.fetch(new Request(`http://localhost/download/${path}`))
    return { status: response.status, text: await response.text() }
  }

  it('a layer is downloaded whole: labels, levels, missing, endpoints; what a spreadsheet would run is quoted', async () => {
    const { status, text } = await table(`${h.release}/immune:cibersort-lm22.tsv`)
    expect(status).toBe(200)
    const lines = text.split('\n')
    const rows = lines.filter((line) => !line.startsWith('#'))
    expect(lines[0]).toContain('# cohort: ')
    expect(rows[0]?.split('\t').slice(0, 3)).toEqual(['patient', 'specimen', 'stands_for_patient'])
    const head = rows[0]?.split('\t') ?? []
    const first = rows.find((row) => row.startsWith('P03\t'))?.split('\t') ?? []
    expect(first[head.indexOf('macrophage_m1')]).toBe(String(m1[2]))
    const clinical = (await table(`${h.release}/clinical:gdc.tsv`)).text
    expect(clinical).toMatch(/\tstage/)
    expect(clinical).not.toContain('NaN')
    const outcome = (await table(`${h.release}/outcome:cdr.tsv`)).text
    expect(outcome).toMatch(/os\.time_days\tos\.event/)
  })

  it.each([
    ['nothing', 404],
    ['nowhere00000/immune:cibersort-lm22.tsv', 404],
    ['RELEASE/immune:none.tsv', 404],
    ['RELEASE/other:none.tsv', 400],
    ['RELEASE/%E0%A4%A.tsv', 400],
  ])('%s is refused with %i', async (path, status) => {
    expect((await table(path.replace('RELEASE', h.release))).status).toBe(status)
  })
})

interface Available {
  counts: Record<string, number>
  availability: {
    sets: { key: string; n: number }[]
    combinations: { sets: string[]; n: number; patients: string[] }[]
  }
}
