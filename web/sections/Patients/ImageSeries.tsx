import { formatNumber } from '../../format.ts'
import { Table } from '../../ui/Table.tsx'
import type { RecordPatient } from './record.ts'

/** Image series with their identifiers, and a viewer where the images are public. */
export function ImageSeries({ patient, isSimulated }: { patient: RecordPatient; isSimulated: boolean }) {
  const { ctSeries, id } = patient
  if (ctSeries.length === 0)
    return <p className="muted">No image series of {id} is listed in this release.</p>
  return (
    <Table
      caption={`Image series of ${id}`}
      captionHidden
      rows={ctSeries}
      rowKey={({ seriesUid }) => seriesUid}
      columns={[
        {
          key: 'what',
          header: 'Series',
          rowHeader: true,
          cell: ({ description, modality, phase }) =>
            [modality, description, phase].filter((part) => part !== null && part !== '').join(', ') || '–',
        },
        {
          key: 'slice',
          header: 'Slice, mm',
          align: 'end',
          cell: ({ sliceThicknessMm }) => formatNumber(sliceThicknessMm),
        },
        { key: 'maker', header: 'Scanner', cell: ({ manufacturer }) => manufacturer ?? '–' },
        {
          key: 'viewer',
          header: 'Images',
          cell: ({ viewerUrl, seriesUid }) =>
            isSimulated ? (
              <span className="muted">simulated: there are none</span>
            ) : (
              <a
                href={viewerUrl}
                target="_blank"
                rel="noreferrer"
                aria-label={`View in IDC, the viewer of the Imaging Data Commons, in a new tab: series ${seriesUid}`}
              >
                View in IDC
              </a>
            ),
        },
        {
          key: 'uid',
          header: 'Study and series UID',
          loose: true,
          cell: ({ studyUid, seriesUid }) => (
            <span className="hash">
              {studyUid}
              <br />
              {seriesUid}
            </span>
          ),
        },
      ]}
    />
  )
}
