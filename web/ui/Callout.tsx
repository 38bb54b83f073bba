import type { ReactNode } from 'react'

const names = { note: 'Note', warn: 'Caution', bad: 'Problem', ok: 'Good' } as const

/** A sentence that must not be missed. Its kind is written, not only coloured. */
export function Callout({
  tone = 'note',
  title,
  children,
}: {
  tone?: keyof typeof names
  title?: string
  children: ReactNode
}) {
  return (
    <div className={`callout callout-${tone}`} role="note">
      <p className="callout-title">{title ?? names[tone]}</p>
      <div className="callout-text">{children}</div>
    </div>
  )
}
