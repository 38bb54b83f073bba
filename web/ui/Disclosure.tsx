import type { ReactNode } from 'react'

/** More of the same, on request. The browser's own details element: keyboard and search in page work. */
export function Disclosure({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="disclosure">
      <summary>{summary}</summary>
      <div className="disclosure-body">{children}</div>
    </details>
  )
}
