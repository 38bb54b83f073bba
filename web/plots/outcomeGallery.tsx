import { CutStrip, cutStripHeight } from './CutStrip.tsx'
import type { CutStripProps } from './CutStrip.tsx'
import { madeUp } from './galleryPicture.tsx'
import type { GalleryPicture } from './galleryPicture.tsx'
import { layoutRatios } from './ratioLayout.ts'
import type { RatioProps, RatioRow } from './ratioLayout.ts'
import { Ratios } from './Ratios.tsx'
import { Scatter } from './Scatter.tsx'
import { layoutScatter } from './scatterLayout.ts'
import type { ScatterProps } from './scatterLayout.ts'
import { columnWidths, pointsPerMm, printStyle, screenStyle } from './style.ts'
import type { PlotStyle } from './style.ts'
import { SurvivalCurves } from './SurvivalCurves.tsx'
import { layoutSurvival } from './survivalLayout.ts'
import type { CurveShape, SurvivalProps } from './survivalLayout.ts'

/** Pictures of panels 5 and 8; the data are made up by a formula. */

const single = columnWidths.single * pointsPerMm
const double = columnWidths.double * pointsPerMm

/** n patients, one leaves at each step; every `each`-th is an event. */
function curve(key: string, label: string, n: number, each: number): CurveShape {
  const time: number[] = []
  const survival: number[] = []
  const nCensored: number[] = []
  let s = 1
  for (let i = 0; i < n; i += 1) {
    const dies = i % each === 0
    if (dies) s *= (n - i - 1) / (n - i)
    time.push(Math.round(40 + (1500 * (i + 1) * (i + 1)) / (n * n)))
    survival.push(s)
    nCensored.push(dies ? 0 : 1)
  }
  const error = survival.map((_, i) => 0.04 + (0.16 * i) / n)
  const ticks = [0, 365.25, 730.5, 1095.75, 1461]
  return {
    key,
    label,
    n,
    events: nCensored.filter((c) => c === 0).length,
    time,
    survival,
    nCensored,
    low: survival.map((value, i) => (value === 0 ? null : Math.max(0, value - (error[i] ?? 0)))),
    high: survival.map((value, i) => (value === 0 ? null : Math.min(1, value + (error[i] ?? 0)))),
    atRisk: ticks.map((at) => ({ time: at, nRisk: time.filter((t) => t >= at).length })),
  }
}

const ticks = [0, 1, 2, 3, 4].map((year) => ({ time: year * 365.25, label: String(year * 12) }))
const two: Omit<SurvivalProps, 'width' | 'style'> = {
  curves: [curve('high', 'High risk', 40, 2), curve('low', 'Low risk', 44, 4)],
  ticks,
  unit: 'months',
  endpoint: 'Overall survival',
  phrases: [
    { runs: [{ text: 'Log-rank χ² = 6.02 (1 df), ' }, { text: 'P', face: 'italic' }, { text: ' = .014' }] },
    { runs: [{ text: 'HR High risk vs Low risk: 2.10 (1.15 to 3.83)' }] },
  ],
}
const four: typeof two = {
  ...two,
  curves: [
    curve('0', 'Barcelona stage A, treated with curative intent', 24, 5),
    curve('1', 'Stage B', 30, 3),
    curve('2', 'Stage C', 26, 2),
    { ...curve('3', 'Stage D', 3, 1) },
  ],
}
const nobody: typeof two = {
  ...two,
  curves: [
    { ...curve('a', 'Nobody', 0, 1) },
    { ...curve('b', 'No event', 9, 99), events: 0, survival: Array.from({ length: 9 }, () => 1) },
  ],
  phrases: [{ runs: [{ text: 'Not tested: only one patient had the event; at least 2 are needed.' }] }],
}

function ratio(key: string, label: string, value: number, low: number | null, high: number | null): RatioRow {
  const bound = (x: number | null, none: string): string => (x === null ? none : x.toFixed(2))
  return {
    key,
    label,
    count: '12/40',
    ratio: { value, low, high },
    text: [{ text: `${value.toFixed(2)} (${bound(low, '0')} to ${bound(high, '∞')})` }],
    p: [{ text: '.014' }],
    isHeading: false,
    reason: null,
  }
}

const none = { count: '', ratio: null, text: [], p: [], isHeading: true, reason: null }
const forest: Omit<RatioProps, 'width' | 'style'> = {
  rows: [
    { ...none, key: 'alone', label: 'Each alone' },
    ratio('1', 'GTR-ITH score: High risk vs Low risk', 2.1, 1.15, 3.83),
    ratio('2', 'AJCC stage: IV vs I', 5.5, 1.69, 90),
    {
      ...ratio('0', 'Okuda stage: III vs I', 55, 4.9, 612),
      count: '1/1',
      text: [{ text: '55.00 (4.90 to 612) †' }],
      isFew: true,
    },
    ratio('3', 'Age at diagnosis, per years', 1.01, 0.99, 1.03),
    ratio('4', 'Sex: male vs female', 0.2, null, 1.4),
    { ...none, key: 'together', label: 'Together (n = 78, 31 events)' },
    {
      ...none,
      key: '5',
      label: 'Groups and covariates',
      isHeading: false,
      reason: 'the covariates explain each other',
    },
  ],
  name: 'Hazard ratio (95 % CI)',
  countHead: 'Events/n',
  above: 'more events',
}

