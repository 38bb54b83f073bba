import { useMemo } from 'react'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import type { CompareGroupsInput } from '../../gql/generated/graphql.ts'
import type { Panel } from '../../plots/data.ts'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { AllCellsPanel } from './AllCellsPanel.tsx'
import { cellLabel, contrast, effectSymbol, firstTested, isClaimCell } from './answer.ts'
import type { Comparison } from './answer.ts'
import { adjustmentWords, familyWords, qualityWords } from './caption.ts'
import { BesideEverybody } from './BesideEverybody.tsx'
import { CellsTable } from './CellsTable.tsx'
import { axisName, comparisonFigures, comparisonKind } from './comparisonKind.tsx'
import { MissingPatients, missingOf } from '../Patients/MissingPatients.tsx'
import { MacrophageRatio } from './MacrophageRatio.tsx'
import { claimPanels } from './panels.ts'
import { PatientsTable } from './PatientsTable.tsx'
import { ThreeCellsPanel } from './ThreeCellsPanel.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'

interface Props {
  comparison: Comparison
  input: CompareGroupsInput
  /** key of the cell chosen in panel 2 */
  chosen: string | undefined
  onChoose: (key: string | undefined) => void
}

/** Panels 1 and 2 with their files and the table of all numbers. */
export function ComparisonFigures(props: Props) {
  const { comparison, chosen } = props
  const panels = useMemo(() => claimPanels(comparison, chosen), [comparison, chosen])
  const unit = axisName(comparison)
  const [cells, allCells] = comparisonFigures(comparison, chosen)
  const files = {
    kind: comparisonKind,
    variables: { input: props.input },
    ...(chosen === undefined ? {} : { options: { cell: chosen } }),
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
          <FigureMenu figure={cells} {...files} />
        </div>
        <ThreeCellsPanel comparison={comparison} panels={panels} unit={unit} />
        <p className="figure-note">{figureNote(comparison, panels)}</p>
        <MissingPatients lists={missingOf(panels.filter((panel) => panel.kind === 'seen'))} />
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
          <FigureMenu figure={allCells} {...files} />
        </div>
        <AllCellsPanel comparison={comparison} chosen={chosen ?? null} onChoose={props.onChoose} />
        <p className="figure-note">
          Bold: cells of the published claim. Choose a row to see its patients in a.
        </p>
        <Disclosure summary="All numbers as a table">
          <CellsTable comparison={comparison} />
          <MissingPatients
            lists={missingOf(
              comparison.cells.map((cell) => ({
                title: cellLabel(cell),
                groups: cell.result.groups,
                points: cell.points,
              })),
            )}
          />
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
  return [
    ...qualityWords(comparison),
    ...effect,
    ...adjustmentWords(comparison),
    familyWords(comparison),
  ].join(' ')
}
