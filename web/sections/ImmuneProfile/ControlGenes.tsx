import { formatNumber, formatP, formatRange, formatSigned } from '../../format.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import type { ProfileAnswer } from './profileShape.ts'

/** Marker genes beside the fractions: if a fraction moves and its marker does not, one of them is wrong. */
export function ControlGenes({ answer }: { answer: ProfileAnswer }) {
  const { controls, expression } = answer
  if (controls.length === 0) return null
  const labels = new Map(
    answer.methods.flatMap(({ cells }) =>
      cells.map(
        ({ variable }) =>
          [variable.cell?.key ?? variable.key, variable.cell?.label ?? variable.label] as const,
      ),
    ),
  )
  return (
    <Disclosure summary="Marker genes beside the fractions">
      <div className="table-frame">
        <table className="table beside">
          <caption>
            {expression}: Spearman of each gene with the cell it marks, and its own group difference
          </caption>
          <thead>
            <tr>
              <th scope="col">Gene</th>
              <th scope="col">Marks</th>
              <th scope="col">ρ with the cell</th>
              <th scope="col">n</th>
              <th scope="col">Cliff’s δ of the gene</th>
              <th scope="col">P</th>
            </tr>
          </thead>
          <tbody>
            {controls.map((control) => (
              <tr key={control.symbol}>
                <th scope="row">{control.symbol}</th>
                <td>
                  {labels.get(control.cell) ?? control.cell}: {control.marks} ({control.citation})
                </td>
                <td>
                  {control.rho === null
                    ? (control.reason ?? '–')
                    : `${formatNumber(control.rho)} (${formatRange(control.low, control.high)})`}
                </td>
                <td>{control.n}</td>
                <td>
                  {control.delta === null
                    ? '–'
                    : `${formatSigned(control.delta)} (${formatRange(control.deltaLow, control.deltaHigh)})`}
                </td>
                <td>{control.delta === null ? '–' : formatP(control.pValue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Disclosure>
  )
}
