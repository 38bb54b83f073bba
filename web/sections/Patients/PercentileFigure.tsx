import { useId } from 'react'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { formatNumber } from '../../format.ts'
import { Figure } from '../../plots/Figure.tsx'
import { PercentileStrip, percentileStripHeight } from '../../plots/PercentileStrip.tsx'
import { printStyle, screenStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import { figureDownloads } from '../../figure/figureDownloads.ts'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import { percentileRows } from './record.ts'
import type { RecordLayer, RecordRelease } from './record.ts'

interface Props {
  release: RecordRelease
  patient: string
  layer: RecordLayer
  /** in the drawer there is no room for files */
  isPlain?: boolean
}

/** One layer of one patient: where each number stands among all patients of the release. */
export function PercentileFigure({ release, patient, layer, isPlain = false }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const rows = percentileRows(layer.values)
  if (rows.length === 0) return null
  const shape = { rows, width, style: screenStyle }
  const most = Math.max(...layer.values.map(({ n }) => n))
  const { cohort } = release
  const caption = [
    `${patient} of ${cohort.title}${cohort.simulated ? ' (simulated data: no patients, planted effects)' : ''}: ${layer.layer.label}${layer.layer.unit === '' ? '' : ` (${layer.layer.unit})`}.`,
    `Percentile: share of patients with a lower value and half of those with the same, of at most ${most} with a value; 50 is the middle. Row: ${layer.row ?? 'none'}.`,
    `Release ${release.id}. ${location.href}`,
  ]
  const sheet = (column: ColumnWidth) => {
    const printed = { rows, width: sheetWidth(column), style: printStyle }
    return (
      <FigureSheet
        letter="a"
        title={`${patient}: ${layer.layer.label}`}
        caption={caption}
        isSimulated={cohort.simulated}
        column={column}
        plot={{ height: percentileStripHeight(printed), drawing: <PercentileStrip {...printed} /> }}
        metadata={JSON.stringify({ release: release.id, patient, layer: layer.layer.ref })}
      />
    )
  }
  return (
    <>
      {!isPlain && (
        <div className="row no-print">
          <DownloadMenu items={figureDownloads(sheet, [cohort.slug, release.id, patient, layer.layer.ref])} />
        </div>
      )}
      <div className="plot-frame" ref={frame}>
        {width > 0 && (
          <Figure
            id={id}
            title={`${layer.layer.label} of ${patient} among all patients`}
            summary={rows
              .map(
                ({ label, value, percentile }) => `${label} ${value}, percentile ${formatNumber(percentile)}`,
              )
              .join('; ')}
            style={screenStyle}
            width={width}
            height={percentileStripHeight(shape)}
          >
            <PercentileStrip {...shape} />
          </Figure>
        )}
      </div>
    </>
  )
}
