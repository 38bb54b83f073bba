import { useEffect, useRef } from 'react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { CohortGroupingsDocument } from '../../gql/generated/graphql.ts'
import { Button } from '../../ui/Button.tsx'
import { tourCohort, tourSteps } from './steps.ts'
import type { TourStep } from './steps.ts'
import './tour.css'

/** The example in four steps, above whatever page it stands on; its step is in the address. */
export function Tour({ step }: { step: number }) {
  const [{ data }] = useQuery({ query: CohortGroupingsDocument })
  const navigate = useNavigate()
  const head = useRef<HTMLHeadingElement>(null)
  const cohort = data === undefined ? null : tourCohort(data.cohorts)
  const steps = cohort === null ? [] : tourSteps(cohort)
  const here = steps[step - 1]
  const isThere = here !== undefined
  useEffect(() => {
    if (isThere) head.current?.focus({ preventScroll: true })
  }, [isThere, step])
  const close = () => {
    void navigate({ to: '.', search: (before) => ({ ...before, tour: undefined }) })
  }
  if (data === undefined) return null
  return (
    <section
      className="tour no-print"
      aria-labelledby="tour-head"
      onKeyDown={({ key }) => {
        if (key === 'Escape') close()
      }}
    >
      <div className="tour-inner">
        <div className="tour-words">
          <h2 id="tour-head" tabIndex={-1} ref={head}>
            {here === undefined ? 'The example' : `${step} of ${steps.length}: ${here.title}`}
          </h2>
          <p className="small">
            {here === undefined
              ? 'No cohort of this server has a risk model and immune cells, so there is nothing to show.'
              : here.text}
          </p>
        </div>
        <div className="row">
          {here?.seenAt != null && <SeenAt at={here.seenAt} />}
          {step > 1 && <StepLink step={step - 1} steps={steps} label="Back" />}
          {step < steps.length && <StepLink step={step + 1} steps={steps} label="Next" />}
          <Button size="s" onClick={close}>
            {step === steps.length ? 'Finish' : 'Close the example'}
          </Button>
        </div>
      </div>
    </section>
  )
}

function SeenAt({ at }: { at: NonNullable<TourStep['seenAt']> }) {
  return (
    <Button
      size="s"
      look="quiet"
      onClick={() => {
        const target = document.getElementById(at.id)
        target?.scrollIntoView({ block: 'start' })
        if (target !== null) {
          target.tabIndex = -1
          target.focus({ preventScroll: true })
        }
      }}
    >
      {at.words}
    </Button>
  )
}

function StepLink({ step, steps, label }: { step: number; steps: readonly TourStep[]; label: string }) {
  const to = steps[step - 1]
  if (to === undefined) return null
  const look = `button-link${label === 'Next' ? ' button-primary' : ''}`
  if (to.compare === null)
    return (
      <Link className={look} to="/claim" search={{ tour: String(step) }}>
        {label}
      </Link>
    )
  const { slug, search } = to.compare
  return (
    <Link className={look} to="/compare/$slug" params={{ slug }} search={{ ...search, tour: String(step) }}>
      {label}
    </Link>
  )
}
