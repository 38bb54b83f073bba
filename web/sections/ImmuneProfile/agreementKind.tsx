import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { MethodAgreementOfDocument, MethodAgreementTsvDocument } from '../../gql/generated/graphql.ts'
import type { MethodAgreementOfQuery } from '../../gql/generated/graphql.ts'
import { AgreementGrid } from '../../plots/immune/AgreementGrid.tsx'
import { layoutAgreement } from '../../plots/immune/agreementLayout.ts'
import type { AgreementCell, AgreementConsensus } from '../../plots/immune/agreementLayout.ts'
import { cellWords } from './cellWords.ts'

export type Agreement = MethodAgreementOfQuery['methodAgreement']

function cellsOf(agreement: Agreement): AgreementCell[] {
  const label = (ref: string): string => agreement.methods.find((method) => method.ref === ref)?.label ?? ref
  return agreement.cells.map((key) => {
    const sight = agreement.sight.filter((one) => one.cell === key)
    return {
      key,
      label: cellWords(key),
      methods: sight
        .filter(({ reason }) => reason === null)
        .map(({ method }) => ({ ref: method, label: label(method) })),
      pairs: agreement.pairs
        .filter((pair) => pair.cell === key)
        .map(({ a, b, scale, rho, low, high, n }) => ({
          ...{ a, b, rho, low, high, n },
          scale: scale === 'AS_GIVEN' ? ('given' as const) : ('common' as const),
        })),
      directions: agreement.directions
        .filter(({ cell, scale }) => cell === key && scale === 'AS_GIVEN')
        .map(({ direction }) => direction),
      consensus: consensusOf(agreement, key),
      blind: sight.flatMap(({ method, reason }) => {
        if (reason === null) return []
        // most reasons name their method themselves
        const [word = ''] = label(method).split(' ')
        return [reason.startsWith(word) ? reason : `${label(method)}: ${reason}`]
      }),
    }
  })
}

const untested = { delta: null, low: null, high: null }

function consensusOf({ consensus }: Agreement, key: string): AgreementConsensus | null {
  const found = consensus.find(({ cell, scale }) => cell === key && scale === 'AS_GIVEN')
  if (found === undefined) return null
  const { n, effect, without } = found
  return {
    n,
    ...(effect ?? untested),
    without: without.map((one) => ({ method: one.method, rho: one.rho, ...(one.effect ?? untested) })),
  }
}

/** "High risk − Low risk"; null without two groups. */
export function agreementSides({ grouping }: Agreement): string | null {
  const [first, second, third] = grouping?.groups ?? []
  return first && second && third === undefined ? `${first.label} − ${second.label}` : null
}

/** Panel f. */
export function agreementFigure(agreement: Agreement): PanelFigure {
  const base = {
    cells: cellsOf(agreement),
    contrast: agreementSides(agreement),
    hasCommon: agreement.leukocytes !== null,
  }
  return {
    panel: 'agreement',
    letter: 'f',
    title: 'Agreement of methods',
    about: 'agreement',
    origin: agreement,
    draw: (width, style) => {
      const shape = { ...base, width, style }
      return { height: layoutAgreement(shape).height, drawing: <AgreementGrid {...shape} /> }
    },
  }
}

export const agreementKind = figureKind({
  key: 'agreement',
  document: MethodAgreementOfDocument,
  figures: ({ methodAgreement }) => [agreementFigure(methodAgreement)],
  tsv: { document: MethodAgreementTsvDocument, textOf: ({ methodAgreement }) => methodAgreement.tsv },
})
