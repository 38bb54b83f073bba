import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'ok' | 'warn' | 'bad' | 'note'

export function Badge({
  tone = 'neutral',
  title,
  children,
}: {
  tone?: Tone
  title?: string
  children: ReactNode
}) {
  return (
    <span className={`badge badge-${tone}`} title={title}>
      {children}
    </span>
  )
}

/** Stands wherever a simulated cohort is named: nobody may take planted effects for findings. */
export function OriginBadge({ simulated }: { simulated: boolean }) {
  return simulated ? (
    <Badge tone="warn" title="Made by a generator with planted effects. Not patients.">
      simulated
    </Badge>
  ) : (
    <Badge tone="ok" title="Measured in patients.">
      real patients
    </Badge>
  )
}
