import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import type { FigureVariables } from '../../figure/figureKind.ts'
import { ScreenFigure } from '../../figure/ScreenFigure.tsx'
import { ClaimInCohortsDocument } from '../../gql/generated/graphql.ts'
import type { ExpectationInput } from '../../gql/generated/graphql.ts'
import { sentence } from '../../format.ts'
import { groupingInput } from '../../gql/groupingInput.ts'
import { readChosenGroups } from '../../claimAddress.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Badge, OriginBadge } from '../../ui/Badge.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'
import { Empty } from '../../ui/states.tsx'
import { writeGrouping } from '../../url.ts'
import { claimFigure, claimKind, stripOf } from './claimKind.tsx'
import type { CohortVerdict, Strip } from './claimKind.tsx'
import { GroupsInCohort } from './GroupsInCohort.tsx'

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
  const asked = useQuery({ query: ClaimInCohortsDocument, variables })
  return (
    <Answered of={asked} loading="Holding the claim against every cohort" rows={10}>
      {({ claimStrip }) =>
        claimStrip.cohorts.length === 0 ? (
          <Empty title="There is no cohort on this server" />
        ) : (
          <Found strip={claimStrip} variables={variables} title={title} chosen={chosen?.slug} onBy={onBy} />
        )
      }
    </Answered>
  )
}

function Found({
  strip,
  variables,
  title,
  chosen,
  onBy,
}: Pick<Props, 'title' | 'onBy'> & {
  strip: Strip
  variables: FigureVariables
  /** the cohort whose groups the reader chose */
  chosen: string | undefined
}) {
  const { cohorts, pooled, notPooled } = strip
  return (
    <>
      <section className="panel" aria-labelledby="claim-strip">
        <div className="panel-head">
          <h2 id="claim-strip">Side by side</h2>
          <MethodLink name="claim" about="claims and their verdict" />
          <FigureMenu
            figure={claimFigure(strip, title)}
            kind={claimKind}
            variables={variables}
            options={{ title }}
          />
        </div>
        <StripFigure strip={strip} title={title} />
        {pooled.map((pool) => (
          <Callout key={pool.cohorts.join()} tone="note" title={`Pooled over ${pool.titles.join(' and ')}`}>
            <p>
              Alike in groups ({pool.exposure}), cuts, method ({pool.method}) and unit.{' '}
              <MethodLink name="meta-analysis" about="the pooled effect" />
            </p>
            <ul>
              {pool.cells.map(({ cell, label, words }) => (
                <li key={cell}>
                  {label}: {words}
                </li>
              ))}
            </ul>
          </Callout>
        ))}
        {notPooled.length > 0 && (
          <Callout title={pooled.length === 0 ? 'Not pooled' : 'Not pooled all together'} tone="note">
            No pooled effect{pooled.length === 0 ? '' : ' of all cohorts'}.{' '}
            {notPooled.map(sentence).join(' ')}
          </Callout>
        )}
      </section>
      {cohorts.map((cohort) => (
        <Verdict
          key={cohort.slug}
          cohort={cohort}
          isChosen={cohort.slug === chosen}
          onChoose={(grouping) => {
            onBy(`${cohort.slug}~${grouping}`)
          }}
        />
      ))}
    </>
  )
}

function StripFigure({ strip, title }: { strip: Strip; title: string }) {
  if (stripOf(strip).cells.length === 0) return <Empty title="No cohort can test one of the expectations" />
  return (
    <ScreenFigure
      figure={claimFigure(strip, title)}
      summary={strip.cohorts
        .map((one) => `${one.title}: ${one.verdict.tested?.words ?? one.verdict.notItself.join(', ')}`)
        .join(' ')}
    />
  )
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
          {sentence(notItself.join('; '))}
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
