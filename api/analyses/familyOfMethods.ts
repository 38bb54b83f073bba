import type { ReleaseRow } from '../../db/read/releases.ts'
import type { ComparedVariable } from '../../science/radiogenomics/splitVariable.ts'
import type { Context } from '../context.ts'
import { storedCells } from './methodScale.ts'
import type { LoadedMethod } from './readMethod.ts'

export interface OtherMethods {
  /** immune methods of the release, the one that is compared included */
  count: number
  /** every cell of the others, as stored */
  variables: ComparedVariable[]
  sourceFiles: string[]
}

/** The cells of all other immune methods of a release, by which q may be adjusted too. */
export async function otherMethods(
  context: Context,
  release: ReleaseRow,
  own: LoadedMethod,
): Promise<OtherMethods> {
  const layers = await context.facts.layers(release.id)
  const keys = layers.flatMap(({ kind, key, ref }) =>
    kind === 'immune' && ref !== own.layer.ref ? [key] : [],
  )
  const found = await Promise.all(keys.map((key) => context.facts.method(release.id, key)))
  const loaded = found.filter((method) => method !== null && method !== 'no patient level')
  return {
    count: loaded.length + 1,
    sourceFiles: loaded.flatMap(({ layer }) => layer.sourceFiles),
    variables: loaded.flatMap((method) =>
      storedCells(method).map(({ variable, values }) => ({
        key: `${method.layer.key}/${variable.key}`,
        unit: variable.unit,
        values,
      })),
    ),
  }
}
