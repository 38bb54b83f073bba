import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useQuery } from 'urql'
import { AssociationCohortDocument, AssociationReleaseDocument } from '../../gql/generated/graphql.ts'
import { Answered, together } from '../../ui/Answered.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { NotFound } from '../../ui/NotFound.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/states.tsx'
import type { Setting } from './settings.ts'

interface Props {
  slug: string
  /** release that the address names */
  wanted: string | undefined
  title: string
  children: (setting: Setting) => ReactNode
}

/** Finds the release that a page speaks of, the current one or the one in the address; draws what can go wrong on the way. */
export function SettingGate({ slug, wanted, title, children }: Props) {
  const current = useQuery({ query: AssociationCohortDocument, variables: { slug } })
  const named = useQuery({
    query: AssociationReleaseDocument,
    variables: { hash: wanted ?? '' },
    pause: wanted === undefined,
  })
  const asked = together(current, wanted === undefined ? null : named)
  return (
    <Answered of={asked} page={title} loading="Looking for the release" rows={8}>
      {({ one: { cohort }, other }) => {
        if (cohort === null) return <NotFound what={`There is no cohort named “${slug}” on this server`} />
        const setting = wanted === undefined ? cohort.release : other?.release
        if (setting?.cohort.slug === slug) return children(setting)
        return (
          <Page title={title}>
            <Empty title={`This cohort has no release ${wanted ?? ''}`}>
              <Link to="/cohort/$slug" params={{ slug }}>
                See the current release
              </Link>
            </Empty>
          </Page>
        )
      }}
    </Answered>
  )
}

/** Beside the page's own content: an old release, and what of the address could not be read. */
export function AddressNotes({
  setting,
  unread,
}: {
  setting: Setting
  unread: readonly string[] | undefined
}) {
  return (
    <>
      {!setting.current && (
        <Callout tone="warn" title={`This is release ${setting.number}, an older one`}>
          Its numbers stay as they were.
        </Callout>
      )}
      {unread !== undefined && unread.length > 0 && (
        <Callout tone="warn" title="Part of the address is not understood">
          {unread.join('; ')}. The page shows its own choice instead.
        </Callout>
      )}
    </>
  )
}
