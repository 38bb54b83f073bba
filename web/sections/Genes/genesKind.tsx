import { readShow, readView } from '../../associationUrl.ts'
import type { ShowWord } from '../../associationUrl.ts'
import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { formatCount } from '../../format.ts'
import { AssociationTsvDocument, GeneScanDocument } from '../../gql/generated/graphql.ts'
import type { GeneScanQuery } from '../../gql/generated/graphql.ts'
import { Volcano } from '../../plots/genes/Volcano.tsx'
import { wholeView } from '../../plots/genes/volcanoLayout.ts'
import { coefficientNames, takenOut } from '../Associations/caption.ts'

export type Scan = GeneScanQuery['correlate']

/** What is drawn, as the options of a figure have it. */
export interface GenesOptions {
  show?: ShowWord | undefined
  /** ends of the axes, as in the address */
  view?: string | undefined
  /** reference of a gene that is named besides the strongest */
  gene?: string | undefined
}

const namedAtMost = 10

/** Places of the genes that are named: the one asked for, and the strongest. */
export function namedGenes({ pairs, y }: Scan, gene: string | undefined): number[] {
  const strongest = pairs.nodes.slice(0, namedAtMost).map((pair) => y.refs.indexOf(pair.y.ref))
  const own = gene === undefined ? -1 : y.refs.indexOf(gene)
  return own < 0 ? strongest : [own, ...strongest.filter((place) => place !== own)]
}

/** Name of the horizontal axis. */
export function scanAxis(found: Scan, show: ShowWord | undefined): string {
  const name = coefficientNames[found.method]
  const drawn =
    show === 'adjusted'
      ? `partial ${name} (adjusted for ${takenOut(found)})`
      : show === 'without'
        ? `partial ${name} (adjusted for ${found.rival?.label ?? 'volume'})`
        : name
  return `${drawn} with ${found.x.label}`
}

/** One number against every gene; null where nothing was taken out that is to be drawn. */
export function genesFigure(found: Scan, { show, view, gene }: GenesOptions): PanelFigure | null {
  const { matrix } = found
  if (matrix === null) return null
  const genes = { r: matrix.r, logQ: matrix.logQ, labels: found.y.labels }
  return {
    panel: `genes-${show ?? 'raw'}`,
    letter: 'a',
    title: `${found.x.label} against ${formatCount(matrix.family.planned)} genes of ${found.y.label}`,
    about: 'genes',
    origin: found,
    draw: (width, style) => {
      const shape = {
        genes,
        view: (view === undefined ? null : readView(view)) ?? wholeView(genes),
        xName: scanAxis(found, show),
        named: namedGenes(found, gene),
        width,
        height: Math.min(style.font * 46, width * 0.75),
        style,
      }
      return { height: shape.height, drawing: <Volcano {...shape} /> }
    },
  }
}

export const genesKind = figureKind({
  key: 'genes',
  document: GeneScanDocument,
  figures: ({ correlate }, { show, view, gene }) => {
    const figure = genesFigure(correlate, { show: readShow(show), view, gene })
    return figure === null ? [] : [figure]
  },
  tsv: { document: AssociationTsvDocument, textOf: ({ correlate }) => correlate.tsv },
})
