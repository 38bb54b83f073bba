import { formatP, formatPercent } from '../../format.ts'
import type {
  InferencePartsFragment,
  RobustnessPartsFragment,
  SpecificationPartsFragment,
} from '../../gql/generated/graphql.ts'
import type { CurveChoice, CurveEffect, CurvePanel } from '../../plots/curveLayout.ts'

/** The choices that the page stands at. */
export interface AskedChoices {
  method: string
  quality: string
  test: string
}

const names = ['cut', 'method', 'scale', 'quality', 'test', 'adjustment'] as const
export const choiceWords: Readonly<Record<string, string>> = {
  cut: 'Cut',
  method: 'Method',
  scale: 'Scale',
  quality: 'Quality',
  test: 'Test',
  adjustment: 'Adjusted for',
}

export interface CurveCell {
  cell: string
  label: string
  direction: 'HIGHER' | 'LOWER'
  inference: InferencePartsFragment | null
}

/** One panel a cell: its specifications by effect. */
export function curvePanels(
  cells: readonly CurveCell[],
  rows: readonly SpecificationPartsFragment[],
  asked: AskedChoices,
): CurvePanel[] {
  return cells.map(({ cell, label, direction, inference }) => {
    const effects = rows.flatMap((row): CurveEffect[] => {
      const estimate = row.estimates.find((each) => each.cell === cell)
      if (estimate?.delta == null || estimate.logP === null) return []
      return [
        {
          delta: estimate.delta,
          low: estimate.low,
          high: estimate.high,
          isSure: (estimate.logQ ?? 0) <= logAlpha,
          isAsked: isAsked(row, asked),
          alternatives: names.map((name) => alternativeId(name, row[name])),
        },
      ]
    })
    return {
      key: cell,
      title: label,
      expected: direction === 'HIGHER' ? 'higher' : 'lower',
      effects: effects.toSorted((a, b) => a.delta - b.delta),
      band: { low: inference?.bandLow ?? [], high: inference?.bandHigh ?? [] },
      note: noteOf(effects.length, inference),
    }
  })
}

/** Where "q ≤ .05" begins, as the API writes q. */
const logAlpha = Math.log(0.05)

function isAsked(row: SpecificationPartsFragment, { method, quality, test }: AskedChoices): boolean {
  return (
    row.cut === 'as-asked' &&
    row.method === method &&
    row.scale === 'stored' &&
    row.quality === quality &&
    row.test === test &&
    row.adjustment === 'none'
  )
}

function noteOf(n: number, inference: InferencePartsFragment | null): string {
  if (n === 0) return 'no specification can be tested'
  const sign = inference?.statistics.find(({ name }) => name === 'sign')
  if (inference === null || sign?.value == null) return `${n} specifications`
  const chance = sign.p === null ? '' : `; chance gives as much: P\u00a0=\u00a0${formatP(sign.p, null, 2)}`
  return `${formatPercent(sign.value, 1)} of ${inference.tested} have the expected sign${chance}`
}

function alternativeId(choice: string, key: string): string {
  return `${choice} ${key}`
}

/** Choices that have an alternative; a choice of one is no choice. */
export function curveChoices(whole: RobustnessPartsFragment): CurveChoice[] {
  return whole.choices.flatMap(({ name, alternatives }) =>
    alternatives.length < 2
      ? []
      : [
          {
            name: choiceWords[name] ?? name,
            alternatives: alternatives.map(({ key, label }) => ({ id: alternativeId(name, key), label })),
          },
        ],
  )
}

/** The choices as far as specifications have come: by their keys, the labels come with the whole. */
export function choicesSoFar(rows: readonly SpecificationPartsFragment[]): CurveChoice[] {
  return names.flatMap((name) => {
    const keys = [...new Set(rows.map((row) => row[name]))]
    if (keys.length < 2) return []
    const alternatives = keys.map((key) => ({ id: alternativeId(name, key), label: key }))
    return [{ name: choiceWords[name] ?? name, alternatives }]
  })
}
