import { expect, it } from 'vitest'
import { publishedRules, robustnessFilter } from '../../../science/radiogenomics/robustnessFilter.ts'
import { hasRealData } from '../../shared.ts'
import { wawPhase } from './wawPhase.ts'

it.skipIf(!hasRealData)('WAW-TACE: which features agree between two contrast phases', () => {
  const report = robustnessFilter([wawPhase(1), wawPhase(2)], publishedRules.interReader)
  expect([report.cases, report.casesLeftOut.length, report.featuresLeftOut]).toEqual([367, 9, []])
  const of = (feature: string) => report.features.find((own) => own.feature === `original_${feature}`)
  // R psych::ICC on the same 367 lesions
  for (const [feature, single, mean, agreement] of [
    ['shape_MeshVolume', 0.999997598462, 0.99999879923, 0.999997602728],
    ['firstorder_Mean', 0.235805463666, 0.381622303185, 0.208146062566],
    ['glcm_Correlation', 0.338846149607, 0.506176381366, 0.329674347593],
  ] as const) {
    expect(of(feature)?.consistencySingle?.value).toBeCloseTo(single, 7)
    expect(of(feature)?.consistencyMean?.value).toBeCloseTo(mean, 7)
    expect(of(feature)?.agreementSingle?.value).toBeCloseTo(agreement, 7)
  }
  expect(report.kept.length).toBe(27)
  expect(report.kept).toContain('original_shape_MeshVolume')
})
