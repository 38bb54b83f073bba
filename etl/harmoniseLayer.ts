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
  return {
    spec,
    entity: merged.entity,
    rows: merged.rows,
    variables: merged.variables,
    columns: merged.columns,
    origin: merged.origin,
    encoding: spec.kind === 'imaging' || spec.kind === 'expression' ? spec.encoding : 'f8',
    quality: spec.kind === 'immune' ? immuneQuality(spec, merged.variables) : null,
  }
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
