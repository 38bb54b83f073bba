import type { ReactNode } from 'react'
import { Empty, NotTestable } from '../../ui/states.tsx'

interface Asked {
  n: number
  x: { label: string }
  y: { label: string }
  matrix: { family: { planned: number; tested: number } } | null
  pairs: { nodes: readonly { raw: { reason: string | null } }[] }
}

/** Why there is no figure of many pairs: nobody has both, nothing is taken out, or none can be tested; null where there is one. */
export function nothingToDraw({ n, x, y, matrix, pairs }: Asked, what: 'pairs' | 'genes'): ReactNode {
  if (n === 0)
    return (
      <Empty title="Nobody has both">
        <p>
          No patient has a value of {x.label} and one of {y.label}.
        </p>
      </Empty>
    )
  if (matrix === null)
    return (
      <Empty title="Nothing is taken out">
        <p>Tick what is to be taken out of both sides, or draw the coefficients as measured.</p>
      </Empty>
    )
  if (matrix.family.tested > 0) return null
  return (
    <NotTestable
      reason={`None of the ${matrix.family.planned} ${what} can be tested: ${pairs.nodes[0]?.raw.reason ?? 'too few values'}.`}
    />
  )
}
