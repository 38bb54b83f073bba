import { getRouteApi } from '@tanstack/react-router'
import { Page } from '../ui/Page.tsx'

const route = getRouteApi('/compare/$slug')

export function ComparisonPage() {
  const { slug } = route.useParams()
  const search = route.useSearch()
  return (
    <Page title={`Compare · ${slug}`} width="wide">
      <pre>{JSON.stringify(search, null, 2)}</pre>
    </Page>
  )
}
