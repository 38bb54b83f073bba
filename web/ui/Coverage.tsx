import { formatCount } from '../format.ts'

export interface CoverageRow {
  label: string
  n: number
}

/** Who has what, out of all patients: the first thing to know of a cohort. "none" is written, never left blank. */
export function Coverage({ rows, of, label }: { rows: readonly CoverageRow[]; of: number; label: string }) {
  return (
    <table className="coverage" aria-label={label}>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label} data-none={row.n === 0}>
            <th scope="row">{row.label}</th>
            <td>
              <span className="coverage-bar" aria-hidden="true">
                <span style={{ inlineSize: `${of === 0 ? 0 : (100 * row.n) / of}%` }} />
              </span>
            </td>
            <td className="coverage-n">{row.n === 0 ? 'none' : formatCount(row.n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
