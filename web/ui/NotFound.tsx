import { Link } from '@tanstack/react-router'
import { Empty } from './states.tsx'
import { Page } from './Page.tsx'

export function NotFound({ what }: { what?: string }) {
  return (
    <Page title="Not found">
      <Empty title={what ?? 'There is no page at this address'} action={<Link to="/">See all cohorts</Link>}>
        The address may be misspelt, or the cohort may have been removed from this server.
      </Empty>
    </Page>
  )
}
