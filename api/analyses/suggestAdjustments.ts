import type { ReleaseRow } from '../../db/read/releases.ts'
import { readVariables } from '../../db/read/variables.ts'
import type { VariableRow } from '../../db/read/variables.ts'
import { confounders } from '../../science/radiogenomics/confounders.ts'
import type { Confounder } from '../../science/radiogenomics/confounders.ts'
import type { LayerKind } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'

export type SuggestedAdjustment = Confounder<VariableRow>

async function candidates(context: Context, release: ReleaseRow): Promise<VariableRow[]> {
  const search = async (kind: LayerKind, words?: string): Promise<VariableRow[]> => {
    const asked = { first: 1000, offset: 0, kind, ...(words === undefined ? {} : { search: words }) }
    return (await readVariables(context.db, release.id, asked)).nodes
  }
  const found = await Promise.all([
    search('clinical'),
    search('immune', 'purity'),
    search('imaging', 'volume'),
  ])
  return found.flat()
}

/** What one would adjust for in this release: purity, stage, age, sex and tumour volume, as far as it has them. */
export async function suggestAdjustments(
  context: Context,
  release: ReleaseRow,
): Promise<SuggestedAdjustment[]> {
  return confounders(await candidates(context, release))
}
