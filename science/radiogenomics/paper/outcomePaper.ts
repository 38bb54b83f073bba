import type { OutcomeByGroup } from '../outcome.ts'
import type { HazardRatio } from '../outcomeModels.ts'
import { fewEventsOf } from '../outcomeWords.ts'
import type { OutcomeLine } from '../outcomeWords.ts'
import type { ResponseTest } from '../responseByGroup.ts'
import { plainNumber, probabilityWords } from '../words.ts'
import {
  cohortWords,
  flowWords,
  groupingWords,
  originWords,
  paragraph,
  percentWords,
  softwareWords,
  variantWords,
  warningWords,
} from './paper.ts'
import type { Paper, PaperFlow, PaperGrouping, PaperOrigin } from './paper.ts'

export interface OutcomePaperInput extends Pick<
  OutcomeByGroup,
  'n' | 'events' | 'logRank' | 'restrictedMeans' | 'cutSearch' | 'warnings'
> {
  origin: PaperOrigin
  grouping: PaperGrouping
  flow: readonly PaperFlow[]
  endpoint: string
  covariates: readonly string[]
  /** label of the group that hazards are compared with */
  reference: string
  /** likelihoods of the models that were fitted, e.g. "partial" */
  likelihoods: readonly string[]
  /** of all models */
  ratios: readonly HazardRatio[]
  answer: readonly OutcomeLine[]
}

function cutWords({ cutSearch, origin }: OutcomePaperInput): string {
  if (cutSearch?.kind !== 'cutpoint') return ''
  const { lowest, highest, adjusted, permutation } = cutSearch
  const permuted =
    permutation === null
      ? ''
      : `, and by ${permutation.permutations.toLocaleString('en')} permutations (seed ${String(origin.seed)})`
  return `Every cut between the ${percentWords(lowest)} and ${percentWords(highest)} quantile was searched; the P of the best is adjusted for the search by ${adjusted.method}${permuted}.`
}

function methodsOf(input: OutcomePaperInput): string {
  const { origin, grouping, flow, endpoint, covariates, n, events, logRank, restrictedMeans } = input
  const firth = input.likelihoods.some((likelihood) => likelihood.includes('Firth'))
  const adjusted = covariates.length === 0 ? '' : ` and adjusted for ${covariates.join(', ')}`
  return paragraph([
    `${cohortWords(origin)}: ${endpoint} of ${n} patients (${events} events).`,
    groupingWords(grouping),
    flowWords(flow),
    'Survival was estimated by Kaplan and Meier with 95 % limits on the log scale.',
    logRank.kind === 'outcome'
      ? `Groups were compared by the ${logRank.method} (two-sided, ${variantWords(logRank.variant)}).`
      : `Groups could not be compared: ${logRank.reason}.`,
    `Hazard ratios against ${input.reference} are from Cox models (Efron’s ties${firth ? ', Firth’s penalised likelihood where the data are separated' : ''}), alone${adjusted}; patients who lack a covariate are not in a model; proportional hazards were tested on scaled Schoenfeld residuals.`,
    restrictedMeans.kind === 'restrictedMean'
      ? `Restricted mean survival up to ${plainNumber(restrictedMeans.tau, 5)} days (${restrictedMeans.tauRule}).`
      : '',
    cutWords(input),
    softwareWords(origin),
  ])
}

/** Survival by group: curves, hazard ratios, all cuts. */
export function outcomePaper(input: OutcomePaperInput): Paper {
  const { origin, grouping, endpoint, n, events, answer, warnings, cutSearch } = input
  const said = (about: readonly string[]): string[] =>
    answer.flatMap((line) => (about.includes(line.about) ? [line.text] : []))
  const subject = [
    `${cohortWords(origin)}, ${endpoint}: ${n} patients, ${events} events.`,
    groupingWords(grouping),
  ]
  const legend = (panel: string, sentences: readonly string[]) => ({
    panel,
    text: paragraph([...subject, ...sentences, originWords(origin)]),
  })
  const caution = fewEventsOf(input.ratios)
  const search = cutSearch?.kind === 'cutpoint' ? cutSearch : null
  return {
    methods: methodsOf(input),
    legends: [
      legend('outcome', [
        'Kaplan–Meier estimates with 95 % limits (log scale); ticks: censored; under the axis patients at risk.',
        ...said(['logRank', 'trend', 'median', 'restrictedMean']),
      ]),
      legend('hazard-ratios', [
        `Cox models, Efron’s ties, Wald intervals unless said otherwise, reference ${input.reference}; patients who lack a covariate are not in a model.`,
        ...said(['proportionality']),
        caution === '' ? '' : `Hollow and †: few events. ${caution}`,
        ...warningWords(warnings),
      ]),
      ...(search === null
        ? []
        : [
            legend('cuts', [
              'Log-rank P of every cut as if it had been chosen beforehand; hollow: the cut with the largest standardised score; filled: what it is worth once the search is allowed for; dashed: the cut of these groups.',
              ...said(['cut']),
              `Adjusted by: ${search.adjusted.method}.`,
              search.permutation === null
                ? ''
                : `By ${search.permutation.permutations.toLocaleString('en')} permutations (seed ${String(origin.seed)}) P = ${probabilityWords(Math.log(search.permutation.p))}.`,
            ]),
          ]),
    ],
  }
}

export interface ResponsePaperInput {
  origin: PaperOrigin
  grouping: PaperGrouping
  flow: readonly PaperFlow[]
  response: string
  responders: readonly string[]
  test: ResponseTest | { kind: 'notTestable'; reason: string }
}

/** Response to treatment by group. */
export function responsePaper(input: ResponsePaperInput): Paper {
  const { origin, grouping, response, responders, test } = input
  const how =
    test.kind === 'notTestable'
      ? `Groups could not be compared: ${test.reason}.`
      : `Shares of responders with exact 95 % confidence intervals; groups compared by ${test.method} (${variantWords(test.variant)}, two-sided).`
  const subject = `${cohortWords(origin)}: ${response}, responders: ${responders.join(', ')}.`
  return {
    methods: paragraph([subject, groupingWords(grouping), flowWords(input.flow), how, softwareWords(origin)]),
    legends: [
      {
        panel: 'response',
        text: paragraph([subject, groupingWords(grouping), how, originWords(origin)]),
      },
    ],
  }
}
