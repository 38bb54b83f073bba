import type { ModelCard } from './modelCard.ts'
import { estimateNumber, plainNumber } from './words.ts'

/** One line of a reporting guideline, with what the stored card answers to it. */
export interface ReportingItem {
  guideline: 'TRIPOD+AI' | 'CLEAR'
  item: string
  topic: string
  /** null: not recorded */
  answer: string | null
}

type Line = readonly [item: string, topic: string, answer: string | null]

/**
 * The items of TRIPOD+AI and CLEAR, each answered from the card or left open; nothing is filled in that is not recorded.
 * Topics are named in our own words.
 * @source Collins et al. 2024, BMJ 385:e078378 (TRIPOD+AI); Kocak et al. 2023, Insights Imaging 14:75 (CLEAR)
 */
export function reportingItems(card: ModelCard): ReportingItem[] {
  const of = (guideline: ReportingItem['guideline'], lines: readonly Line[]): ReportingItem[] =>
    lines.map(([item, topic, answer]) => ({ guideline, item, topic, answer }))
  return [...of('TRIPOD+AI', tripodLines(card)), ...of('CLEAR', clearLines(card))]
}

function tripodLines(card: ModelCard): Line[] {
  const { provenance: from, model } = card
  const facts = factsOf(card)
  return [
    ['1', 'title', `${card.label}: development of a model that predicts ${from.outcome.rule}`],
    ['2', 'abstract', null],
    ['3a', 'health context', card.intendedUse],
    ['3b', 'target population and place in the care pathway', card.intendedUse],
    ['3c', 'known health inequalities', null],
    ['4', 'objectives', `development with internal evaluation (${facts.resampling})`],
    ['5a', 'sources of data', `${from.title}, release ${from.release}`],
    ['5b', 'dates of data', null],
    ['6a', 'setting', from.title],
    ['6b', 'eligibility', from.description],
    ['6c', 'treatments received', null],
    ['7', 'data preparation', facts.preparation],
    [
      '8a',
      'outcome and its assessment',
      `${from.outcome.rule} (${from.outcome.variable} = ${from.outcome.event.join(' or ')})`,
    ],
    ['8b', 'qualifications of outcome assessors', null],
    ['8c', 'blinding of outcome assessment', null],
    ['9a', 'choice of predictors', facts.selection],
    ['9b', 'definition of predictors', facts.extraction],
    ['9c', 'qualifications of predictor assessors', null],
    [
      '10',
      'sample size',
      `${model.patients} patients, ${model.events} with the outcome; no calculation recorded`,
    ],
    ['11', 'missing data', facts.missing],
    ['12a', 'use of data in the analysis', facts.resampling],
    ['12b', 'handling of predictors', 'z-scores by the training mean and standard deviation'],
    ['12c', 'model type and building', facts.learners],
    ['12d', 'heterogeneity across sites', null],
    [
      '12e',
      'measures of performance',
      'area under the ROC curve (DeLong); sensitivity and specificity of the groups; against rivals by DeLong',
    ],
    ['12f', 'model updating', 'none'],
    [
      '12g',
      'how predictions are made for evaluation',
      'the stored model is applied as it is: nothing is fitted to another cohort',
    ],
    ['13', 'class imbalance', facts.balance],
    ['14', 'fairness', null],
    ['15', 'output of the model', facts.output],
    ['16', 'training against evaluation data', facts.resampling],
    ['17', 'ethical approval', null],
    ['18a', 'funding', null],
    ['18b', 'conflicts of interest', null],
    ['18c', 'protocol', 'the training file, kept in the model'],
    ['18d', 'registration', null],
    ['18e', 'data sharing', `release ${from.releaseHash}`],
    ['18f', 'code sharing', `code version ${from.codeVersion}`],
    ['19', 'involvement of patients and public', null],
    ['20a', 'flow of participants', facts.flow],
    ['20b', 'characteristics of participants', null],
    ['20c', 'comparison with development data', null],
    ['21', 'participants and events in each analysis', `${model.patients} patients, ${model.events} events`],
    ['22', 'full model', 'in this file, all numbers exact'],
    ['23a', 'performance with intervals', facts.performance],
    ['23b', 'heterogeneity of performance', facts.folds],
    ['24', 'results of updating', null],
    ['25', 'interpretation', null],
    ['26', 'limitations', card.evaluations.flatMap(({ disclosures }) => disclosures).join('; ') || null],
    ['27a', 'handling of poor or missing input', facts.missing],
    ['27b', 'interaction of users', null],
    ['27c', 'next steps', null],
  ]
}

