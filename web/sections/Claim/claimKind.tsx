import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { ClaimInCohortsDocument, ClaimTsvDocument } from '../../gql/generated/graphql.ts'
import type { ClaimInCohortsQuery } from '../../gql/generated/graphql.ts'
import { CohortStrip, cohortStripHeight } from '../../plots/CohortStrip.tsx'
import type { CohortStripProps } from '../../plots/CohortStrip.tsx'

export type Strip = ClaimInCohortsQuery['claimStrip']
export type CohortVerdict = Strip['cohorts'][number]

type Effect = CohortStripProps['cohorts'][number]['effects'][number]

const nothing: Effect = { value: null, low: null, high: null, reason: null }

export function stripOf({ cohorts, pooled }: Strip): Omit<CohortStripProps, 'width' | 'style'> {
  const known = cohorts.find(({ verdict }) => verdict.tested !== null)?.verdict.tested?.expectations ?? []
  return {
    cells: known.map(({ cell, label, direction }) => ({
      key: cell,
      label,
      expected: direction === 'HIGHER' ? 'higher' : 'lower',
    })),
    cohorts: cohorts.map(({ title, verdict: { tested, notItself } }) => ({
      label: title,
      note: tested === null ? 'cannot be tested' : tested.exposure,
      effects: known.map(({ cell }): Effect => {
        const found = tested?.expectations.find((each) => each.cell === cell)
        return {
          value: found?.value ?? null,
          low: found?.low ?? null,
          high: found?.high ?? null,
          reason: found?.reason ?? notItself[0] ?? null,
        }
      }),
    })),
    pooled: pooled.map(({ titles, cells }) => ({
      label: `Pooled, ${titles.length} cohorts`,
      note: titles.join(', '),
      effects: known.map(({ cell }): Effect => cells.find((each) => each.cell === cell) ?? nothing),
    })),
  }
}

/** The claim in every cohort side by side: several answers in one figure, so its origin is theirs together. */
export function claimFigure(strip: Strip, title: string): PanelFigure {
  const { cohorts, paper } = strip
  const verdicts = cohorts.map(({ verdict }) => verdict)
  const [first] = verdicts
  return {
    panel: 'claim',
    letter: 'a',
    title,
    about: 'cohorts',
    origin: {
      id: verdicts.map(({ id }) => id).join('-'),
      spec: JSON.stringify(verdicts.map(({ id, spec, release }) => ({ id, release: release.id, spec }))),
      release: {
        id: verdicts.map(({ release }) => release.id).join('-'),
        cohort: { slug: 'claim', title, simulated: cohorts.some(({ simulated }) => simulated) },
      },
      paper,
      provenance: { codeVersion: first?.provenance.codeVersion ?? '' },
    },
    draw: (width, style) => {
      const shape = { ...stripOf(strip), width, style }
      return { height: cohortStripHeight(shape), drawing: <CohortStrip {...shape} /> }
    },
  }
}

export const claimKind = figureKind({
  key: 'claim',
  document: ClaimInCohortsDocument,
  figures: ({ claimStrip }, options) => [claimFigure(claimStrip, options['title'] ?? 'Claim')],
  tsv: { document: ClaimTsvDocument, textOf: ({ claimStrip }) => claimStrip.tsv },
})
