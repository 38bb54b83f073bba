import { useLayoutEffect, useRef } from 'react'
import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { PatientRecordDocument } from '../../gql/generated/graphql.ts'
import { Answered, fresh } from '../../ui/Answered.tsx'
import { Button } from '../../ui/Button.tsx'
import { PercentileFigure } from './PercentileFigure.tsx'
import { ofKind, valueLabel, valueText } from './record.ts'
import type { RecordPatient, RecordRelease } from './record.ts'
import { usePatients } from './patientFocus.ts'

interface Props {
  slug: string
  release: string
  patient: string
  /** reference of the method that the page compares */
  method: string
  onClose: () => void
}

/** Panel 9: one patient beside the figures. Escape closes it and gives the focus back. */
export function PatientDrawer({ slug, release, patient, method, onClose }: Props) {
  const asked = useQuery({ query: PatientRecordDocument, variables: { release, patient } })
  const { groupOf } = usePatients()
  const heading = useRef<HTMLHeadingElement>(null)
  // in the same commit, so that the focus is never nowhere
  useLayoutEffect(() => {
    const before = document.activeElement
    heading.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    <aside
      className="patient-drawer no-print"
      aria-labelledby="patient-drawer"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className="panel-head">
        <h2 id="patient-drawer" tabIndex={-1} ref={heading}>
          <span className="panel-letter">i</span> {patient}
        </h2>
        <Button size="s" onClick={onClose}>
          Close
        </Button>
      </div>
      <p>
        {groupOf(patient) ?? 'in no group of this page'}.{' '}
        <Link to="/cohorts/$slug/patients/$id" params={{ slug, id: patient }} search={{ release }}>
          Everything known
        </Link>
      </p>
      <Answered of={fresh(asked)} loading="Reading the patient" rows={6}>
        {({ release: found }) =>
          found?.patient == null ? (
            <p>This release has no patient {patient}.</p>
          ) : (
            <Summary release={found} patient={found.patient} method={method} />
          )
        }
      </Answered>
    </aside>
  )
}

function Summary({
  release,
  patient,
  method,
}: {
  release: RecordRelease
  patient: RecordPatient
  method: string
}) {
  const layer = patient.record.find((one) => one.layer.ref === method)
  const facts = ofKind(patient.record, 'SCORE', 'OUTCOME', 'RESPONSE').flatMap(({ values }) => values)
  return (
    <>
      <dl className="facts">
        {facts.map((one) => (
          <div key={one.variable.ref}>
            <dt>{valueLabel(one)}</dt>
            <dd>{valueText(one)}</dd>
          </div>
        ))}
      </dl>
      <h3>Images</h3>
      {patient.ctSeries.length === 0 ? (
        <p className="muted">No image series is listed.</p>
      ) : (
        <ul className="series-list">
          {patient.ctSeries.map(({ seriesUid, viewerUrl, description, modality }) => (
            <li key={seriesUid}>
              {release.cohort.simulated ? (
                <span className="muted">{modality ?? 'series'}, simulated: no images</span>
              ) : (
                <a href={viewerUrl} target="_blank" rel="noreferrer">
                  {description ?? modality ?? 'Series'} <span className="visually-hidden">{seriesUid} </span>
                  in IDC
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      <h3>{layer?.layer.label ?? 'Immune composition'}: percentile among all</h3>
      {layer === undefined || layer.reason !== null ? (
        <p className="muted">{layer?.reason ?? 'none'}</p>
      ) : (
        <PercentileFigure release={release} patient={patient.id} layer={layer} isPlain />
      )}
    </>
  )
}