function clearLines(card: ModelCard): Line[] {
  const { provenance: from, model } = card
  const facts = factsOf(card)
  const rivals = card.rivals.map(({ name }) => name).join(', ')
  return [
    ['1', 'title names the radiomic method', card.label],
    ['2', 'structured summary', null],
    ['3', 'keywords', null],
    ['4', 'background', null],
    ['5', 'why radiomics', card.intendedUse],
    ['6', 'objectives', `predict ${from.outcome.rule}`],
    ['7', 'guidelines followed', 'TRIPOD+AI and CLEAR, items answered from provenance'],
    ['8', 'ethics', null],
    ['9', 'sample size', `${model.patients} patients, ${model.events} events; no calculation recorded`],
    ['10', 'nature of the study', 'retrospective use of a stored release'],
    ['11', 'eligibility', from.description],
    ['12', 'technical pipeline', facts.learners],
    ['13', 'data source', `${from.title}, release ${from.releaseHash}`],
    ['14', 'overlap with earlier data', null],
    ['15', 'data split', facts.resampling],
    ['16', 'imaging protocol', null],
    ['17', 'non-radiomic predictors', from.clinical.join(', ') || 'none in the model'],
    ['18', 'reference standard', from.outcome.rule],
    ['19', 'segmentation', null],
    ['20', 'who segmented', null],
    [
      '21',
      'image pre-processing',
      facts.settingsAbout(/normali|outlier|shift|noise|rotation|translation|resegment/i),
    ],
    ['22', 'resampling of voxels', facts.settingsAbout(/resampl|spacing|voxel_?size|interpolat/i)],
    ['23', 'discretisation', facts.settingsAbout(/bin_?(width|size|count|number)|discreti/i)],
    ['24', 'image types', facts.settingsAbout(/image_?types?$/i)],
    ['25', 'extraction of features', facts.extraction],
    ['26', 'feature classes', facts.classes],
    ['27', 'number of features', facts.counts],
    ['28', 'other parameters of extraction', facts.settings],
    ['29', 'missing data', facts.missing],
    ['30', 'class imbalance', facts.balance],
    ['31', 'reliability of segmentation', facts.robustness],
    ['32', 'feature scaling', 'z-scores by the training mean and standard deviation'],
    ['33', 'dimension reduction', facts.selection],
    ['34', 'algorithm', facts.learners],
    ['35', 'training and tuning', facts.learners],
    ['36', 'confounders', `volume alone stands beside the model`],
    ['37', 'choice of the model', facts.learners],
    ['38', 'testing technique', facts.resampling],
    ['39', 'performance metrics', 'area under the ROC curve, sensitivity, specificity, predictive values'],
    ['40', 'uncertainty', 'DeLong intervals of areas, Wilson intervals of shares'],
    ['41', 'comparison of performance', "DeLong's paired test"],
    ['42', 'comparison with other methods', rivals],
    ['43', 'explanation', 'direction, stability and held-out permutation importance of each feature'],
    ['44', 'characteristics of participants', null],
    ['45', 'flow of participants', facts.flow],
    ['46', 'feature statistics', facts.counts],
    ['47', 'performance', facts.performance],
    ['48', 'comparison of results', comparisonWords(card)],
    ['49', 'findings', null],
    ['50', 'earlier work', null],
    ['51', 'practical implications', null],
    ['52', 'strengths and limitations', card.warnings.join('; ') || null],
    ['53', 'images shared', null],
    ['54', 'features shared', `in release ${from.releaseHash}`],
    ['55', 'pre-processing scripts shared', null],
    ['56', 'modelling code shared', `code version ${from.codeVersion}`],
    ['57', 'model files shared', 'this file'],
    ['58', 'ready to use', 'etl score <cohort> --model <this file>'],
  ]
}

