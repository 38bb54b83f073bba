import type { ScoringPlacesQuery } from '../../gql/generated/graphql.ts'
import type { Card } from './model.ts'

export type Place = ScoringPlacesQuery['cohorts'][number]
type Layer = Place['release']['layers'][number]

/** Layers that can stand for a vector of the model: a row for each patient, or for each region. */
export function layersFor({ release: { layers } }: Place, part: 'gtr' | 'ith'): Layer[] {
  return part === 'gtr'
    ? layers.filter(({ patientCount }) => patientCount > 0)
    : layers.filter(({ entity }) => entity === 'REGION' || entity === 'LESION')
}

/** The layer of the training where the cohort has one of that name, else its first; null where it has none. */
export function likelyLayer(place: Place, part: 'gtr' | 'ith', trained: string): string | null {
  const layers = layersFor(place, part)
  return (layers.find(({ ref }) => ref === trained) ?? layers[0])?.ref ?? null
}

export interface Vector {
  part: 'gtr' | 'ith'
  name: string
  /** the layer that the model was trained on */
  trained: string
}

export function vectorsOf({ gtrLayer, ithLayer }: Pick<Card, 'gtrLayer' | 'ithLayer'>): Vector[] {
  return [
    ...(gtrLayer === null ? [] : [{ part: 'gtr', name: 'whole tumour', trained: gtrLayer } as const]),
    ...(ithLayer === null ? [] : [{ part: 'ith', name: 'regions', trained: ithLayer } as const]),
  ]
}

/** What a cohort lacks for a model, in words; null: nothing. */
export function lacks(place: Place, vectors: readonly Vector[]): string | null {
  const missing = vectors.filter(({ part }) => layersFor(place, part).length === 0)
  return missing.length === 0 ? null : `no image features of ${missing.map(({ name }) => name).join(' and ')}`
}
