import { useMemo } from 'react'
import { useClient } from 'urql'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import type { CompareGroupsInput } from '../../gql/generated/graphql.ts'
import { Forest } from '../../plots/Forest.tsx'
import { forestHeight } from '../../plots/forestLayout.ts'
import type { Panel } from '../../plots/data.ts'
import { printStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { ThreeCells } from '../../plots/ThreeCells.tsx'
import { layoutThreeCells } from '../../plots/threeCellsLayout.ts'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import { AllCellsPanel, forestShape } from './AllCellsPanel.tsx'
import { contrast, effectSymbol, firstTested, isClaimCell, unitOf } from './answer.ts'
import type { Comparison } from './answer.ts'
import { allCellsCaption, familyWords, qualityWords, threeCellsCaption } from './caption.ts'
import type { CaptionFacts } from './caption.ts'
import { BesideEverybody } from './BesideEverybody.tsx'
import { CellsTable } from './CellsTable.tsx'
import { figureDownloads, nameParts, tsvDownload } from './downloads.ts'
import { MacrophageRatio } from './MacrophageRatio.tsx'
import { claimPanels } from './panels.ts'
import { PatientsTable } from './PatientsTable.tsx'
import { ThreeCellsPanel } from './ThreeCellsPanel.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'

interface Props {
  comparison: Comparison
  input: CompareGroupsInput
  slug: string
  cohortTitle: string
  isSimulated: boolean
  /** key of the cell chosen in panel 2 */
  chosen: string | undefined
  onChoose: (key: string | undefined) => void
}

/** Panels 1 and 2 with their files and the table of all numbers. */
export function ComparisonFigures(props: Props) {
  const { comparison, chosen } = props
  const client = useClient()
  const panels = useMemo(() => claimPanels(comparison, chosen), [comparison, chosen])
  const unit = axisName(comparison)
  const parts = nameParts(props.slug, comparison)
  const facts: CaptionFacts = { ...props, address: location.href }
  const tsv = tsvDownload(client, props.input, parts)
  const threeCellsSheet = (column: ColumnWidth) => {
    const shape = { panels, unit, width: sheetWidth(column), style: printStyle }
    const plot = { height: layoutThreeCells(shape).height, drawing: <ThreeCells {...shape} /> }
    return (
      <FigureSheet
        letter="a"
        title={`Cells by ${comparison.grouping.label}`}
        caption={threeCellsCaption(facts)}
        isSimulated={props.isSimulated}
        column={column}
        plot={plot}
        metadata={comparison.spec}
      />
    )
  }
  const allCellsSheet = (column: ColumnWidth) => {
    const shape = { ...forestShape(comparison), width: sheetWidth(column), style: printStyle }
    const plot = {
      height: forestHeight({ ...shape, isSigned: shape.sides !== null }),
      drawing: <Forest {...shape} />,
    }
    return (
      <FigureSheet
        letter="b"
        title={`All cells by ${comparison.grouping.label}`}
        caption={allCellsCaption(facts)}
        isSimulated={props.isSimulated}
        column={column}
        plot={plot}
        metadata={comparison.spec}
      />
    )
  }
  const extra =
    chosen === undefined || isClaimCell(chosen) ? undefined : panels.find((panel) => panel.key === chosen)
  return (
    <>
      <section className="panel" aria-labelledby="panel-1">
        <div className="panel-head">
          <h2 id="panel-1">
            <span className="panel-letter">a</span> Three cells
            {extra === undefined ? '' : ` and ${extra.title}`}
          </h2>
          <MethodLink name="wilcoxon-rank-sum" about="the rank-sum test" />
          {extra !== undefined && (
            <Button
              size="s"
              onClick={() => {
                props.onChoose(undefined)
              }}
            >
              Without {extra.title}
            </Button>
          )}
          <DownloadMenu items={[...figureDownloads(threeCellsSheet, [...parts, 'cells']), tsv]} />
        </div>
        <ThreeCellsPanel comparison={comparison} panels={panels} unit={unit} />
        <p className="figure-note">{figureNote(comparison, panels)}</p>
        <BesideEverybody comparison={comparison} />
        <MacrophageRatio comparison={comparison} />
        {hasPoints(panels) && (
          <Disclosure summary="The patients in this figure">
            <PatientsTable comparison={comparison} panels={panels} />
          </Disclosure>
        )}
      </section>
      <section className="panel" aria-labelledby="panel-2">
        <div className="panel-head">
          <h2 id="panel-2">
            <span className="panel-letter">b</span> All cells
          </h2>
          <MethodLink name="multiplicity" about="q over a family of tests" />
          <DownloadMenu items={[...figureDownloads(allCellsSheet, [...parts, 'all-cells']), tsv]} />
        </div>
        <AllCellsPanel comparison={comparison} chosen={chosen ?? null} onChoose={props.onChoose} />
        <p className="figure-note">
          Bold: cells of the published claim. Choose a row to see its patients in a.
        </p>
        <Disclosure summary="All numbers as a table">
          <CellsTable comparison={comparison} />
        </Disclosure>
      </section>
    </>
  )
}

function hasPoints(panels: readonly Panel[]): boolean {
  return panels.some((panel) => panel.kind === 'seen')
}

/** What stands under panel 1: the shorthand of its numbers. */
function figureNote(comparison: Comparison, panels: readonly Panel[]): string {
  if (!hasPoints(panels)) return 'Nothing to draw here: choose a cell below to see its patients.'
  const sides = contrast(comparison)
  const tested = firstTested(comparison)
  const effect =
    tested === null
      ? []
      : [
          sides === null
            ? `${effectSymbol(tested.effectSize.name)}, ${tested.effectSize.name}.`
            : `Δ, ${sides.first} minus ${sides.second}.`,
        ]
  return [...qualityWords(comparison), ...effect, familyWords(comparison)].join(' ')
}

/** Name of the value axes, from the unit that the API gives. */
function axisName(comparison: Comparison): string {
  const unit = unitOf(comparison)
  const words = unit === '' ? comparison.method.label : unit
  return words.charAt(0).toUpperCase() + words.slice(1)
}
