import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { AssociationTsvDocument, GeneCellsDocument } from '../../gql/generated/graphql.ts'
import type { GeneCellsQuery } from '../../gql/generated/graphql.ts'
import { Forest } from '../../plots/Forest.tsx'
import { forestHeight } from '../../plots/forestLayout.ts'
import { coefficientNames } from '../Associations/caption.ts'
import { isClaimCell } from '../RiskGroupComparison/answer.ts'

export type Coefficients = GeneCellsQuery['correlate']

/** The name of the one variable. */
export function ofWhat({ x }: Coefficients): string {
  return x.labels[0] ?? ''
}

function shapeOf(found: Coefficients) {
  const name = coefficientNames[found.method]
  const label = ofWhat(found)
  return {
    rows: found.pairs.nodes.map(({ y, raw }) => ({
      key: y.key,
      label: y.label,
      isClaim: isClaimCell(y.key),
      effect: raw.reason === null ? raw.correlation : null,
      counts: [raw.n],
      qValue: raw.qValue,
      notTestable: raw.reason,
    })),
    effectName: `${name} with ${label}`,
    effectHead: `${name} (95 % CI)`,
    sides: { left: 'negative', right: 'positive', isWhole: true },
  }
}

/** One variable against each of the other side, with intervals. */
export function coefficientsFigure(found: Coefficients, letter: string): PanelFigure {
  const shape = shapeOf(found)
  return {
    panel: 'coefficients',
    letter,
    title: `${ofWhat(found)} and the cells of ${found.y.label}`,
    about: `${ofWhat(found)}_cells`,
    origin: found,
    draw: (width, style) => ({
      height: forestHeight({ rows: shape.rows, width, style, isSigned: true }),
      drawing: <Forest {...shape} width={width} style={style} />,
    }),
  }
}

export const coefficientsKind = figureKind({
  key: 'coefficients',
  document: GeneCellsDocument,
  figures: ({ correlate }) => [coefficientsFigure(correlate, 'a')],
  tsv: { document: AssociationTsvDocument, textOf: ({ correlate }) => correlate.tsv },
})
