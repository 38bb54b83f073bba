import { claimPaper } from '../../../science/radiogenomics/paper/claimPaper.ts'
import {
  influencePaper,
  placeboPaper,
  robustnessPaper,
} from '../../../science/radiogenomics/paper/robustnessPaper.ts'
import type { Paper } from '../../../science/radiogenomics/paper/paper.ts'
import type { Context } from '../../context.ts'
import { claimAnalysis } from '../claimVerdict.ts'
import type { ClaimSpec } from '../claimVerdict.ts'
import { loadGrouping } from '../grouping.ts'
import { influenceAnalysis } from '../influence.ts'
import type { InfluenceSpec } from '../influence.ts'
import { placeboAnalysis } from '../placebo.ts'
import type { PlaceboSpec } from '../placebo.ts'
import { parseRobustnessAnswer } from '../robustnessAnswer.ts'
import type { RobustnessSpec } from '../robustnessSpec.ts'
import type { StoredAnalysis } from '../storedAnalysis.ts'
import { labelOfLayer, originOf, specOf } from './origin.ts'

/** What was grouped by is not in these answers: it is read again, from memory as a rule. */
async function groupedBy(
  context: Context,
  { release }: StoredAnalysis,
  grouping: PlaceboSpec['grouping'],
): Promise<string> {
  const { resolved } = await loadGrouping(context, release, grouping)
  const [first, second] = resolved.groups
  const sides = first && second && resolved.groups.length === 2 ? `: ${first.label} − ${second.label}` : ''
  return `${resolved.label}${sides}`
}

export async function robustnessPaperOf(context: Context, stored: StoredAnalysis): Promise<Paper> {
  const answer = parseRobustnessAnswer(stored.answer)
  const { grouping, family } = specOf(stored) as RobustnessSpec
  const { choices, specifications, curves, togetherWords, shuffles } = answer
  return robustnessPaper({
    origin: originOf(stored),
    grouped: await groupedBy(context, stored, grouping),
    specifications: specifications.length,
    choices,
    family,
    shuffles,
    words: [...curves.map(({ words }) => words), ...(togetherWords === null ? [] : [togetherWords])],
  })
}

export async function placeboPaperOf(context: Context, stored: StoredAnalysis): Promise<Paper> {
  const { words } = placeboAnalysis.parseAnswer(stored.answer)
  const { grouping, method, test, rule, family, quality, shuffles } = specOf(stored) as PlaceboSpec
  return placeboPaper({
    origin: originOf(stored),
    grouped: await groupedBy(context, stored, grouping),
    method: await labelOfLayer(context, stored, method),
    test,
    rule,
    family,
    quality,
    shuffles,
    words,
  })
}

export async function influencePaperOf(context: Context, stored: StoredAnalysis): Promise<Paper> {
  const { cells, warnings } = influenceAnalysis.parseAnswer(stored.answer)
  const { grouping, method, quality } = specOf(stored) as InfluenceSpec
  return influencePaper({
    origin: originOf(stored),
    grouped: await groupedBy(context, stored, grouping),
    method: await labelOfLayer(context, stored, method),
    quality,
    cells: cells.map(({ label, patients, sites, words }) => ({
      label,
      patients: patients.length,
      sites: sites.length,
      words,
    })),
    isCut: warnings.some(({ code }) => code === 'cutoff-kept'),
  })
}

export function claimPaperOf(_context: Context, stored: StoredAnalysis): Paper {
  const { tested, notItself } = claimAnalysis.parseAnswer(stored.answer)
  return claimPaper({
    origin: originOf(stored),
    tested: tested && {
      exposure: tested.exposure,
      groups: tested.groups,
      method: tested.method.label,
      unit: tested.method.unit,
      words: tested.verdict.words,
    },
    notItself,
    shuffles: (specOf(stored) as ClaimSpec).shuffles,
  })
}
