import { cellKey, cellLabel, isClaimCell } from './answer.ts'
import type { Comparison } from './answer.ts'
import { effectWords, pWords, sizeWords } from './besideWords.ts'

/** A filtered, weighted or adjusted answer never stands alone: the one of everybody is beside it. */
export function BesideEverybody({ comparison }: { comparison: Comparison }) {
  const rows = comparison.cells.filter((cell) => isClaimCell(cellKey(cell)) && cell.unselected !== null)
  if (rows.length === 0) return null
  return (
    <div className="table-frame">
      <table className="table beside">
        <caption>With the selection and adjustment of this page, and of everybody as they are</caption>
        <thead>
          <tr>
            <th scope="col">Cell</th>
            <th scope="col">This page</th>
            <th scope="col">P</th>
            <th scope="col">n</th>
            <th scope="col">Everybody</th>
            <th scope="col">P</th>
            <th scope="col">n</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((cell) => (
            <tr key={cellKey(cell)}>
              <th scope="row">{cellLabel(cell)}</th>
              {[cell.result, cell.unselected].map((result, i) =>
                result === null ? null : <BesideCells key={i} result={result} />,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function BesideCells({ result }: { result: Parameters<typeof effectWords>[0] }) {
  return (
    <>
      <td>{effectWords(result)}</td>
      <td>{pWords(result)}</td>
      <td>{sizeWords(result)}</td>
    </>
  )
}
