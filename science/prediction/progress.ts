/** How far a long computation has come. */
export interface Step {
  stage: string
  done: number
  total: number
}

/** Called between pieces of work; `stop` ends the computation by a `Stopped`. Knows no clock: who listens decides when and whom to tell. */
export type Report = (step: Step) => 'go' | 'stop'

/** The listener asked for an end. */
export class Stopped extends Error {
  readonly at: Step
  constructor(at: Step) {
    super(`stopped at ${at.stage}, ${at.done} of ${at.total}`)
    this.name = 'Stopped'
    this.at = at
  }
}

/** Tells the listener. @throws Stopped the listener says stop */
export function tell(report: Report | undefined, step: Step): void {
  if (report?.(step) === 'stop') throw new Stopped(step)
}

/** A listener whose stages carry the name of the part they belong to. */
export function within(report: Report | undefined, part: string): Report | undefined {
  return report && ((step) => report({ ...step, stage: `${part}: ${step.stage}` }))
}
