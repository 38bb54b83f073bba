import type { NotTestable } from '../../science/stats/notTestable.ts'
import type {
  Calibration as CalibrationShape,
  CalibrationGroup as CalibrationGroupShape,
} from '../../science/prediction/calibration.ts'
import type { DecisionPoint as DecisionPointShape } from '../../science/prediction/decisionCurve.ts'
import type { Proportion } from '../../science/prediction/operatingPoints.ts'
import type { Improvement as ImprovementShape } from '../../science/prediction/reclassification.ts'
import type { ScoreComparison as ScoreComparisonShape } from '../../science/radiogenomics/validateStoredScores.ts'
import type { PointAnswer, RocAnswer, ScoreAnswer } from '../analyses/modelValidationAnswer.ts'
import { builder } from '../builder.ts'

interface Bounds {
  value: number | null
  low: number | null
  high: number | null
  reason: string | null
}

/** A value with its interval, or why there is none. */
function boundsOf(of: { value: number; low: number; high: number } | NotTestable | undefined): Bounds {
  if (!of) return { value: null, low: null, high: null, reason: null }
  if ('kind' in of) return { value: null, low: null, high: null, reason: of.reason }
  return { value: of.value, low: of.low, high: of.high, reason: null }
}

const Estimate = builder.objectRef<Bounds>('Estimate').implement({
  description: 'A number with its 95 % interval.',
  fields: (t) => ({
    value: t.exposeFloat('value', { nullable: true, description: 'The estimate; null where there is none.' }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower bound.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper bound.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why there is none.' }),
  }),
})

const Share = builder.objectRef<Proportion>('Share').implement({
  description: 'A share of patients with Wilson’s interval.',
  fields: (t) => ({
    value: t.exposeFloat('value', { nullable: true, description: 'The share; null of nobody.' }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower 95 % bound.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper 95 % bound.' }),
    count: t.exposeInt('count', { description: 'How many.' }),
    of: t.exposeInt('of', { description: 'Of how many.' }),
  }),
})

export const OperatingPoint = builder.objectRef<PointAnswer>('OperatingPoint').implement({
  description: 'A threshold and what it does; a score above it is called an event.',
  fields: (t) => ({
    rule: t.exposeString('rule', { description: 'How the threshold was chosen.' }),
    threshold: t.exposeFloat('threshold', {
      nullable: true,
      description: 'The threshold; null where it is infinite.',
    }),
    sensitivity: t.field({
      type: Share,
      description: 'Of the events, called.',
      resolve: (point) => point.sensitivity,
    }),
    specificity: t.field({
      type: Share,
      description: 'Of the others, not called.',
      resolve: (point) => point.specificity,
    }),
    accuracy: t.field({ type: Share, description: 'Called rightly.', resolve: (point) => point.accuracy }),
    ppv: t.field({
      type: Share,
      description: 'Of those called, events.',
      resolve: (point) => point.positivePredictiveValue,
    }),
    npv: t.field({
      type: Share,
      description: 'Of the others, no events.',
      resolve: (point) => point.negativePredictiveValue,
    }),
  }),
})

const RocPoint = builder.objectRef<RocAnswer>('RocPoint').implement({
  description: 'One point of a ROC curve with the pointwise interval of its sensitivity.',
  fields: (t) => ({
    threshold: t.exposeFloat('threshold', { nullable: true, description: 'Threshold; null at the ends.' }),
    falsePositive: t.float({
      description: '1 − specificity.',
      resolve: ({ specificity }) => 1 - specificity,
    }),
    sensitivity: t.exposeFloat('sensitivity', { description: 'Sensitivity.' }),
    low: t.exposeFloat('low', { description: 'Lower 95 % bound of the sensitivity.' }),
    high: t.exposeFloat('high', { description: 'Upper 95 % bound.' }),
  }),
})

const CalibrationGroup = builder.objectRef<CalibrationGroupShape>('CalibrationGroup').implement({
  description: 'Patients of similar predicted probability.',
  fields: (t) => ({
    n: t.exposeInt('n', { description: 'Patients.' }),
    predicted: t.exposeFloat('predicted', { description: 'Mean predicted probability.' }),
    observed: t.field({
      type: Share,
      description: 'Share with the outcome.',
      resolve: ({ observed }) => observed,
    }),
  }),
})

const Calibration = builder.objectRef<CalibrationShape>('Calibration').implement({
  description: 'Predicted against observed, of the model as it was trained: nothing is refitted.',
  fields: (t) => ({
    groups: t.field({
      type: [CalibrationGroup],
      description: 'Ten groups of equal size where there are enough patients.',
      resolve: ({ groups }) => [...groups],
    }),
    slope: t.field({
      type: Estimate,
      description: '1: neither too bold nor too timid.',
      resolve: ({ slope }) => boundsOf(slope),
    }),
    intercept: t.field({
      type: Estimate,
      description: '0 beside a slope of 1.',
      resolve: ({ intercept }) => boundsOf(intercept),
    }),
    inTheLarge: t.field({
      type: Estimate,
      description: 'Observed against expected as a whole, slope held at 1.',
      resolve: ({ inTheLarge }) => boundsOf(inTheLarge),
    }),
    brier: t.exposeFloat('brier', { description: 'Mean squared distance of probability and outcome.' }),
    brierOfPrevalence: t.exposeFloat('brierOfPrevalence', {
      description: 'What always saying the share of events would have.',
    }),
    hosmerLemeshowLogP: t.float({
      nullable: true,
      description: 'Natural log of P of the Hosmer–Lemeshow test; null where it cannot be computed.',
      resolve: ({ hosmerLemeshow }) => ('logP' in hosmerLemeshow ? hosmerLemeshow.logP : null),
    }),
  }),
})

const DecisionPoint = builder.objectRef<DecisionPointShape>('DecisionPoint').implement({
  description: 'Net benefit at one threshold probability; of treating nobody it is 0.',
  fields: (t) => ({
    threshold: t.exposeFloat('threshold', { description: 'Threshold probability.' }),
    netBenefit: t.exposeFloat('netBenefit', { description: 'Of the model.' }),
    all: t.exposeFloat('all', { description: 'Of treating everybody.' }),
  }),
})

export const ScoreValidation = builder.objectRef<ScoreAnswer>('ScoreValidation').implement({
  description: 'One score on one set of patients.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'GTR-ITH, GTR, ITH, volume or clinical.' }),
    n: t.exposeInt('n', { description: 'Patients with score and outcome.' }),
    events: t.exposeInt('events', { description: 'Of them with the outcome.' }),
    area: t.field({
      type: Estimate,
      description: 'Area under the ROC curve with DeLong’s interval.',
      resolve: ({ area }) => ('auc' in area ? boundsOf({ ...area, value: area.auc }) : boundsOf(area)),
    }),
    roc: t.field({
      type: [RocPoint],
      description: 'The ROC curve.',
      complexity: { field: 1, multiplier: 50 },
      resolve: ({ roc }) => [...roc],
    }),
    points: t.field({
      type: [OperatingPoint],
      description: 'By Youden’s index and at fixed sensitivity; both chosen on these patients.',
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ points }) => [...points],
    }),
    calibration: t.field({
      type: Calibration,
      nullable: true,
      description: 'Calibration; null where the score has no probability.',
      resolve: ({ calibration }) => ('brier' in calibration ? calibration : null),
    }),
    decisionCurve: t.field({
      type: [DecisionPoint],
      description: 'Decision curve; empty where the score has no probability.',
      complexity: { field: 1, multiplier: 50 },
      resolve: ({ decisionCurve }) => [...decisionCurve],
    }),
  }),
})

