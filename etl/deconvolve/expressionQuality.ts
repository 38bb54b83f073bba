/** How each sample's expression looks beside the others: columns of the new layer, and a warning for each sample that stands out. */
import type { SampleQuality as QualityColumn } from '../../science/immune/deconvolution.ts'
import type { Expression } from '../../science/transcriptome/expression.ts'
import type { Outlier, SampleQuality } from '../../science/transcriptome/sampleQuality.ts'
import { sampleQuality } from '../../science/transcriptome/sampleQuality.ts'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'

/** @param expression all genes that have a value in every sample @returns null where there is none */
export function expressionQuality(expression: Expression): SampleQuality | null {
  return expression.genes.length === 0 || expression.samples.length === 0 ? null : sampleQuality(expression)
}

/** Only one side of each is bad, and only that side is an outlier. */
const words: Readonly<Record<Outlier['measure'], { key: string; label: string; bad: string }>> = {
  total: { key: 'library_size', label: 'Library size', bad: 'a small library' },
  genesDetected: { key: 'genes_detected', label: 'Genes detected', bad: 'few genes above 0' },
  mitochondrialShare: {
    key: 'mitochondrial_share',
    label: 'Mitochondrial share',
    bad: 'much mitochondrial expression',
  },
  topShare: {
    key: 'top_genes_share',
    label: 'Share of the 50 highest genes',
    bad: 'much in few genes',
  },
  typicality: {
    key: 'typicality',
    label: 'Correlation with the median sample',
    bad: 'unlike the others',
  },
}

const measures = ['total', 'genesDetected', 'mitochondrialShare', 'topShare', 'typicality'] as const

/** @returns the measures that the unit and the genes of the matrix allow */
export function qualityColumns(quality: SampleQuality): QualityColumn[] {
  return measures.flatMap((measure) => {
    const { key, label } = words[measure]
    const values = quality[measure]
    return values.every(Number.isNaN) ? [] : [{ key, label, values }]
  })
}

/** @param layer reference of the expression layer */
export function reportOutliers(quality: SampleQuality, layer: string, findings: Findings): void {
  quality.samples.forEach((sample, at) => {
    const outliers = quality.outliers[at] ?? []
    if (outliers.length === 0) return
    report(findings, 'sample-outlier', {
      file: layer,
      value: sample,
      message: `${sample} stands out among ${quality.samples.length} samples: ${outliers.map(inWords).join('; ')}.`,
      hint: 'It stays in the layer. See whether its conclusion holds without it; measures of all samples stand in the layer as quality.',
    })
  })
}

function inWords({ measure, value, deviations }: Outlier): string {
  const { label, bad } = words[measure]
  const shown = String(Number(value.toPrecision(3)))
  const distance = Number.isFinite(deviations)
    ? `, ${Math.abs(deviations).toFixed(1)} scaled MADs ${deviations < 0 ? 'below' : 'above'} the median`
    : ''
  return `${bad} (${label.charAt(0).toLowerCase()}${label.slice(1)} ${shown}${distance})`
}
