import { useId } from 'react'
import type { KeyboardEvent } from 'react'
import { useQuery } from 'urql'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { formatCount, plural } from '../../format.ts'
import { AvailabilityDocument } from '../../gql/generated/graphql.ts'
import { combinationWords, Upset } from '../../plots/cohort/Upset.tsx'
import { layoutUpset } from '../../plots/cohort/upsetLayout.ts'
import { Figure } from '../../plots/Figure.tsx'
import { screenStyle } from '../../plots/style.ts'
import { Answered } from '../../ui/Answered.tsx'
import { CodeBlock } from '../../ui/CodeBlock.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Empty } from '../../ui/states.tsx'
import { useWidth } from '../../ui/useWidth.ts'
import { upsetFigure, upsetKind } from './upsetKind.tsx'
import type { AvailableRelease } from './upsetKind.tsx'

interface Props {
  release: string
  /** keys of the chosen combination joined by commas, as they stand in the address */
  chosen: string | undefined
  onChoose: (sets: string) => void
}

/** Who has what together: the overlaps that decide which question can be asked. */
export function UpsetSection(props: Props) {
  const { release } = props
  const asked = useQuery({ query: AvailabilityDocument, variables: { release } })
  return (
    <Answered of={asked} loading="Counting who has what" rows={8}>
      {(data) =>
        data.release === null || data.release.availability.sets.length === 0 ? (
          <Empty title="Nobody has anything of what is counted here" />
        ) : (
          <Drawn {...props} found={data.release} />
        )
      }
    </Answered>
  )
}

/** "none" for those who have nothing of all this. */
export function combinationKey({ sets }: { sets: readonly string[] }): string {
  return sets.length === 0 ? 'none' : sets.join(',')
}

function Drawn({ found, chosen, release, onChoose }: Props & { found: AvailableRelease }) {
  const id = useId()
  const [frame, width] = useWidth<HTMLDivElement>()
  const { sets, combinations } = found.availability
  const of = found.counts.patients
  const place = chosen === undefined ? -1 : combinations.findIndex((one) => combinationKey(one) === chosen)
  const choose = (next: number): void => {
    const combination = combinations[next]
    if (combination !== undefined) onChoose(combinationKey(combination))
  }
  const own = {
    sets,
    combinations,
    width,
    style: screenStyle,
    selected: place < 0 ? null : place,
    onSelect: choose,
  }
  const selected = combinations[place]
  return (
    <div className="stack">
      <div className="row no-print">
        <FigureMenu figure={upsetFigure(found)} kind={upsetKind} variables={{ release }} />
      </div>
      <div
        className="plot-frame"
        ref={frame}
        onKeyDown={(event) => {
          moveAmong(event, layoutUpset(own).shown, choose)
        }}
      >
        {width > 0 && (
          <Figure
            id={id}
            role="radiogroup"
            title="Who has what: choose a combination to list its patients"
            summary={combinations.map((one) => combinationWords(sets, one)).join('; ')}
            style={screenStyle}
            width={width}
            height={layoutUpset(own).height}
          >
            <Upset {...own} />
          </Figure>
        )}
      </div>
      {chosen !== undefined && selected === undefined && (
        <Empty title="Nobody has exactly the combination in the address">{chosen}</Empty>
      )}
      {selected !== undefined && (
        <Disclosure key={chosen} summary={`${combinationWords(sets, selected)}: list them`}>
          <CodeBlock label={plural(selected.n, 'patient')} code={selected.patients.join('\n')} />
        </Disclosure>
      )}
      <p className="figure-note">
        {formatCount(of)} patients, each in exactly one column. The row counts hold all who have it, whatever
        else they have.
      </p>
    </div>
  )
}

/** Arrow keys among radios, as browsers do it for their own. */
function moveAmong(event: KeyboardEvent<HTMLElement>, count: number, choose: (place: number) => void): void {
  if (!(event.target instanceof Element)) return
  const column = event.target.closest('[data-place]')
  const at = Number(column?.getAttribute('data-place') ?? NaN)
  if (Number.isNaN(at)) return
  const step =
    event.key === 'ArrowRight' || event.key === 'ArrowDown'
      ? 1
      : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
        ? -1
        : 0
  const isChosen = event.key === ' ' || event.key === 'Enter'
  if (step === 0 && !isChosen) return
  event.preventDefault()
  const next = (at + step + count) % count
  choose(next)
  const target = event.currentTarget.querySelector(`[data-place="${next}"]`)
  if (target instanceof SVGElement) target.focus()
}