const Improvement = builder.objectRef<ImprovementShape>('Improvement').implement({
  description: 'An improvement with its interval; its P is anticonservative, read the interval first.',
  fields: (t) => ({
    value: t.exposeFloat('value', { description: 'The improvement.' }),
    low: t.exposeFloat('low', { description: 'Lower 95 % bound.' }),
    high: t.exposeFloat('high', { description: 'Upper 95 % bound.' }),
    logP: t.float({
      nullable: true,
      description: 'Natural log of P.',
      resolve: ({ logP }) => (Number.isFinite(logP) ? logP : null),
    }),
  }),
})

export const ScoreComparison = builder.objectRef<ScoreComparisonShape>('ScoreComparison').implement({
  description: 'Two scores on the same patients.',
  fields: (t) => ({
    first: t.exposeString('first', { description: 'Name of the first.' }),
    second: t.exposeString('second', { description: 'Name of the second.' }),
    n: t.exposeInt('n', { description: 'Patients that both have scored.' }),
    difference: t.field({
      type: Estimate,
      description: 'Area of the first minus area of the second, DeLong.',
      resolve: ({ areas }) =>
        'difference' in areas ? boundsOf({ ...areas, value: areas.difference }) : boundsOf(areas),
    }),
    logP: t.float({
      nullable: true,
      description: 'Natural log of DeLong’s P.',
      resolve: ({ areas }) => ('logP' in areas && Number.isFinite(areas.logP) ? areas.logP : null),
    }),
    pValue: t.float({
      nullable: true,
      description: 'DeLong’s P; null where it underflows or cannot be computed, and then the log says more.',
      resolve: ({ areas }) => ('logP' in areas ? Math.exp(areas.logP) || null : null),
    }),
    nri: t.field({
      type: Improvement,
      nullable: true,
      description:
        'Net reclassification over the published classes 0, .2, .4, .6, .8, 1: the first beside the second.',
      resolve: ({ reclassification: found }) => (found && 'classes' in found ? found.classes.total : null),
    }),
    continuousNri: t.field({
      type: Improvement,
      nullable: true,
      description: 'Net reclassification without classes.',
      resolve: ({ reclassification: found }) =>
        found && 'continuous' in found ? found.continuous.total : null,
    }),
    idi: t.field({
      type: Improvement,
      nullable: true,
      description: 'Integrated discrimination improvement.',
      resolve: ({ reclassification: found }) => (found && 'idi' in found ? found.idi : null),
    }),
  }),
})
