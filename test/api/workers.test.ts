import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import type { ScienceInput, ScienceName } from '../../api/workers/science.ts'
import { createWorkers } from '../../api/workers/workers.ts'
import { createRandom } from '../../science/stats/random.ts'

/* Each task below would take minutes; only one thread may run. If an abandoned one were not ended, the next would never be answered in time. */

const random = createRandom(4)
const draw = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.uniform())
const groups = ['high', 'low'].map((key) => ({ key, label: key }))
const halves = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i % 2)

const outcome = (n: number, permutations: number): ScienceInput<'outcomeByGroup'> => ({
  groups,
  assignment: halves(n),
  groupedBy: 'risk group',
  reference: 1,
  ordered: false,
  endpoint: { label: 'OS', time: draw(n), event: draw(n).map((u) => (u < 0.5 ? 1 : 0)) },
  covariates: [],
  tau: null,
  times: null,
  cut: { label: 'score', values: draw(n) },
  permutations,
  seed: 1,
})
const block = (n: number, count: number) => ({
  kind: 'columns' as const,
  block: { n, count, values: draw(n * count) },
})
const correlate = (n: number, count: number): ScienceInput<'associateStored'> => ({
  x: block(n, count),
  y: block(n, count),
  method: 'kendall',
  p: 'r',
  covariates: [],
  rival: null,
  family: 'all pairs',
})
const baseline = (n: number, columns: number): ScienceInput<'baselineTable'> => ({
  groups,
  assignment: halves(n),
  columns: Array.from({ length: columns }, (_, c) => ({
    key: `c${c}`,
    label: `column ${c}`,
    kind: 'category' as const,
    levels: Array.from({ length: 60 }, (_, level) => `level ${level}`),
    values: draw(n).map((u) => Math.floor(60 * u)),
  })),
  permutations: 1_000_000,
})

describe('an abandoned question', () => {
  const workers = createWorkers(1)
  afterAll(() => workers.close())

  async function endsWhenNobodyWaits<Name extends ScienceName>(
    name: Name,
    long: ScienceInput<Name>,
    short: ScienceInput<Name>,
  ): Promise<void> {
    const gone = new AbortController()
    const answer = workers.run(name, long, { unwanted: gone.signal })
    const ended = expect(answer).rejects.toThrow()
    // by now the thread is in the middle of it
    await setTimeout(1500)
    gone.abort(new Error('nobody waits'))
    await ended
    const after = process.cpuUsage()
    await setTimeout(400)
    const { user } = process.cpuUsage(after)
    // a thread that went on would take all of these 400 ms, or as much of them as a busy machine gives it
    expect(user / 1000).toBeLessThan(200)
    await workers.run(name, short, { unwanted: new AbortController().signal })
  }

  it('of outcome ends its thread', () =>
    endsWhenNobodyWaits('outcomeByGroup', outcome(3000, 1_000_000), outcome(30, 9)))
  it('of correlate ends its thread', () =>
    endsWhenNobodyWaits('associateStored', correlate(4000, 300), correlate(30, 2)))
  it('of the baseline table ends its thread', () =>
    endsWhenNobodyWaits('baselineTable', baseline(500, 100), baseline(10, 1)))
})
