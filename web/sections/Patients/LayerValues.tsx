import { useState } from 'react'
import { useQuery } from 'urql'
import { formatNumber } from '../../format.ts'
import { ValueSourceDocument } from '../../gql/generated/graphql.ts'
import { correctionText } from '../../format.ts'
import { Button } from '../../ui/Button.tsx'
import { Table } from '../../ui/Table.tsx'
import { valueLabel, valueText } from './record.ts'
import type { RecordLayer } from './record.ts'

interface Props {
  release: string
  patient: string
  layer: RecordLayer
}

/** Every value of a layer as a line, with its place among all patients, and on request the line of the file it was read from. */
export function LayerValues({ release, patient, layer }: Props) {
  const [asked, setAsked] = useState<string | null>(null)
  return (
    <>
      <Table
        caption={layer.layer.label}
        captionHidden
        rows={layer.values}
        rowKey={({ variable }) => variable.ref}
        columns={[
          { key: 'label', header: 'Variable', rowHeader: true, cell: valueLabel, sort: valueLabel },
          { key: 'value', header: 'Value', align: 'end', cell: valueText, sort: ({ value }) => value },
          {
            key: 'percentile',
            header: 'Percentile',
            align: 'end',
            cell: ({ percentile }) => (percentile === null ? '' : formatNumber(percentile)),
            sort: ({ percentile }) => percentile,
          },
          {
            key: 'median',
            header: 'Median of all',
            align: 'end',
            cell: ({ median }) => (median === null ? '' : formatNumber(median)),
          },
          { key: 'n', header: 'Patients with a value', align: 'end', cell: ({ n }) => n },
          {
            key: 'source',
            header: 'Source',
            cell: (row) => (
              <Button
                size="s"
                look="quiet"
                aria-label={`Where from: ${valueLabel(row)}`}
                onClick={() => {
                  setAsked(row.variable.ref)
                }}
              >
                Where from
              </Button>
            ),
          },
        ]}
      />
      {asked !== null && <Source release={release} patient={patient} variable={asked} />}
    </>
  )
}

function Source({ release, patient, variable }: { release: string; patient: string; variable: string }) {
  const [{ data, error, fetching }] = useQuery({
    query: ValueSourceDocument,
    variables: { release, patient, variable },
  })
  if (error !== undefined) return <p role="alert">Where {variable} comes from could not be read.</p>
  if (fetching || data === undefined) return <p role="status">Looking for the source of {variable} …</p>
  const found = data.release?.variable?.provenance ?? null
  if (found === null)
    return (
      <p role="status">{variable} was computed on this server from other layers; it stands in no file.</p>
    )
  return (
    <div role="status" className="value-source">
      <p>
        <strong>{variable}</strong>
        {found.sources.length > 0 && `, written as ${found.sources.map(({ name }) => name).join(', ')}`}
      </p>
      <ul>
        {found.values.map(({ path, sha256, fromLine, toLine, writtenId }) => (
          <li key={`${path} ${fromLine}`}>
            {path}, {fromLine === toLine ? `line ${fromLine}` : `lines ${fromLine} to ${toLine}`}, as{' '}
            {writtenId}; SHA-256 <span className="hash">{sha256}</span>
          </li>
        ))}
        {found.values.length === 0 && <li>no line of a file names this patient</li>}
        {found.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
        {found.corrections.map((one) => (
          <li key={correctionText(one)}>{correctionText(one)}</li>
        ))}
      </ul>
    </div>
  )
}
