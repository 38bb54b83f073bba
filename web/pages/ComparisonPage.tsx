import { useEffect } from 'react'
import { Link, getRouteApi } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { formatDate } from '../format.ts'
import { ComparisonCohortDocument, ComparisonReleaseDocument } from '../gql/generated/graphql.ts'
import type { ComparisonSettingFragment } from '../gql/generated/graphql.ts'
import { RiskGroupComparison } from '../sections/RiskGroupComparison/RiskGroupComparison.tsx'
import { changedSearch, resolveChoices } from '../sections/RiskGroupComparison/choices.ts'
import type { SearchChange } from '../sections/RiskGroupComparison/choices.ts'
import '../sections/RiskGroupComparison/comparison.css'
import { Answered, fresh, together } from '../ui/Answered.tsx'
import { Badge, OriginBadge } from '../ui/Badge.tsx'
import { Page } from '../ui/Page.tsx'
import { Empty } from '../ui/states.tsx'

const route = getRouteApi('/compare/$slug')

/** Compares groups of one cohort. All state is in the address; what it leaves out is filled in at once. */
export function ComparisonPage() {
  const { slug } = route.useParams()
  const { release } = route.useSearch()
  const current = fresh(useQuery({ query: ComparisonCohortDocument, variables: { slug } }))
  const { data } = current[0]
  const isOther = release !== undefined && data !== undefined && data.cohort?.release.id !== release
  const other = useQuery({
    query: ComparisonReleaseDocument,
    variables: { hash: release ?? '' },
    pause: !isOther,
  })
  return (
    <Answered
      of={together(current, isOther ? fresh(other) : null)}
      page="Compare groups"
      loading="Opening the cohort"
      rows={8}
    >
      {({ one: { cohort }, other: named }) => {
        const setting = (isOther ? named?.release : cohort?.release) ?? null
        return setting?.cohort.slug === slug ? (
          <ComparisonOf key={setting.id} setting={setting} />
        ) : (
          <Missing slug={slug} release={release} />
        )
      }}
    </Answered>
  )
}

function Missing({ slug, release }: { slug: string; release: string | undefined }) {
  return (
    <Page title="Compare groups">
      <Empty
        title={
          release === undefined
            ? `There is no cohort “${slug}”`
            : `Cohort “${slug}” has no release “${release}”`
        }
        action={<Link to="/">All cohorts</Link>}
      >
        <p>It may have been removed, or the address is not complete.</p>
      </Empty>
    </Page>
  )
}

function ComparisonOf({ setting }: { setting: ComparisonSettingFragment }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { groupingText, method } = resolveChoices(setting, search)
  const isComplete =
    search.release !== undefined &&
    (search.grouping !== undefined || groupingText === null) &&
    (search.method !== undefined || method === null)
  useEffect(() => {
    // The address bar alone must open the same figure tomorrow, on the same release.
    if (isComplete) return
    const full = { release: setting.id, grouping: groupingText ?? undefined, method: method ?? undefined }
    void navigate({
      search: (before) => ({
        ...changedSearch(before, full),
        ...(before.unread === undefined ? {} : { unread: before.unread }),
      }),
      replace: true,
      resetScroll: false,
    })
  }, [isComplete, setting.id, groupingText, method, navigate])
  const change = (changes: SearchChange) => {
    void navigate({ search: (before) => changedSearch(before, changes), resetScroll: false })
  }
  return (
    <Page
      title={`Compare groups in ${setting.cohort.title}`}
      width="wide"
      aside={<ReleaseBadges setting={setting} />}
    >
      <RiskGroupComparison setting={setting} search={search} onChange={change} />
    </Page>
  )
}

function ReleaseBadges({ setting }: { setting: ComparisonSettingFragment }) {
  const { cohort } = setting
  return (
    <>
      <OriginBadge simulated={cohort.simulated} />
      <span className="small muted">
        release {setting.number} of {formatDate(setting.createdAt)} <span className="hash">{setting.id}</span>
      </span>
      {!setting.current && <Badge tone="warn">not the current release</Badge>}
      <Link className="small" to="/cohort/$slug" params={{ slug: cohort.slug }}>
        The cohort
      </Link>
    </>
  )
}
