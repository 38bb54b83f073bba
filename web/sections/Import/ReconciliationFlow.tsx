import { formatCount, plural } from '../../format.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import type { Report } from './useImportFolder.ts'

type LeftOut = Report['leftOut'][number]

function Reasons({ groups }: { groups: readonly LeftOut[] }) {
  if (groups.length === 0) return <p className="flow-none">nobody left out</p>
  return (
    <ul className="flow-reasons">
      {groups.map(({ scope, code, reason, count, subjects }) => (
        <li key={`${scope} ${code} ${reason}`}>
          <Disclosure summary={`${formatCount(count)} left out: ${reason}`}>
            <p className="flow-patients" tabIndex={0} role="group" aria-label={`Left out: ${reason}`}>
              {subjects.join(', ')}
            </p>
          </Disclosure>
        </li>
      ))}
    </ul>
  )
}

/** Cells that were read as another than the file writes. */
function Corrected({ report, file }: { report: Report; file: string }) {
  const own = report.findings.filter((one) => one.rule === 'correction-applied' && one.file === file)
  if (own.length === 0) return null
  return (
    <ul className="flow-reasons">
      {own.map(({ line, column, message }) => (
        <li key={`${line ?? ''} ${column ?? ''}`}>
          corrected, line {line}, {column}: {message}
        </li>
      ))}
    </ul>
  )
}

function FileList({ report }: { report: Report }) {
  return (
    <ul className="import-flow-list">
      {report.files.map(({ id, path, format, rows }) => (
        <li key={id}>
          <strong>{path}</strong> <span className="muted">{format}</span>
          {rows !== null && `, ${plural(rows, 'row')}`}
          <Corrected report={report} file={id} />
        </li>
      ))}
    </ul>
  )
}

function LayerList({ report }: { report: Report }) {
  return (
    <ul className="import-flow-list">
      {report.layers.map(({ ref, label, variables, rows, patients }) => (
        <li key={ref}>
          <strong>{label}</strong> <span className="hash muted">{ref}</span>
          <br />
          {plural(variables, 'variable')}, {plural(rows, 'row')}
          {patients === null
            ? ', no row stands for a patient'
            : `, ${plural(patients, 'patient')} of ${formatCount(report.patients)}`}
          <Reasons groups={report.leftOut.filter(({ scope }) => scope === ref)} />
        </li>
      ))}
    </ul>
  )
}

/** From files to patients to what each of them has: everybody left out stands where they were left, with the reason and by name. */
export function ReconciliationFlow({ report }: { report: Report }) {
  const layers = new Set(report.layers.map(({ ref }) => ref))
  const others = report.leftOut.filter(({ scope }) => !layers.has(scope))
  if (report.patients === null) return null
  return (
    <section className="section" aria-labelledby="import-flow">
      <h3 id="import-flow">Who comes in</h3>
      <ol className="import-flow">
        <li>
          <h4>{plural(report.files.length, 'file')}</h4>
          <FileList report={report} />
        </li>
        <li>
          <h4>{plural(report.patients, 'patient')}</h4>
          <p>
            {plural(report.specimens ?? 0, 'specimen')}; {plural(report.patientsWithCt ?? 0, 'patient')} with
            series of images.
          </p>
          <Reasons groups={others} />
        </li>
        <li>
          <h4>{plural(report.layers.length, 'layer')}</h4>
          <LayerList report={report} />
        </li>
      </ol>
    </section>
  )
}
