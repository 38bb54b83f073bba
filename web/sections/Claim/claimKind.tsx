import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { ClaimInCohortsDocument, ClaimTsvDocument } from '../../gql/generated/graphql.ts'
import type { ClaimInCohortsQuery } from '../../gql/generated/graphql.ts'
import { CohortStrip, cohortStripHeight } from '../../plots/CohortStrip.tsx'
import type { CohortStripProps } from '../../plots/CohortStrip.tsx'

export type Strip = ClaimInCohortsQuery['claimStrip']
export type CohortVerdict = Strip['cohorts'][number]

export function stripOf(cohorts: readonly CohortVerdict[]): Omit<CohortStripProps, 'width' | 'style'> {
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
      effects: known.map(({ cell }) => {
        const found = tested?.expectations.find((each) => each.cell === cell)
        return {
          value: found?.value ?? null,
          low: found?.low ?? null,
          high: found?.high ?? null,
          reason: found?.reason ?? notItself[0] ?? null,
        }
      }),
    })),
  }
}

const stripWords =
  'Cliff’s δ, first − second group, with 95 % intervals; tinted: the half that is expected. Cohorts differ in what groups are made of and are not pooled.'

/** The claim in every cohort side by side: several answers in one figure, so its origin is theirs together. */
export function claimFigure(cohorts: readonly CohortVerdict[], title: string): PanelFigure {
  const verdicts = cohorts.map(({ verdict }) => verdict)
  const [first] = verdicts
  const legends = verdicts.flatMap(({ paper }) => paper.legends.map(({ text }) => text))
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
      paper: {
        methods: verdicts.map(({ paper }) => paper.methods).join('\n\n'),
        legends: [{ panel: 'claim', text: [stripWords, ...legends].join(' ') }],
      },
      provenance: { codeVersion: first?.provenance.codeVersion ?? '' },
    },
    draw: (width, style) => {
      const shape = { ...stripOf(cohorts), width, style }
      return { height: cohortStripHeight(shape), drawing: <CohortStrip {...shape} /> }
    },
  }
}

export const claimKind = figureKind({
  key: 'claim',
  document: ClaimInCohortsDocument,
  figures: ({ claimStrip }, options) => [claimFigure(claimStrip.cohorts, options['title'] ?? 'Claim')],
  tsv: {
    document: ClaimTsvDocument,
    textOf: ({ claimStrip }) => claimStrip.cohorts.map(({ verdict }) => verdict.tsv).join('\n'),
  },
})
