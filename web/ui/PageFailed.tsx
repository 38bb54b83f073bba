import type { ErrorComponentProps } from '@tanstack/react-router'
import { Failed } from './states.tsx'
import { Page } from './Page.tsx'

/** The page's own code failed. It is our mistake, and it says so. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="This page failed">
      <Failed
        title="The page itself failed, not the data"
        message={error instanceof Error ? error.message : String(error)}
        id={null}
        retry={() => {
          reset()
        }}
      />
    </Page>
  )
}
