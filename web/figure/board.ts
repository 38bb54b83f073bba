import { figureKindKeys } from './figureKind.ts'
import type { FigureKindKey, FigureOptions, FigureVariables } from './figureKind.ts'

/** One figure of a board: what is asked, which panel of the answer, and what somebody thought of it. */
export interface BoardFigure {
  kind: FigureKindKey
  panel: string
  variables: FigureVariables
  options: FigureOptions
  note?: string
  /** half the width of the page, beside another such one */
  half?: true
}

export interface Board {
  title: string
  figures: readonly BoardFigure[]
}

export const mostFigures = 12

/** What a figure of the board asks; its note and its width are no part of the question. */
export function questionOf({ kind, panel, variables, options }: BoardFigure): string {
  return JSON.stringify({ kind, panel, variables, options })
}

/**
 * A board as text for the address: JSON with ~ for its quotation marks, which an address would have to escape. A ~ inside a text
 * is written \u007e.
 */
export function writeBoard({ title, figures }: Board): string {
  return JSON.stringify({ title, figures }).replaceAll('~', '\\u007e').replaceAll('"', '~')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readFigure(value: unknown): BoardFigure | null {
  if (!isRecord(value)) return null
  const { panel, variables, options, note, half } = value
  const kind = figureKindKeys.find((key) => key === value['kind'])
  if (kind === undefined || typeof panel !== 'string' || !isRecord(variables)) return null
  const words = isRecord(options) ? Object.entries(options) : []
  const known = words.flatMap(([name, word]) => (typeof word === 'string' ? [[name, word] as const] : []))
  return {
    kind,
    panel,
    variables,
    options: Object.fromEntries(known),
    ...(typeof note === 'string' && note !== '' ? { note } : {}),
    ...(half === true ? { half: true as const } : {}),
  }
}

/** The board that an address names; null where the text is none. A figure of an unknown kind is not silently left out: then it is none. */
export function readBoard(text: string): Board | null {
  const value = parsed(text.replaceAll('~', '"'))
  if (!isRecord(value) || !Array.isArray(value['figures'])) return null
  const figures = value['figures'].slice(0, mostFigures).map(readFigure)
  const known = figures.filter((figure) => figure !== null)
  if (known.length < figures.length) return null
  const { title } = value
  return { title: typeof title === 'string' ? title : '', figures: known }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
