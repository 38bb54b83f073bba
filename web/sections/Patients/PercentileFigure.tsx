import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { ScreenFigure } from '../../figure/ScreenFigure.tsx'
import { formatNumber } from '../../format.ts'
import { percentilesFigure, percentilesKind } from './percentilesKind.tsx'
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
  const rows = percentileRows(layer.values)
  if (rows.length === 0) return null
  const figure = percentilesFigure(release, patient, layer)
  const words = rows.map(
    ({ label, value, percentile }) => `${label} ${value}, percentile ${formatNumber(percentile)}`,
  )
  return (
    <>
      {!isPlain && (
        <div className="row no-print">
          <FigureMenu
            figure={figure}
            kind={percentilesKind}
            variables={{ release: release.id, patient, layer: layer.layer.ref }}
          />
        </div>
      )}
      <ScreenFigure
        figure={figure}
        title={`${layer.layer.label} of ${patient} among all patients`}
        summary={words.join('; ')}
      />
    </>
  )
}