function factsOf(card: ModelCard) {
  const { provenance: from, model } = card
  const parts = [
    ['GTR', model.gtr, model.spec.gtr] as const,
    ['ITH', model.ith, model.spec.ith] as const,
  ].flatMap(([name, part, plan]) => (part && plan ? [{ name, part, plan }] : []))
  const each = (words: (one: (typeof parts)[number]) => string): string =>
    parts.map((one) => `${one.name}: ${words(one)}`).join('; ')
  const { folds, repeats } = model.spec.nested
  const settings = from.extraction.flatMap(({ settings: words }) => (words === null ? [] : [words]))
  return {
    resampling: `nested cross-validation, ${folds} folds${repeats > 1 ? `, ${repeats} times` : ''}, seed ${model.spec.seed}; apparent performance beside it`,
    preparation: from.extraction.map(({ layer, method }) => `${layer}: ${method}`).join('; '),
    extraction: from.extraction
      .map(
        ({ layer, method, tool, version }) =>
          `${layer}: ${[method, tool, version].filter(Boolean).join(', ')}`,
      )
      .join('; '),
    settings: settings.length > 0 ? settings.join('; ') : null,
    settingsAbout: (topic: RegExp): string | null => settingsAbout(settings, topic),
    selection: each(({ plan }) => plan.selection.map(({ step }) => step).join(' → ') || 'none'),
    learners: each(
      ({ part, plan }) =>
        `${part.tuned.map(({ spec }) => spec.kind).join(', ')} tuned by ${plan.tuning.folds}-fold cross-validation (${plan.tuning.kind}), stacked by logistic regression over ${plan.stackingFolds} folds`,
    ),
    missing: each(({ plan }) =>
      plan.missing === 'trainingMedian'
        ? 'gaps are filled with the training median'
        : 'a feature with gaps in training is left out; a patient with a gap has no probability',
    ),
    balance: `${model.events} of ${model.patients} with the outcome; class weights: ${each(({ plan }) => plan.classWeight)}`,
    output: `probability of the outcome; score; HIGH risk at or below ${plainNumber(model.cutoff, 6)} (${model.cutoffRule})`,
    classes: each(({ part }) =>
      [...new Set(part.pipeline.features.map((name) => name.split('_')[1] ?? name))].join(', '),
    ),
    counts: each(
      ({ part }) =>
        `${part.selection.steps[0]?.before ?? part.pipeline.features.length} features, ${part.pipeline.features.length} selected`,
    ),
    flow: `${from.patients} patients in the cohort, ${model.patients} in training, ${card.leftOut.length} entries of left-out patients with reasons`,
    performance: card.evaluations
      .map(({ kind, areas }) => `${kind === 'nested' ? 'nested' : 'apparent'} AUC ${areaWords(areas.score)}`)
      .join('; '),
    folds:
      card.evaluations[0].foldAreas.length > 0
        ? `AUC within folds ${card.evaluations[0].foldAreas.map((area) => estimateNumber(area, 3)).join(', ')}`
        : null,
    robustness:
      card.robustness.length > 0
        ? card.robustness
            .map(
              ({ form, cutoff, n, tables, features }) =>
                `${form} > ${cutoff} over ${tables.join(', ')} (n ${n}): ${features.filter(({ kept }) => kept).length} of ${features.length} features kept`,
            )
            .join('; ')
        : null,
  }
}

/** Settings whose name is of a topic; also those that pyradiomics writes as one dictionary: `{'binWidth': 25, …}`. */
function settingsAbout(settings: readonly string[], topic: RegExp): string | null {
  const found = settings.flatMap((json) =>
    Object.entries(JSON.parse(json) as Record<string, unknown>).flatMap(([name, value]) => {
      if (topic.test(name)) return [`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`]
      const inside = JSON.stringify(value).matchAll(/'(\w+)': ('[^']*'|\[[^\]]*\]|[^,}"]+)/g)
      return [...inside].flatMap(([, key = '', own = '']) => (topic.test(key) ? [`${key}: ${own}`] : []))
    }),
  )
  return found.length > 0 ? [...new Set(found)].join('; ') : null
}

function areaWords(area: ModelCard['evaluations'][0]['areas']['score']): string {
  if (!('auc' in area)) return `not testable (${area.reason})`
  return `${estimateNumber(area.auc, 3)} (${estimateNumber(area.low, 3)} to ${estimateNumber(area.high, 3)})`
}

function comparisonWords({ comparisons }: ModelCard): string | null {
  const words = comparisons.flatMap(({ first, second, result }) =>
    'difference' in result
      ? [
          `${first} − ${second}: ${estimateNumber(result.difference, 3)} (${estimateNumber(result.low, 3)} to ${estimateNumber(result.high, 3)})`,
        ]
      : [],
  )
  return words.length > 0 ? words.join('; ') : null
}
