import { Link } from '@tanstack/react-router'
import { formatCount } from '../../format.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'
import { Table } from '../../ui/Table.tsx'
import { ImageSeries } from './ImageSeries.tsx'
import { LayerValues } from './LayerValues.tsx'
import { PercentileFigure } from './PercentileFigure.tsx'
import { ofKind, valueLabel, valueText } from './record.ts'
import type { RecordLayer, RecordPatient, RecordRelease } from './record.ts'

interface Props {
  release: RecordRelease
  patient: RecordPatient
}

/** Longer than this, a figure of a layer is shown on request. */
const longFigure = 30

/** Everything known of one patient. */
export function PatientRecord({ release, patient }: Props) {
  const { record } = patient
  const isSimulated = release.cohort.simulated
  return (
    <>
      <section className="section" aria-labelledby="record-outcome">
        <h2 id="record-outcome">Score, response and survival</h2>
        <Facts layers={ofKind(record, 'SCORE', 'RESPONSE', 'OUTCOME')} {...{ release, patient }} />
      </section>
      <section className="section" aria-labelledby="record-images">
        <h2 id="record-images">Images</h2>
        <ImageSeries patient={patient} isSimulated={isSimulated} />
      </section>
      <section className="section" aria-labelledby="record-immune">
        <h2 id="record-immune">
          Immune composition <MethodLink name="percentile" about="the percentile of a patient" />
        </h2>
        <Layers layers={ofKind(record, 'IMMUNE')} {...{ release, patient }} />
      </section>
      <section className="section" aria-labelledby="record-imaging">
        <h2 id="record-imaging">
          Imaging features <MethodLink name="percentile" about="the percentile of a feature" />
        </h2>
        <Layers layers={ofKind(record, 'IMAGING')} {...{ release, patient }} />
      </section>
      <section className="section" aria-labelledby="record-clinical">
        <h2 id="record-clinical">Clinical</h2>
        <Facts layers={ofKind(record, 'CLINICAL')} {...{ release, patient }} />
      </section>
      <section className="section" aria-labelledby="record-genes">
        <h2 id="record-genes">Expression</h2>
        <Layers layers={ofKind(record, 'EXPRESSION')} {...{ release, patient }} />
      </section>
      <Specimens patient={patient} />
      <Files record={record} />
    </>
  )
}

type OfLayers = Props & { layers: readonly RecordLayer[] }

/** Values that are read one by one. */
function Facts({ layers, release, patient }: OfLayers) {
  if (layers.length === 0) return <p className="muted">This release has none.</p>
  return (
    <>
      {layers.map((layer) => (
        <div key={layer.layer.ref}>
          <h3>{layer.layer.label}</h3>
          {layer.reason === null ? (
            <>
              <dl className="facts">
                {layer.values.map((one) => (
                  <div key={one.variable.ref}>
                    <dt>{valueLabel(one)}</dt>
                    <dd>{valueText(one)}</dd>
                  </div>
                ))}
              </dl>
              <Disclosure summary="As a table, with percentiles and sources">
                <LayerValues release={release.id} patient={patient.id} layer={layer} />
              </Disclosure>
            </>
          ) : (
            <p className="muted">Not measured: {layer.reason}.</p>
          )}
        </div>
      ))}
    </>
  )
}

/** Values that are read against those of everybody. */
function Layers({ layers, release, patient }: OfLayers) {
  if (layers.length === 0) return <p className="muted">This release has none.</p>
  return (
    <>
      {layers.map((layer) => (
        <div key={layer.layer.ref} className="record-layer">
          <h3>{layer.layer.label}</h3>
          {layer.reason === null ? (
            <>
              <p className="small muted">
                {[layer.layer.unit, layer.row === patient.id ? '' : layer.row, layer.layer.patientRule]
                  .filter((part) => part !== null && part !== '')
                  .join(' · ')}
              </p>
              {layer.values.length <= longFigure ? (
                <PercentileFigure release={release} patient={patient.id} layer={layer} />
              ) : (
                <Disclosure summary={`All ${formatCount(layer.values.length)} as a figure`}>
                  <PercentileFigure release={release} patient={patient.id} layer={layer} />
                </Disclosure>
              )}
              <Disclosure summary="As a table, with sources">
                <LayerValues release={release.id} patient={patient.id} layer={layer} />
              </Disclosure>
            </>
          ) : (
            <p className="muted">{layer.reason}.</p>
          )}
          {layer.layer.kind === 'EXPRESSION' && (
            <p>
              <Link to="/genes/$slug" params={{ slug: release.cohort.slug }}>
                Find a gene of this cohort
              </Link>
            </p>
          )}
        </div>
      ))}
    </>
  )
}

function Specimens({ patient }: { patient: RecordPatient }) {
  const { specimens, exclusions, id } = patient
  return (
    <section className="section" aria-labelledby="record-specimens">
      <h2 id="record-specimens">Specimens, and what was left out</h2>
      {specimens.length === 0 ? (
        <p className="muted">No specimen is listed.</p>
      ) : (
        <Table
          caption={`Specimens of ${id}`}
          captionHidden
          rows={specimens}
          rowKey={({ barcode }) => barcode}
          columns={[
            {
              key: 'barcode',
              header: 'Barcode',
              rowHeader: true,
              loose: true,
              cell: ({ barcode }) => barcode,
            },
            { key: 'type', header: 'Type', cell: ({ sampleTypeLabel }) => sampleTypeLabel },
            {
              key: 'chosen',
              header: 'Stands for the patient',
              cell: ({ chosen }) => (chosen ? 'yes' : 'no'),
            },
            { key: 'reason', header: 'Why', cell: ({ reason }) => reason },
          ]}
        />
      )}
      {exclusions.length > 0 && (
        <ul className="words-list">
          {exclusions.map(({ scope, subject, reason }) => (
            <li key={`${scope} ${subject} ${reason}`}>
              Left out of {scope}: {subject === id ? '' : `${subject}, `}
              {reason}.
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Files({ record }: { record: readonly RecordLayer[] }) {
  const rows = record.flatMap(({ layer }) => layer.sourceFiles.map((file) => ({ layer: layer.label, file })))
  return (
    <section className="section" aria-labelledby="record-files">
      <h2 id="record-files">Files behind these numbers</h2>
      {rows.length === 0 ? (
        <p className="muted">No layer names a file.</p>
      ) : (
        <Table
          caption="Files by layer"
          captionHidden
          rows={rows}
          rowKey={({ layer, file }) => `${layer} ${file.id}`}
          columns={[
            { key: 'layer', header: 'Layer', cell: ({ layer }) => layer },
            { key: 'path', header: 'File', rowHeader: true, loose: true, cell: ({ file }) => file.path },
            {
              key: 'tool',
              header: 'Made by',
              cell: ({ file }) => [file.tool, file.version].filter((part) => part !== null).join(' ') || '–',
            },
            {
              key: 'sha256',
              header: 'SHA-256',
              loose: true,
              cell: ({ file }) => <span className="hash">{file.sha256}</span>,
            },
          ]}
        />
      )}
    </section>
  )
}
