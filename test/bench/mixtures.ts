import { fitHeterogeneity, heterogeneityVector } from '../../science/radiogenomics/heterogeneity.ts'
import { createRandom } from '../../science/stats/random.ts'
import { measure, table } from './measure.ts'

/** 45,000 mixture fits: 100 patients × 100 regions × 90 features, K = 1 … 5. `node test/bench/mixtures.ts` */
const random = createRandom(3)
const normal = (): number =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())
const n = 10_000
const regions = {
  regions: Array.from({ length: n }, (_, i) => `r${100 + (i % 100)}`),
  patients: Array.from({ length: n }, (_, i) => `P${100 + Math.floor(i / 100)}`),
  features: Array.from({ length: 90 }, (_, f) => `f${100 + f}`),
  columns: Array.from({ length: 90 }, (_, f) =>
    Float64Array.from({ length: n }, (__, i) => (i % (1 + (f % 4))) * 2 + normal()),
  ),
}
const { source } = fitHeterogeneity(regions)
console.log(
  table([
    measure(
      '45,000 mixture fits as scikit-learn makes them (90 features × 100 patients × 100 regions, K = 1 … 5)',
      '2,000',
      () => heterogeneityVector(regions, source),
      {
        runs: 5,
        warm: 1,
      },
    ),
  ]),
)
