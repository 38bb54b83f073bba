import { readNumber } from './url.ts'

/*
 * Addresses of the pages of associations, genes and data. As everywhere: plain words, nothing but what differs from the page's
 * default, and what cannot be read is named in `unread` and never silently replaced.
 *   /associations/demo?x=imaging:gtr&y=immune:quantiseq&rows=10-40&pair=imaging:gtr/energy|immune:quantiseq/b_cell
 *   /genes/demo?x=score:gtr-ith/score&layer=expression:star-tpm&view=-0.4,0.4,0,8
 *   /gene/demo?variable=expression:star-tpm/ENSG00000153563&x=score:gtr-ith/score
 */

const methods = { pearson: 'PEARSON', kendall: 'KENDALL' } as const
const shows = { adjusted: 'ADJUSTED', without: 'WITHOUT_RIVAL' } as const

export type MethodWord = keyof typeof methods
export type ShowWord = keyof typeof shows

interface Common {
  release?: string | undefined
  method?: MethodWord | undefined
  /** what is taken out: references joined by commas, or none */
  adjust?: string | undefined
  /** which coefficients are drawn; as measured where it is absent */
  show?: ShowWord | undefined
  unread?: string[] | undefined
}

export interface AssociationSearch extends Common {
  /** layers of the two sides */
  x?: string | undefined
  y?: string | undefined
  /** places of the clustered order that are shown, e.g. 10-40: from the first to before the second */
  rows?: string | undefined
  columns?: string | undefined
  /** the chosen pair: two references joined by a bar */
  pair?: string | undefined
}

export interface GenesSearch extends Common {
  /** a number */
  x?: string | undefined
  /** what is scanned */
  layer?: string | undefined
  /** the gene that is named */
  gene?: string | undefined
  /** ends of both axes */
  view?: string | undefined
}

export interface GeneSearch extends Common {
  variable?: string | undefined
  /** grouping, as in the comparison's address */
  by?: string | undefined
  x?: string | undefined
  /** immune layer of the correlations */
  cells?: string | undefined
}

export interface DataSearch {
  release?: string | undefined
  /** id of an analysis whose provenance is shown */
  analysis?: string | undefined
}

function isWord<T extends object>(words: T, text: string): text is Extract<keyof T, string> {
  return Object.hasOwn(words, text)
}

interface Reader {
  /** a text of any kind, or one that `accept` takes */
  text: (name: string, accept?: (text: string) => boolean) => string | undefined
  unread: string[]
}

function reader(search: Record<string, unknown>): Reader {
  const earlier = search['unread']
  const unread = Array.isArray(earlier) ? earlier.filter((one): one is string => typeof one === 'string') : []
  return {
    unread,
    text: (name, accept = () => true) => {
      const given = search[name]
      if (given === undefined || given === '') return undefined
      const text = typeof given === 'number' ? String(given) : given
      if (typeof text === 'string' && accept(text)) return text
      unread.push(typeof text === 'string' ? `${name}=${text}` : name)
      return undefined
    },
  }
}

/** Without what is undefined: the router would take it for a parameter that leaves the address, and with it what could not be read. */
function present<T extends object>(given: T): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T
}

/** A change of an address: undefined takes a parameter out. */
export type Change<T> = Partial<T>

/** The address after a change; what could not be read leaves it. */
export function changed<T extends { unread?: string[] | undefined }>(before: T, change: Change<T>): T {
  return { ...before, ...change, unread: undefined }
}

function common({ text, unread }: Reader): Common {
  const method = text('method', (word) => isWord(methods, word))
  const show = text('show', (word) => isWord(shows, word))
  return {
    release: text('release'),
    adjust: text('adjust'),
    method: method !== undefined && isWord(methods, method) ? method : undefined,
    show: show !== undefined && isWord(shows, show) ? show : undefined,
    unread: unread.length > 0 ? unread : undefined,
  }
}

/** "10-40" → [10, 40]; null where it names no places. */
export function readSpan(text: string): [number, number] | null {
  const [, from = '', to = ''] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? []
  const span: [number, number] = [readNumber(from) ?? -1, readNumber(to) ?? -1]
  return from !== '' && span[1] > span[0] ? span : null
}

export function writeSpan([from, to]: readonly [number, number]): string {
  return `${from}-${to}`
}

/** "-0.4,0.4,0,8" → ends of both axes; null where it names none. */
export function readView(text: string): { x: [number, number]; y: [number, number] } | null {
  const numbers = text.split(',').map(readNumber)
  const [x0, x1, y0, y1, ...rest] = numbers
  if (rest.length > 0 || typeof x0 !== 'number' || typeof x1 !== 'number') return null
  if (typeof y0 !== 'number' || typeof y1 !== 'number' || x1 <= x0 || y1 <= y0) return null
  return { x: [x0, x1], y: [y0, y1] }
}

export function writeView({ x, y }: { x: readonly [number, number]; y: readonly [number, number] }): string {
  return [...x, ...y].map((value) => String(Number(value.toPrecision(5)))).join(',')
}

/** "imaging:gtr/energy|immune:quantiseq/b_cell"; null where it is no pair. */
export function readPair(text: string): { x: string; y: string } | null {
  const [x, y, ...rest] = text.split('|')
  return x && y && rest.length === 0 ? { x, y } : null
}

export function readAssociationSearch(search: Record<string, unknown>): AssociationSearch {
  const own = reader(search)
  const found = {
    x: own.text('x'),
    y: own.text('y'),
    rows: own.text('rows', (text) => readSpan(text) !== null),
    columns: own.text('columns', (text) => readSpan(text) !== null),
    pair: own.text('pair', (text) => readPair(text) !== null),
  }
  return present({ ...found, ...common(own) })
}

export function readGenesSearch(search: Record<string, unknown>): GenesSearch {
  const own = reader(search)
  const found = {
    x: own.text('x'),
    layer: own.text('layer'),
    gene: own.text('gene'),
    view: own.text('view', (text) => readView(text) !== null),
  }
  return present({ ...found, ...common(own) })
}

export function readGeneSearch(search: Record<string, unknown>): GeneSearch {
  const own = reader(search)
  const found = {
    variable: own.text('variable'),
    by: own.text('by'),
    x: own.text('x'),
    cells: own.text('cells'),
  }
  return present({ ...found, ...common(own) })
}

export function readDataSearch(search: Record<string, unknown>): DataSearch {
  const { text } = reader(search)
  return present({ release: text('release'), analysis: text('analysis') })
}

/** The API's words for those of the address. */
export function apiMethod(word: MethodWord | undefined): 'SPEARMAN' | 'PEARSON' | 'KENDALL' {
  return word === undefined ? 'SPEARMAN' : methods[word]
}

export function apiMatrix(word: ShowWord | undefined): 'RAW' | 'ADJUSTED' | 'WITHOUT_RIVAL' {
  return word === undefined ? 'RAW' : shows[word]
}

/** Which coefficients a word names; as measured where it names none. */
export function readShow(word: string | undefined): ShowWord | undefined {
  return word !== undefined && isWord(shows, word) ? word : undefined
}
