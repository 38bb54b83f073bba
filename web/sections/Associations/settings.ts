import type { AssociationSettingFragment, LayerKind } from '../../gql/generated/graphql.ts'
import type { Option } from '../../ui/Select.tsx'

export type Setting = AssociationSettingFragment
type Layer = Setting['layers'][number]

/** A heatmap of more rows than this cannot be clustered, and nobody could read it. */
const mostRows = 2500
const orderOfX: readonly LayerKind[] = ['IMAGING', 'SCORE', 'IMMUNE', 'CLINICAL', 'EXPRESSION']

/** What a page of associations knows of its cohort. */
export interface CohortFacts {
  slug: string
  cohortTitle: string
  isSimulated: boolean
}

export function factsOf({ cohort }: Setting): CohortFacts {
  return { slug: cohort.slug, cohortTitle: cohort.title, isSimulated: cohort.simulated }
}

function measuresNumbers({ kind, variableCount }: Layer): boolean {
  return kind !== 'OUTCOME' && kind !== 'RESPONSE' && variableCount <= mostRows
}

/** Layers that can stand on a side of the matrix, imaging first. */
export function sideLayers({ layers }: Setting): Layer[] {
  const place = ({ kind }: Layer): number => orderOfX.indexOf(kind)
  return layers.filter(measuresNumbers).toSorted((a, b) => place(a) - place(b))
}

const kindNames: Partial<Record<LayerKind, string>> = {
  IMAGING: 'Imaging features',
  SCORE: 'Scores',
  IMMUNE: 'Immune cells',
  CLINICAL: 'Clinical numbers',
  EXPRESSION: 'Gene expression',
}

export function layerOptions(layers: readonly Layer[]): Option[] {
  return layers.map(({ ref, label, kind, variableCount }) => ({
    value: ref,
    label: `${label} (${variableCount})`,
    group: kindNames[kind] ?? kind,
  }))
}

/** Imaging (or scores) against the immune method that most patients have. */
export function defaultSides(setting: Setting): { x: string | undefined; y: string | undefined } {
  const layers = sideLayers(setting)
  const immune = layers
    .filter(({ kind, variableCount }) => kind === 'IMMUNE' && variableCount > 3)
    .toSorted((a, b) => b.patientCount - a.patientCount)
  const y = immune[0]?.ref
  const x =
    layers.find(({ kind, ref }) => (kind === 'IMAGING' || kind === 'SCORE') && ref !== y) ??
    immune[1] ??
    layers.find(({ ref }) => ref !== y)
  return { x: x?.ref, y }
}

export function expressionLayers({ layers }: Setting): Layer[] {
  return layers.filter(({ kind }) => kind === 'EXPRESSION')
}

/** The number that a scan begins with: the model's score; else a number that the release proposes to group by. */
export function defaultNumber({ layers, suggestedGroupings }: Setting): string | undefined {
  if (layers.some(({ ref }) => ref === 'score:gtr-ith')) return 'score:gtr-ith/score'
  const proposed = suggestedGroupings.find(
    ({ grouping }) => grouping.kind === 'MEDIAN' && grouping.variable !== null,
  )
  return proposed?.grouping.variable ?? undefined
}
