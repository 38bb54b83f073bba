import { formatNumber } from '../../format.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import type { Comparison } from './answer.ts'
import { effectWords, pWords } from './besideWords.ts'

/** M1 against M2 as a log ratio, under every constant: what changes along them is the constant's doing. */
export function MacrophageRatio({ comparison }: { comparison: Comparison }) {
  const { macrophageRatio: ratios } = comparison
  if (ratios.length === 0) return null
  return (
    <Disclosure summary="M1/M2 as a log ratio, and what its constant does">
      <div className="table-frame">
        <table className="table beside">
          <caption>
            log2 ((M1 + c) / (M2 + c)); the first constant is the one asked for, or half the smallest share
          </caption>
          <thead>
            <tr>
              <th scope="col">Constant c</th>
              <th scope="col">Patients it decides</th>
              <th scope="col">Difference</th>
              <th scope="col">P</th>
            </tr>
          </thead>
          <tbody>
            {ratios.map(({ constant, nDecidedByConstant, result }) => (
              <tr key={constant}>
                <th scope="row">{formatNumber(constant)}</th>
                <td>{nDecidedByConstant}</td>
                <td>{effectWords(result)}</td>
                <td>{pWords(result)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Disclosure>
  )
}
