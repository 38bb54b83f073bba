import { useId, useMemo, useState } from 'react'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { formatNumber, formatPercent } from '../../format.ts'
import type { RobustnessInput, RobustnessPartsFragment } from '../../gql/generated/graphql.ts'
import { layoutCurves } from '../../plots/curveLayout.ts'
import type { CurveChoice, CurvePanel } from '../../plots/curveLayout.ts'
import { Figure } from '../../plots/Figure.tsx'
import { SpecificationCurves } from '../../plots/SpecificationCurves.tsx'
import { screenStyle } from '../../plots/style.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Help } from '../../ui/Help.tsx'
import { Empty, RequestFailed } from '../../ui/states.tsx'
import { Table } from '../../ui/Table.tsx'
import { useWidth } from '../../ui/useWidth.ts'
import { choicesSoFar, choiceWords, curveChoices, curvePanels } from './curves.ts'
import type { AskedChoices, CurveCell } from './curves.ts'
import { robustnessFigure, robustnessKind } from './robustnessKind.tsx'
import { useRobustness } from './useRobustness.ts'

interface Props {
  input: RobustnessInput
  asked: AskedChoices
  cells: readonly Omit<CurveCell, 'inference'>[]
}

/** The specification curve, drawn as it grows. */
export function RobustnessPanel({ input, asked, cells }: Props) {
  const { state, error, isRunning, cancel, again } = useRobustness(input)
  const { finished, rows } = state
  const panels = useMemo(() => {
    // in the order of the claim
    const known = cells.map((cell) => {
      const curve = finished?.curves.find((each) => each.cell === cell.cell)
      return { ...cell, label: curve?.label ?? cell.label, inference: curve?.inference ?? null }
    })
    return curvePanels(known, rows, asked)
  }, [finished, cells, rows, asked])
  const choices = useMemo(
    () => (finished === null ? choicesSoFar(rows) : curveChoices(finished)),
    [finished, rows],
  )
  if (error !== null) return <RequestFailed error={error} retry={again} />
  return (
    <div className="robustness">
      <div className="panel-head">
        <h3 className="compare-h2">The same comparison under every combination of reasonable choices</h3>
        {isRunning ? (
          <>
            <ProgressOf stage={state.stage} done={state.done} of={state.of} />
            <Button size="s" onClick={cancel}>
              Cancel
            </Button>
          </>
        ) : finished === null ? (
          <>
            <span role="status">Cancelled; nothing is being computed.</span>
            <Button size="s" onClick={again}>
              Run it
            </Button>
          </>
        ) : (
          <FigureMenu
            figure={robustnessFigure(finished, asked)}
            kind={robustnessKind}
            variables={{ input }}
            options={{ ...asked }}
          />
        )}
      </div>
      {rows.length > 0 && <Curves panels={panels} choices={choices} />}
      {finished !== null && <Findings finished={finished} />}
    </div>
  )
}

const stages: Readonly<Record<string, string>> = {
  waiting: 'Waiting for a free thread',
  specifications: 'Testing specifications',
  shuffles: 'Running the curve on shuffled labels',
}

function ProgressOf({ stage, done, of }: { stage: string; done: number; of: number }) {
  const words = stages[stage] ?? stage
  return (
    <label className="progress">
      <span role="status">
        {words}
        {of > 0 && `: ${done} of ${of}`}
      </span>
      <progress {...(of > 0 ? { value: done, max: of } : {})} aria-label={words} />
    </label>
  )
}

function Curves({ panels, choices }: { panels: readonly CurvePanel[]; choices: readonly CurveChoice[] }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [pointed, setPointed] = useState<{ panel: string; place: number } | null>(null)
  const id = useId()
  const shape = { panels, choices, width, style: screenStyle, pointed }
  const layout = width === 0 ? null : layoutCurves(shape)
  return (
    <>
      <div className="plot-frame" ref={frame}>
        {layout !== null && (
          <Figure
            id={id}
            title="Specification curves"
            summary={panels.map(({ title, note }) => `${title}: ${note}.`).join(' ')}
            style={screenStyle}
            width={width}
            height={layout.height}
          >
            <SpecificationCurves {...shape} />
          </Figure>
        )}
      </div>
      <Pointer panels={panels} choices={choices} pointed={pointed} onPoint={setPointed} />
    </>
  )
}

