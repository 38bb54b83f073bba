/** Writes the splits that make.R tests: `node test/oracles/placebo/splits.ts > splits.csv`. */
import { createRandom } from '../../../science/stats/random.ts'
import { shuffledOrder } from '../../../science/stats/shuffle.ts'

const random = createRandom(2025)
for (let split = 0; split < 4_000; split += 1) console.log(shuffledOrder(36, random).subarray(0, 18).join(','))
