import type { AssociationClusters } from '../../science/radiogenomics/associationClusters.ts'
import type { Context } from '../context.ts'
import { pairColumns } from './correlateAnswer.ts'
import type { CorrelateAnswer } from './correlateAnswer.ts'

/** Orders and trees of an answer; quick enough to be computed when asked for, on a thread where it is large. */
export function clustersOf(context: Context, { x, y, raw }: CorrelateAnswer): Promise<AssociationClusters> {
  const input = { r: Float64Array.from(pairColumns(raw).r), nx: x.refs.length, ny: y.refs.length }
  return context.workers.run('clusterAssociations', input, { unwanted: context.gone })
}
