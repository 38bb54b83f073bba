import { finiteOrNull } from '../../science/radiogenomics/probability.ts'
import type { LineBand } from '../../science/stats/lineBand.ts'
import { scatterOfPair, slopeInterval } from '../analyses/scatterOfPair.ts'
import type { PairScatterAnswer } from '../analyses/scatterOfPair.ts'
import type { CorrelateAnswer, SideAnswer } from '../analyses/correlateAnswer.ts'
import { correlationAt, rawSameAt } from '../analyses/correlatePairs.ts'
import type { CorrelationShape, PairShape } from '../analyses/correlatePairs.ts'
import { pairPaperOf } from '../analyses/paper/associations.ts'
import type { StoredAnalysis } from '../analyses/storedAnalysis.ts'
import { parseVariableRef, variableRef } from '../../science/variableRef.ts'
import { builder } from '../builder.ts'
import { PaperWords } from './paperWords.ts'
import { Interval } from './result.ts'
import { Variable } from './variable.ts'
import type { VariableOfRelease } from './variable.ts'

const Correlation = builder.objectRef<CorrelationShape>('Correlation').implement({
  description: 'One correlation with its interval and p.',
  fields: (t) => ({
    correlation: t.field({
      type: Interval,
      description: 'The coefficient with its interval.',
      resolve: (found) => found.correlation,
    }),
    n: t.exposeInt('n', { description: 'Patients that have both, and all that was adjusted for.' }),
    logP: t.exposeFloat('logP', { nullable: true, description: 'Natural logarithm of the two-sided p.' }),
    pValue: t.exposeFloat('pValue', {
      nullable: true,
      description: 'Two-sided p, unadjusted; null where it underflows (see logP) or was not tested.',
    }),
    qValue: t.exposeFloat('qValue', { nullable: true, description: 'p adjusted over the family.' }),
    variant: t.exposeString('variant', { description: 'How p came about.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it was not tested; null where it was.',
    }),
  }),
})

const PairPoint = builder
  .objectRef<{ patient: string; x: number | null; y: number | null }>('PairPoint')
  .implement({
    description: 'One patient’s two values.',
    fields: (t) => ({
      patient: t.exposeString('patient', { description: 'Submitter id.' }),
      x: t.exposeFloat('x', { nullable: true, description: 'Value of x; null where missing.' }),
      y: t.exposeFloat('y', { nullable: true, description: 'Value of y; null where missing.' }),
    }),
  })

type PairOfAnalysis = PairShape & { stored: StoredAnalysis<CorrelateAnswer> }

function variableAt({ refs, labels, units }: SideAnswer, i: number, releaseId: number): VariableOfRelease {
  const name = parseVariableRef(refs[i] ?? '')
  const shown = { label: labels[i] ?? '', unit: units[i] ?? '' }
  return {
    ...name,
    ...shown,
    ref: variableRef(name),
    type: 'number',
    role: 'measure',
    levels: null,
    releaseId,
  }
}

function placesOf({ answer, i }: PairShape): { x: number; y: number } {
  const ny = answer.y.refs.length
  return { x: Math.floor(i / ny), y: i % ny }
}

const LineOfFit = builder.objectRef<LineBand>('LineOfFit').implement({
  description: 'The least-squares line of what is drawn, with its pointwise confidence band.',
  fields: (t) => ({
    slope: t.field({
      type: Interval,
      description: 'Slope with its interval.',
      resolve: ({ slope, level }) => slopeInterval(slope, level),
    }),
    intercept: t.float({
      nullable: true,
      description: 'Where it meets x = 0.',
      resolve: ({ intercept }) => finiteOrNull(intercept),
    }),
    n: t.exposeInt('n', { description: 'Points.' }),
    df: t.exposeInt('df', { description: 'Degrees of freedom left.' }),
    level: t.exposeFloat('level', { description: 'Level of the band, e.g. 0.95.' }),
    x: t.floatList({ description: 'Places of the band.', resolve: ({ at }) => Array.from(at) }),
    y: t.floatList({ description: 'The line there.', resolve: ({ value }) => Array.from(value) }),
    low: t.floatList({ description: 'Lower limit of the mean.', resolve: ({ low }) => Array.from(low) }),
    high: t.floatList({ description: 'Upper limit of the mean.', resolve: ({ high }) => Array.from(high) }),
  }),
})

const ScatterViewEnum = builder.enumType('ScatterView', {
  description: 'What is drawn against what.',
  values: {
    RAW: { value: 'raw', description: 'The values of x and y.' },
    ADJUSTED: {
      value: 'adjusted',
      description:
        'What the adjustment leaves of both (of their ranks with SPEARMAN): the points have the partial correlation.',
    },
    RIVAL: { value: 'rival', description: 'The rival, e.g. tumour volume, in the place of x.' },
    WITHOUT_RIVAL: { value: 'without', description: 'What the rival leaves of both, as ADJUSTED.' },
  } as const,
})