/** Walks through the specifications of one cell by keyboard or mouse, and says what each is. */
function Pointer(props: {
  panels: readonly CurvePanel[]
  choices: readonly CurveChoice[]
  pointed: { panel: string; place: number } | null
  onPoint: (to: { panel: string; place: number } | null) => void
}) {
  const { panels, pointed, onPoint } = props
  const tested = panels.filter(({ effects }) => effects.length > 0)
  const panel = tested.find(({ key }) => key === pointed?.panel) ?? tested[0]
  const id = useId()
  if (panel === undefined) return null
  const labels = new Map(
    props.choices.flatMap(({ alternatives }) => alternatives.map((one) => [one.id, one.label])),
  )
  const effect = pointed === null ? undefined : panel.effects[pointed.place]
  const words =
    effect === undefined
      ? 'Move the slider to read one specification.'
      : `δ = ${formatNumber(effect.delta)} (${formatNumber(effect.low)} to ${formatNumber(effect.high)}): ${effect.alternatives.flatMap((one) => labels.get(one) ?? []).join(' · ')}`
  return (
    <div className="curve-pointer no-print">
      <div className="row">
        <select
          className="select"
          aria-label="Cell"
          value={panel.key}
          onChange={({ target }) => {
            onPoint({ panel: target.value, place: 0 })
          }}
        >
          {tested.map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </select>
        <label htmlFor={id} className="small">
          Specification, lowest effect to highest
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={panel.effects.length - 1}
          value={pointed?.place ?? 0}
          aria-valuetext={words}
          onChange={({ target }) => {
            onPoint({ panel: panel.key, place: Number(target.value) })
          }}
        />
      </div>
      <p className="figure-note">{words}</p>
    </div>
  )
}

function Findings({ finished }: { finished: RobustnessPartsFragment }) {
  const { curves, togetherWords, warnings, choices, shuffles } = finished
  const label = (choice: string, key: string): string =>
    choices.find(({ name }) => name === choice)?.alternatives.find((one) => one.key === key)?.label ?? key
  const rows = curves.flatMap((curve) =>
    curve.explained.flatMap(({ choice, share, alternatives }) =>
      share === null ? [] : [{ cell: curve.label, choice, share, alternatives }],
    ),
  )
  return (
    <>
      <ul className="words-list">
        {curves.map(({ cell, words }) => (
          <li key={cell}>{words}</li>
        ))}
        {togetherWords !== null && <li>{togetherWords}</li>}
      </ul>
      <p className="figure-note">
        One point a specification, sorted by effect, with its 95 % interval; green: q ≤ .05 within it; grey
        band: the middle 95 % of {shuffles} curves on shuffled labels; diamond: the choices of this page.{' '}
        <Help about="the scale of effects">
          Cliff’s δ, first group − second; standardised means are brought to the same scale by 2Φ(d/√2) − 1.
        </Help>
      </p>
      {warnings.map(({ code, message }) => (
        <Callout key={code} tone={code === 'dependent-specifications' ? 'warn' : 'note'}>
          {message}
        </Callout>
      ))}
      <Disclosure summary="Which choices matter: variance explained by each">
        {rows.length === 0 ? (
          <Empty title="No choice has two alternatives that can be tested" />
        ) : (
          <Table
            caption="Share of the variance of the effects between the alternatives of a choice (η²)"
            rows={rows}
            rowKey={({ cell, choice }) => `${cell} ${choice}`}
            columns={[
              { key: 'cell', header: 'Cell', cell: ({ cell }) => cell, rowHeader: true },
              { key: 'choice', header: 'Choice', cell: ({ choice }) => choiceWords[choice] ?? choice },
              {
                key: 'share',
                header: 'η²',
                cell: ({ share }) => formatPercent(share, 1),
                sort: ({ share }) => share,
                align: 'end',
              },
              {
                key: 'means',
                header: 'Mean δ of each alternative',
                cell: ({ choice, alternatives }) =>
                  alternatives
                    .map(({ key, mean }) => `${label(choice, key)}: ${formatNumber(mean, 2)}`)
                    .join(' · '),
              },
            ]}
          />
        )}
      </Disclosure>
    </>
  )
}
