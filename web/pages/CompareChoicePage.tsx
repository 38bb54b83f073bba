import { Page } from '../ui/Page.tsx'

export function CompareChoicePage() {
  return <Page title="CompareChoice">…</Page>
}