const ScatterRef = builder.objectRef<PairScatterAnswer>('PairScatter').implement({
  description: 'A pair as it is to be drawn: points, line and band.',
  fields: (t) => ({
    xLabel: t.exposeString('xLabel', { description: 'Name of the horizontal axis.' }),
    yLabel: t.exposeString('yLabel', { description: 'Name of the vertical axis.' }),
    points: t.field({
      type: [PairPoint],
      description: 'Patients who have both, and all that is taken out.',
      complexity: { field: 1, multiplier: 20 },
      resolve: ({ points }) => points,
    }),
    fit: t.field({
      type: LineOfFit,
      nullable: true,
      description: 'Line and band; null where there is none.',
      resolve: ({ fit }) => (fit.kind === 'line' ? fit : null),
    }),
    reason: t.string({
      nullable: true,
      description: 'Why there is no line; null where there is one.',
      resolve: ({ fit }) => (fit.kind === 'line' ? null : fit.reason),
    }),
  }),
})

export const Pair = builder.objectRef<PairOfAnalysis>('Pair').implement({
  description: 'One variable x with one variable y.',
  fields: (t) => ({
    x: t.field({
      type: Variable,
      description: 'The one variable.',
      resolve: (pair) => variableAt(pair.answer.x, placesOf(pair).x, pair.stored.release.id),
    }),
    y: t.field({
      type: Variable,
      description: 'The other variable.',
      resolve: (pair) => variableAt(pair.answer.y, placesOf(pair).y, pair.stored.release.id),
    }),
    raw: t.field({
      type: Correlation,
      description: 'As measured.',
      resolve: ({ answer, i }) => correlationAt(answer, answer.raw, i),
    }),
    adjusted: t.field({
      type: Correlation,
      nullable: true,
      description: 'With everything asked for taken out; null where nothing was asked for.',
      resolve: ({ answer, i }) => answer.adjusted && correlationAt(answer, answer.adjusted, i),
    }),
    rawOnAdjusted: t.float({
      nullable: true,
      description:
        'The raw coefficient on the patients of the adjusted one, so that only the adjustment differs.',
      resolve: ({ answer, i }) => rawSameAt(answer, i),
    }),
    rivalWithY: t.field({
      type: Correlation,
      nullable: true,
      description: 'What the rival (tumour volume) alone has with y; null without a rival.',
      resolve: (pair) =>
        pair.answer.rival && correlationAt(pair.answer, pair.answer.rival.withY, placesOf(pair).y),
    }),
    rivalWithX: t.field({
      type: Correlation,
      nullable: true,
      description: 'How much x is the rival in another guise; null without a rival.',
      resolve: (pair) =>
        pair.answer.rival && correlationAt(pair.answer, pair.answer.rival.withX, placesOf(pair).x),
    }),
    withoutRival: t.field({
      type: Correlation,
      nullable: true,
      description: 'What x has with y once the rival is taken out of both; null without a rival.',
      resolve: ({ answer, i }) => answer.rival && correlationAt(answer, answer.rival.without, i),
    }),
    scatter: t.field({
      type: ScatterRef,
      nullable: true,
      description: 'Points, line and band; null where nothing was adjusted for, or without a rival.',
      args: { of: t.arg({ type: ScatterViewEnum, defaultValue: 'raw', description: 'What is drawn.' }) },
      complexity: 100,
      resolve: (pair, { of }, context) => scatterOfPair(context, pair.stored.release, pair, of ?? 'raw'),
    }),
    paper: t.field({
      type: PaperWords,
      description: 'Legend of this pair drawn as scatter plots, and methods.',
      resolve: (pair) => {
        const { x, y } = placesOf(pair)
        const { answer, stored } = pair
        return pairPaperOf(stored, { x: answer.x.labels[x] ?? '', y: answer.y.labels[y] ?? '' })
      },
    }),
    points: t.field({
      type: [PairPoint],
      nullable: true,
      description:
        'Every patient with a row on both sides; null where a side has too many variables (over 40, or a layer).',
      complexity: { field: 1, multiplier: 20 },
      resolve: ({ answer, i }) => {
        const { values } = answer
        if (!values) return null
        const at = placesOf({ answer, i })
        return values.patients.map((patient, p) => ({
          patient,
          x: values.x[at.x]?.[p] ?? null,
          y: values.y[at.y]?.[p] ?? null,
        }))
      },
    }),
  }),
})
