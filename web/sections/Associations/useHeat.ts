import { useMemo } from 'react'
import type { AssociationMatrixQuery, TreePartsFragment } from '../../gql/generated/graphql.ts'
import type { Matrix, MatrixSide, Span } from '../../plots/association/heatLayout.ts'
import { readSpan } from '../../associationUrl.ts'

export type Association = AssociationMatrixQuery['correlate']

function sideOf(labels: readonly string[], clustered: TreePartsFragment | null): MatrixSide {
  return { labels, order: clustered?.order ?? labels.map((_, place) => place), tree: clustered?.tree ?? null }
}

/** The API's matrix in its clustered order; null where there is nothing of the kind that is asked for. */
export function matrixOf(found: Association): Matrix | null {
  if (found.matrix === null) return null
  return {
    r: found.matrix.r,
    rows: sideOf(found.x.labels, found.clusters.x),
    columns: sideOf(found.y.labels, found.clusters.y),
  }
}

export function useMatrix(found: Association): Matrix | null {
  return useMemo(() => matrixOf(found), [found])
}

/** The span of the address as far as the matrix has such places, else all. */
export function spanOf(text: string | undefined, length: number): Span {
  const span = text === undefined ? null : readSpan(text)
  return span === null || span[0] >= length ? [0, length] : [span[0], Math.min(length, span[1])]
}

/** Half or double of a span about its middle; never more than there is, never fewer than four. */
export function scaledSpan([from, to]: Span, length: number, factor: number): Span {
  const wanted = Math.max(Math.min(4, length), Math.min(length, Math.round((to - from) * factor)))
  const middle = (from + to) / 2
  const start = Math.max(0, Math.min(length - wanted, Math.round(middle - wanted / 2)))
  return [start, start + wanted]
}
