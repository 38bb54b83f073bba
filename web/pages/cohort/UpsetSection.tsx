import { useId } from 'react'
import type { KeyboardEvent } from 'react'
import { useQuery } from 'urql'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { formatCount, plural } from '../../format.ts'
import { AvailabilityDocument } from '../../gql/generated/graphql.ts'
import type { AvailabilityQuery } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { combinationWords, Upset } from '../../plots/cohort/Upset.tsx'
import { layoutUpset } from '../../plots/cohort/upsetLayout.ts'
import type { UpsetProps } from '../../plots/cohort/upsetLayout.ts'
import { Figure } from '../../plots/Figure.tsx'
import { printStyle, screenStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { answerJson } from '../../sections/Associations/files.ts'
import type { CohortFacts } from '../../sections/Associations/settings.ts'
import { figureDownloads } from '../../figure/figureDownloads.ts'
import { useWidth } from '../../sections/RiskGroupComparison/useWidth.ts'
import { fileName, saveText } from '../../figure/save.ts'
import { CodeBlock } from '../../ui/CodeBlock.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import type { DownloadItem } from '../../ui/DownloadMenu.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Empty, Loading, RequestFailed } from '../../ui/states.tsx'

interface Props {
  release: string
  facts: CohortFacts
  /** keys of the chosen combination joined by commas, as they stand in the address */
  chosen: string | undefined
  onChoose: (sets: string) => void
}

type Availability = NonNullable<AvailabilityQuery['release']>['availability']

/** Who has what together: the overlaps that decide which question can be asked. */
export function UpsetSection(props: Props) {
  const { release } = props
  const [{ data, error, fetching }, again] = useQuery({ query: AvailabilityDocument, variables: { release } })
  if (error !== undefined && !fetching)
    return (
      <RequestFailed
        error={error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (data === undefined) return <Loading label="Counting who has what" rows={8} />
  const found = data.release
  if (found === null || found.availability.sets.length === 0)
    return <Empty title="Nobody has anything of what is counted here" />
  return <Drawn {...props} found={found.availability} of={found.counts.patients} />
}

/** "none" for those who have nothing of all this. */
export function combinationKey({ sets }: { sets: readonly string[] }): string {
  return sets.length === 0 ? 'none' : sets.join(',')
}

function tableOf(found: Availability, parts: readonly string[]): DownloadItem {
  return {
    label: 'TSV of all combinations',
    detail: 'a line a patient',
    run: () => {
      const keys = found.sets.map(({ key }) => key)
      const lines = found.combinations.flatMap(({ sets, patients }) =>
        patients.map((patient) =>
          [quoted(patient), ...keys.map((key) => (sets.includes(key) ? '1' : '0'))].join('\t'),
        ),
      )
      saveText(
        `${['patient', ...keys].join('\t')}\n${lines.join('\n')}\n`,
        fileName(parts, 'tsv'),
        'text/tab-separated-values',
      )
    },
  }
}

/** A spreadsheet runs what begins so. */
function quoted(text: string): string {
  return /^[=+\-@]/.test(text) ? `'${text}` : text
}

function Drawn(props: Props & { found: Availability; of: number }) {
  const { found, facts, release, chosen, of } = props
  const id = useId()
  const [frame, width] = useWidth<HTMLDivElement>()
  const place =
    chosen === undefined ? -1 : found.combinations.findIndex((one) => combinationKey(one) === chosen)
  const shape: Omit<UpsetProps, 'width' | 'style'> = { sets: found.sets, combinations: found.combinations }
  const choose = (next: number): void => {
    const combination = found.combinations[next]
    if (combination !== undefined) props.onChoose(combinationKey(combination))
  }
  const parts = [facts.slug, release, 'who-has-what']
  const simulated = facts.isSimulated ? ' (simulated data: no patients)' : ''
  const sheet = (column: ColumnWidth) => {
    const own = { ...shape, width: sheetWidth(column), style: printStyle }
    return (
      <FigureSheet
        letter="a"
        title="Who has what"
        caption={[
          `${facts.cohortTitle}${simulated}: who has what among ${of} patients. Every patient stands in exactly one column; numbers beside the names count all patients of the row.`,
          `Release ${release}. ${location.href}`,
        ]}
        isSimulated={facts.isSimulated}
        column={column}
        plot={{ height: layoutUpset(own).height, drawing: <Upset {...own} /> }}
        metadata={JSON.stringify({ availability: release })}
      />
    )
  }
  const own = { ...shape, width, style: screenStyle, selected: place < 0 ? null : place, onSelect: choose }
  const selected = found.combinations[place]
  return (
    <div className="stack">
      <div className="row no-print">
        <DownloadMenu
          items={[...figureDownloads(sheet, parts), tableOf(found, parts), answerJson(found, parts)]}
        />
        <QueryDrawer request={requestOf(AvailabilityDocument, { release })} />
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
            summary={found.combinations.map((one) => combinationWords(found.sets, one)).join('; ')}
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
        <Disclosure key={chosen} summary={`${combinationWords(found.sets, selected)}: list them`}>
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
