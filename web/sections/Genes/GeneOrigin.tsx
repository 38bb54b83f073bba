import { useQuery } from 'urql'
import { correctionText } from '../../format.ts'
import { ValueOriginDocument } from '../../gql/generated/graphql.ts'
import type { ValueOriginQuery } from '../../gql/generated/graphql.ts'
import { CodeBlock } from '../../ui/CodeBlock.tsx'
import { Answered } from '../../ui/Answered.tsx'
import { Empty } from '../../ui/states.tsx'

/** From one value of the gene back to the line of its file. */
export function GeneOrigin({
  release,
  variable,
  patient,
}: {
  release: string
  variable: string
  patient: string
}) {
  const asked = useQuery({
    query: ValueOriginDocument,
    variables: { release, ref: variable, patient },
  })
  return (
    <Answered of={asked} loading="Looking for the file" rows={3}>
      {(data) => <Origin origin={data.release?.variable?.provenance ?? null} patient={patient} />}
    </Answered>
  )
}

type Found = NonNullable<NonNullable<ValueOriginQuery['release']>['variable']>['provenance']

function Origin({ origin, patient }: { origin: Found; patient: string }) {
  if (origin === null)
    return (
      <Empty title="Computed, not imported">
        <p>The layer of this gene was computed from another one; the data page has what from.</p>
      </Empty>
    )
  return (
    <div className="stack">
      <dl className="facts">
        {origin.sources.map(({ name, line }) => (
          <div key={name}>
            <dt>{line === null ? 'Column' : `Row, line ${line}`}</dt>
            <dd>{name}</dd>
          </div>
        ))}
        {origin.values.map(({ file, path, fromLine, toLine, writtenId, sha256 }) => (
          <div key={`${file}-${writtenId}-${fromLine}`}>
            <dt>Value of {patient}</dt>
            <dd>
              {path}, {fromLine === toLine ? `line ${fromLine}` : `lines ${fromLine} to ${toLine}`}, written
              as {writtenId}
              <br />
              <span className="hash muted">SHA-256 {sha256}</span>
            </dd>
          </div>
        ))}
      </dl>
      {origin.rules.length > 0 && (
        <CodeBlock
          label="What was done between file and value"
          code={[...origin.rules, ...origin.corrections.map(correctionText)].join('\n')}
        />
      )}
    </div>
  )
}
