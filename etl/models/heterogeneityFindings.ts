/** What is to be known of a vector of heterogeneity before it is believed: who has too few regions, and whether it only counts them. */
import { heterogeneityReport } from '../../science/radiogenomics/heterogeneityReport.ts'
import type { SizeDependence } from '../../science/radiogenomics/heterogeneityReport.ts'
import type { HeterogeneityVector, RegionTable } from '../../science/radiogenomics/heterogeneity.ts'
import type { HeterogeneitySource } from '../../science/radiogenomics/heterogeneityTypes.ts'
import { isNotTestable } from '../../science/stats/notTestable.ts'
import { createRandom } from '../../science/stats/random.ts'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'

/** A warning for each patient whose regions are too few for a mixture. */
export function reportTooFew(
  { tooFew }: Pick<HeterogeneityVector, 'tooFew'>,
  layer: string,
  findings: Findings,
): void {
  for (const { patient, reason } of tooFew)
    report(findings, 'regions-too-few', {
      file: layer,
      value: patient,
      message: `${patient}: ${reason}; without them there is no heterogeneity and no score that needs it.`,
    })
}

export interface Sized {
  regions: RegionTable
  source: HeterogeneitySource
  vector: HeterogeneityVector
  /** per patient of the vector, NaN = missing */
  volumes: Float64Array
}

/**
 * K by BIC grows with the number of regions: both rank correlations, and again with one draw of equally many regions of every tumour. Nothing is said
 * where K is not measured, or all tumours have the same number of regions.
 */
export function reportSize(
  { regions, source, vector, volumes }: Sized,
  layer: string,
  findings: Findings,
): void {
  if (!source.measures.includes('componentCount')) return
  const usable = vector.regions.filter((n) => n >= source.leastRegions)
  const fewest = usable.reduce((least, n) => Math.min(least, n), Infinity)
  if (usable.every((n) => n === fewest)) return
  const subsample = { regions: fewest, draws: 1, random: createRandom(1) }
  const { asPublished, subsampled } = heterogeneityReport(regions, source, vector, { volumes, subsample })
  report(findings, 'heterogeneity-size', {
    file: layer,
    message:
      `Mean K over the features: ${inWords(asPublished)}.` +
      (subsampled ? ` With ${fewest} regions drawn of every tumour: ${inWords(subsampled)}.` : ''),
    hint: 'Where K follows the number of regions and no longer does with equally many, it tells the size of the tumour, not its heterogeneity.',
  })
}

function inWords({ withRegions, withVolume }: SizeDependence): string {
  const rho = (against: string, found: SizeDependence['withRegions'] | null): string[] =>
    found === null
      ? []
      : [
          isNotTestable(found)
            ? `not testable against ${against} (${found.reason})`
            : `Spearman ${found.rho.toFixed(2)} with ${against} (n = ${found.n})`,
        ]
  return [...rho('the number of regions', withRegions), ...rho('the volume', withVolume)].join(', ')
}