const cuts: Omit<CutStripProps, 'width' | 'style'> = {
  cuts: Array.from({ length: 60 }, (_, i) => ({
    value: -2 + i / 15,
    logP: -Math.abs(4 * Math.sin(i / 11) * Math.exp(-((i - 25) ** 2) / 500)) - 0.3,
  })),
  best: -2 + 18 / 15,
  naive: {
    logP: -Math.abs(4 * Math.sin(18 / 11) * Math.exp(-49 / 500)) - 0.3,
    runs: [{ text: 'naive ' }, { text: 'P', face: 'italic' }, { text: ' = .020' }],
  },
  adjusted: {
    logP: Math.log(0.21),
    runs: [{ text: 'allowing for the choice ' }, { text: 'P', face: 'italic' }, { text: ' = .21' }],
  },
  used: [0.1],
  name: 'GTR-ITH score',
}

const scatter: Omit<ScatterProps, 'width' | 'style'> = {
  panels: ['Plasma cells', 'M1 macrophages', 'M2 macrophages'].map((title, p) => ({
    key: title,
    title,
    notTestable: null,
    phrases: [
      [
        { runs: [{ text: 'ρ +0.31' }] },
        { runs: [{ text: '(0.02 to 0.55)' }], close: true },
        { runs: [{ text: 'P', face: 'italic' }, { text: ' = .038' }] },
      ],
      [{ runs: [{ text: 'volume alone +0.22' }] }, { runs: [{ text: '(−0.08 to 0.48)' }], close: true }],
    ],
    points: Array.from({ length: 36 }, (_, i) => ({
      patient: `P${i}`,
      group: i % 9 === 8 ? -1 : i < 18 ? 0 : 1,
      x: -2 + ((i * 37) % 36) / 9,
      y: p === 0 && i % 4 === 0 ? 0 : 0.02 * (p + 1) * (1 + Math.sin(i * 1.7)),
    })),
  })),
  xName: 'GTR-ITH score',
  yName: 'Share of leukocytes',
}

function survival(name: string, shape: typeof two, width: number, style: PlotStyle): GalleryPicture['draw'] {
  const props = { ...shape, width, style }
  return () =>
    madeUp(name, { width, style, height: layoutSurvival(props).height }, <SurvivalCurves {...props} />)
}

function ratios(name: string, width: number, style: PlotStyle): GalleryPicture['draw'] {
  const props = { ...forest, width, style }
  return () => madeUp(name, { width, style, height: layoutRatios(props).height }, <Ratios {...props} />)
}

function strip(name: string, width: number, style: PlotStyle): GalleryPicture['draw'] {
  return () =>
    madeUp(
      name,
      { width, style, height: cutStripHeight(style) },
      <CutStrip {...cuts} width={width} style={style} />,
    )
}

function clouds(name: string, width: number, style: PlotStyle): GalleryPicture['draw'] {
  const props = { ...scatter, width, style }
  return () => madeUp(name, { width, style, height: layoutScatter(props).height }, <Scatter {...props} />)
}

export const outcomeGallery: readonly GalleryPicture[] = [
  {
    name: 'survival-single',
    about: 'Kaplan–Meier with numbers at risk, one column',
    draw: survival('survival-single', two, single, printStyle),
  },
  {
    name: 'survival-screen',
    about: 'Four groups, one with a long name and one of three patients, on screen',
    draw: survival('survival-screen', four, 720, screenStyle),
  },
  {
    name: 'survival-phone',
    about: 'Two groups on a phone',
    draw: survival('survival-phone', two, 328, screenStyle),
  },
  {
    name: 'survival-none',
    about: 'A group without patients, one without events, and why nothing is tested',
    draw: survival('survival-none', nobody, single, printStyle),
  },
  {
    name: 'ratios-double',
    about:
      'Hazard ratios with bounds beyond the axis, one that rests on a single event, one that could not be estimated',
    draw: ratios('ratios-double', double, printStyle),
  },
  { name: 'ratios-phone', about: 'The same on a phone', draw: ratios('ratios-phone', 328, screenStyle) },
  {
    name: 'cuts-single',
    about: 'p over all cuts with both p',
    draw: strip('cuts-single', single, printStyle),
  },
  { name: 'cuts-phone', about: 'The same on a phone', draw: strip('cuts-phone', 328, screenStyle) },
  {
    name: 'scatter-double',
    about: 'A score against three cells; grey: in no group',
    draw: clouds('scatter-double', double, printStyle),
  },
  { name: 'scatter-phone', about: 'The same on a phone', draw: clouds('scatter-phone', 328, screenStyle) },
]
