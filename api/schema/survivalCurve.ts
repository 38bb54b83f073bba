import type { OutcomeCurve, TimeAxis as TimeAxisShape } from '../../science/radiogenomics/outcomeCurves.ts'
import { builder } from '../builder.ts'
import { Interval } from './result.ts'

const AtRisk = builder.objectRef<OutcomeCurve['atRisk'][number]>('AtRisk').implement({
  description: 'One entry of the table of numbers at risk.',
  fields: (t) => ({
    time: t.exposeFloat('time', { description: 'Days.' }),
    nRisk: t.exposeInt('nRisk', { description: 'Under observation just before this time.' }),
    survival: t.exposeFloat('survival', {
      nullable: true,
      description: 'Kaplan–Meier estimate; null beyond the last time.',
    }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower 95 % limit.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper 95 % limit.' }),
  }),
})

export const SurvivalCurve = builder.objectRef<OutcomeCurve>('SurvivalCurve').implement({
  description:
    'Kaplan–Meier curve of one group as steps: each value holds from its time on; before the first time survival is 1.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Key of the group.' }),
    label: t.exposeString('label', { description: 'Label of the group.' }),
    n: t.exposeInt('n', { description: 'Patients.' }),
    events: t.exposeInt('events', { description: 'Patients who had the event.' }),
    time: t.exposeFloatList('time', { description: 'Days, ascending: events and censorings.' }),
    survival: t.exposeFloatList('survival', { description: 'Kaplan–Meier estimate from this time on.' }),
    low: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: 'Lower 95 % limit on the log scale; null where there is none.',
      resolve: (curve) => curve.low,
    }),
    high: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: 'Upper 95 % limit on the log scale; null where there is none.',
      resolve: (curve) => curve.high,
    }),
    nRisk: t.exposeIntList('nRisk', { description: 'At risk just before this time.' }),
    nEvent: t.exposeIntList('nEvent', { description: 'Events at this time.' }),
    nCensored: t.exposeIntList('nCensored', { description: 'Censorings at this time.' }),
    median: t.field({
      type: Interval,
      description: 'Median time with its interval, days; null where it is not reached.',
      resolve: (curve) => curve.median,
    }),
    lastTime: t.exposeFloat('lastTime', {
      nullable: true,
      description: 'The last time anybody of the group was seen, days.',
    }),
    atRisk: t.field({
      type: [AtRisk],
      description: 'Survival and numbers at risk at the times of the risk table.',
      complexity: { field: 1, multiplier: 8 },
      resolve: (curve) => curve.atRisk,
    }),
  }),
})

const TimeTick = builder.objectRef<TimeAxisShape['ticks'][number]>('TimeTick').implement({
  description: 'A tick of the time axis.',
  fields: (t) => ({
    time: t.exposeFloat('time', { description: 'Days.' }),
    label: t.exposeString('label', { description: 'In the unit of the axis.' }),
  }),
})

export const TimeAxis = builder.objectRef<TimeAxisShape>('TimeAxis').implement({
  description: 'The time axis of the figure and of the table under it.',
  fields: (t) => ({
    unit: t.exposeString('unit', { description: 'days, months or years.' }),
    daysPerUnit: t.exposeFloat('daysPerUnit', { description: 'Length of the unit, e.g. 30.4375.' }),
    ticks: t.field({
      type: [TimeTick],
      description: 'At most seven, from 0.',
      complexity: { field: 1, multiplier: 7 },
      resolve: (axis) => axis.ticks,
    }),
  }),
})
