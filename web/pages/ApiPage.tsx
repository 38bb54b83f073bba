import { Page } from '../ui/Page.tsx'

export function ApiPage() {
  return <Page title="Api">…</Page>
}
