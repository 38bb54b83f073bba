import type { Block, Context } from './harmoniseBlock.ts'
import { cellText, reportAbsent } from './harmoniseBlock.ts'
import type { LayerPart } from './harmonisedLayer.ts'
import { columnAt, entityRow, layerRef, numberVariable } from './harmonisedLayer.ts'
import { uniqueRows } from './harmoniseRows.ts'
import type { ScoreSpec } from './manifest.ts'
import { originOf } from './origin.ts'
import { report } from './rules.ts'

const riskGroupLevels = ['HIGH', 'LOW'] as const

/** Probabilities of response from the two ensembles, and the risk group where the file states one. The score is derived later. */
export function harmoniseScores(block: Block, spec: ScoreSpec, context: Context): LayerPart {
  const rows = uniqueRows(block, layerRef(spec), context)
  const probabilities = [
    { name: spec.gtr, key: 'gtr_proba', label: 'GTR probability of response' },
    { name: spec.ith, key: 'ith_proba', label: 'ITH probability of response' },
  ].flatMap(({ name, key, label }) => {
    const column = block.columns.find((candidate) => candidate.name === name)
    if (!column) {
      reportAbsent(context.findings, block.file.id, name, block.columns)
      return []
    }
    if (column.kind === 'text') {
      report(context.findings, 'column-type', {
        file: block.file.id,
        column: name,
        message: 'A probability is a number.',
      })
      return []
    }
    const values = columnAt(column.values, rows).map((value, i) => {
      if (Number.isNaN(value) || (value >= 0 && value <= 1)) return value
      report(context.findings, 'probability-out-of-range', {
        file: block.file.id,
        line: rows[i]?.line,
        column: name,
        value: String(value),
        message: 'A probability is between 0 and 1.',
      })
      return NaN
    })
    return [{ name, variable: numberVariable({ key, label, unit: 'probability' }), values }]
  })
  reportMissing(probabilities, rows, block, context)
  const stated = statedGroups(block, spec, rows, context)
  const all = stated ? [...probabilities, stated] : probabilities
  return {
    file: block.file.id,
    entity: block.entity,
    rows: rows.map(entityRow),
    variables: all.map(({ variable }) => variable),
    columns: all.map(({ values }) => values),
    origin: originOf(
      block,
      rows.map((row) => [row]),
      all.map(({ variable }) => sourcesOf(variable.key, block, spec)),
      ['probabilities as written; score and risk group are computed from them'],
    ),
  }
}

/** A patient without one of the probabilities has no score; a row that moved by a cell looks just so. */
function reportMissing(
  probabilities: readonly { name: string; values: ArrayLike<number> }[],
  rows: Block['rows'],
  block: Block,
  { findings }: Context,
): void {
  for (const { name: wanted, values } of probabilities) {
    const column = block.columns.find(({ name }) => name === wanted)
    // a value that was refused is there, and has its own finding
    const lacking = rows.filter(
      (row, i) => Number.isNaN(values[i]) && (!column || cellText(column, row.index) === null),
    )
    if (lacking.length > 0 && lacking.length < rows.length)
      report(findings, 'probability-missing', {
        file: block.file.id,
        line: lacking[0]?.line,
        column: wanted,
        message: `${lacking.length} of ${rows.length} rows lack it, so those patients have no score.`,
      })
  }
}

/** Columns of the file behind a variable. */
function sourcesOf(key: string, block: Block, spec: ScoreSpec): number[] {
  const name =
    key === 'stated_risk_group' ? spec.riskGroup?.column : key.startsWith('gtr') ? spec.gtr : spec.ith
  const at = block.columns.findIndex((column) => column.name === name)
  return at === -1 ? [] : [at]
}

function statedGroups(block: Block, { riskGroup }: ScoreSpec, rows: Block['rows'], context: Context) {
  if (!riskGroup) return null
  const column = block.columns.find(({ name }) => name === riskGroup.column)
  if (!column) {
    reportAbsent(context.findings, block.file.id, riskGroup.column, block.columns)
    return null
  }
  const values = Float64Array.from(rows, (row) => {
    const text = cellText(column, row.index)
    if (text === null) return NaN
    const group = riskGroup.codes[text]
    if (group !== undefined) return riskGroupLevels.indexOf(group)
    report(context.findings, 'code-unknown', {
      file: block.file.id,
      line: row.line,
      column: riskGroup.column,
      value: text,
      message: `Declared are ${Object.keys(riskGroup.codes).join(', ')}.`,
    })
    return NaN
  })
  return {
    variable: {
      key: 'stated_risk_group',
      label: 'Risk group stated in the file',
      unit: 'category',
      type: 'category' as const,
      role: 'total' as const,
      levels: riskGroupLevels,
    },
    values,
  }
}
