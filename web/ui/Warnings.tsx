import { Callout } from './Callout.tsx'

interface Warning {
  code: string
  message: string
}

/** What an answer warns of. That a cohort is simulated stands at its title on every page already. */
export function Warnings({ of, tone }: { of: readonly Warning[]; tone: 'note' | 'warn' }) {
  return of
    .filter(({ code }) => code !== 'simulated')
    .map(({ code, message }) => (
      <Callout key={`${code} ${message}`} tone={tone}>
        {message}
      </Callout>
    ))
}
