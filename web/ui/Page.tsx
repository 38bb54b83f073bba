import { useEffect, type ReactNode } from 'react'

/** One page: its title (also the browser tab's), what it is in one sentence, and its width. */
export function Page({
  title,
  heading,
  lead,
  aside,
  actions,
  width = 'text',
  children,
}: {
  title: string
  /** what stands on the page, where it is more than the title */
  heading?: ReactNode
  lead?: ReactNode
  /** beside the heading: badges */
  aside?: ReactNode
  /** what one can do with the page: links and buttons, at the end of the line */
  actions?: ReactNode
  width?: 'text' | 'wide'
  children: ReactNode
}) {
  useEffect(() => {
    document.title = title === 'Radimmune' ? title : `${title} · Radimmune`
  }, [title])
  return (
    <div className={`page page-${width}`}>
      <div className="page-head">
        <div className="page-head-line">
          <h1>{heading ?? title}</h1>
          {aside}
          {actions !== undefined && <div className="page-actions">{actions}</div>}
        </div>
        {lead !== undefined && <div className="page-lead">{lead}</div>}
      </div>
      {children}
    </div>
  )
}
