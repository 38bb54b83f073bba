import type { GroupResult, Result } from '../../science/radiogenomics/result.ts'
import type { CellAnswer, StoredComparison } from './comparisonAnswer.ts'

type Cell = string | number | null

/** A spreadsheet runs what begins so; a number is written as it is. Tabs and line ends would break the table. */
function written(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = cell.replace(/[\t\r\n]+/g, ' ')
  return /^[=+\-@]/.test(text) ? `'${text}` : text
}

function groupColumns(group: GroupResult): [string, Cell][] {
  const { summary } = group
  const of = (name: string): string => `${name}_${group.key}`
  return [
    [of('n'), group.n],
    [of('missing'), group.nMissing],
    [of('zero'), group.nZero],
    [of('mean'), summary.mean],
    [of('sd'), summary.sd],
    [of('min'), summary.min],
    [of('q1'), summary.q1],
    [of('median'), summary.median],
    [of('q3'), summary.q3],
    [of('max'), summary.max],
  ]
}

function testColumns(result: Result): [string, Cell][] {
  const tested = result.kind === 'notTestable' ? null : result
  const two = result.kind === 'twoGroups' ? result : null
  return [
    ['result', result.kind],
    ['reason', result.kind === 'notTestable' ? result.reason : null],
    ['test', tested?.method ?? null],
    ['variant', tested?.variant.kind ?? null],
    ['statistic', tested?.statistic.name ?? null],
    ['statistic_value', tested?.statistic.value ?? null],
    ['df', tested?.df.join(' ') ?? null],
    ['estimate', two?.estimate.name ?? null],
    ['estimate_value', two?.estimate.value ?? null],
    ['estimate_low', two?.estimate.low ?? null],
    ['estimate_high', two?.estimate.high ?? null],
    ['effect_size', tested?.effectSize.name ?? null],
    ['effect_size_value', tested?.effectSize.value ?? null],
    ['effect_size_low', tested?.effectSize.low ?? null],
    ['effect_size_high', tested?.effectSize.high ?? null],
    ['log_p', tested?.logP ?? null],
    ['p', tested?.pValue ?? null],
    ['q', tested?.qValue ?? null],
    ['smallest_reachable_p', tested?.smallestReachableP ?? null],
    ['minimum_detectable_effect', two?.minimumDetectableEffect.value ?? null],
    ['warnings', result.warnings.map((warning) => warning.message).join('; ')],
  ]
}

function rowOf({ variable, result }: CellAnswer): [string, Cell][] {
  return [
    ['cell', variable.key],
    ['label', variable.label],
    ['unit', variable.unit],
    ...result.groups.flatMap(groupColumns),
    ...testColumns(result),
  ]
}

function headerLines({ id, spec, release, codeVersion, answer }: StoredComparison): string[] {
  const { family, grouping, method } = answer
  const cutoffs = grouping.cutoffs.map(({ value, rule, origin }) => `${value} (${rule}; ${origin})`)
  const lines: [string, string][] = [
    ['analysis', id],
    ['specification', spec],
    ['cohort', `${release.cohort.title}${release.cohort.simulated ? ' (simulated)' : ''}`],
    ['release', release.shortId],
    ['content hash', release.contentHash],
    ['code version', codeVersion],
    ['method', `${method.ref}, ${method.method}`],
    ['grouped by', grouping.label],
    ['groups', grouping.groups.map(({ key, label }) => `${key} = ${label}`).join('; ')],
    ['cutoffs', cutoffs.join('; ')],
    [
      'q family',
      `${family.name}: planned ${family.planned}, tested ${family.tested}, adjustment ${family.adjustment}`,
    ],
  ]
  return lines.map(([name, value]) => `# ${name}: ${value.replace(/[\t\r\n]+/g, ' ')}`)
}

/** Numbers of every cell in full precision, one row a cell; what does not exist is empty, a header names the specification. */
export function comparisonTsv(stored: StoredComparison): string {
  const rows = stored.answer.cells.map(rowOf)
  const names = rows[0]?.map(([name]) => name) ?? []
  const table = [names, ...rows.map((row) => row.map(([, cell]) => written(cell)))]
  return `${[...headerLines(stored), ...table.map((row) => row.join('\t'))].join('\n')}\n`
}
