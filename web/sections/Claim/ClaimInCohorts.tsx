import { useId } from 'react'
import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { ClaimInCohortsDocument } from '../../gql/generated/graphql.ts'
import type { ClaimInCohortsQuery, ExpectationInput } from '../../gql/generated/graphql.ts'
import { groupingInput } from '../../gql/groupingInput.ts'
import { requestOf } from '../../gql/request.ts'
import { CohortStrip, cohortStripHeight } from '../../plots/CohortStrip.tsx'
import type { CohortStripProps } from '../../plots/CohortStrip.tsx'
import { Figure } from '../../plots/Figure.tsx'
import { printStyle, screenStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { Badge, OriginBadge } from '../../ui/Badge.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Empty, Loading, RequestFailed } from '../../ui/states.tsx'
import { readChosenGroups } from '../../claimAddress.ts'
import { writeGrouping } from '../../url.ts'
import { figureDownloads } from '../RiskGroupComparison/downloads.ts'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import { GroupsInCohort } from './GroupsInCohort.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'

type Strip = ClaimInCohortsQuery['claimStrip']
type CohortVerdict = Strip['cohorts'][number]
type Tested = NonNullable<CohortVerdict['verdict']['tested']>

interface Props {
  expectations: ExpectationInput[]
  title: string
  /** groups that the reader chose in one cohort, as in the address */
  by: string | undefined
  onBy: (by: string) => void
}

/** The claim in every cohort: side by side as effects, then one by one in words. */
export function ClaimInCohorts({ expectations, title, by, onBy }: Props) {
  const chosen = by === undefined ? null : readChosenGroups(by)
  const variables = {
    expectations,
    groupings: chosen === null ? [] : [{ cohort: chosen.slug, grouping: chosen.grouping }],
  }
  const [{ data, error }, again] = useQuery({ query: ClaimInCohortsDocument, variables })
  if (error !== undefined)
    return (
      <RequestFailed
        error={error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (data === undefined) return <Loading label="Holding the claim against every cohort" rows={10} />
  const { cohorts, notPooled } = data.claimStrip
  if (cohorts.length === 0) return <Empty title="There is no cohort on this server" />
  return (
    <>
      <section className="panel" aria-labelledby="claim-strip">
        <div className="panel-head">
          <h2 id="claim-strip">Side by side</h2>
          <MethodLink name="claim" about="claims and their verdict" />
          <QueryDrawer request={requestOf(ClaimInCohortsDocument, variables)} />
          <StripDownloads cohorts={cohorts} title={title} />
        </div>
        <StripFigure cohorts={cohorts} title={title} />
        <Callout title={notPooled.length === 0 ? 'Alike, but not pooled' : 'Not pooled'} tone="note">
          {notPooled.length === 0
            ? 'Groups, methods and units are alike; the effects still stand one by one, no pooled effect is computed.'
            : `No pooled effect: ${notPooled.join('. ')}.`}
        </Callout>
      </section>
      {cohorts.map((cohort) => (
        <Verdict
          key={cohort.slug}
          cohort={cohort}
          isChosen={cohort.slug === chosen?.slug}
          onChoose={(grouping) => {
            onBy(`${cohort.slug}~${grouping}`)
          }}
        />
      ))}
    </>
  )
}

function stripOf(cohorts: readonly CohortVerdict[]): Omit<CohortStripProps, 'width' | 'style'> {
  const known = cohorts.find(({ verdict }) => verdict.tested !== null)?.verdict.tested?.expectations ?? []
  return {
    cells: known.map(({ cell, label, direction }) => ({
      key: cell,
      label,
      expected: direction === 'HIGHER' ? 'higher' : 'lower',
    })),
    cohorts: cohorts.map(({ title, verdict: { tested, notItself } }) => ({
      label: title,
      note: tested === null ? 'cannot be tested' : tested.exposure,
      effects: known.map(({ cell }) => {
        const found = tested?.expectations.find((each) => each.cell === cell)
        return {
          value: found?.value ?? null,
          low: found?.low ?? null,
          high: found?.high ?? null,
          reason: found?.reason ?? notItself[0] ?? null,
        }
      }),
    })),
  }
}

function StripFigure({ cohorts, title }: { cohorts: readonly CohortVerdict[]; title: string }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const shape = { ...stripOf(cohorts), width, style: screenStyle }
  if (shape.cells.length === 0) return <Empty title="No cohort can test one of the expectations" />
  return (
    <div className="plot-frame" ref={frame}>
      {width > 0 && (
        <Figure
          id={id}
          title={title}
          summary={cohorts
            .map((one) => `${one.title}: ${one.verdict.tested?.words ?? one.verdict.notItself.join(', ')}`)
            .join(' ')}
          style={screenStyle}
          width={width}
          height={cohortStripHeight(shape)}
        >
          <CohortStrip {...shape} />
        </Figure>
      )}
    </div>
  )
}

function StripDownloads({ cohorts, title }: { cohorts: readonly CohortVerdict[]; title: string }) {
  const sheet = (column: ColumnWidth) => {
    const shape = { ...stripOf(cohorts), width: sheetWidth(column), style: printStyle }
    return (
      <FigureSheet
        letter="a"
        title={title}
        caption={[
          `${title}. Cliff’s δ, first − second group, with 95 % intervals; tinted: the half that is expected. Cohorts differ in what groups are made of and are not pooled.`,
          ...cohorts.map(
            ({ title: cohort, simulated, verdict: { tested, release, id } }) =>
              `${cohort}${simulated ? ' (simulated)' : ''}: ${tested === null ? 'cannot be tested' : `${tested.exposure}, ${tested.methodLabel}, n ${tested.groupSizes.join('/')}`}; release ${release.id}, analysis ${id}.`,
          ),
          location.href,
        ]}
        isSimulated={cohorts.some(({ simulated }) => simulated)}
        column={column}
        plot={{ height: cohortStripHeight(shape), drawing: <CohortStrip {...shape} /> }}
        metadata={JSON.stringify(cohorts.map(({ slug, verdict }) => ({ slug, analysis: verdict.id })))}
      />
    )
  }
  return <DownloadMenu items={figureDownloads(sheet, ['claim', title])} />
}

const tones = { holds: 'ok', contradicted: 'bad', mixed: 'warn' } as const

function toneOf(verdict: string): 'ok' | 'bad' | 'warn' | 'note' {
  return verdict === 'holds' || verdict === 'contradicted' || verdict === 'mixed' ? tones[verdict] : 'note'
}

function Verdict({
  cohort,
  isChosen,
  onChoose,
}: {
  cohort: CohortVerdict
  /** the reader chose its groups */
  isChosen: boolean
  onChoose: (grouping: string) => void
}) {
  const { slug, title, simulated, verdict } = cohort
  const { tested, notItself } = verdict
  return (
    <section className="panel" aria-labelledby={`verdict-${slug}`}>
      <div className="panel-head">
        <h2 id={`verdict-${slug}`}>{title}</h2>
        <OriginBadge simulated={simulated} />
        <Badge tone={notItself.length > 0 ? 'note' : toneOf(tested?.verdict ?? '')}>
          {notItself.length > 0 || tested === null ? 'cannot be tested' : tested.verdict}
        </Badge>
      </div>
      {notItself.length > 0 && (
        <Callout tone="warn" title="A claim about GTR-ITH risk groups cannot be tested here">
          {`${notItself.join('; ')}.`}
          {tested !== null &&
            ` Its expectations on other groups, which are another question: ${tested.verdict}.`}
        </Callout>
      )}
      <GroupsInCohort
        title={title}
        release={verdict.release.id}
        current={currentGroups(tested)}
        onChoose={onChoose}
      />
      {tested !== null && notItself.length > 0 && !isChosen && (
        <p className="small muted">
          Nobody chose these groups: they are the first that this cohort suggests. Choose your own above.
        </p>
      )}
      {tested !== null && <TestedIn slug={slug} release={verdict.release.id} tested={tested} />}
    </section>
  )
}

function currentGroups(tested: Tested | null): string | null {
  const input = tested === null ? null : groupingInput(tested.grouping)
  return input === null ? null : writeGrouping(input)
}

function TestedIn({ slug, release, tested }: { slug: string; release: string; tested: Tested }) {
  const input = groupingInput(tested.grouping)
  return (
    <>
      <p>
        {tested.groupLabels
          .map((label, at) => `${label} (n = ${String(tested.groupSizes[at])})`)
          .join(' against ')}
        , {tested.methodLabel}
        {tested.unit === '' ? '' : ` (${tested.unit})`}.
      </p>
      <h3 className="compare-h2">First, the settings of the published analysis</h3>
      <p>{tested.replayWords}</p>
      <ul className="words-list">
        {tested.replay.map(({ cell, words }) => (
          <li key={cell}>{words}.</li>
        ))}
      </ul>
      <h3 className="compare-h2">Then, with intervals and q over all cells</h3>
      <p>{tested.words}</p>
      <ul className="words-list">
        {tested.expectations.map(({ cell, words }) => (
          <li key={cell}>{words}</li>
        ))}
      </ul>
      <Disclosure summary="How often chance does as well">
        <ul className="words-list">
          {tested.placeboWords.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </Disclosure>
      {input !== null && (
        <Link
          to="/compare/$slug"
          params={{ slug }}
          search={{ release, grouping: writeGrouping(input), method: tested.methodRef, robust: 'on' }}
        >
          All panels, with every other choice
        </Link>
      )}
    </>
  )
}
