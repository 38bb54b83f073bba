import type { SideAnswer } from '../analyses/correlateAnswer.ts'
import { correlationAt, rawSameAt } from '../analyses/correlatePairs.ts'
import type { CorrelationShape, PairShape } from '../analyses/correlatePairs.ts'
import { parseVariableRef, variableRef } from '../../science/variableRef.ts'
import { builder } from '../builder.ts'
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

type PairOfRelease = PairShape & { releaseId: number }

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

export const Pair = builder.objectRef<PairOfRelease>('Pair').implement({
  description: 'One variable x with one variable y.',
  fields: (t) => ({
    x: t.field({
      type: Variable,
      description: 'The one variable.',
      resolve: (pair) => variableAt(pair.answer.x, placesOf(pair).x, pair.releaseId),
    }),
    y: t.field({
      type: Variable,
      description: 'The other variable.',
      resolve: (pair) => variableAt(pair.answer.y, placesOf(pair).y, pair.releaseId),
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
