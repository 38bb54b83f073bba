import type { Block, Context } from './harmoniseBlock.ts'
import { harmoniseClinical } from './harmoniseClinical.ts'
import type { HarmonisedLayer, LayerPart } from './harmonisedLayer.ts'
import { harmoniseExpression } from './harmoniseExpression.ts'
import { harmoniseImaging } from './harmoniseImaging.ts'
import { harmoniseImmune, immuneQuality } from './harmoniseImmune.ts'
import { mergeParts } from './harmoniseMerge.ts'
import { harmoniseOutcome } from './harmoniseOutcome.ts'
import { harmoniseScores } from './harmoniseScores.ts'
import type { LayerSpec } from './manifest.ts'
import { report } from './rules.ts'

/** One layer out of the blocks of its files; null when none of them could be read. */
export function harmoniseLayer(
  spec: LayerSpec,
  blocks: ReadonlyMap<string, Block>,
  context: Context,
): HarmonisedLayer | null {
  const parts = spec.from.flatMap((id) => {
    const block = blocks.get(id)
    return block ? [harmonisePart(block, spec, context)] : []
  })
  const merged = mergeParts(parts, spec, context)
  if (!merged) return null
  const encoding = spec.kind === 'imaging' || spec.kind === 'expression' ? spec.encoding : 'f8'
  if (encoding === 'f4') checkSingle(merged, context)
  return {
    spec,
    entity: merged.entity,
    rows: merged.rows,
    variables: merged.variables,
    columns: merged.columns,
    origin: merged.origin,
    encoding,
    quality: spec.kind === 'immune' ? immuneQuality(spec, merged.variables) : null,
  }
}

const largestSingle = 3.4028234663852886e38

/** In single precision a larger number would become infinite, and a tiny one 0. */
function checkSingle({ file, columns, variables, rows }: LayerPart, { findings }: Context): void {
  let tiny = 0
  columns.forEach((column, c) => {
    for (let i = 0; i < column.length; i += 1) {
      const value = column[i] ?? NaN
      if (value !== 0 && Math.fround(value) === 0) tiny += 1
      if (!(Math.abs(value) > largestSingle)) continue
      report(findings, 'infinite-number', {
        file,
        column: variables[c]?.label,
        value: Number.isFinite(value) ? String(value) : undefined,
        message: `The value of ${rows[i]?.id ?? ''} is too large for single precision, in which this layer is stored.`,
        hint: 'Declare "encoding": "f8" in the layer, and no "precision": "f4" in the file.',
      })
    }
  })
  if (tiny > 0)
    report(findings, 'values-underflow', {
      file,
      message: `${tiny} values are nearer to 0 than single precision, in which this layer is stored, can tell; they became 0.`,
      hint: 'Declare "encoding": "f8" in the layer to keep them.',
    })
}

function harmonisePart(block: Block, spec: LayerSpec, context: Context): LayerPart {
  switch (spec.kind) {
    case 'imaging':
      return harmoniseImaging(block, spec, context)
    case 'immune':
      return harmoniseImmune(block, spec, context)
    case 'expression':
      return harmoniseExpression(block, spec, context)
    case 'clinical':
    case 'response':
      return harmoniseClinical(block, spec, context)
    case 'outcome':
      return harmoniseOutcome(block, spec, context)
    case 'score':
      return harmoniseScores(block, spec, context)
  }
}
