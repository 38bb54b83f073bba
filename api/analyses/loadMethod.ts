import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { Context } from '../context.ts'
import type { LoadedMethod } from './readMethod.ts'

export type { LoadedMethod } from './readMethod.ts'

/** @throws InvalidInput the release has no such immune layer, or none at the patient level */
export async function loadMethod(context: Context, release: ReleaseRow, ref: string): Promise<LoadedMethod> {
  const method = await context.facts.method(release.id, ref.slice('immune:'.length))
  if (!method) {
    const layers = await context.facts.layers(release.id)
    const known = layers.filter((layer) => layer.kind === 'immune').map((layer) => layer.ref)
    const allowed = known.length === 0 ? 'nothing: this release has no immune layer' : known.join(', ')
    throw new InvalidInput('method', ref, allowed)
  }
  if (method === 'no patient level')
    throw new InvalidInput('method', ref, 'a layer in which a row stands for each patient')
  return method
}
