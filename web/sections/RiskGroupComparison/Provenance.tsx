import { formatBytes, formatDateTime } from '../../format.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Table } from '../../ui/Table.tsx'
import type { Comparison } from './answer.ts'

/** What the numbers were made from, down to the bytes of every file. */
export function Provenance({ comparison }: { comparison: Comparison }) {
  const { provenance, release, id, spec } = comparison
  const facts = [
    ['Analysis', id],
    ['Release', `${release.id} (${provenance.contentHash})`],
    ['Code version', provenance.codeVersion],
    ['Seed', provenance.seed === null ? 'none: nothing was random' : String(provenance.seed)],
    ['Computed', formatDateTime(provenance.computedAt)],
  ]
  return (
    <section aria-label="Provenance" className="provenance">
      <h2 className="compare-h2">Where the numbers come from</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="hash">{value}</dd>
          </div>
        ))}
      </dl>
      <Table
        caption="Files behind this comparison"
        rows={provenance.files}
        rowKey={(file) => file.id}
        columns={[
          { key: 'path', header: 'File', cell: (file) => file.path, rowHeader: true, loose: true },
          { key: 'role', header: 'Role', cell: (file) => file.role },
          {
            key: 'tool',
            header: 'Tool',
            cell: (file) => [file.tool, file.version].filter(Boolean).join(' ') || '–',
          },
          { key: 'bytes', header: 'Size', cell: (file) => formatBytes(file.bytes), align: 'end' },
          {
            key: 'sha256',
            header: 'SHA-256',
            cell: (file) => <span className="hash">{file.sha256}</span>,
            loose: true,
          },
        ]}
      />
      <Disclosure summary="Specification, as it is hashed">
        <pre className="spec" tabIndex={0} aria-label="Specification">
          {spec}
        </pre>
      </Disclosure>
    </section>
  )
}
