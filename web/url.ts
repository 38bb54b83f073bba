import type { CompareGroupsInput, GroupingInput } from './gql/generated/graphql.ts'

/*
 * All state is in the address, as words a person can read and type. A grouping is one piece of text:
 *   model:<model>                              model:<model>@<score>
 *   median:<variable>                          quantiles:3:<variable>          threshold:0.47:<variable>
 *   categories:<variable>                      categories:<variable>|Early=Stage I,Stage II|Late=Stage III
 *   patients:|Mine=TCGA-01,TCGA-02|Others=TCGA-03        patients:|Mine=TCGA-01,TCGA-02|All others=*
 * Within labels and members the characters | = , and % are percent-encoded.
 */

const defaultScore = 'score:gtr-ith/score'

interface Members {
  label: string
  members: readonly string[]
}

function escapePart(text: string): string {
  return text.replace(/[%|=,]/g, (character) => encodeURIComponent(character))
}

function unescapePart(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function writeMembers(groups: readonly Members[]): string {
  return groups
    .map(({ label, members }) => `|${escapePart(label)}=${members.map(escapePart).join(',')}`)
    .join('')
}

function readMembers(text: string): { label: string; members: string[] }[] | null {
  const groups: { label: string; members: string[] }[] = []
  for (const piece of text.split('|')) {
    const [label, list, ...rest] = piece.split('=')
    if (label === undefined || list === undefined || rest.length > 0) return null
    const name = unescapePart(label)
    const members = list === '' ? [] : list.split(',').map(unescapePart)
    const known = members.filter((member) => member !== null)
    if (name === null || known.length !== members.length) return null
    groups.push({ label: name, members: known })
  }
  return groups
}

/** Stands for everybody who is in no other list. */
const everybodyElse = '*'

/** The grouping as it stands in the address; whom it is restricted to stands in a parameter of its own (`only`). */
export function writeGrouping(grouping: GroupingInput): string {
  if (grouping.within) return writeGrouping(grouping.within.grouping)
  if (grouping.riskModel) {
    const { model, score } = grouping.riskModel
    return !score || score === defaultScore ? `model:${model}` : `model:${model}@${score}`
  }
  if (grouping.median) return `median:${grouping.median.variable}`
  if (grouping.quantiles) return `quantiles:${grouping.quantiles.count}:${grouping.quantiles.variable}`
  if (grouping.threshold) return `threshold:${grouping.threshold.cutoff}:${grouping.threshold.variable}`
  if (grouping.categories) {
    return `categories:${grouping.categories.variable}${writeMembers(grouping.categories.groups ?? [])}`
  }
  const { groups, others } = grouping.patients
  const last = others ? [{ label: others, members: [everybodyElse] }] : []
  return `patients:${writeMembers([...groups, ...last])}`
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** A number written plainly, or null: never a blank that becomes 0, never half of "1,5". */
export function readNumber(text: string): number | null {
  if (!decimal.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

function readWholeNumber(text: string, low: number, high: number): number | null {
  const value = /^\d+$/.test(text) ? readNumber(text) : null
  return value !== null && value >= low && value <= high ? value : null
}

function readNumbered(text: string): { number: string; variable: string } | null {
  const at = text.indexOf(':')
  const variable = text.slice(at + 1)
  return at > 0 && variable !== '' ? { number: text.slice(0, at), variable } : null
}

function readQuantiles(body: string): GroupingInput | null {
  const parts = readNumbered(body)
  const count = parts === null ? null : readWholeNumber(parts.number, 2, 10)
  return parts === null || count === null ? null : { quantiles: { variable: parts.variable, count } }
}

function readThreshold(body: string): GroupingInput | null {
  const parts = readNumbered(body)
  const cutoff = parts === null ? null : readNumber(parts.number)
  return parts === null || cutoff === null ? null : { threshold: { variable: parts.variable, cutoff } }
}

function readRiskModel(body: string): GroupingInput | null {
  const [model, score, ...rest] = body.split('@')
  if (!model || rest.length > 0 || score === '') return null
  return { riskModel: { model, score: score ?? defaultScore } }
}

function readCategories(body: string): GroupingInput | null {
  const at = body.indexOf('|')
  if (at < 0) return { categories: { variable: body } }
  const groups = readMembers(body.slice(at + 1))
  return groups === null || at === 0 ? null : { categories: { variable: body.slice(0, at), groups } }
}

function readPatients(body: string): GroupingInput | null {
  const groups = body.startsWith('|') ? readMembers(body.slice(1)) : null
  if (groups === null) return null
  const last = groups.at(-1)
  if (last?.members.length !== 1 || last.members[0] !== everybodyElse) return { patients: { groups } }
  return { patients: { groups: groups.slice(0, -1), others: last.label } }
}

/** Patients who are looked at: `<variable>=<level>,<level>`. */
export interface Only {
  variable: string
  levels: string[]
}

export function writeOnly({ variable, levels }: Only): string {
  return `${variable}=${levels.map(escapePart).join(',')}`
}

/** Whom the comparison is restricted to, or null where the text names nobody. */
export function readOnly(text: string): Only | null {
  const at = text.indexOf('=')
  if (at < 1) return null
  const levels = text
    .slice(at + 1)
    .split(',')
    .map(unescapePart)
  const known = levels.flatMap((level) => level || [])
  return known.length < levels.length ? null : { variable: text.slice(0, at), levels: known }
}

/** A grouping among those alone who are looked at. */
export function restricted(grouping: GroupingInput, only: Only | null): GroupingInput {
  return only === null ? grouping : { within: { ...only, grouping } }
}

/** The grouping that the address names, or null where the text names none. */
export function readGrouping(text: string): GroupingInput | null {
  const at = text.indexOf(':')
  const body = text.slice(at + 1)
  if (at < 0 || body === '') return null
  switch (text.slice(0, at)) {
    case 'model':
      return readRiskModel(body)
    case 'median':
      return { median: { variable: body } }
    case 'quantiles':
      return readQuantiles(body)
    case 'threshold':
      return readThreshold(body)
    case 'categories':
      return readCategories(body)
    case 'patients':
      return readPatients(body)
    default:
      return null
  }
}

/** Where a parameter's words are listed with the API's names for them. */
const choices = {
  test: { wilcoxon: 'WILCOXON', welch: 'WELCH', permutation: 'PERMUTATION' },
  family: { method: 'METHOD', 'three-cells': 'THREE_CELLS', 'all-methods': 'ALL_METHODS' },
  quality: { mark: 'MARK', weight: 'WEIGHT', filter: 'FILTER' },
  scale: { stored: 'AS_STORED', 'all-cells': 'ALL_CELLS', 'log-ratio': 'LOG_RATIO' },
} as const

export type TestWord = keyof typeof choices.test
export type FamilyWord = keyof typeof choices.family
export type QualityWord = keyof typeof choices.quality
export type ScaleWord = keyof typeof choices.scale

/** What the comparison's address may say. What it leaves out is the page's default. */
export interface CompareSearch {
  release?: string
  grouping?: string
  method?: string
  test?: TestWord
  family?: FamilyWord
  quality?: QualityWord
  scale?: ScaleWord
  /** what two groups are compared at equal values of: references joined by commas */
  confounders?: string
  /** log ratios: what a zero is taken for, as a share of the smallest positive value */
  zeros?: number
  /** only patients with these levels of a category, see `readOnly` */
  only?: string
  /** patients picked out, ids joined by commas */
  picked?: string
  /** the patient who is shown in full */
  patient?: string
  /** order of patients in the heatmap */
  order?: 'clustered'
  permutations?: number
  seed?: number
  cell?: string
  /** panel 7 is open: it costs seconds, so it is asked for */
  robust?: 'on'
  /** reference of the endpoint of panel 8 */
  endpoint?: string
  /** what panels 5 and 8 adjust for: references joined by commas, or none */
  adjust?: string
  /** parameters that were there but could not be read; the page says so and they leave the address at the next change */
  unread?: string[]
}

export interface ReleaseSearch {
  release?: string
}

function isWord<T extends object>(words: T, text: string): text is Extract<keyof T, string> {
  return Object.hasOwn(words, text)
}

/** Text that says something. */
export function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function readReleaseSearch(search: Record<string, unknown>): ReleaseSearch {
  const release = nonEmpty(search['release'])
  return release === undefined ? {} : { release }
}

/** What the model page's address may say: the release it is judged on, and the endpoint of its groups. */
export interface ModelSearch extends ReleaseSearch {
  endpoint?: string | undefined
  adjust?: string | undefined
  /** slug of the cohort that the model is to be applied to */
  apply?: string | undefined
}

export function readModelSearch(search: Record<string, unknown>): ModelSearch {
  const endpoint = nonEmpty(search['endpoint'])
  const adjust = nonEmpty(search['adjust'])
  const apply = nonEmpty(search['apply'])
  return {
    ...readReleaseSearch(search),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(adjust === undefined ? {} : { adjust }),
    ...(apply === undefined ? {} : { apply }),
  }
}

/** The same without what goes without saying. @param home the release that the model is stored with */
export function modelSearch({ release, ...rest }: ModelSearch, home: string): ModelSearch {
  return readModelSearch({ release: release === home ? undefined : release, ...rest })
}

export function readImportSearch(search: Record<string, unknown>): { folder?: string } {
  const folder = nonEmpty(search['folder'])
  return folder === undefined ? {} : { folder }
}

/** @returns the step of the example in four steps, as text, where one is open */
export function readTourSearch(search: Record<string, unknown>): { tour?: string | undefined } {
  const tour = nonEmpty(search['tour'])
  return tour !== undefined && /^[1-4]$/.test(tour) ? { tour } : {}
}

/** @param board as web/figure/board.ts writes it */
export function readBoardSearch(search: Record<string, unknown>): { board?: string } {
  const board = nonEmpty(search['board'])
  return board === undefined ? {} : { board }
}

/** What the cohort page's address may say. */
export interface CohortSearch extends ReleaseSearch {
  /** grouping of the baseline table and of the distribution, as in the comparison's address */
  by?: string
  /** reference of the variable whose distribution is drawn */
  variable?: string
  /** the chosen combination of what patients have: keys joined by commas */
  who?: string
}

export function readCohortSearch(search: Record<string, unknown>): CohortSearch {
  const by = nonEmpty(search['by'])
  const variable = nonEmpty(search['variable'])
  const who = nonEmpty(search['who'])
  return {
    ...readReleaseSearch(search),
    ...(by === undefined ? {} : { by }),
    ...(variable === undefined ? {} : { variable }),
    ...(who === undefined ? {} : { who }),
  }
}

/** Reads the comparison's address; whatever is unknown or malformed is named in `unread`, never silently replaced. */
export function readCompareSearch(search: Record<string, unknown>): CompareSearch {
  const result: CompareSearch = readReleaseSearch(search)
  const unread: string[] = []
  const read = (name: string, accept: (text: string) => boolean) => {
    const given = search[name]
    if (given === undefined || given === '') return
    const text = typeof given === 'number' ? String(given) : given
    if (typeof text !== 'string') unread.push(name)
    else if (!accept(text)) unread.push(`${name}=${text}`)
  }
  read('grouping', (text) => readGrouping(text) !== null && ((result.grouping = text), true))
  read('method', (text) => ((result.method = text), true))
  read('only', (text) => readOnly(text) !== null && ((result.only = text), true))
  read('picked', (text) => ((result.picked = text), true))
  read('patient', (text) => ((result.patient = text), true))
  read('cell', (text) => ((result.cell = text), true))
  read('endpoint', (text) => ((result.endpoint = text), true))
  read('adjust', (text) => ((result.adjust = text), true))
  read('confounders', (text) => ((result.confounders = text), true))
  read('robust', (text) => text === 'on' && ((result.robust = text), true))
  read('test', (text) => isWord(choices.test, text) && ((result.test = text), true))
  read('family', (text) => isWord(choices.family, text) && ((result.family = text), true))
  read('quality', (text) => isWord(choices.quality, text) && ((result.quality = text), true))
  read('scale', (text) => isWord(choices.scale, text) && ((result.scale = text), true))
  read('order', (text) => text === 'clustered' && ((result.order = text), true))
  read('zeros', (text) => {
    const value = readNumber(text)
    return value !== null && value > 0 && value <= 1 && ((result.zeros = value), true)
  })
  read('permutations', (text) => {
    const value = readWholeNumber(text, 100, 1_000_000)
    return value !== null && ((result.permutations = value), true)
  })
  read('seed', (text) => {
    const value = readWholeNumber(text, 0, 2 ** 31 - 1)
    return value !== null && ((result.seed = value), true)
  })
  const earlier = search['unread']
  if (Array.isArray(earlier)) unread.push(...earlier.filter((entry) => typeof entry === 'string'))
  if (unread.length > 0) result.unread = unread
  return result
}

/** The API's input for what the address and the page's defaults say together. */
export function compareInput(
  release: string,
  grouping: GroupingInput,
  method: string,
  search: CompareSearch,
): CompareGroupsInput {
  return {
    release,
    grouping,
    method,
    test: choices.test[search.test ?? 'wilcoxon'],
    family: choices.family[search.family ?? 'method'],
    quality: choices.quality[search.quality ?? 'mark'],
    scale: choices.scale[search.scale ?? 'stored'],
    ...(search.zeros === undefined ? {} : { zeros: search.zeros }),
    ...(search.confounders === undefined ? {} : { covariates: search.confounders.split(',') }),
    permutations: search.permutations ?? 10_000,
    seed: search.seed ?? 1,
  }
}
